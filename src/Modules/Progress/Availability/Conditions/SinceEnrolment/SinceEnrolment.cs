using Lectern.Courses;
using Lectern.Progress.Rules;
using Microsoft.AspNetCore.Components;

namespace Lectern.Progress.Availability.Conditions;

/// <summary>They were enrolled so many days ago: when a clock there shows the same time again, however long those days were.</summary>
internal sealed class SinceEnrolment : AvailabilityCondition
{
    public override string Name => "enrolled";
    public override int Position => 70;
    public override string Label(Texts texts) => texts["Time since enrolment"];
    public override RenderFragment Form(ClauseFields fields) => Fragments.Of<SinceEnrolmentForm>(fields);
    public override IReadOnlyDictionary<string, string> Usual(RuleContext context) => Settings.Only("days", "7");
    public override Outcome<IReadOnlyDictionary<string, string>> Read(IReadOnlyDictionary<string, string> entered, RuleContext context) => Settings.Number(entered, "days", 1, 3650);
    public override string Words(IReadOnlyDictionary<string, string> with, RuleContext context) => context.Texts.Count("{0} days after enrolment", with.Number("days"));
    public override bool Holds(IReadOnlyDictionary<string, string> with, LearnerSituation learner) => learner.Now >= ChangesAt(with, learner);
    public override DateTimeOffset? ChangesAt(IReadOnlyDictionary<string, string> with, LearnerSituation learner) =>
        WallClock.InstantOf(TimeZoneInfo.ConvertTime(learner.EnrolledAt, learner.Zone).DateTime.AddDays(with.Number("days")), learner.Zone);
    public override bool CountsDays => true;
}
