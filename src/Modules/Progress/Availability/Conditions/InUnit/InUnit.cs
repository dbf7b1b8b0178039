using Lectern.Courses;
using Lectern.Progress.Rules;
using Microsoft.AspNetCore.Components;

namespace Lectern.Progress.Availability.Conditions;

/// <summary>They have a role in an organisation unit or below it.</summary>
internal sealed class InUnit : AvailabilityCondition
{
    public override string Name => "unit";
    public override int Position => 60;
    public override string Label(Texts texts) => texts["People of a unit"];
    public override bool AsksForUnits => true;
    public override RenderFragment Form(ClauseFields fields) => Fragments.Of<InUnitForm>(fields);
    public override IReadOnlyDictionary<string, string> Usual(RuleContext context) => Settings.Only("unit", context.Units.Select(u => u.Id.ToString()).FirstOrDefault() ?? "");
    public override Outcome<IReadOnlyDictionary<string, string>> Read(IReadOnlyDictionary<string, string> entered, RuleContext context) =>
        Guid.TryParse(entered.GetValueOrDefault("unit"), out var id) && context.Units.Any(u => u.Id == id)
            ? Outcome<IReadOnlyDictionary<string, string>>.Of(Settings.Only("unit", id.ToString()))
            : new Refusal("unit-unknown", "Choose one of the units in the list.");
    public override string Words(IReadOnlyDictionary<string, string> with, RuleContext context) =>
        context.Texts["For people of {0}", context.Units.FirstOrDefault(u => u.Id == Unit(with))?.Name ?? context.Texts["a unit that is no longer there"]];
    public override bool Holds(IReadOnlyDictionary<string, string> with, LearnerSituation learner) => learner.Units.Contains(Unit(with));

    private static Guid Unit(IReadOnlyDictionary<string, string> with) => Guid.Parse(with["unit"]);
}
