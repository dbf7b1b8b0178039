using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.People;
using Lectern.Progress.Following;
using Lectern.Web.Api;

namespace Lectern.Progress.Time.Seeing;

/// <summary>Effective time, for programs: the evidence, intervals in the order of time, which never overlap for one learner, and its sums by course, module and lesson.</summary>
internal static class TimeApi
{
    /// <summary>My own, in all my courses or in one.</summary>
    internal static Task<Ok<Paged<StudyTimeInterval>>> Mine(Id<Course>? courseId, string? after, int? size, Me me, LecternDb db, CancellationToken cancel)
    {
        var learnerId = me.Id;
        var mine = db.EvidenceOfTime().Where(r => r.LearnerId == learnerId);
        return Answer(courseId is null ? mine : mine.Where(r => r.CourseId == courseId), after, size, cancel);
    }

    /// <summary>Those of the learners of a course, or of one enrolment in it.</summary>
    internal static Task<Ok<Paged<StudyTimeInterval>>> OfCourse(Id<Course> id, Id<CourseEnrolment>? enrolmentId, string? after, int? size, LecternDb db, CancellationToken cancel)
    {
        var rows = db.EvidenceOfTime().Where(r => r.CourseId == id);
        return Answer(enrolmentId is null ? rows : rows.Where(r => r.EnrolmentId == enrolmentId), after, size, cancel);
    }

    /// <summary>My own of one enrolment, summed.</summary>
    internal static async Task<Results<Ok<StudyTimeOfCourse>, NotFound>> SumOfMine(Id<CourseEnrolment> enrolmentId, Me me, LecternDb db, CancellationToken cancel)
    {
        var learnerId = me.Id;
        var courseId = await db.Enrolments.Where(e => e.Id == enrolmentId && e.LearnerId == learnerId).Select(e => (Id<Course>?)e.CourseId).SingleOrDefaultAsync(cancel);
        return courseId is { } id ? await SumOfLearner(id, enrolmentId, db, cancel) : TypedResults.NotFound();
    }

    /// <summary>That of a learner of a course, summed.</summary>
    internal static async Task<Results<Ok<StudyTimeOfCourse>, NotFound>> SumOfLearner(Id<Course> id, Id<CourseEnrolment> enrolmentId, LecternDb db, CancellationToken cancel)
    {
        if (await FollowedLearner.Find(db, id, enrolmentId, cancel) is not { Outline: var outline }) return TypedResults.NotFound();
        var studied = new StudyTime(await db.TimeByActivity(enrolmentId, cancel));
        return TypedResults.Ok(new StudyTimeOfCourse(enrolmentId, Seconds(studied.Time),
            [.. outline.Modules.Select(m => new StudyTimeOfModule(m.Id, m.Title, Seconds(studied.In(m)), [.. m.Activities.Select(a => new StudyTimeOfLesson(a.Id, a.Title, Seconds(studied.ByLesson.GetValueOrDefault(a.Id))))]))],
            Seconds(studied.Outside(outline))));
    }

    private static double Seconds(TimeSpan time) => Math.Round(time.TotalSeconds, 3);

    private static async Task<Ok<Paged<StudyTimeInterval>>> Answer(IQueryable<EvidenceRow> which, string? after, int? size, CancellationToken cancel)
    {
        var limit = Cursor.Size(size);
        var rows = await which.PageByTime(after).Take(limit + 1).ToListAsync(cancel);
        var page = Paged<EvidenceRow>.Of(rows, limit, StudyEvidence.KeyOf);
        return TypedResults.Ok(new Paged<StudyTimeInterval>([.. page.Items.Select(r => new StudyTimeInterval(r.EnrolmentId, r.LearnerId, r.CourseId, r.ActivityId, r.From, r.To, Seconds(r.To - r.From), r.IsLate))], page.Next));
    }

    /// <param name="To">The first moment that isn't in it.</param>
    /// <param name="ReportedLater">Whether the device told of it only later, because it had no connection.</param>
    internal sealed record StudyTimeInterval(
        Id<CourseEnrolment> EnrolmentId, Id<Person> LearnerId, Id<Course> CourseId, Id<Activity> ActivityId, DateTimeOffset From, DateTimeOffset To, double Seconds, bool ReportedLater);

    /// <param name="Modules">All of the version that counts for the learner, in its order.</param>
    /// <param name="SecondsOutside">At lessons that aren't in the course any more.</param>
    internal sealed record StudyTimeOfCourse(Id<CourseEnrolment> EnrolmentId, double Seconds, IReadOnlyList<StudyTimeOfModule> Modules, double SecondsOutside);

    internal sealed record StudyTimeOfModule(Id<CourseModule> ModuleId, string Title, double Seconds, IReadOnlyList<StudyTimeOfLesson> Lessons);

    internal sealed record StudyTimeOfLesson(Id<Activity> ActivityId, string Title, double Seconds);
}
