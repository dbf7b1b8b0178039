using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.People;
using Lectern.Progress.Time.Seeing;
using Lectern.Web.Api;
using Microsoft.AspNetCore.Components;

namespace Lectern.Progress.Cycles;

/// <summary>An earlier time that a learner took a course, as it was: its lessons in the version that they met, marks and certificate. To read only.</summary>
public static class ShowCycle
{
    internal static string AddressOf(string slug, int cycle) => $"/courses/{slug}/cycles/{cycle}";

    internal static async Task<IResult> Handle(string slug, int number, Me me, LecternDb db, IEnumerable<ICoursePanel> panels, Texts texts, CancellationToken cancel)
    {
        var found = await (
            from course in db.Courses.AsNoTracking()
            where course.Slug == slug
            join enrolment in db.Enrolments on course.Id equals enrolment.CourseId
            where enrolment.LearnerId == me.Id && enrolment.Cycle == number && enrolment.Status != EnrolmentStatus.Withdrawn
            join projection in db.CourseProgresses on enrolment.Id equals projection.EnrolmentId into projections
            from progress in projections.DefaultIfEmpty()
            select new { course.Id, course.Title, course.HasCertificate, EnrolmentId = enrolment.Id, enrolment.EnrolledAt, enrolment.PastAt, progress!.CompletedAt }).SingleOrDefaultAsync(cancel);
        if (found is null) return TypedResults.NotFound();
        if (found.PastAt is not { } pastAt) return Page.SeeOther($"/courses/{slug}/home");

        var version = await db.VersionFor(found.EnrolmentId).AsNoTracking().SingleOrDefaultAsync(cancel);
        var lessons = await db.ActivityProgresses.AsNoTracking().Where(p => p.EnrolmentId == found.EnrolmentId && (p.IsBegun || p.Status != ActivityStatus.Started)).ToDictionaryAsync(p => p.ActivityId, cancel);
        var outline = version?.Outline ?? new Outline([]);
        var mine = new LearnersCourse(found.EnrolmentId, found.Id, me.Id, slug, found.Title, outline, found.HasCertificate, found.CompletedAt) { Cycle = number, IsPast = true, Studied = new(await db.TimeByActivity(found.EnrolmentId, cancel)) };
        var beside = new List<RenderFragment>();
        foreach (var panel in panels.OrderBy(p => p.Position))
            if (await panel.Show(mine, cancel) is { } shown) beside.Add(shown);
        return Page.Of<ShowCyclePage>(found.Title, new Model(mine, found.EnrolledAt, pastAt, lessons, beside),
            new PageOptions(Crumbs: [new("My learning", "/learning"), new(found.Title, $"/courses/{slug}/home"),  new(texts["Cycle {0}", number])]));
    }

    public sealed record Model(LearnersCourse Course, DateTimeOffset From, DateTimeOffset PastAt, IReadOnlyDictionary<Id<Activity>, ActivityProgress> Lessons, IReadOnlyList<RenderFragment> Panels)
    {
        public int Done => Course.Outline.Activities.Count(a => Lessons.TryGetValue(a.Id, out var lesson) && lesson.IsSettled);
        public int Total => Course.Outline.Activities.Count();
    }
}
