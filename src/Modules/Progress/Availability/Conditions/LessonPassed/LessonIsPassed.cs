using Lectern.Courses;
using Lectern.Progress.Rules;

namespace Lectern.Progress.Availability.Conditions;

/// <summary>Another lesson is done and was passed.</summary>
internal sealed class LessonIsPassed : LessonCondition
{
    public override string Name => "passed";
    public override int Position => 40;
    public override string Label(Texts texts) => texts["A lesson is passed"];
    public override LearningVerb? Needs => LearningVerb.Passed;
    public override string Words(IReadOnlyDictionary<string, string> with, RuleContext context) => context.Texts["“{0}” is passed", Title(with, context)];
    public override bool Holds(IReadOnlyDictionary<string, string> with, LearnerSituation learner) => SoFar(with, learner) is { Status: ActivityStatus.Passed };
}
