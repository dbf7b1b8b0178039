using Lectern.Courses;
using Lectern.Progress.Rules;

namespace Lectern.Progress.Completion.Conditions;

/// <summary>The activity judges that they are through: what holds where no rule was made.</summary>
internal sealed class OwnJudgement : CompletionCondition
{
    public override string Name => "own";
    public override int Position => 10;
    public override string Label(Texts texts) => texts["What the lesson itself asks for"];
    public override string Words(IReadOnlyDictionary<string, string> with, RuleContext context) => Label(context.Texts);
    public override DateTimeOffset? MetAt(IReadOnlyDictionary<string, string> with, IReadOnlyCollection<LearningRecord> records, DateTimeOffset now) =>
        FirstOf(records, LearningVerb.Completed, LearningVerb.Passed);
}
