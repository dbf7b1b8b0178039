using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.People;
using Lectern.Progress.Availability;
using Lectern.Progress.Completion;
using Lectern.Progress.Completion.Seeing;
using Lectern.Progress.Scheduling;

namespace Lectern.Progress.CourseHome;

/// <summary>A lesson that the course asks for and that isn't done, and what of it is missing.</summary>
/// <param name="Status">How far they are with it; null when they haven't begun it.</param>
/// <param name="Score">The best so far, from 0 to 1.</param>
/// <param name="Asked">Where it has a rule of its own: its clauses, as they stand.</param>
/// <param name="Lock">Why it isn't open; null when it is.</param>
/// <param name="DueAt">When it is due for them; null when it isn't.</param>
public sealed record Missing(OutlineActivity Activity, ActivityStatus? Status, decimal? Score, AskedOf? Asked, Locked? Lock, DateTimeOffset? DueAt)
{
    /// <summary>All that is missing for a learner. Two statements, and one more where rules ask for units.</summary>
    internal static async Task<IReadOnlyList<Missing>> Of(
        LecternDb db, Outline outline, Id<CourseEnrolment> enrolmentId, Id<Person> learnerId, DateTimeOffset enrolledAt, LearnersDates dates, CompletionRules rules, AvailabilityRules availability, DateTimeOffset now, CancellationToken cancel)
    {
        var lessons = (await LessonsSoFar.Of(db, enrolmentId, cancel)).ToDictionary(p => p.Key, p => p.Value.SoFar);
        var asked = await db.Asked(rules, outline.Activities.Where(a => lessons.GetValueOrDefault(a.Id)?.Status is not { IsSettled: true }), enrolmentId, now, cancel);
        return Of(outline, lessons, asked, await db.Locks(availability, outline, learnerId, enrolledAt, dates, lessons, now, cancel), dates);
    }

    /// <summary>The same of what was read already.</summary>
    internal static IReadOnlyList<Missing> Of(Outline outline, IReadOnlyDictionary<Id<Activity>, LessonSoFar> lessons, IReadOnlyDictionary<Id<Activity>, AskedOf> asked, IReadOnlyDictionary<Id<Activity>, Locked> locks, LearnersDates dates) =>
    [
        .. from activity in outline.AskedFor
           let lesson = lessons.GetValueOrDefault(activity.Id)
           where lesson?.Status is not { IsSettled: true }
           select new Missing(activity, lesson?.Status, lesson?.Score, asked.GetValueOrDefault(activity.Id), locks.GetValueOrDefault(activity.Id), dates.DueAt(activity.Id)),
    ];
}
