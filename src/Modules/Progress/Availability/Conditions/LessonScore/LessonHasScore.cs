using Lectern.Courses;
using Lectern.Progress.Rules;
using Microsoft.AspNetCore.Components;

namespace Lectern.Progress.Availability.Conditions;

/// <summary>The best score in another lesson reaches so much.</summary>
internal sealed class LessonHasScore : LessonCondition
{
    public override string Name => "score";
    public override int Position => 50;
    public override string Label(Texts texts) => texts["A score in a lesson"];
    public override LearningVerb? Needs => LearningVerb.Scored;
    public override RenderFragment Form(ClauseFields fields) => Fragments.Of<LessonHasScoreForm>(fields);
    public override IReadOnlyDictionary<string, string> Usual(RuleContext context) => new Dictionary<string, string>(base.Usual(context)) { ["percent"] = "80" };
    public override Outcome<IReadOnlyDictionary<string, string>> Read(IReadOnlyDictionary<string, string> entered, RuleContext context) =>
        base.Read(entered, context) is { Refusal: { } refusal } ? refusal
        : Settings.Number(entered, "percent", 1, 100) is { Refusal: { } outside } ? outside
        : Outcome<IReadOnlyDictionary<string, string>>.Of(new Dictionary<string, string>(base.Read(entered, context).Value) { ["percent"] = entered["percent"] });
    public override string Words(IReadOnlyDictionary<string, string> with, RuleContext context) => context.Texts["At least {0}% in “{1}”", with.Number("percent"), Title(with, context)];
    public override bool Holds(IReadOnlyDictionary<string, string> with, LearnerSituation learner) => SoFar(with, learner)?.Score * 100 >= with.Number("percent");
}
