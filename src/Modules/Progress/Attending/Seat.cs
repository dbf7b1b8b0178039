using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.People;
using Lectern.Progress.Availability;
using Lectern.Progress.Completion.Seeing;
using Lectern.Progress.Scheduling;

namespace Lectern.Progress;

/// <summary>A person in front of an activity. Without an enrolment it is an editor's preview of the draft, and nothing is recorded.</summary>
/// <param name="Activity">What is in front of them; in a preview its ContentId is empty and the kind shows its draft.</param>
public sealed record Seat(
    Id<CourseEnrolment>? EnrolmentId, Id<Course> CourseId, Id<Person> LearnerId, string Slug, string CourseTitle,
    Outline Outline, OutlineActivity Activity, IReadOnlyDictionary<Id<Activity>, ActivityStatus> Statuses)
{
    /// <summary>What the activity asks for, where it has a rule of its own and somebody learns here.</summary>
    public AskedOf? Asked { get; init; }
    /// <summary>What of the course isn't open to them, and why.</summary>
    public IReadOnlyDictionary<Id<Activity>, Locked> Locks { get; init; } = new Dictionary<Id<Activity>, Locked>();
    /// <summary>What won't be open either when they have passed this activity.</summary>
    public IReadOnlyDictionary<Id<Activity>, Locked> LocksAfter { get; init; } = new Dictionary<Id<Activity>, Locked>();
    /// <summary>What the schedule of the course means for them.</summary>
    public LearnersDates Dates { get; init; } = LearnersDates.None;
    /// <summary>Why nothing counts at present; null when all is as usual. Then the learner reads what they have begun.</summary>
    public Rest? Rest { get; init; }
    /// <summary>Whether what they do here is taken down.</summary>
    public bool Counts => !IsPreview && Rest is null;
    /// <summary>What they look at, or bring, is of an earlier cycle: that they are at the activity isn't said by it.</summary>
    public bool IsOfEarlierCycle { get; init; }
    /// <summary>When the cycle ended whose seat this is; null of the current one.</summary>
    public DateTimeOffset? EndedAt { get; init; }
    public bool IsPreview => EnrolmentId is null;
    /// <summary>They have done it.</summary>
    public bool IsDone => Statuses.GetValueOrDefault(Activity.Id) is { IsDone: true };
    /// <summary>It isn't asked of them, and they haven't done it.</summary>
    public bool IsWaived => Statuses.GetValueOrDefault(Activity.Id) == ActivityStatus.Waived;
    public OutlineActivity? Next => Outline.Activities.SkipWhile(a => a.Id != Activity.Id).Skip(1).FirstOrDefault(a => !LocksAfter.ContainsKey(a.Id));
    public OutlineActivity? Previous => Outline.Activities.TakeWhile(a => a.Id != Activity.Id).LastOrDefault(a => !Locks.ContainsKey(a.Id));

    /// <summary>Where the course itself is: its home, or for an editor its preview.</summary>
    public string CourseAddress => $"/courses/{Slug}{(IsPreview ? "/preview" : "/home")}";
}
