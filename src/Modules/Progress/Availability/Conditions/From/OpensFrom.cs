using Lectern.Courses;
using Lectern.Progress.Rules;
using Microsoft.AspNetCore.Components;

namespace Lectern.Progress.Availability.Conditions;

/// <summary>It is open from a moment on.</summary>
internal sealed class OpensFrom : AvailabilityCondition
{
    public override string Name => "from";
    public override int Position => 10;
    public override string Label(Texts texts) => texts["From a date"];
    public override RenderFragment Form(ClauseFields fields) => Fragments.Of<OpensFromForm>(fields);
    public override IReadOnlyDictionary<string, string> Usual(RuleContext context) => Settings.InAWeek("at", context);
    public override Outcome<IReadOnlyDictionary<string, string>> Read(IReadOnlyDictionary<string, string> entered, RuleContext context) => Settings.Instant(entered, "at", context);
    public override string Words(IReadOnlyDictionary<string, string> with, RuleContext context) => context.Texts["From {0} on", context.Say(with.Instant("at"))];
    public override bool Holds(IReadOnlyDictionary<string, string> with, LearnerSituation learner) => learner.Now >= with.Instant("at");
    public override DateTimeOffset? ChangesAt(IReadOnlyDictionary<string, string> with, LearnerSituation learner) => with.Instant("at");
}
