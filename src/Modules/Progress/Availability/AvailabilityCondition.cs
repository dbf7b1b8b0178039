using Lectern.Courses;
using Lectern.People;
using Lectern.Progress.Rules;
using Lectern.Progress.Scheduling;
using Microsoft.AspNetCore.Components;

namespace Lectern.Progress.Availability;

/// <summary>How a learner stands with one lesson, as far as others may wait for it.</summary>
public sealed record LessonSoFar(ActivityStatus Status, decimal? Score)
{
    /// <summary>Whether they were there.</summary>
    public bool IsBegun { get; init; } = true;
}

/// <summary>What decides what is open to a learner.</summary>
/// <param name="Units">The organisation units in which they have a role, and those above; empty where no condition asks.</param>
public sealed record LearnerSituation(DateTimeOffset EnrolledAt, DateTimeOffset Now, IReadOnlyDictionary<Id<Activity>, LessonSoFar> Lessons, IReadOnlySet<Guid> Units)
{
    /// <summary>What the schedule of the course means for them.</summary>
    public LearnersDates Dates { get; init; } = LearnersDates.None;
    /// <summary>On whose clock days are counted: the course's, or where it has no dates the learner's; UTC where no condition asks.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;
}

/// <summary>The slot of what modules and lessons can wait for. One folder in Conditions/ each.</summary>
public abstract class AvailabilityCondition : ICondition
{
    public abstract string Name { get; }
    public abstract int Position { get; }
    public abstract string Label(Texts texts);
    public virtual RenderFragment? Form(ClauseFields fields) => null;
    public virtual IReadOnlyDictionary<string, string> Usual(RuleContext context) => new Dictionary<string, string>();
    public virtual Outcome<IReadOnlyDictionary<string, string>> Read(IReadOnlyDictionary<string, string> entered, RuleContext context) =>
        Outcome<IReadOnlyDictionary<string, string>>.Of(new Dictionary<string, string>());
    public abstract string Words(IReadOnlyDictionary<string, string> with, RuleContext context);

    /// <summary>Whether it holds for the learner now. Unlike completion it may cease to hold.</summary>
    public abstract bool Holds(IReadOnlyDictionary<string, string> with, LearnerSituation learner);

    /// <summary>When time alone changes whether it holds; null for never.</summary>
    public virtual DateTimeOffset? ChangesAt(IReadOnlyDictionary<string, string> with, LearnerSituation learner) => null;

    /// <summary>The lesson that it is about, if any.</summary>
    public virtual Id<Activity>? Lesson(IReadOnlyDictionary<string, string> with) => null;

    /// <summary>What that lesson must say of its learners (<see cref="IActivityKind.Reports"/>), lest it is waited for in vain; null when that doesn't matter.</summary>
    public virtual LearningVerb? Needs => null;

    /// <summary>Whether <see cref="LearnerSituation.Units"/> must be known, and the names of units to speak of it.</summary>
    public virtual bool AsksForUnits => false;

    /// <summary>Whether <see cref="LearnerSituation.Zone"/> must be known.</summary>
    public virtual bool CountsDays => false;
}

/// <summary>A condition about a lesson of the same course, under the setting "lesson".</summary>
public abstract class LessonCondition : AvailabilityCondition
{
    protected const string Setting = "lesson";

    public override RenderFragment Form(ClauseFields fields) => Fragments.Of<LessonForm>(fields);

    public override IReadOnlyDictionary<string, string> Usual(RuleContext context) => Settings.Only(Setting, context.LessonsBefore.Where(a => Says(a, context)).Select(a => a.Id.ToString()).LastOrDefault() ?? "");

    public override Outcome<IReadOnlyDictionary<string, string>> Read(IReadOnlyDictionary<string, string> entered, RuleContext context) =>
        Id<Activity>.TryParse(entered.GetValueOrDefault(Setting), null, out var id) && context.LessonsToChoose.FirstOrDefault(a => a.Id == id) is { } lesson
            ? Says(lesson, context) ? Outcome<IReadOnlyDictionary<string, string>>.Of(Settings.Only(Setting, id.ToString()))
                : new Refusal("lesson-never-says", "“{0}” never says that. Choose another lesson, or wait until it is done.", null, lesson.Title)
            : new Refusal("lesson-unknown", "Choose one of the other lessons of this course.");

    private bool Says(OutlineActivity lesson, RuleContext context) => Needs is not { } verb || context.Kinds is not { } kinds || kinds[lesson.Kind].Reports.Contains(verb);

    public override Id<Activity>? Lesson(IReadOnlyDictionary<string, string> with) => Id<Activity>.Parse(with[Setting], null);

    protected LessonSoFar? SoFar(IReadOnlyDictionary<string, string> with, LearnerSituation learner) => learner.Lessons.GetValueOrDefault(Lesson(with)!.Value);

    protected string Title(IReadOnlyDictionary<string, string> with, RuleContext context) =>
        context.Outline.Activities.FirstOrDefault(a => a.Id == Lesson(with))?.Title ?? context.Texts["A lesson that is no longer in the course"];
}
