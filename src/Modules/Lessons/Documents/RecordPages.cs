using System.Globalization;
using Lectern.Courses;
using Lectern.Progress;
using Lectern.Web.Api;

namespace Lectern.Lessons.Documents;

/// <summary>The viewer reports which pages were on screen. Their union decides: turning to the last page adds one page.</summary>
internal static class RecordPages
{
    internal static async Task<IResult> FromPage(Id<Activity> id, PostedForm form, Visitor visitor, Classroom classroom, LecternDb db, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        if (SeenNumbers.Read(form["seen"]) is null) return TypedResults.BadRequest();
        return await Handle(id, new PagesReport(form["seen"], form.Value<int>("page") ?? 1, form.Value<int>("pages")), visitor, classroom, db, clock, cancel) switch
        {
            null => TypedResults.NotFound(),
            { Refusal: { } refusal } => refusal.ToProblem(texts),
            { Value: var state } => TypedResults.Ok(new Told(state.Percent, state.IsDone, Sentence(texts, state))),
        };
    }

    internal static async Task<Results<Ok<PagesState>, NotFound, BadRequest, ProblemHttpResult>> FromProgram(Id<Activity> id, PagesReport report, Visitor visitor, Classroom classroom, LecternDb db, TimeProvider clock, Texts texts, CancellationToken cancel) =>
        SeenNumbers.Read(report.Seen) is null ? TypedResults.BadRequest() : await Handle(id, report, visitor, classroom, db, clock, cancel) switch
        {
            null => TypedResults.NotFound(),
            { Refusal: { } refusal } => refusal.ToProblem(texts),
            { Value: var state } => TypedResults.Ok(state),
        };

    private static Task<Outcome<PagesState>?> Handle(Id<Activity> id, PagesReport report, Visitor visitor, Classroom classroom, LecternDb db, TimeProvider clock, CancellationToken cancel) => db.Retried<Outcome<PagesState>?>(async () =>
    {
        var readings = db.LessonReadings;
        var begun = readings.Where(r => r.ActivityId == id).Select(r => r.EnrolmentId);
        if (await classroom.EnterOrGoOn(id, visitor, begun, db, cancel) is not { EnrolmentId: { } enrolment } seat) return null;
        if (await DocumentKind.Setup(seat, db, cancel) is not { File: { IsPdf: true } file } setup) return null;
        var now = clock.GetUtcNow();
        // The file itself says how many pages it has; only where it doesn't, the viewer's word counts.
        var pages = file.Pages > 0 ? file.Pages : Math.Clamp(report.Pages ?? 0, 0, Pdf.PdfFile.PagesAtMost);
        var reading = await LessonReading.Of(seat, db, cancel);
        if (reading is null) db.Add(reading = await LessonReading.Begin(seat, enrolment, now, db, cancel));
        var seen = SeenNumbers.Read(report.Seen)!.Within(pages);
        if (reading.See(seen, Math.Clamp(report.Page, 1, Math.Max(1, pages)), now) is { } refusal) return refusal;
        var percent = SeenNumbers.PercentOf(reading.Seen.Within(pages).Count, pages);
        var isEnough = setup.RequiredPercent == 0 || percent >= setup.RequiredPercent;
        List<LearningFact> facts = [LearningFact.Covered(percent)];
        if (isEnough) facts.Add(LearningFact.Completed);
        var isDone = await classroom.Report(seat, facts, cancel);
        await db.SaveChangesAsync(cancel);
        return new PagesState(percent, setup.RequiredPercent, isDone, reading.Position, reading.SeenText);
    });

    /// <summary>Where the learner stands, in words.</summary>
    internal static string Sentence(Texts texts, PagesState state) => state.IsDone
        ? texts["Done. You have seen {0}% of the pages.", state.Percent]
        : texts["Done when you have seen {0}% of the pages, now {1}%", state.RequiredPercent, state.Percent];

    private sealed record Told(int Percent, bool IsDone, string Sentence);
}

/// <summary>What a viewer showed since it told last.</summary>
/// <param name="Seen">Pages, as "1-3;7".</param>
/// <param name="Page">Where the reader is.</param>
/// <param name="Pages">How many the viewer counts; asked only where the file doesn't say.</param>
public sealed record PagesReport(string Seen, int Page, int? Pages = null);

/// <summary>How much of a document was seen.</summary>
/// <param name="Position">The page to go on at.</param>
/// <param name="Seen">Pages, as "1-3;7".</param>
public sealed record PagesState(int Percent, int RequiredPercent, bool IsDone, int Position, string Seen);
