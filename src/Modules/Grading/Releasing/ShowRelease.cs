using System.Globalization;
using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Grading.Gradebook;
using Lectern.People;
using Lectern.Progress;
using Lectern.Web.Api;

namespace Lectern.Grading.Releasing;

/// <summary>When learners are told of the marks of an activity, and telling them now: all, or those who are chosen.</summary>
public static class ShowRelease
{
    internal static async Task<IResult> Handle(Id<Course> id, Id<Activity> activityId, string? after, Visitor visitor, LecternDb db, CourseTabs tabs, CancellationToken cancel) =>
        await View(id, activityId, after, visitor, db, tabs, null, cancel) ?? TypedResults.NotFound();

    /// <summary>Changes when they are told.</summary>
    internal static async Task<IResult> Change(Id<Course> id, Id<Activity> activityId, HttpRequest request, Visitor visitor, LecternDb db, CourseTabs tabs, Texts texts, CancellationToken cancel)
    {
        var form = await request.ReadFormAsync(cancel);
        if (await ActivityOf(db, id, activityId, cancel) is null) return TypedResults.NotFound();
        var rule = await db.ReleaseRuleOf(id, activityId, cancel);
        // A browser sends the wall clock of whoever chose it.
        DateTimeOffset? at = DateTime.TryParse(form["at"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) ? WallClock.InstantOf(local, visitor.Zone) : null;
        if (rule.Change(NamedValue.Of<ReleaseWay>(form["way"]) ?? (ReleaseWay)(-1), at, form["hidesNames"] == "true") is { } refusal)
            return await View(id, activityId, null, visitor, db, tabs, refusal, cancel) ?? TypedResults.NotFound();
        if (rule.Revision == 1) db.Add(rule);
        await db.SaveChangesAsync(cancel);
        return Page.SeeOther(Address(id, activityId), texts["Saved"]);
    }

    /// <summary>Tells them now.</summary>
    internal static async Task<IResult> Release(Id<Course> id, Id<Activity> activityId, HttpRequest request, LecternDb db, IEnumerable<IReleaseMarks> kinds, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        var form = await request.ReadFormAsync(cancel);
        if (await ActivityOf(db, id, activityId, cancel) is not { } activity || kinds.FirstOrDefault(k => k.ActivityKind == activity.Kind) is not { } kind) return TypedResults.NotFound();
        var chosen = form["all"] == "true" ? null : form["enrolment"].Select(v => Id<CourseEnrolment>.TryParse(v, null, out var e) ? e : default).Where(e => e != default).ToList();
        var told = await db.Retried(async () =>
        {
            var count = await kind.Release(activityId, chosen, clock.GetUtcNow(), cancel);
            await db.SaveChangesAsync(cancel);
            return count;
        });
        return Page.SeeOther(Address(id, activityId), texts.Count("Marks of {0} attempts released", told));
    }

    internal static string Address(Id<Course> id, Id<Activity> activityId) => $"/courses/{id}/grades/release/{activityId}";

    internal static async Task<OutlineActivity?> ActivityOf(LecternDb db, Id<Course> id, Id<Activity> activityId, CancellationToken cancel) =>
        (await ShowGradebook.CourseOf(db, id, cancel))?.Outline.Activities.FirstOrDefault(a => a.Id == activityId);

    private static async Task<IResult?> View(Id<Course> id, Id<Activity> activityId, string? after, Visitor visitor, LecternDb db, CourseTabs tabs, Refusal? refusal, CancellationToken cancel)
    {
        if (await ActivityOf(db, id, activityId, cancel) is not { } activity || await tabs.Heading(id, "grades", visitor, cancel) is not { } heading) return null;
        var rule = await db.ReleaseRuleOf(id, activityId, cancel);
        var waiting = db.Set<Mark>().AsNoTracking().Where(m => m.CourseId == id && m.ActivityId == activityId && m.Unreleased > 0);
        var count = await waiting.CountAsync(cancel);
        var found = await (
            from learner in db.GradebookLearners(id)
            join mark in waiting on learner.EnrolmentId equals mark.EnrolmentId
            select learner).Page(l => l.Name, l => l.EnrolmentId, descending: false, after, last => db.LearnerNames(last)).Take(Paged<GradebookLearner>.UsualSize + 1).ToListAsync(cancel);
        var page = Paged<GradebookLearner>.Of(found, Paged<GradebookLearner>.UsualSize, l => Keyset.KeyOf(l.EnrolmentId));
        var rows = await db.WithMarks(page.Items, [activity], cancel);
        return Page.Of<ShowReleasePage>(activity.Title, new Model(id, activity, rule, rule.At is { } at ? visitor.Local(at).DateTime : null, count, rows, after is not null, page.Next, refusal),
            new PageOptions(Crumbs: [new("Teach", "/teach"), new(heading.Title, heading.Address), new("Grades", $"/courses/{id}/grades"), new("Release")]), refusal is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    public sealed record Model(Id<Course> CourseId, OutlineActivity Activity, ReleaseRule Rule, DateTime? LocalAt, int Waiting, IReadOnlyList<GradebookRow> Rows, bool IsFurtherPage, string? Next, Refusal? Refusal);
}
