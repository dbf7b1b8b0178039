using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.People;
using Lectern.Progress.Cycles;

namespace Lectern.Progress.Home;

/// <summary>A time that a learner took a course, before they began it again.</summary>
public sealed class MyEarlierCycle
{
    public Id<CourseEnrolment> EnrolmentId { get; init; }
    public Id<Course> CourseId { get; init; }
    public string Slug { get; init; } = "";
    public string Title { get; init; } = "";
    public string Cover { get; init; } = "";
    public int Cycle { get; init; }
    public int Done { get; init; }
    public int Total { get; init; }
    public DateTimeOffset From { get; init; }
    public DateTimeOffset PastAt { get; init; }
    public DateTimeOffset? LastAt { get; init; }
    public DateTimeOffset? CompletedAt { get; init; }
    public string Address => ShowCycle.AddressOf(Slug, Cycle);
}

internal static class EarlierCyclesOfMine
{
    extension(LecternDb db)
    {
        /// <summary>Of all courses, also of those that the learner isn't in any more.</summary>
        internal IQueryable<MyEarlierCycle> MyEarlierCycles(Id<Person> learnerId) =>
            from enrolment in db.Set<CourseEnrolment>().AsNoTracking()
            where enrolment.LearnerId == learnerId && enrolment.Status == EnrolmentStatus.Past
            join course in db.Set<Course>() on enrolment.CourseId equals course.Id
            join found in db.Set<CourseProgress>() on enrolment.Id equals found.EnrolmentId into projections
            from progress in projections.DefaultIfEmpty()
            select new MyEarlierCycle
            {
                EnrolmentId = enrolment.Id,
                CourseId = course.Id,
                Slug = course.Slug,
                Title = course.Title,
                Cover = course.Cover,
                Cycle = enrolment.Cycle,
                Done = (int?)progress!.Done ?? 0,
                Total = (int?)progress.Total ?? 0,
                From = enrolment.EnrolledAt,
                PastAt = enrolment.PastAt ?? enrolment.EnrolledAt,   // every past one has its end
                LastAt = progress.LastAt,
                CompletedAt = progress.CompletedAt,
            };
    }
}
