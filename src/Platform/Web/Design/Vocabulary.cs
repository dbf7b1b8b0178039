namespace Lectern.Web.Design;

/// <summary>How loud a button is. One primary in view; all others are quiet or ghost.</summary>
public enum Kind { Primary, Quiet, Tint, Ghost, Danger }

/// <summary>What a colour says. It always travels with an icon or a word.</summary>
public enum Tone { Neutral, Brand, Success, Warning, Error, Info, Accent, Outline }

/// <summary>How large a control or an icon is.</summary>
public enum Size { Default, ExtraSmall, Small, Large }

/// <summary>Where a lesson stands, as one tick of the lesson track.</summary>
public enum Tick { Open, Done, Now }

/// <summary>A choice of a select, radio group or segmented control.</summary>
public sealed record Option(string Value, string Text, bool Disabled = false);

/// <summary>A link of tabs or of a segmented control; exactly one is current.</summary>
public sealed record TabLink(string Text, string Href, bool IsCurrent = false, int? Count = null, string? Icon = null);

/// <summary>A step of a stepper, with an optional word about when or what.</summary>
public sealed record Step(string Text, string? Note = null, string? Href = null);

/// <summary>A small fact with its icon: "6 h", "24 lessons".</summary>
public sealed record Fact(string Icon, string Text, string? Href = null);

/// <summary>A fact of a course's hero: "6 hours", "at your own pace".</summary>
public sealed record BigFact(string Icon, string Text, string Note);

/// <summary>How far a question of a quiz is, in the navigator.</summary>
public enum Answered { No, Partly, Yes }

/// <summary>A question in the navigator. <paramref name="Label"/> says in words what the look says: "Question 5, partly answered, flagged".</summary>
public sealed record QuestionLink(int Number, string Href, string Label, Answered Answered = Answered.No, bool Flagged = false, bool Here = false);
/// <summary>A module of a syllabus: its lessons, each perhaps with a link.</summary>
public sealed record SyllabusModule(string Title, string Note, IReadOnlyList<SyllabusLesson> Lessons);

/// <summary>A lesson of a syllabus. <paramref name="Kind"/> says in words what the icon shows.</summary>
public sealed record SyllabusLesson(string Icon, string Kind, string Title, string Note, string? Href = null);

internal static class ClassNames
{
    /// <summary>The class attribute's value: what is not null or empty, separated by spaces; null when nothing is left.</summary>
    internal static string? Of(params ReadOnlySpan<string?> names)
    {
        string? first = null;
        System.Text.StringBuilder? joined = null;
        foreach (var name in names)
        {
            if (string.IsNullOrEmpty(name)) continue;
            if (first is null) first = name;
            else (joined ??= new(first)).Append(' ').Append(name);
        }
        return joined?.ToString() ?? first;
    }

    internal static string? Of(Tone tone) => tone switch
    {
        Tone.Brand => "tone-brand",
        Tone.Success => "tone-success",
        Tone.Warning => "tone-warning",
        Tone.Error => "tone-error",
        Tone.Info => "tone-info",
        Tone.Accent => "tone-accent",
        Tone.Outline => "tone-outline",
        _ => null,
    };
}
