using Lectern.Courses;
using Lectern.Progress.Rules;
using Microsoft.AspNetCore.Components;

namespace Lectern.Progress.Completion.Conditions;

/// <summary>A date has come. Nobody is done with what they never opened: a rule is asked of those of whom something is recorded.</summary>
internal sealed class DateReached : CompletionCondition
{
    public override string Name => "date";
    public override int Position => 80;
    public override string Label(Texts texts) => texts["A date has come"];
    public override RenderFragment Form(ClauseFields fields) => Fragments.Of<DateReachedForm>(fields);
    public override IReadOnlyDictionary<string, string> Usual(RuleContext context) => Settings.InAWeek("at", context);
    public override Outcome<IReadOnlyDictionary<string, string>> Read(IReadOnlyDictionary<string, string> entered, RuleContext context) => Settings.Instant(entered, "at", context);
    public override string Words(IReadOnlyDictionary<string, string> with, RuleContext context) => context.Texts["It is {0} or later", context.Say(with.Instant("at"))];
    public override DateTimeOffset? MetAt(IReadOnlyDictionary<string, string> with, IReadOnlyCollection<LearningRecord> records, DateTimeOffset now) => with.Instant("at") is var at && at <= now ? at : null;
    public override DateTimeOffset? ComesAt(IReadOnlyDictionary<string, string> with) => with.Instant("at");
}
