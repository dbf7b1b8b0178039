using Lectern.Courses;
using Microsoft.AspNetCore.Components;

namespace Lectern.Progress.Rules;

/// <summary>What conditions need to speak of themselves: the language and the clock of whoever reads, the course that they are about, and the time.</summary>
public sealed record RuleContext(Texts Texts, Visitor Visitor, Outline Outline, DateTimeOffset Now)
{
    /// <summary>The organisation units, from the top; empty where nothing is about them.</summary>
    public IReadOnlyList<UnitToChoose> Units { get; init; } = [];
    /// <summary>What the lessons of the course can say of their learners; null where no rule is entered.</summary>
    public ActivityKinds? Kinds { get; init; }
    /// <summary>What the rule is for, in front of an author: a lesson, or a whole module.</summary>
    public Id<Activity>? About { get; init; }
    public Id<CourseModule>? AboutModule { get; init; }

    /// <summary>The lessons that it may be about: not those that it is for.</summary>
    public IEnumerable<OutlineActivity> LessonsToChoose => Outline.Modules.Where(m => About is not null || m.Id != AboutModule).SelectMany(m => m.Activities).Where(a => a.Id != About);

    /// <summary>Those before it.</summary>
    public IEnumerable<OutlineActivity> LessonsBefore => About is null && AboutModule is null ? LessonsToChoose
        : Outline.Modules.TakeWhile(m => About is not null || m.Id != AboutModule).SelectMany(m => m.Activities).TakeWhile(a => a.Id != About);

    /// <summary>Its day.</summary>
    public string Day(DateTimeOffset at) => Visitor.Local(at).ToString("d MMM", System.Globalization.CultureInfo.CurrentCulture);

    /// <summary>An instant on the reader's clock.</summary>
    public string Say(DateTimeOffset at) => Visitor.Local(at).ToString("g", System.Globalization.CultureInfo.CurrentCulture);
}

/// <summary>An organisation unit in a list.</summary>
public sealed record UnitToChoose(Guid Id, string Name);

/// <summary>
/// A kind of condition that rules are made of: what it says, how it is entered, and its words. Each filling of the slots
/// (<see cref="Completion.CompletionCondition"/>) is one folder; nothing else names it.
/// </summary>
public interface ICondition
{
    /// <summary>Stable, lower case, kept in rules: "score".</summary>
    string Name { get; }
    /// <summary>Its place in the list that authors choose from.</summary>
    int Position { get; }

    /// <summary>What it is called in that list.</summary>
    string Label(Texts texts);

    /// <summary>The fields for what it has to say; null when its name says all.</summary>
    RenderFragment? Form(ClauseFields fields) => null;

    /// <summary>What a new clause says, and with it the names of all that it can say.</summary>
    IReadOnlyDictionary<string, string> Usual(RuleContext context) => new Dictionary<string, string>();

    /// <summary>Reads what was entered or sent, and gives it its one form; or says what is wrong with it.</summary>
    Outcome<IReadOnlyDictionary<string, string>> Read(IReadOnlyDictionary<string, string> entered, RuleContext context) =>
        Outcome<IReadOnlyDictionary<string, string>>.Of(new Dictionary<string, string>());

    /// <summary>The clause as a sentence.</summary>
    string Words(IReadOnlyDictionary<string, string> with, RuleContext context);
}

/// <summary>A clause in a form: where its fields are, what they hold, and what is wrong with them.</summary>
public sealed record ClauseFields(string Path, IReadOnlyDictionary<string, string> Values, string? Error, RuleContext Context)
{
    public string Name(string setting) => $"{Path}.{setting}";
    public string? this[string setting] => Values.GetValueOrDefault(setting);
}

/// <summary>Settings that several conditions have.</summary>
internal static class Settings
{
    /// <summary>A whole number within bounds, as it is kept.</summary>
    internal static Outcome<IReadOnlyDictionary<string, string>> Number(IReadOnlyDictionary<string, string> entered, string name, int from, int to) =>
        int.TryParse(entered.GetValueOrDefault(name), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) && number >= from && number <= to
            ? Outcome<IReadOnlyDictionary<string, string>>.Of(new Dictionary<string, string> { [name] = Text(number) })
            : new Refusal("number-out-of-range", "Enter a number from {0} to {1}.", null, from, to);

    /// <summary>An instant: entered on the visitor's clock, or sent with its offset; kept in UTC.</summary>
    internal static Outcome<IReadOnlyDictionary<string, string>> Instant(IReadOnlyDictionary<string, string> entered, string name, RuleContext context)
    {
        var culture = System.Globalization.CultureInfo.InvariantCulture;
        var text = entered.GetValueOrDefault(name);
        if (DateTime.TryParseExact(text, ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"], culture, System.Globalization.DateTimeStyles.None, out var local))
            return Outcome<IReadOnlyDictionary<string, string>>.Of(Kept(WallClock.InstantOf(local, context.Visitor.Zone)));

        return DateTimeOffset.TryParseExact(text, ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"], culture, System.Globalization.DateTimeStyles.AssumeUniversal, out var instant)
            ? Outcome<IReadOnlyDictionary<string, string>>.Of(Kept(instant))
            : new Refusal("date-missing", "Enter a day and a time.");

        Dictionary<string, string> Kept(DateTimeOffset at) => new() { [name] = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", culture) };
    }

    /// <summary>A week from now, in the morning: what a new date says until somebody says otherwise.</summary>
    internal static IReadOnlyDictionary<string, string> InAWeek(string name, RuleContext context) =>
        Instant(Only(name, context.Visitor.Local(context.Now).AddDays(7).ToString("yyyy-MM-dd'T'09:00", System.Globalization.CultureInfo.InvariantCulture)), name, context).Value;

    extension(IReadOnlyDictionary<string, string> with)
    {
        internal int Number(string name) => int.Parse(with[name], System.Globalization.CultureInfo.InvariantCulture);

        internal DateTimeOffset Instant(string name) => DateTimeOffset.Parse(with[name], System.Globalization.CultureInfo.InvariantCulture);

        /// <summary>For a field of type datetime-local, on the visitor's clock. What was entered and is no instant stays as it is.</summary>
        internal string? LocalInstant(string name, Visitor visitor) =>
            with.GetValueOrDefault(name) is { } text && text.EndsWith('Z') ? visitor.Local(with.Instant(name)).ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture) : with.GetValueOrDefault(name);
    }

    internal static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    internal static IReadOnlyDictionary<string, string> Only(string name, string value) => new Dictionary<string, string> { [name] = value };
}
