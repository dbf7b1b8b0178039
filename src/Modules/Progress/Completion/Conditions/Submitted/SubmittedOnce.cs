using Lectern.Courses;
using Lectern.Progress.Rules;

namespace Lectern.Progress.Completion.Conditions;

/// <summary>They handed something in, whatever it was worth.</summary>
internal sealed class SubmittedOnce : CompletionCondition
{
    public override string Name => "submitted";
    public override int Position => 30;
    public override string Label(Texts texts) => texts["Handed in"];
    public override LearningVerb? Needs => LearningVerb.Submitted;
    public override string Words(IReadOnlyDictionary<string, string> with, RuleContext context) => context.Texts["Hand it in"];
    public override DateTimeOffset? MetAt(IReadOnlyDictionary<string, string> with, IReadOnlyCollection<LearningRecord> records, DateTimeOffset now) => FirstOf(records, LearningVerb.Submitted);
}
