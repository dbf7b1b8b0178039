using System.Globalization;

namespace Lectern.Scorm.RunTime;

/// <summary>Error codes of SCORM 1.2's API (RTE 3.3.5).</summary>
public enum ApiError12
{
    None = 0,
    General = 101,
    InvalidArgument = 201,
    NoChildren = 202,
    NoCount = 203,
    NotInitialized = 301,
    NotImplemented = 401,
    Keyword = 402,
    ReadOnly = 403,
    WriteOnly = 404,
    IncorrectType = 405,
}

/// <summary>
/// One communication session of SCORM 1.2: the eight functions of the object "API" (RTE 3.3; there they are called LMSInitialize, LMSFinish and so on),
/// synchronous, with the error codes of the standard.
/// </summary>
public sealed class Scorm12Session
{
    private const string True = "true", False = "false";

    private readonly Dictionary<string, string> values;
    private readonly HashSet<string> set = [];
    private readonly Dictionary<string, int> counts = [];
    private readonly ScoRules rules;
    private bool isRunning;
    private int sequence;
    private ApiError12 last;

    /// <summary>Begins a session for a SCO that was just opened (<see cref="CmiState.Open"/>).</summary>
    public Scorm12Session(CmiState state, Item item, ScoLearner learner, bool isForCredit = true)
    {
        State = state;
        sequence = state.Sequence;
        rules = ScoRules.Of(item) with { IsForCredit = isForCredit };
        values = new(InitialModel.Of(state, item, learner, isForCredit));
        foreach (var element in values.Keys) Count(element);
    }

    /// <summary>What is to be kept: as of the last commit.</summary>
    public CmiState State { get; private set; }

    public bool HasFinished { get; private set; }

    public string Initialize(string argument)
    {
        if (argument.Length > 0) return Answer(ApiError12.InvalidArgument);
        if (isRunning || HasFinished) return Answer(ApiError12.General);
        isRunning = true;
        return Answer(ApiError12.None);
    }

    public string Finish(string argument)
    {
        if (!isRunning) return Answer(ApiError12.NotInitialized);
        if (argument.Length > 0) return Answer(ApiError12.InvalidArgument);
        Report(isFinal: true);
        isRunning = false;
        HasFinished = true;
        return Answer(ApiError12.None);
    }

    public string Commit(string argument)
    {
        if (!isRunning) return Answer(ApiError12.NotInitialized);
        if (argument.Length > 0) return Answer(ApiError12.InvalidArgument);
        Report(isFinal: false);
        return Answer(ApiError12.None);
    }

    public string GetValue(string element)
    {
        if (!isRunning) return Answer(ApiError12.NotInitialized, "");
        var (node, keyword, error) = Find(element, isSetting: false);
        if (error != ApiError12.None) return Answer(error, "");
        switch (keyword)
        {
            case "_count": return Answer(ApiError12.None, counts.GetValueOrDefault(element[..^keyword.Length]).ToString(CultureInfo.InvariantCulture));
            case "_children": return Answer(ApiError12.None, string.Join(',', node!.Children.Select(child => child.Name)));
        }
        if (node!.Access == Access.WriteOnly) return Answer(ApiError12.WriteOnly, "");
        return Answer(ApiError12.None, values.GetValueOrDefault(element) ?? node.Default ?? "");
    }

    public string SetValue(string element, string value)
    {
        if (!isRunning) return Answer(ApiError12.NotInitialized);
        var (node, keyword, error) = Find(element, isSetting: true);
        if (error != ApiError12.None) return Answer(error);
        if (keyword is not null || node == Elements12.Version) return Answer(ApiError12.Keyword);
        if (node!.Access == Access.ReadOnly) return Answer(ApiError12.ReadOnly);
        // SCORM 1.2 has one code for a wrong type, a wrong word and a value out of range.
        if (node.Type is { } type && type(value) != TypeCheck.Fits) return Answer(ApiError12.IncorrectType);
        values[element] = value;
        set.Add(element);
        Count(element);
        return Answer(ApiError12.None);
    }

    public string GetLastError() => ((int)last).ToString(CultureInfo.InvariantCulture);

#pragma warning disable CA1822 // One of the eight functions of the object that content finds.
    public string GetErrorString(string code) => ApiErrors.InWords12(code);
#pragma warning restore CA1822

    public string GetDiagnostic(string code) => ApiErrors.InWords12(code.Length == 0 ? GetLastError() : code);

    private (ElementNode? Node, string? Keyword, ApiError12 Error) Find(string element, bool isSetting)
    {
        var segments = element.Split('.');
        if (segments[0] != "cmi" || segments.Length < 2) return (null, null, element.Length == 0 ? ApiError12.InvalidArgument : ApiError12.NotImplemented);
        var node = Elements12.Cmi;
        var path = "cmi.";
        var isInside = true;
        for (var at = 1; at < segments.Length; at++)
        {
            var segment = segments[at];
            if (segment is "_children" or "_count" && at == segments.Length - 1 && node != Elements12.Cmi) return Keyword(node, segment, isInside, isSetting);
            if (node.IsCollection && isInside)
            {
                if (!int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out var index)) return (null, null, ApiError12.NotImplemented);
                var count = counts.GetValueOrDefault(path);
                // RTE 3.3.4: members are added in order.
                if (isSetting ? index > count || index >= CmiElements.Most(path) : index >= count && !IsWriteOnly(node)) return (null, null, ApiError12.InvalidArgument);
                isInside = false;
            }
            else
            {
                if (node.Child(segment) is not { } child) return (null, null, ApiError12.NotImplemented);
                node = child;
                isInside = true;
            }
            path += segment + ".";
        }
        return node.IsValue ? (node, null, ApiError12.None) : (null, null, ApiError12.NotImplemented);
    }

    private static bool IsWriteOnly(ElementNode collection) => collection.Children.All(child => child.IsValue ? child.Access == Access.WriteOnly : IsWriteOnly(child));

    private static (ElementNode?, string?, ApiError12) Keyword(ElementNode node, string keyword, bool isInside, bool isSetting)
    {
        if (isSetting) return (node, keyword, ApiError12.None);
        if (keyword == "_count") return node.IsCollection && isInside ? (node, keyword, ApiError12.None) : (null, null, ApiError12.NoCount);
        return !node.IsValue && node.NamesChildren ? (node, keyword, ApiError12.None) : (null, null, ApiError12.NoChildren);
    }

    private void Report(bool isFinal) =>
        State = State.Take(new CmiCommit(State.Launch, ++sequence, isFinal, values.Where(pair => set.Contains(pair.Key)).ToDictionary()), rules).State;

    private void Count(string element)
    {
        foreach (var (collection, index) in CmiElements.Indices(element)) counts[collection] = Math.Max(counts.GetValueOrDefault(collection), index + 1);
    }

    private string Answer(ApiError12 error, string? value = null)
    {
        last = error;
        return value ?? (error == ApiError12.None ? True : False);
    }
}
