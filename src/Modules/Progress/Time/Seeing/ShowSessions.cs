using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.People;
using Lectern.Progress.Following;
using Lectern.Web.Api;

namespace Lectern.Progress.Time.Seeing;

/// <summary>How long somebody was at a course: in all, at each module and lesson, and when; for the learner, and for those who follow them.</summary>
public static class ShowSessions
{
    internal static async Task<IResult> OfMine(string slug, int number, string? after, Me me, LecternDb db, ActivityKinds kinds, CancellationToken cancel)
    {
        if (await LearnersTime.OfMine(db, slug, number, me.Id, cancel) is not { } mine) return TypedResults.NotFound();
        return await Show(mine, TimeBesideCourse.AddressOf(slug, number), isOwn: true, "Your study time", [new("My learning", "/learning"), new(mine.CourseTitle, $"/courses/{slug}/home"), new("Study time")], after, db, kinds, cancel);
    }

    internal static async Task<IResult> OfLearner(Id<Course> id, Id<CourseEnrolment> enrolmentId, string? after, LecternDb db, ActivityKinds kinds, CancellationToken cancel)
    {
        if (await FollowedLearner.Find(db, id, enrolmentId, cancel) is not { } learner) return TypedResults.NotFound();
        return await Show(LearnersTime.Of(learner)!, $"{learner.Address}/time", isOwn: false, learner.Name, learner.Crumbs(new Crumb("Study time")), after, db, kinds, cancel);
    }

    private static async Task<IResult> Show(LearnersTime learner, string address, bool isOwn, string title, IReadOnlyList<Crumb> crumbs, string? after, LecternDb db, ActivityKinds kinds, CancellationToken cancel)
    {
        var studied = new StudyTime(await db.TimeByActivity(learner.EnrolmentId, cancel));
        var intervals = await db.StudyIntervals.AsNoTracking().Where(i => i.EnrolmentId == learner.EnrolmentId)
            .Page(i => i.From, i => i.Id, descending: true, after).Take(Paged<StudyInterval>.MaximumSize + 1).ToListAsync(cancel);
        var page = Paged<StudyInterval>.Of(intervals, Paged<StudyInterval>.MaximumSize, i => Keyset.KeyOf(i.From, i.Id));
        var byId = learner.Outline.Activities.ToDictionary(a => a.Id);
        var modules = learner.Outline.Modules.Index().Where(m => studied.In(m.Item) > TimeSpan.Zero).Select(m => new Module(m.Index + 1, m.Item.Title, studied.In(m.Item),
            [.. m.Item.Activities.Where(a => studied.ByLesson.ContainsKey(a.Id)).Select(a => new Lesson(a.Title, kinds[a.Kind].Icon, a.Minutes, studied.ByLesson[a.Id]))])).ToList();
        var sessions = StudySession.Of(page.Items).Select(s => new Line(s, byId.GetValueOrDefault(s.ActivityId)?.Title)).ToList();
        return Page.Of<ShowSessionsPage>(title, new Model(learner, address, isOwn, modules, studied.Outside(learner.Outline), studied.Time, sessions, page.Next), new PageOptions(Crumbs: crumbs));
    }

    /// <summary>A module where they spent time, and its lessons where they did.</summary>
    public sealed record Module(int Number, string Title, TimeSpan Time, IReadOnlyList<Lesson> Lessons);

    /// <param name="Planned">Minutes that the author takes it to last.</param>
    public sealed record Lesson(string Title, string Icon, int Planned, TimeSpan Time);

    /// <param name="Title">Null when the lesson isn't in the course any more.</param>
    public sealed record Line(StudySession Session, string? Title);

    /// <param name="Outside">At lessons that aren't in the course any more.</param>
    public sealed record Model(LearnersTime Learner, string Address, bool IsOwn, IReadOnlyList<Module> Modules, TimeSpan Outside, TimeSpan Total, IReadOnlyList<Line> Sessions, string? Next);
}

/// <summary>A learner of a course whose time is shown.</summary>
public sealed record LearnersTime(Id<CourseEnrolment> EnrolmentId, string Name, string CourseTitle, string Slug, Outline Outline)
{
    /// <summary>Somebody's own, in one of their cycles of a course; null when there is none. Two statements.</summary>
    internal static async Task<LearnersTime?> OfMine(LecternDb db, string slug, int cycle, Id<Person> me, CancellationToken cancel)
    {
        var id = await (
            from course in db.Courses
            where course.Slug == slug
            join enrolment in db.Enrolments on course.Id equals enrolment.CourseId
            where enrolment.LearnerId == me && enrolment.Cycle == cycle
            select new { CourseId = course.Id, enrolment.Id }).SingleOrDefaultAsync(cancel);
        return id is null ? null : Of(await FollowedLearner.Find(db, id.CourseId, id.Id, cancel));
    }

    internal static LearnersTime? Of(FollowedLearner? learner) => learner is null ? null : new(learner.EnrolmentId, learner.Name, learner.CourseTitle, learner.Slug, learner.Outline);
}
