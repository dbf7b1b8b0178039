using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.People;
using Lectern.Web.Api;

namespace Lectern.Progress.Time.Seeing;

/// <summary>An interval with whose it is and in which course.</summary>
internal sealed class EvidenceRow
{
    public Id<StudyInterval> Id { get; init; }
    public Id<CourseEnrolment> EnrolmentId { get; init; }
    public int Cycle { get; init; }
    public Id<Person> LearnerId { get; init; }
    public string Name { get; init; } = "";
    public string Email { get; init; } = "";
    /// <summary>The learner's, an IANA name.</summary>
    public string Zone { get; init; } = "";
    public Id<Course> CourseId { get; init; }
    public Id<Activity> ActivityId { get; init; }
    public DateTimeOffset From { get; init; }
    public DateTimeOffset To { get; init; }
    public bool IsLate { get; init; }
}

internal static class StudyEvidence
{
    extension(LecternDb db)
    {
        /// <summary>All intervals, also of learners who have left and of earlier cycles.</summary>
        internal IQueryable<EvidenceRow> EvidenceOfTime() =>
            from interval in db.Set<StudyInterval>().AsNoTracking()
            join enrolment in db.Set<CourseEnrolment>() on interval.EnrolmentId equals enrolment.Id
            join person in db.Set<Person>() on enrolment.LearnerId equals person.Id
            select new EvidenceRow
            {
                Id = interval.Id,
                EnrolmentId = enrolment.Id,
                Cycle = enrolment.Cycle,
                LearnerId = person.Id,
                Name = person.Name,
                Email = person.Email!,
                Zone = person.TimeZone,
                CourseId = enrolment.CourseId,
                ActivityId = interval.ActivityId,
                From = interval.From,
                To = interval.To,
                IsLate = interval.IsLate,
            };
    }

    extension(IQueryable<EvidenceRow> rows)
    {
        /// <summary>In the order of time.</summary>
        internal IQueryable<EvidenceRow> PageByTime(string? cursor) => rows.Page(r => r.From, r => r.Id, descending: false, cursor);
    }

    internal static string KeyOf(EvidenceRow row) => Keyset.KeyOf(row.From, row.Id);
}
