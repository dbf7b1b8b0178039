using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Lectern.Scorm;

/// <summary>
/// The elements of the data model that content may set, and which values each may have (SCORM 1.2 RTE 3.4.4; SCORM 2004 4th Ed. RTE 4.2).
/// What only the LMS sets (names, entry, mode, total time, ...) is not among them. Limits on text are wider than the standard's
/// smallest permitted maximum, because much content goes beyond it; suspend data may have 65,536 characters in every edition.
/// </summary>
internal static partial class CmiElements
{
    internal const int LongestSuspendData = 65_536;

    private delegate bool Rule(string value);

    /// <summary>Whether content may set this element to this value.</summary>
    internal static bool Allows(ScormVersion version, string element, string value)
    {
        if (element.Length > 100 || value.Contains('\0', StringComparison.Ordinal)) return false;
        var rules = version == ScormVersion.Scorm12 ? Scorm12 : Scorm2004;
        return rules.TryGetValue(Index.Replace(element, ".n."), out var allows) && allows(value) && Indices(element).All(pair => pair.Index < Most(pair.Collection));
    }

    /// <summary>The collections that an element is in, outermost first: "cmi.interactions.3.objectives.0.id" is in
    /// "cmi.interactions." at 3 and in "cmi.interactions.3.objectives." at 0.</summary>
    internal static IEnumerable<(string Collection, int Index)> Indices(string element)
    {
        for (var match = Index.Match(element); match.Success; match = match.NextMatch())
            yield return (element[..(match.Index + 1)], int.Parse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture));
    }

    // The standard asks for at least 100 objectives and 250 interactions, comments of 250.
    internal static int Most(string collection) => collection switch
    {
        "cmi.interactions." => 1000,
        "cmi.objectives." => 500,
        "cmi.comments_from_learner." => 250,
        _ => 50,
    };

    private static readonly FrozenDictionary<string, Rule> Scorm12 = new Dictionary<string, Rule>
    {
        ["cmi.core.lesson_location"] = Text(1000),
        ["cmi.core.lesson_status"] = OneOf("passed", "completed", "failed", "incomplete", "browsed"),
        ["cmi.core.score.raw"] = BlankOr(Number(0, 100)),
        ["cmi.core.score.min"] = BlankOr(Number(0, 100)),
        ["cmi.core.score.max"] = BlankOr(Number(0, 100)),
        ["cmi.core.exit"] = OneOf("time-out", "suspend", "logout", ""),
        ["cmi.core.session_time"] = Time(ScormVersion.Scorm12),
        ["cmi.suspend_data"] = Text(LongestSuspendData),
        ["cmi.comments"] = Text(LongestSuspendData),
        ["cmi.objectives.n.id"] = Text(255),
        ["cmi.objectives.n.status"] = OneOf("passed", "completed", "failed", "incomplete", "browsed", "not attempted"),
        ["cmi.objectives.n.score.raw"] = BlankOr(Number(0, 100)),
        ["cmi.objectives.n.score.min"] = BlankOr(Number(0, 100)),
        ["cmi.objectives.n.score.max"] = BlankOr(Number(0, 100)),
        ["cmi.student_preference.audio"] = Number(-1, 100),
        ["cmi.student_preference.language"] = Text(255),
        ["cmi.student_preference.speed"] = Number(-100, 100),
        ["cmi.student_preference.text"] = Number(-1, 1),
        ["cmi.interactions.n.id"] = Text(255),
        ["cmi.interactions.n.time"] = Text(20),
        ["cmi.interactions.n.type"] = OneOf("true-false", "choice", "fill-in", "matching", "performance", "sequencing", "likert", "numeric"),
        ["cmi.interactions.n.weighting"] = AnyNumber,
        ["cmi.interactions.n.student_response"] = Text(4000),
        ["cmi.interactions.n.result"] = Either(OneOf("correct", "wrong", "unanticipated", "neutral"), Number(-1_000_000, 1_000_000)),
        ["cmi.interactions.n.latency"] = Time(ScormVersion.Scorm12),
        ["cmi.interactions.n.objectives.n.id"] = Text(255),
        ["cmi.interactions.n.correct_responses.n.pattern"] = Text(4000),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, Rule> Scorm2004 = new Dictionary<string, Rule>
    {
        ["cmi.location"] = Text(4000),
        ["cmi.completion_status"] = OneOf("completed", "incomplete", "not attempted", "unknown"),
        ["cmi.success_status"] = OneOf("passed", "failed", "unknown"),
        ["cmi.progress_measure"] = BlankOr(Number(0, 1)),
        ["cmi.score.scaled"] = BlankOr(Number(-1, 1)),
        ["cmi.score.raw"] = BlankOr(AnyNumber),
        ["cmi.score.min"] = BlankOr(AnyNumber),
        ["cmi.score.max"] = BlankOr(AnyNumber),
        ["cmi.exit"] = OneOf("time-out", "suspend", "logout", "normal", ""),
        ["cmi.session_time"] = Time(ScormVersion.Scorm2004FourthEdition),
        ["cmi.suspend_data"] = Text(LongestSuspendData),
        ["cmi.learner_preference.audio_level"] = Number(0, 1_000_000),
        ["cmi.learner_preference.language"] = Text(250),
        ["cmi.learner_preference.delivery_speed"] = Number(0, 1_000_000),
        ["cmi.learner_preference.audio_captioning"] = Number(-1, 1),
        ["cmi.comments_from_learner.n.comment"] = Text(4400),
        ["cmi.comments_from_learner.n.location"] = Text(250),
        ["cmi.comments_from_learner.n.timestamp"] = Text(40),
        ["cmi.objectives.n.id"] = Text(4000),
        ["cmi.objectives.n.success_status"] = OneOf("passed", "failed", "unknown"),
        ["cmi.objectives.n.completion_status"] = OneOf("completed", "incomplete", "not attempted", "unknown"),
        ["cmi.objectives.n.progress_measure"] = BlankOr(Number(0, 1)),
        ["cmi.objectives.n.description"] = Text(400),
        ["cmi.objectives.n.score.scaled"] = BlankOr(Number(-1, 1)),
        ["cmi.objectives.n.score.raw"] = BlankOr(AnyNumber),
        ["cmi.objectives.n.score.min"] = BlankOr(AnyNumber),
        ["cmi.objectives.n.score.max"] = BlankOr(AnyNumber),
        ["cmi.interactions.n.id"] = Text(4000),
        ["cmi.interactions.n.type"] = OneOf("true-false", "choice", "fill-in", "long-fill-in", "matching", "performance", "sequencing", "likert", "numeric", "other"),
        ["cmi.interactions.n.timestamp"] = Text(40),
        ["cmi.interactions.n.weighting"] = BlankOr(AnyNumber),
        ["cmi.interactions.n.learner_response"] = Text(8000),
        ["cmi.interactions.n.result"] = BlankOr(Either(OneOf("correct", "incorrect", "unanticipated", "neutral"), AnyNumber)),
        ["cmi.interactions.n.latency"] = BlankOr(Time(ScormVersion.Scorm2004FourthEdition)),
        ["cmi.interactions.n.description"] = Text(400),
        ["cmi.interactions.n.objectives.n.id"] = Text(4000),
        ["cmi.interactions.n.correct_responses.n.pattern"] = Text(8000),
    }.ToFrozenDictionary();

    private static Rule Text(int longest) => value => value.Length <= longest;
    private static Rule OneOf(params string[] words) => value => words.Contains(value, StringComparer.Ordinal);
    private static Rule BlankOr(Rule rule) => value => value.Length == 0 || rule(value);
    private static Rule Either(Rule one, Rule other) => value => one(value) || other(value);
    private static Rule Number(decimal least, decimal most) => value => value.Length <= 30 && ManifestReader.Number(value) is { } number && number >= least && number <= most;
    private static Rule AnyNumber => Number(-1_000_000_000_000, 1_000_000_000_000);
    private static Rule Time(ScormVersion version) => value => CmiTime.Parse(version, value) is not null;

    [GeneratedRegex(@"\.([0-9]{1,4})\.", RegexOptions.CultureInvariant)]
    private static partial Regex Index { get; }
}
