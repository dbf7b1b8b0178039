using Lectern.Courses;
using Lectern.Progress.Rules;
using Microsoft.AspNetCore.Components;

namespace Lectern.Progress.Completion.Conditions;

/// <summary>They worked at it for so long. The classroom measures that of every activity (Time/).</summary>
internal sealed class TimeSpentAtIt : CompletionCondition
{
    internal const string Kind = "minutes";

    public override string Name => Kind;
    public override int Position => 70;
    public override string Label(Texts texts) => texts["Time spent on it"];
    public override RenderFragment Form(ClauseFields fields) => Fragments.Of<TimeSpentForm>(fields);
    public override IReadOnlyDictionary<string, string> Usual(RuleContext context) => Settings.Only("minutes", "10");
    public override Outcome<IReadOnlyDictionary<string, string>> Read(IReadOnlyDictionary<string, string> entered, RuleContext context) => Settings.Number(entered, "minutes", 1, 6000);
    public override string Words(IReadOnlyDictionary<string, string> with, RuleContext context) => context.Texts.Count("Work at it for {0} minutes", with.Number("minutes"));

    public override DateTimeOffset? MetAt(IReadOnlyDictionary<string, string> with, IReadOnlyCollection<LearningRecord> records, DateTimeOffset now) =>
        records.Where(r => r.Verb == LearningVerb.Spent && r.Value >= with.Number("minutes") * 60).Min(r => (DateTimeOffset?)r.At);

    public override string? Now(IReadOnlyDictionary<string, string> with, IReadOnlyCollection<LearningRecord> records, RuleContext context) =>
        records.Where(r => r.Verb == LearningVerb.Spent).Max(r => r.Value) is > 0 and var seconds ? context.Texts.Count("now {0} minutes", (int)(seconds / 60)) : null;
}
