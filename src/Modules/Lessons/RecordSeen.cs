using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Lessons.Pages;
using Lectern.Progress;
using Lectern.Web.Api;

namespace Lectern.Lessons;

/// <summary>
/// Takes in which pages of a document, or which paragraphs of a page, were on screen. Their union decides: turning to the
/// last one adds one.
/// </summary>
/// <param name="toSee">What there is to see in front of a seat; null when the activity is of another kind.</param>
/// <param name="sentence">Where the learner stands, in words.</param>
internal sealed class RecordSeen(Func<Seat, LecternDb, SealedPages, CancellationToken, Task<ToSee?>> toSee, Func<Texts, SeenState, string> sentence)
{
    internal async Task<IResult> FromPage(Id<Activity> id, Id<CourseEnrolment>? of, PostedForm form, Visitor visitor, Classroom classroom, LecternDb db, SealedPages pages, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        if (SeenNumbers.Read(form["seen"]) is null) return TypedResults.BadRequest();
        return await Take(id, of, new SeenReport(form["seen"], form.Value<int>("page") ?? 1, form.Value<int>("pages")), visitor, classroom, db, pages, clock, cancel) switch
        {
            null => TypedResults.NotFound(),
            { Refusal: { } refusal } => refusal.ToProblem(texts),
            { Value: var state } => TypedResults.Ok(new Told(state.Percent, state.IsDone, sentence(texts, state))),
        };
    }

    internal async Task<Results<Ok<SeenState>, NotFound, BadRequest, ProblemHttpResult>> FromProgram(Id<Activity> id, Id<CourseEnrolment>? of, SeenReport report, Visitor visitor, Classroom classroom, LecternDb db, SealedPages pages, TimeProvider clock, Texts texts, CancellationToken cancel) =>
        SeenNumbers.Read(report.Seen) is null ? TypedResults.BadRequest() : await Take(id, of, report, visitor, classroom, db, pages, clock, cancel) switch
        {
            null => TypedResults.NotFound(),
            { Refusal: { } refusal } => refusal.ToProblem(texts),
            { Value: var state } => TypedResults.Ok(state),
        };

    private Task<Outcome<SeenState>?> Take(Id<Activity> id, Id<CourseEnrolment>? of, SeenReport report, Visitor visitor, Classroom classroom, LecternDb db, SealedPages pages, TimeProvider clock, CancellationToken cancel) => db.Retried<Outcome<SeenState>?>(async () =>
    {
        var readings = db.LessonReadings;
        var begun = readings.Where(r => r.ActivityId == id).Select(r => r.EnrolmentId);
        if (await classroom.EnterOrGoOn(id, of, visitor, begun, db, cancel) is not { } entered) return null;
        if (entered.Refusal is { } over) return over;
        if (entered.Value is not { EnrolmentId: { } enrolment } seat) return null;
        if (await toSee(seat, db, pages, cancel) is not { } there) return null;
        var now = clock.GetUtcNow();
        // What is shown says itself how much it is; only where it doesn't, the viewer's word counts.
        var all = there.All > 0 ? there.All : Math.Clamp(report.Pages ?? 0, 0, Pdf.PdfFile.PagesAtMost);
        var reading = await LessonReading.Of(seat, db, cancel);
        if (reading is null) db.Add(reading = await LessonReading.Begin(seat, enrolment, now, db, cancel));
        var seen = SeenNumbers.Read(report.Seen)!.Within(all);
        // In an earlier cycle nothing was read after its end, however late it is told.
        if (reading.See(seen, Math.Clamp(report.Page, 1, Math.Max(1, all)), seat.EndedAt ?? now, there.AtOnce) is { } refusal) return seat.EndedAt is null ? refusal : Classroom.CycleIsOver;
        var percent = SeenNumbers.PercentOf(reading.Seen.Within(all).Count, all);
        List<LearningFact> facts = [LearningFact.Covered(percent)];
        if (percent >= there.RequiredPercent) facts.Add(LearningFact.Completed);
        var isDone = await classroom.Report(seat, facts, cancel);
        await db.SaveChangesAsync(cancel);
        return new SeenState(percent, there.RequiredPercent ?? 0, isDone, reading.Position, reading.SeenText);
    });

    private sealed record Told(int Percent, bool IsDone, string Sentence);
}

/// <param name="All">How many pages or paragraphs there are; 0 when only the viewer can count them.</param>
/// <param name="RequiredPercent">How many percent of them make the activity done; null when seeing alone doesn't.</param>
/// <param name="AtOnce">How many may be on screen together.</param>
internal sealed record ToSee(int All, int? RequiredPercent, int AtOnce = LessonReading.UsualAtOnce);

/// <summary>What was on screen since it was told last.</summary>
/// <param name="Seen">Pages or paragraphs, as "1-3;7".</param>
/// <param name="Page">Where the reader is.</param>
/// <param name="Pages">How many the viewer counts; asked only where the file doesn't say.</param>
public sealed record SeenReport(string Seen, int Page, int? Pages = null);

/// <summary>How much was seen.</summary>
/// <param name="RequiredPercent">That makes it done; 0 when seeing alone doesn't.</param>
/// <param name="Position">The page or paragraph to go on at.</param>
/// <param name="Seen">Pages or paragraphs, as "1-3;7".</param>
public sealed record SeenState(int Percent, int RequiredPercent, bool IsDone, int Position, string Seen);
