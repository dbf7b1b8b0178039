using Lectern.Courses;
using Lectern.People;

namespace Lectern.Enrolment;

/// <summary>Decides what stands in a course's door for a visitor.</summary>
internal sealed class CourseDoor(LecternDb db, TimeProvider clock) : ICourseDoor
{
    public async Task<Door> For(DoorOf course, Visitor visitor, CancellationToken cancel)
    {
        var enrolment = visitor.PersonId is { } person
            ? await db.CurrentEnrolments.AsNoTracking().Where(e => e.CourseId == course.Id && e.LearnerId == new Id<Person>(person)).SingleOrDefaultAsync(cancel)
            : null;
        var state = enrolment switch
        {
            { Status: EnrolmentStatus.Active } => DoorState.Enrolled,
            { WasTakenOut: true } => DoorState.TakenOut,
            _ when course.Offer != CourseOffer.Offered => DoorState.Closed,
            _ when course.Schedule?.ClosesAt < clock.GetUtcNow() => DoorState.Over,
            _ when course.Policy == EnrolmentPolicy.Assigned => DoorState.ByAssignment,
            { Status: EnrolmentStatus.Withdrawn } => DoorState.Left,
            _ => visitor.IsSignedIn ? DoorState.Open : DoorState.SignInFirst,
        };
        return new(Fragments.Of<CourseDoorCard>(new CourseDoorModel(course.Id, course.Slug, state, visitor.IsSignedIn, enrolment?.Source == EnrolmentSources.Self, course.HasCertificate, course.CertificateMonths, course.Schedule, visitor, clock.GetUtcNow())), enrolment is not null);
    }

    public async Task<IReadOnlySet<Id<Course>>> Entered(IReadOnlyCollection<Id<Course>> courses, Visitor visitor, CancellationToken cancel)
    {
        if (courses.Count == 0 || visitor.PersonId is not { } person) return new HashSet<Id<Course>>();
        var (enrolments, learner, ids) = (db.Enrolments, new Id<Person>(person), courses.ToList());
        return (await enrolments.Where(e => e.LearnerId == learner && e.Status == EnrolmentStatus.Active && ids.Contains(e.CourseId)).Select(e => e.CourseId).ToListAsync(cancel)).ToHashSet();
    }

    public IQueryable<Id<Course>> EnteredBy(Visitor visitor)
    {
        var learner = new Id<Person>(visitor.PersonId ?? Guid.Empty);
        return db.Enrolments.Where(e => e.LearnerId == learner && e.Status == EnrolmentStatus.Active).Select(e => e.CourseId);
    }

    public async Task<IReadOnlyDictionary<Id<Course>, int>> Learners(IReadOnlyCollection<Id<Course>> courses, CancellationToken cancel)
    {
        var (enrolments, ids) = (db.Enrolments, courses.ToList());
        var counts = ids.Count == 0 ? [] : await enrolments.Where(e => e.Status == EnrolmentStatus.Active && ids.Contains(e.CourseId))
            .GroupBy(e => e.CourseId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        return courses.ToDictionary(id => id, id => counts.GetValueOrDefault(id));
    }
}

/// <summary>Over: the course has ended for everybody, by its dates.</summary>
public enum DoorState { SignInFirst, Open, ByAssignment, Closed, Over, Enrolled, Left, TakenOut }

/// <param name="MayLeave">Whoever enrolled by themselves may leave by themselves.</param>
public sealed record CourseDoorModel(Id<Course> Id, string Slug, DoorState State, bool IsSignedIn, bool MayLeave, bool HasCertificate, int? CertificateMonths, CourseSchedule? Schedule, Visitor Visitor, DateTimeOffset Now)
{
    /// <summary>When it begins, while it hasn't.</summary>
    public DateTimeOffset? Opens => Schedule?.OpensAt is { } opens && opens > Now ? opens : null;
}
