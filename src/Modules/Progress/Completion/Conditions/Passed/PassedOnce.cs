using Lectern.Courses;
using Lectern.Progress.Rules;

namespace Lectern.Progress.Completion.Conditions;

/// <summary>The activity said that they passed. No score and no number of failures takes its place.</summary>
internal sealed class PassedOnce : CompletionCondition
{
    public override string Name => "passed";
    public override int Position => 50;
    public override string Label(Texts texts) => texts["Passed"];
    public override LearningVerb? Needs => LearningVerb.Passed;
    public override string Words(IReadOnlyDictionary<string, string> with, RuleContext context) => context.Texts["Pass it"];
    public override DateTimeOffset? MetAt(IReadOnlyDictionary<string, string> with, IReadOnlyCollection<LearningRecord> records, DateTimeOffset now) => FirstOf(records, LearningVerb.Passed);
}
