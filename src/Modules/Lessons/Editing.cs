using Lectern.Courses;
using Lectern.People;

namespace Lectern.Lessons;

/// <summary>An instructor in front of an activity that they may edit.</summary>
public sealed record Editing(Id<Activity> ActivityId, string Title, Id<Course> CourseId, string CourseTitle)
{
    internal static readonly Refusal ChangedMeanwhile = new("changed-meanwhile", "Somebody else has changed this since you opened it. Copy what you wrote, reload the page and add it again.");

    /// <summary>The course's builder with this activity open.</summary>
    internal string BuilderAddress => $"/courses/{CourseId}/edit?activity={ActivityId}";

    internal IReadOnlyList<Crumb> Crumbs => [new(CourseTitle, BuilderAddress), new(Title)];

    /// <summary>Null when there is no such activity of this kind (of any, when none is named), or the visitor may not edit its course. Two statements.</summary>
    internal static async Task<Editing?> Begin(LecternDb db, Id<Activity> activityId, string? kind, Visitor visitor, CancellationToken cancel)
    {
        var (activities, courses, scopes) = (db.Activities, db.Courses, db.Scopes);
        var found = await activities.Where(a => a.Id == activityId && (kind == null || a.Kind == kind))
            .Join(courses, a => a.CourseId, c => c.Id, (a, c) => new Editing(a.Id, a.Title, c.Id, c.Title)).SingleOrDefaultAsync(cancel);
        if (found is null) return null;
        var scopeId = new Id<Scope>(found.CourseId.Value);
        var path = await scopes.Where(s => s.Id == scopeId).Select(s => s.Path).SingleOrDefaultAsync(cancel);
        return path is not null && visitor.HoldsAt(CourseCapabilities.EditCourse, path) ? found : null;
    }

    /// <summary>Says that the course's draft has changed (<see cref="Course.ContentChanged"/>).</summary>
    internal async Task Touch(LecternDb db, DateTimeOffset at, CancellationToken cancel)
    {
        var (courses, activities) = (db.Courses, db.Activities);
        var course = await courses.SingleAsync(c => c.Id == CourseId, cancel);
        var activity = await activities.SingleAsync(a => a.Id == ActivityId, cancel);
        course.ContentChanged(activity, at);
    }
}
