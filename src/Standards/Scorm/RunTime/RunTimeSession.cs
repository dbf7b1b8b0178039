using Lectern.Scorm.Sequencing;

namespace Lectern.Scorm.RunTime;

/// <summary>
/// One communication session between a SCO and the LMS: the eight functions of API_1484_11 (SCORM 2004 4th Ed. RTE 3.1), synchronous, with
/// the error codes of the standard. Open one for each launch; a terminated session doesn't begin again (RTE 3.1.3).
/// </summary>
public sealed class RunTimeSession
{
    private const string True = "true", False = "false";

    private readonly DataModel2004 model;
    private readonly LaunchedContent content;
    private readonly Action<RunTimeSession>? committed;
    private ApiError last;
    private bool hasBegun;

    /// <summary>Begins a session.</summary>
    /// <param name="content">What the content finds.</param>
    /// <param name="committed">Told whenever the content commits or terminates.</param>
    public RunTimeSession(LaunchedContent content, Action<RunTimeSession>? committed = null)
    {
        this.content = content;
        this.committed = committed;
        model = new(content);
    }

    public bool IsRunning => hasBegun && !IsTerminated;
    public bool IsTerminated { get; private set; }

    public string Initialize(string argument)
    {
        if (IsTerminated) return Refuse(ApiError.ContentInstanceTerminated);
        if (hasBegun) return Refuse(ApiError.AlreadyInitialized);
        if (argument.Length > 0) return Refuse(ApiError.GeneralArgument);
        hasBegun = true;
        return Accept();
    }

    public string Terminate(string argument)
    {
        if (IsTerminated) return Refuse(ApiError.TerminationAfterTermination);
        if (!hasBegun) return Refuse(ApiError.TerminationBeforeInitialization);
        if (argument.Length > 0) return Refuse(ApiError.GeneralArgument);
        IsTerminated = true;
        committed?.Invoke(this);
        return Accept();
    }

    public string GetValue(string element)
    {
        if (IsTerminated) return Refuse(ApiError.RetrieveAfterTermination, "");
        if (!hasBegun) return Refuse(ApiError.RetrieveBeforeInitialization, "");
        var answer = model.Get(element);
        last = answer.Error;
        return answer.Value;
    }

    public string SetValue(string element, string value)
    {
        if (IsTerminated) return Refuse(ApiError.StoreAfterTermination);
        if (!hasBegun) return Refuse(ApiError.StoreBeforeInitialization);
        last = model.Set(element, value);
        return last == ApiError.None ? True : False;
    }

    public string Commit(string argument)
    {
        if (IsTerminated) return Refuse(ApiError.CommitAfterTermination);
        if (!hasBegun) return Refuse(ApiError.CommitBeforeInitialization);
        if (argument.Length > 0) return Refuse(ApiError.GeneralArgument);
        committed?.Invoke(this);
        return Accept();
    }

    public string GetLastError() => last.ToCode();

#pragma warning disable CA1822 // One of the eight functions of the object that content finds.
    public string GetErrorString(string code) => ApiErrors.InWords(code);
#pragma warning restore CA1822

    /// <summary>The same words; for an empty code, those of the last error (RTE 3.1.6.3).</summary>
    public string GetDiagnostic(string code) => ApiErrors.InWords(code.Length == 0 ? last.ToCode() : code);

    /// <summary>What adl.nav.request_valid answers from now on.</summary>
    public ValidRequests? Valid { get => model.Valid; set => model.Valid = value; }

    /// <summary>What is to be kept of the session: after its end, with its time added and without what belongs to one session only.</summary>
    public RunTimeData Save()
    {
        var kept = model.Kept.Where(pair => !IsTerminated || pair.Key is not "cmi.session_time").ToDictionary();
        var session = IsTerminated ? CmiTime.Parse(ScormVersion.Scorm2004FourthEdition, model.Peek("cmi.session_time")) ?? TimeSpan.Zero : TimeSpan.Zero;
        return content.Data with
        {
            Values = kept,
            TotalTime = content.Data.TotalTime + session,
            SetByContent = model.SetByContent.Where(TrackedElements.Remembers).ToHashSet(),
        };
    }

    internal DataModel2004 Model => model;

    /// <summary>The navigation that the content asks for when it has terminated; null for none. Content that ran out of time, or logged the
    /// learner out, wants everything to end (RTE 4.2.8, cmi.exit).</summary>
    public NavigationRequest? Wish => Exit is "time-out" or "logout" ? NavigationRequest.ExitAll : NavigationRequest.Parse(model.Peek("adl.nav.request"));

    /// <summary>cmi.exit, as the content set it.</summary>
    public string Exit => model.Peek("cmi.exit") ?? "";

    private string Accept()
    {
        last = ApiError.None;
        return True;
    }

    private string Refuse(ApiError error, string answer = False)
    {
        last = error;
        return answer;
    }
}
