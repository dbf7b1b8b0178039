using Lectern.Courses;
using Lectern.Progress.Rules;

namespace Lectern.Progress.Availability.Conditions;

/// <summary>Another lesson is done, by that lesson’s own rule, or isn't asked of the learner.</summary>
internal sealed class LessonIsDone : LessonCondition
{
    public override string Name => "done";
    public override int Position => 30;
    public override string Label(Texts texts) => texts["A lesson is done"];
    public override string Words(IReadOnlyDictionary<string, string> with, RuleContext context) => context.Texts["“{0}” is done", Title(with, context)];
    public override bool Holds(IReadOnlyDictionary<string, string> with, LearnerSituation learner) => SoFar(with, learner) is { Status.IsSettled: true };
}
