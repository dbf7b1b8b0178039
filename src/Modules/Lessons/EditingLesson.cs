using Lectern.Courses;

namespace Lectern.Lessons;

/// <summary>The draft of a lesson (<see cref="LessonDraft"/>) in front of an instructor who may edit it.</summary>
internal sealed record EditingLesson(Editing Editing, LessonDraft Draft)
{
    /// <summary>Loaded for changing; null when it is missing or the visitor may not edit it.</summary>
    internal static async Task<EditingLesson?> Begin(LecternDb db, Id<Activity> id, string kind, Visitor visitor, CancellationToken cancel)
    {
        if (await Editing.Begin(db, id, kind, visitor, cancel) is not { } editing) return null;
        var drafts = db.LessonDrafts;
        return new EditingLesson(editing, await drafts.SingleAsync(d => d.ActivityId == id, cancel));
    }

    /// <summary>Saves what was changed, and says that the course's draft has changed.</summary>
    internal async Task Save(LecternDb db, DateTimeOffset at, CancellationToken cancel)
    {
        if (!db.ChangeTracker.HasChanges()) return;
        await Editing.Touch(db, at, cancel);
        await db.SaveChangesAsync(cancel);
    }
}
