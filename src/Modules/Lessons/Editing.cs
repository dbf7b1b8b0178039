using Lectern.Courses;
using Lectern.People;

namespace Lectern.Lessons;

/// <summary>An instructor in front of an activity that they may edit.</summary>
internal sealed record Editing(Id<Activity> ActivityId, string Title, int Minutes, Id<Course> CourseId, string CourseTitle, string Slug)
{
    internal static readonly Refusal ChangedMeanwhile = new("changed-meanwhile", "Somebody else has changed this since you opened it. Copy what you wrote, reload the page and add it again.");

    /// <summary>Null when there is no such activity of this kind, or the visitor may not edit its course. One statement.</summary>
    internal static async Task<Editing?> Begin(LecternDb db, Id<Activity> activityId, string kind, Visitor visitor, CancellationToken cancel)
    {
        var found = await (
            from activity in db.Activities
            join course in db.Courses on activity.CourseId equals course.Id
            join scope in db.Scopes on course.Id.Value equals scope.Id.Value
            where activity.Id == activityId && activity.Kind == kind
            select new { Editing = new Editing(activity.Id, activity.Title, activity.Minutes, course.Id, course.Title, course.Slug), scope.Path }).SingleOrDefaultAsync(cancel);
        return found is not null && visitor.HoldsAt(CourseCapabilities.EditCourse, found.Path) ? found.Editing : null;
    }

    /// <summary>Says that the course's draft has changed, but not at every keystroke: each time costs whoever edits the outline at the same moment a conflict.</summary>
    internal async Task Touch(LecternDb db, DateTimeOffset at, CancellationToken cancel)
    {
        var course = await db.Courses.SingleAsync(c => c.Id == CourseId, cancel);
        if (!course.HasUnpublishedChanges || at - course.DraftChangedAt > TimeSpan.FromMinutes(5)) course.Touch(at);
    }
}
