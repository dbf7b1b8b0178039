using System.Text.Json.Serialization;

namespace Lectern.Scorm;

/// <summary>What happens to a SCO's data when it is opened again after it ended without asking to be suspended.</summary>
public enum RelaunchRule
{
    /// <summary>Everything is kept, as much content expects; the SCO is told neither "ab-initio" nor "resume".</summary>
    KeepData,

    /// <summary>The letter of the standard: a new attempt from nothing.</summary>
    NewAttempt,
}

/// <summary>What one learner has for one SCO: the server's own truth, changed only by opening the SCO and by checked commits.</summary>
public sealed record CmiState
{
    public required ScormVersion Version { get; init; }

    /// <summary>How often it was opened. A commit from an earlier opening (another tab, an old page) is not heard any more.</summary>
    public int Launch { get; init; }

    /// <summary>The number of the last commit taken in this launch; only higher ones are.</summary>
    public int Sequence { get; init; }

    /// <summary>Whether the content ever talked to the run-time. A page that never does stays "not attempted".</summary>
    public bool HasBegun { get; init; }

    /// <summary>Whether this launch was ended by the content (LMSFinish, Terminate) or by leaving the page.</summary>
    public bool IsFinished { get; init; }

    /// <summary>Whether its page was left before the content had ended itself.</summary>
    public bool WasLeft { get; init; }

    /// <summary>What the SCO is told about its start: "ab-initio", "resume" or nothing.</summary>
    public string Entry { get; init; } = AbInitio;

    /// <summary>The time spent in the launches before this one.</summary>
    public TimeSpan EarlierTime { get; init; }

    /// <summary>The launches before this one whose end was never reported: something of them may still come.</summary>
    public IReadOnlyDictionary<int, EarlierLaunch> Earlier { get; init; } = new Dictionary<int, EarlierLaunch>();

    /// <summary>In which launch each element was set last, so that what comes late takes no place of what was said since.</summary>
    public IReadOnlyDictionary<string, int> SetIn { get; init; } = new Dictionary<string, int>();

    /// <summary>The elements that the content set, by their full names.</summary>
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();

    /// <summary>The time spent in all launches: the sum of what the content reported as each session's time.</summary>
    [JsonIgnore]
    public TimeSpan TotalTime
    {
        get
        {
            var total = EarlierTime + SessionTime;
            return total > CmiTime.Longest ? CmiTime.Longest : total;
        }
    }

    [JsonIgnore]
    internal TimeSpan SessionTime => CmiTime.Parse(Version, this[SessionTimeElement]) ?? TimeSpan.Zero;

    /// <summary>How the learner stands.</summary>
    [JsonIgnore]
    public LessonStatus Status => Is12 ? LessonStatusWords.FromToken(this["cmi.core.lesson_status"]) ?? (HasBegun ? LessonStatus.Incomplete : LessonStatus.NotAttempted) : Status2004();

    /// <summary>The content was open and has said nothing of its status, or nothing at all: only the learner knows whether they are through.</summary>
    [JsonIgnore]
    public bool IsSilent => Launch > 0 && (!HasBegun || WasLeft || Launch > 1) && (Is12   // a later launch: the one before ended without a word
        ? this["cmi.core.lesson_status"] is null
        : (this["cmi.completion_status"] is null or "unknown" or "not attempted") && (this["cmi.success_status"] is null or "unknown"));

    /// <summary>The score, if the content reported one.</summary>
    [JsonIgnore]
    public CmiScore? Score => CmiScore.Of(this);

    /// <summary>Status and score together.</summary>
    [JsonIgnore]
    public ScoStanding Standing => new(Status, Score?.Scaled);

    /// <summary>The value of an element that content set; null when it never did.</summary>
    [JsonIgnore]
    public string? this[string element] => Values.GetValueOrDefault(element);

    [JsonIgnore]
    internal bool Is12 => Version == ScormVersion.Scorm12;

    internal const string AbInitio = "ab-initio";
    private const string Resume = "resume";
    private const int MostEarlier = 20;

    [JsonIgnore]
    internal string ExitElement => Is12 ? "cmi.core.exit" : "cmi.exit";

    [JsonIgnore]
    internal string SessionTimeElement => Is12 ? "cmi.core.session_time" : "cmi.session_time";

    /// <summary>Opens the SCO once more: ends the launch before, and decides what the content gets back
    /// (SCORM 1.2 RTE 3.4.4 cmi.core.entry and cmi.core.exit; SCORM 2004 4th Ed. RTE 4.2.8 and 4.2.9).</summary>
    public CmiState Open(RelaunchRule rule = RelaunchRule.KeepData)
    {
        var earlier = IsFinished || Launch == 0 ? Earlier : Earlier.Append(new(Launch, new(Sequence, SessionTime))).TakeLast(MostEarlier).ToDictionary();
        if (!HasBegun) return this with { Earlier = earlier, Launch = Launch + 1, Sequence = 0, IsFinished = false, WasLeft = false, Entry = AbInitio };
        // A launch that never ended (a crash, a lost connection) is as good as suspended: nothing is taken from the learner.
        var isSuspended = !IsFinished || this[ExitElement] == "suspend" || WasLeft && !Status.IsFinished();
        if (!isSuspended && rule == RelaunchRule.NewAttempt)
            return new CmiState { Version = Version, Launch = Launch + 1, Values = Values.Where(pair => pair.Key.Contains("_preference.", StringComparison.Ordinal)).ToDictionary() };
        var kept = new Dictionary<string, string>(Values);
        kept.Remove(ExitElement);
        kept.Remove(SessionTimeElement);
        return this with { Earlier = earlier, Launch = Launch + 1, Sequence = 0, IsFinished = false, WasLeft = false, Entry = isSuspended ? Resume : "", EarlierTime = TotalTime, Values = kept };
    }

    /// <summary>Marks an asset as done: it knows no run-time, and is done once it was shown (SCORM 1.2 RTE 3.2; SCORM 2004 SN 4.2.1).</summary>
    public CmiState Shown() => this with
    {
        HasBegun = true,
        IsFinished = true,
        Values = new Dictionary<string, string> { [Is12 ? "cmi.core.lesson_status" : "cmi.completion_status"] = "completed" },
    };

    // Completion leads; success refines it. Content that says it is incomplete is, even when the score is good already.
    private LessonStatus Status2004() => (this["cmi.completion_status"], this["cmi.success_status"]) switch
    {
        ("incomplete", _) => LessonStatus.Incomplete,
        (_, "passed") => LessonStatus.Passed,
        (_, "failed") => LessonStatus.Failed,
        ("completed", _) => LessonStatus.Completed,
        _ => HasBegun ? LessonStatus.Incomplete : LessonStatus.NotAttempted,
    };
}

/// <summary>A launch whose end was never reported.</summary>
/// <param name="Sequence">The number of its last report that was taken.</param>
/// <param name="Time">What is counted of it so far.</param>
public sealed record EarlierLaunch(int Sequence, TimeSpan Time);
