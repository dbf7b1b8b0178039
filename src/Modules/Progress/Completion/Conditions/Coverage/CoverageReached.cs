using Lectern.Courses;
using Lectern.Progress.Rules;
using Microsoft.AspNetCore.Components;

namespace Lectern.Progress.Completion.Conditions;

/// <summary>They went through a share of it, each part counted once.</summary>
internal sealed class CoverageReached : CompletionCondition
{
    public override string Name => "coverage";
    public override int Position => 60;
    public override string Label(Texts texts) => texts["How much of it"];
    public override LearningVerb? Needs => LearningVerb.Covered;
    public override RenderFragment Form(ClauseFields fields) => Fragments.Of<CoverageForm>(fields);
    public override IReadOnlyDictionary<string, string> Usual(RuleContext context) => Settings.Only("percent", "90");
    public override Outcome<IReadOnlyDictionary<string, string>> Read(IReadOnlyDictionary<string, string> entered, RuleContext context) =>
        Settings.Number(entered, "percent", LearningFact.CoverageStep, 100) is { Refusal: { } refusal } ? refusal
        : entered["percent"] is var text && int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) % LearningFact.CoverageStep == 0 ? Outcome<IReadOnlyDictionary<string, string>>.Of(Settings.Only("percent", text))
        : new Refusal("coverage-step", "What is covered is counted in steps of {0}%.", null, LearningFact.CoverageStep);
    public override string Words(IReadOnlyDictionary<string, string> with, RuleContext context) => context.Texts["Go through {0}% of it", with.Number("percent")];
    public override DateTimeOffset? MetAt(IReadOnlyDictionary<string, string> with, IReadOnlyCollection<LearningRecord> records, DateTimeOffset now) =>
        FirstReaching(records, LearningVerb.Covered, with.Number("percent"));
    public override string? Now(IReadOnlyDictionary<string, string> with, IReadOnlyCollection<LearningRecord> records, RuleContext context) => Best(records, LearningVerb.Covered, context);
}
