using Lectern.Courses;
using Lectern.Progress.Rules;
using Microsoft.AspNetCore.Components;

namespace Lectern.Progress.Completion.Conditions;

/// <summary>One of their attempts reached a score.</summary>
internal sealed class ScoreReached : CompletionCondition
{
    public override string Name => "score";
    public override int Position => 40;
    public override string Label(Texts texts) => texts["A score"];
    public override LearningVerb? Needs => LearningVerb.Scored;
    public override RenderFragment Form(ClauseFields fields) => Fragments.Of<PercentForm>(fields);
    public override IReadOnlyDictionary<string, string> Usual(RuleContext context) => Settings.Only("percent", "80");
    public override Outcome<IReadOnlyDictionary<string, string>> Read(IReadOnlyDictionary<string, string> entered, RuleContext context) => Settings.Number(entered, "percent", 1, 100);
    public override string Words(IReadOnlyDictionary<string, string> with, RuleContext context) => context.Texts["Score at least {0}%", with.Number("percent")];
    public override DateTimeOffset? MetAt(IReadOnlyDictionary<string, string> with, IReadOnlyCollection<LearningRecord> records, DateTimeOffset now) =>
        FirstReaching(records, LearningVerb.Scored, with.Number("percent"));
    public override string? Now(IReadOnlyDictionary<string, string> with, IReadOnlyCollection<LearningRecord> records, RuleContext context) => Best(records, LearningVerb.Scored, context);
}
