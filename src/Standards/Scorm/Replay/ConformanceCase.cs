using System.Text.Json;
using System.Text.RegularExpressions;
using Lectern.Scorm.Sequencing;

namespace Lectern.Scorm.Replay;

/// <summary>A case of ADL's LMS conformance test for SCORM 2004 4th Ed.: which activities must be launched in which order, and what each
/// launch's content calls and must be answered. Read from the JSON form of the suite's properties files.</summary>
public sealed record ConformanceCase
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public required string Id { get; init; }
    public IReadOnlyList<ExpectedLaunch> Launches { get; init; } = [];

    /// <summary>The title of the activity that the learner chooses when the package opens with none.</summary>
    public string? Start { get; init; }

    /// <summary>The names of the packages that the learner is sent to, such as "OB-03b".</summary>
    public IEnumerable<string> Packages => Launches.Select(launch => launch.LearnerAction?.Package).OfType<string>().Select(title => title[(title.LastIndexOf(' ') + 1)..]).Distinct();

    /// <summary>The test that a case is a part of, by its name: the parts a, b, c of "OB-03" are played in order by one learner, because they
    /// share global objectives.</summary>
    public static string TestOf(string name) => new([.. name.TakeWhile(letter => !char.IsAsciiLetterLower(letter))]);

    /// <exception cref="JsonException">It is not such a case.</exception>
    public static ConformanceCase Read(Stream json) => JsonSerializer.Deserialize<ConformanceCase>(json, Web) ?? throw new JsonException("The case is empty.");
}

/// <summary>A launch that must happen now.</summary>
public sealed record ExpectedLaunch
{
    /// <summary>The number that the item's parameters carry as "act".</summary>
    public required string Activity { get; init; }
    public string Visit { get; init; } = "1";
    public IReadOnlyList<ExpectedCall> Calls { get; init; } = [];

    /// <summary>What the learner is asked to do after it; null when the content navigates itself.</summary>
    public LearnerAction? LearnerAction { get; init; }

    /// <summary>What the learner is asked about the screen, and the right answers ("Y", "N").</summary>
    public IReadOnlyList<ScreenQuestion> UiQuestions { get; init; } = [];
    public IReadOnlyList<string> UiAnswers { get; init; } = [];
}

/// <summary>A call of the API, with the answer and the error that must follow.</summary>
public sealed record ExpectedCall
{
    public string Call { get; init; } = "";
    public string? Element { get; init; }
    public string? Value { get; init; }
    public string? Argument { get; init; }
    public string? Expect { get; init; }
    public string? Error { get; init; }

    /// <summary>For CompareObjectiveIds: the identifiers that cmi.objectives must hold.</summary>
    public IReadOnlyList<string> Objectives { get; init; } = [];

    /// <summary>One line of the suite is none: it lacks the name of its call, and the suite's own driver passes over it.</summary>
    internal bool IsOne => Names.Contains(Call);

    private static readonly HashSet<string> Names =
        ["Initialize", "Terminate", "GetValue", "SetValue", "Commit", "GetLastError", "GetErrorString", "GetDiagnostic", "CompareObjectiveIds"];

    /// <summary>The argument of a call that takes one; the test spells a wrong one by the error that must follow (RTE 3.1.7, 201).</summary>
    internal string ArgumentToSend => Argument ?? (Error == "201" ? "wrong" : "");

    /// <summary>Asking for the identifier that was just looked up expects nothing but that it is there.</summary>
    internal bool IsLookup => Expect == "" && Element is { } element && element.Contains('&', StringComparison.Ordinal) && element.EndsWith(".id", StringComparison.Ordinal);

    /// <summary>Who the learner is, the person who runs the suite types in; the case can't know.</summary>
    private bool IsOfLearner => Call == "GetValue" && Element is "cmi.learner_id" or "cmi.learner_name";

    /// <summary>Whether there are comments of the LMS is for the LMS to say; that the elements answer is all that the suite asks (RTE 4.2.2).</summary>
    private bool IsOfLms => Call == "GetValue" && Element?.StartsWith("cmi.comments_from_lms", StringComparison.Ordinal) == true && !Element.EndsWith("_children", StringComparison.Ordinal);

    /// <summary>What an answer should have been and was; null when it is right.</summary>
    internal (string Expected, string Actual)? Misses(string answer, string error) =>
        IsOfLms ? error is "0" or "301" or "403" || error == "401" && Element == "cmi.comments_from_lms" ? null : ("an answer, or error 301 or 403", $"error {error}") :
        Expect is { } expected && !IsLookup && !IsOfLearner && !Comparison.Agree(expected, answer) ? ($"“{expected}”", $"“{answer}”{(error == "0" ? "" : $", error {error}")}")
        : Error is { } code && code != error ? ($"error {code}", $"error {error}")
        : null;
}

/// <summary>What the learner is asked to do when a content has made its calls, in the words of the suite.</summary>
public sealed partial record LearnerAction
{
    public string Key { get; init; } = "";
    public IReadOnlyList<string> Args { get; init; } = [];
    public string Text { get; init; } = "";

    /// <summary>They close the package, and may open it again.</summary>
    internal bool IsLeaving => Text.Contains("elaunch ", StringComparison.Ordinal) || Text.Contains("exit the package", StringComparison.Ordinal);

    /// <summary>The attempt must be over then: nothing is open.</summary>
    internal bool EndsAttempt => Ending.IsMatch(Text);

    /// <summary>And with it the one on the whole, unless it says otherwise.</summary>
    internal bool EndsSession => EndsAttempt && !Text.Contains("Sequencing Session will remain active", StringComparison.Ordinal);

    /// <summary>The name of the package that is to be opened then, as its title has it; null when none is named.</summary>
    internal string? Package => Opening.Match(Text) is { Success: true } opening ? opening.Groups[1].Value : null;

    /// <summary>The title of the activity to choose when the package is opened again.</summary>
    internal string? Choice => Choosing.Match(Text) is { Success: true } choosing ? choosing.Groups[1].Value : null;

    /// <summary>The navigation to ask the LMS for; null for none.</summary>
    internal NavigationRequest? RequestIn(Organization organization)
    {
        if (Triggering.Match(Text) is { Success: true } trigger && ByName(trigger.Groups[1].Value) is { } request) return request;
        var title = Targeting.Match(Text) is { Success: true } targeting ? targeting.Groups[1].Value
            : IsLeaving ? null
            : Launching.Match(Text) is { Success: true } launching ? launching.Groups[1].Value
            : Choice;
        return title is null ? null
            : IsRoot(title, organization) ? NavigationRequest.Choice(organization.Identifier)
            : organization.AllItems().FirstOrDefault(item => item.Title == title.Trim()) is { } target ? NavigationRequest.Choice(target.Identifier) : null;
    }

    /// <summary>Whether the suite means the organization itself.</summary>
    internal static bool IsRoot(string? title, Organization organization) => title?.Contains($"root of \"{organization.Title}\"", StringComparison.Ordinal) == true;

    private static NavigationRequest? ByName(string name) => NavigationRequest.Parse(name switch
    {
        "Exit All" => "exitAll",
        "Abandon All" => "abandonAll",
        "Suspend All" => "suspendAll",
        _ => name.ToLowerInvariant(),
    });

    [GeneratedRegex(@"trigger an? (Continue|Previous|Exit All|Exit|Abandon All|Abandon|Suspend All) Navigation", RegexOptions.CultureInvariant)]
    private static partial Regex Triggering { get; }

    [GeneratedRegex(@"target (.+?) for a Choice", RegexOptions.CultureInvariant)]
    private static partial Regex Targeting { get; }

    [GeneratedRegex(@"please launch (.+?)\.(\s|$)", RegexOptions.CultureInvariant)]
    private static partial Regex Launching { get; }

    [GeneratedRegex(@"launch (LMS Test Content Package [\w-]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Opening { get; }

    [GeneratedRegex(@"attempt[^.]* should (end|have ended)", RegexOptions.CultureInvariant)]
    private static partial Regex Ending { get; }

    [GeneratedRegex(@"(?:and|and then|Please) (?:choose|launch) (?!LMS Test Content Package)(.+?) to continue", RegexOptions.CultureInvariant)]
    private static partial Regex Choosing { get; }
}

public sealed record ScreenQuestion
{
    public string Key { get; init; } = "";
    public string? Target { get; init; }
}
