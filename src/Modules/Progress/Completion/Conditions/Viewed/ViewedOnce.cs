using Lectern.Courses;
using Lectern.Progress.Rules;

namespace Lectern.Progress.Completion.Conditions;

/// <summary>They opened it.</summary>
internal sealed class ViewedOnce : CompletionCondition
{
    public override string Name => "viewed";
    public override int Position => 20;
    public override string Label(Texts texts) => texts["Opened"];
    public override string Words(IReadOnlyDictionary<string, string> with, RuleContext context) => context.Texts["Open it"];
    public override DateTimeOffset? MetAt(IReadOnlyDictionary<string, string> with, IReadOnlyCollection<LearningRecord> records, DateTimeOffset now) => FirstOf(records, LearningVerb.Viewed);
}
