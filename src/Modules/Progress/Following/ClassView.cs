using Lectern.Courses;
using Lectern.Web.Design;

namespace Lectern.Progress.Following;

/// <summary>The ways to look at a class: one by one, as learners × lessons, by where they get no further, or by what it needs.</summary>
public enum ClassLook { List, Grid, Stuck, Insights }

/// <summary>What stands above every way to look at a class.</summary>
public sealed record ClassView(Id<Course> CourseId, CourseHeading Heading, ClassLook Look, ClassQuestion Question, LearnerCounts Counts, IReadOnlyList<ClassUnit> Units)
{
    /// <summary>Another question put to the same way to look.</summary>
    public string Address(ClassQuestion question, string? after = null) => AddressOf(CourseId, Look) + question.Query(after);

    /// <summary>Whether this way shows learners, which can be chosen and sorted; the others count over all of them.</summary>
    public bool ShowsLearners => Look is ClassLook.List or ClassLook.Grid;

    /// <summary>The same learners in another way, in the order that is usual there.</summary>
    public string SeenAs(ClassLook look) => AddressOf(CourseId, look) + Question.InOrder(UsualOrder(look)).Query();

    public static LearnerOrder UsualOrder(ClassLook look) => look == ClassLook.List ? LearnerOrder.Seen : LearnerOrder.Attention;

    public string Address(LearnerFilter filter) => Address(Question with { Filter = filter });

    public static string AddressOf(Id<Course> courseId, ClassLook look) => $"/courses/{courseId}/progress{look switch { ClassLook.Grid => "/grid", ClassLook.Stuck => "/stuck", ClassLook.Insights => "/insights", _ => "" }}";
}

/// <summary>Reads what every way to look at a class needs: five statements, however large it is.</summary>
internal sealed class ClassViews(LecternDb db, CourseTabs tabs, TimeProvider clock)
{
    /// <summary>Null when there is no such course.</summary>
    internal async Task<(ClassView View, MetCourse Met, DateTimeOffset Now)?> Of(Id<Course> id, ClassLook look, ClassQuery query, Visitor visitor, CancellationToken cancel)
    {
        if (await Met(id, cancel) is not { } met || await tabs.Heading(id, "progress", visitor, cancel) is not { } heading) return null;
        var now = clock.GetUtcNow();
        var units = await db.UnitsOf(db.LearnerIdsOf(id), cancel);
        var counts = await db.LearnersOf(id, now).Count(now, cancel);
        return (new ClassView(id, heading, look, ClassQuestion.Read(query, ClassView.UsualOrder(look), units, met.Outline), counts, units), met, now);
    }

    /// <summary>What the learners of a course meet; without lessons before it is published, null when there is no such course.</summary>
    internal async Task<MetCourse?> Met(Id<Course> id, CancellationToken cancel)
    {
        var found = await (
            from course in db.Courses.AsNoTracking()
            where course.Id == id
            join version in db.CourseVersions on course.PublishedVersionId equals version.Id into versions
            from published in versions.DefaultIfEmpty()
            select new { course.ScheduleJson, OutlineJson = (string?)published!.OutlineJson }).SingleOrDefaultAsync(cancel);
        return found is null ? null : new MetCourse(found.OutlineJson is { } json ? Outline.Read(json) : new Outline([]), CourseSchedule.Read(found.ScheduleJson));
    }
}

/// <summary>A course as its learners meet it: its lessons, and when they are due; null for no dates.</summary>
internal sealed record MetCourse(Outline Outline, CourseSchedule? Schedule);
