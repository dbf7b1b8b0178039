namespace Lectern.Scorm;

/// <summary>Who learns, as the content is told.</summary>
/// <param name="Id">Stable and opaque, at most 255 characters.</param>
/// <param name="Name">"Family, Given" by the standard's convention.</param>
public sealed record ScoLearner(string Id, string Name);

/// <summary>The data model that the browser's run-time starts with: what the LMS says, and what the content left the last time.</summary>
public static class InitialModel
{
    /// <summary>Every element with its value, by its full name.</summary>
    public static IReadOnlyDictionary<string, string> Of(CmiState state, Item item, ScoLearner learner, bool isForCredit = true)
    {
        var model = state.Values.Where(pair => pair.Key != state.ExitElement).ToDictionary();
        foreach (var (element, value) in state.Is12 ? FromLms12(state, item, learner, isForCredit) : FromLms2004(state, item, learner, isForCredit))
            if (value is not null) model[element] = value;
        return model;
    }

    // SCORM 1.2 RTE 3.4.4.
    private static IEnumerable<(string Element, string? Value)> FromLms12(CmiState state, Item item, ScoLearner learner, bool isForCredit) =>
    [
        ("cmi.core.student_id", learner.Id),
        ("cmi.core.student_name", learner.Name),
        ("cmi.core.credit", isForCredit ? "credit" : "no-credit"),
        ("cmi.core.lesson_mode", "normal"),
        ("cmi.core.lesson_status", state["cmi.core.lesson_status"] ?? LessonStatus.NotAttempted.ToToken()),
        ("cmi.core.entry", state.Entry),
        ("cmi.core.total_time", CmiTime.Format(state.Version, state.TotalTime)),
        ("cmi.launch_data", item.DataFromLms),
        ("cmi.student_data.mastery_score", Plain(item.MasteryScore)),
        ("cmi.student_data.max_time_allowed", item.MaxTimeAllowed),
        ("cmi.student_data.time_limit_action", item.TimeLimitAction),
    ];

    // SCORM 2004 4th Ed. RTE 4.2.
    private static IEnumerable<(string Element, string? Value)> FromLms2004(CmiState state, Item item, ScoLearner learner, bool isForCredit) =>
    [
        ("cmi.learner_id", learner.Id),
        ("cmi.learner_name", learner.Name),
        ("cmi.credit", isForCredit ? "credit" : "no-credit"),
        ("cmi.mode", "normal"),
        ("cmi.entry", state.Entry),
        ("cmi.total_time", CmiTime.Format(state.Version, state.TotalTime)),
        ("cmi.launch_data", item.DataFromLms),
        ("cmi.completion_threshold", Plain(item.CompletionThreshold)),
        ("cmi.scaled_passing_score", Plain(item.ScaledPassingScore)),
        ("cmi.max_time_allowed", item.MaxTimeAllowed),
        ("cmi.time_limit_action", item.TimeLimitAction),
    ];

    private static string? Plain(decimal? number) => number?.ToString("0.#######", System.Globalization.CultureInfo.InvariantCulture);
}
