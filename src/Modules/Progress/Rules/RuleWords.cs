using Lectern.Courses;

namespace Lectern.Progress.Rules;

/// <summary>How groups of conditions are spoken of.</summary>
public static class RuleWords
{
    /// <summary>Above the list of its parts: "All of these"; for a single part nothing needs to be said.</summary>
    public static string? Heading(Rule group, Texts texts) => group.Mode switch
    {
        RuleMode.Not => texts["None of these"],
        _ when group.Parts.Count == 1 => null,
        RuleMode.Any => texts["One of these"],
        RuleMode.AtLeast => texts.Count("At least {0} of these", group.Count),
        _ => texts["All of these"],
    };

    /// <summary>The parts in one sentence.</summary>
    public static string Joined(Rule group, IReadOnlyList<string> parts, Texts texts) =>
        Heading(group, texts) is { } heading ? texts["{0}: {1}", heading, string.Join(texts["; "], parts)] : parts[0];

    /// <summary>The choices of a group's select.</summary>
    public static IReadOnlyList<Web.Design.Option> Modes(Texts texts, bool allowsNot) =>
    [
        new(nameof(RuleMode.All), texts["All of these"]), new(nameof(RuleMode.Any), texts["One of these"]), new(nameof(RuleMode.AtLeast), texts["At least so many"]),
        .. allowsNot ? [new Web.Design.Option(nameof(RuleMode.Not), texts["None of these"])] : Array.Empty<Web.Design.Option>(),
    ];
}
