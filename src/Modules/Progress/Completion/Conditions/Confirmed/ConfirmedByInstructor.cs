using Lectern.Courses;
using Lectern.Progress.Rules;

namespace Lectern.Progress.Completion.Conditions;

/// <summary>Somebody who follows them confirmed it (ConfirmPanel).</summary>
internal sealed class ConfirmedByInstructor : CompletionCondition
{
    public const string Kind = "confirmed";

    public override string Name => Kind;
    public override int Position => 90;
    public override string Label(Texts texts) => texts["An instructor confirms it"];
    public override string Words(IReadOnlyDictionary<string, string> with, RuleContext context) => context.Texts["An instructor confirms it"];
    public override DateTimeOffset? MetAt(IReadOnlyDictionary<string, string> with, IReadOnlyCollection<LearningRecord> records, DateTimeOffset now) => FirstOf(records, LearningVerb.Confirmed);
}
