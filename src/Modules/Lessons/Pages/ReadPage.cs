using Lectern.Courses;
using Lectern.Progress;
using Lectern.Web.Serving;

namespace Lectern.Lessons.Pages;

/// <summary>A learner reads a page, from where they left it; an editor sees the draft as a learner would.</summary>
internal static class ReadPage
{
    internal static async Task<IResult> Handle(Id<Activity> id, string? preview, HttpContext http, Visitor visitor, Classroom classroom, LecternDb db, SealedPages pages, Texts texts, CancellationToken cancel)
    {
        if (await classroom.Enter(id, visitor, preview is not null, cancel, reads: true) is not { } seat || await In(seat, db, pages, cancel) is not { } page) return await classroom.NoSeat(id, visitor, cancel);
        foreach (var origin in page.Origins) ContentSecurityPolicy.Invite(http, origin);
        var reading = await LessonReading.Of(seat, db, cancel);
        return ClassroomPage.Of<ReadPagePage>(seat, new ReadPagePage.About(seat, PageWords.Dress(texts, page.Html), ReadingTime.Minutes(page.Words), SeenNumbers.PercentOf(reading?.Seen.Within(page.Blocks).Count ?? 0, page.Blocks), reading?.Position ?? 0, reading?.SeenText ?? ""));
    }

    /// <summary>The text in front of this seat; null when the activity is of another kind. One statement, none for a page that is at hand.</summary>
    internal static async Task<ReadablePage?> In(Seat seat, LecternDb db, SealedPages pages, CancellationToken cancel)
    {
        if (seat.Activity.Kind != PageKind.Kind) return null;
        if (!seat.IsPreview) return await pages.Of(db, new(seat.Activity.ContentId), cancel);
        return await db.PageDrafts.Where(d => d.ActivityId == seat.Activity.Id).Select(d => d.Html).SingleOrDefaultAsync(cancel) is { } html ? ReadablePage.Of(html) : null;
    }
}
