using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.People;
using Lectern.Progress.Cycles;

namespace Lectern.Progress.Following;

/// <summary>A learner of a course in front of somebody who follows the course's learners.</summary>
public sealed record FollowedLearner(Id<CourseEnrolment> EnrolmentId, Id<Person> LearnerId, string Name, Id<Course> CourseId, string CourseTitle, string Slug, Outline Outline)
{
    /// <summary>Whether they have begun the course again since.</summary>
    public bool IsPast { get; init; }

    /// <summary>The page about them.</summary>
    public string Address => AddressOf(CourseId, EnrolmentId);

    public static string AddressOf(Id<Course> courseId, Id<CourseEnrolment> enrolmentId) => $"/courses/{courseId}/progress/{enrolmentId}";

    /// <summary>The way to a page below theirs.</summary>
    public IReadOnlyList<Crumb> Crumbs(params ReadOnlySpan<Crumb> below) => [new(CourseTitle, $"/courses/{Slug}"), new("Progress", $"/courses/{CourseId}/progress"), new(Name, Address), .. below];

    /// <summary>An activity of the published course, of this kind; null when there is none.</summary>
    public OutlineActivity? Activity(Id<Activity> id, string kind) => Outline.Activities.FirstOrDefault(a => a.Id == id && a.Kind == kind);

    /// <summary>Null when the course is not published or they are not in it. The caller's route says who may follow. One statement.</summary>
    public static async Task<FollowedLearner?> Find(LecternDb db, Id<Course> courseId, Id<CourseEnrolment> enrolmentId, CancellationToken cancel)
    {
        var found = await (
            from enrolment in db.Enrolments.AsNoTracking()
            where enrolment.Id == enrolmentId && enrolment.CourseId == courseId && enrolment.Status != EnrolmentStatus.Withdrawn
            join person in db.Set<Person>() on enrolment.LearnerId equals person.Id
            join course in db.Set<Course>() on enrolment.CourseId equals course.Id
            from version in db.VersionFor(enrolmentId)
            select new { person.Id, person.Name, course.Title, course.Slug, version.OutlineJson, enrolment.Status }).SingleOrDefaultAsync(cancel);
        return found is null ? null : new FollowedLearner(enrolmentId, found.Id, found.Name, courseId, found.Title, found.Slug, Outline.Read(found.OutlineJson)) { IsPast = found.Status == EnrolmentStatus.Past };
    }
}
