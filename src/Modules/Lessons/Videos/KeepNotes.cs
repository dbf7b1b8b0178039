using System.Globalization;
using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Progress;

namespace Lectern.Lessons.Videos;

/// <summary>A learner writes a note at a moment of a video, or deletes one of theirs.</summary>
internal static class KeepNotes
{
    internal static async Task<IResult> Add(Id<Activity> id, PostedForm form, HttpContext http, Visitor visitor, Classroom classroom, LecternDb db, TimeProvider clock, CancellationToken cancel)
    {
        if (await classroom.Enter(id, visitor, preview: false, cancel) is not { EnrolmentId: { } enrolment } seat || await VideoKind.Setup(seat, db, cancel) is not { HasSource: true }) return TypedResults.NotFound();
        var already = await db.NotesOf(seat, id).CountAsync(cancel);
        var at = double.TryParse(form["at"], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && double.IsFinite(seconds) ? seconds : 0;
        var note = VideoNote.Write(enrolment, id, at, form.Raw("words"), already, clock.GetUtcNow());
        if (note.Refusal is { } refusal) return await WatchVideo.WithMistake(id, refusal, form.Raw("words"), http, visitor, classroom, db, cancel);
        db.Add(note.Value);
        await db.SaveChangesAsync(cancel);
        return Page.SeeOther($"/videos/{id}?t={(int)at}");
    }

    internal static async Task<IResult> Delete(Id<Activity> id, Id<VideoNote> noteId, Visitor visitor, Classroom classroom, LecternDb db, CancellationToken cancel)
    {
        if (await classroom.Enter(id, visitor, preview: false, cancel) is not { EnrolmentId: not null } seat) return TypedResults.NotFound();
        var deleted = await db.NotesOf(seat, id).Where(n => n.Id == noteId).ExecuteDeleteAsync(cancel);
        return deleted == 0 ? TypedResults.NotFound() : Page.SeeOther($"/videos/{id}");
    }
}

internal static class NotesOfLearners
{
    extension(LecternDb db)
    {
        /// <summary>What the learner wrote beside a video, also when they took the course before.</summary>
        internal IQueryable<VideoNote> NotesOf(Seat seat, Id<Activity> id)
        {
            var (learner, course, enrolments) = (seat.LearnerId, seat.CourseId, db.Enrolments);
            return db.VideoNotes.Where(n => n.ActivityId == id && enrolments.Any(e => e.Id == n.EnrolmentId && e.LearnerId == learner && e.CourseId == course));
        }
    }
}
