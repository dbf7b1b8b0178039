using Lectern.Courses;
using Lectern.Progress;
using Lectern.Web.Serving;

namespace Lectern.Lessons.Pages;

/// <summary>A learner reads a page, from where they left it; an editor sees the draft as a learner would.</summary>
internal static class ReadPage
{
    internal static async Task<IResult> Handle(Id<Activity> id, string? preview, HttpContext http, Visitor visitor, Classroom classroom, LecternDb db, Texts texts, CancellationToken cancel)
    {
        if (await classroom.Enter(id, visitor, preview is not null, cancel, reads: true) is not { } seat || await Html(seat, db, cancel) is not { } html) return await classroom.NoSeat(id, visitor, cancel);
        foreach (var origin in PageWords.Origins(html)) ContentSecurityPolicy.Invite(http, origin);
        var (words, blocks) = RichText.Measure(html);
        var reading = await LessonReading.Of(seat, db, cancel);
        return ClassroomPage.Of<ReadPagePage>(seat, new ReadPagePage.About(seat, PageWords.Dress(texts, html), ReadingTime.Minutes(words), SeenNumbers.PercentOf(reading?.Seen.Within(blocks).Count ?? 0, blocks), reading?.Position ?? 0, reading?.SeenText ?? ""));
    }

    /// <summary>The text in front of this seat; null when the activity is of another kind.</summary>
    internal static async Task<string?> Html(Seat seat, LecternDb db, CancellationToken cancel)
    {
        if (seat.Activity.Kind != PageKind.Kind) return null;
        var (drafts, contents) = (db.PageDrafts, db.PageContents);
        var contentId = new Id<PageContent>(seat.Activity.ContentId);
        return seat.IsPreview
            ? await drafts.Where(d => d.ActivityId == seat.Activity.Id).Select(d => d.Html).SingleOrDefaultAsync(cancel)
            : await contents.Where(c => c.Id == contentId).Select(c => c.Html).SingleOrDefaultAsync(cancel);
    }
}
