using System.Globalization;
using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Progress;
using Lectern.Web.Api;

namespace Lectern.Lessons.Videos;

/// <summary>The player reports which parts were seen. The union decides: jumping to the end adds nothing, seeing a part twice neither.</summary>
internal static class RecordWatching
{
    internal static async Task<IResult> FromPage(Id<Activity> id, Id<CourseEnrolment>? of, HttpRequest request, Visitor visitor, Classroom classroom, LecternDb db, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        var form = await request.ReadFormAsync(cancel);
        if (WatchedParts.Read(form["watched"]) is not { } parts) return TypedResults.BadRequest();
        var report = new WatchReport(parts, Number(form["position"]), Number(form["duration"]));
        return await Handle(id, of, report, visitor, classroom, db, clock, cancel) switch
        {
            null => TypedResults.NotFound(),
            { Refusal: { } refusal } => refusal.ToProblem(texts),
            { Value: var state } => TypedResults.Ok(new Told(state.Percent, state.IsDone, Sentence(texts, state.Percent, state.RequiredPercent, state.IsDone))),
        };
    }

    /// <summary>Takes in a report and saves. Null when the video is missing or not theirs.</summary>
    internal static Task<Outcome<WatchState>?> Handle(Id<Activity> id, Id<CourseEnrolment>? of, WatchReport report, Visitor visitor, Classroom classroom, LecternDb db, TimeProvider clock, CancellationToken cancel) => db.Retried<Outcome<WatchState>?>(async () =>
    {
        var watches = db.VideoWatches;
        var begun = watches.Where(w => w.ActivityId == id).Select(w => w.EnrolmentId);
        if (await classroom.EnterOrGoOn(id, of, visitor, begun, db, cancel) is not { } entered) return null;
        if (entered.Refusal is { } over) return over;
        if (entered.Value is not { EnrolmentId: { } enrolment } seat) return null;
        if (await VideoKind.Setup(seat, db, cancel) is not { SourceKey: { } source } setup) return null;

        var now = clock.GetUtcNow();
        // The file itself says how long it is; only where it doesn't, the player's word counts, and a player may not know either (0).
        var duration = setup.Seconds > 0 ? setup.Seconds : report.Duration >= 1 ? Math.Min(report.Duration, VideoWatch.Longest) : 0;
        var watch = await VideoWatch.Of(seat, source, watches, cancel);
        if (watch is null) db.Add(watch = await VideoWatch.Begin(seat, enrolment, source, now, db, cancel));
        // In an earlier cycle nothing was watched after its end, however late it is told.
        if (watch.Report(report.Parts, report.Position, duration, seat.EndedAt ?? now) is { } refusal) return seat.EndedAt is null ? refusal : Classroom.CycleIsOver;
        var percent = watch.Watched.PercentOf(watch.Duration);
        List<LearningFact> facts = [LearningFact.Covered(percent)];
        if (!setup.TakesLearnersWord && percent >= setup.RequiredPercent) facts.Add(LearningFact.Completed);
        var isDone = await classroom.Report(seat, facts, cancel);
        await db.SaveChangesAsync(cancel);
        return new WatchState(percent, setup.RequiredPercent, isDone, watch.Position);
    });

    /// <summary>Where the learner stands, in words.</summary>
    internal static string Sentence(Texts texts, int percent, int required, bool isDone) => isDone
        ? texts["Done. You have watched {0}%.", percent]
        : required == 0 ? texts["You have watched {0}%. Say so when you are through.", percent]
        : texts["Done when you have watched {0}%, now {1}%", required, percent];

    private static double Number(string? text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : 0;

    internal sealed record Told(int Percent, bool IsDone, string Sentence);
}

/// <summary>What a player saw since it told last.</summary>
/// <param name="Parts">In seconds from the beginning.</param>
/// <param name="Position">Where it stands.</param>
/// <param name="Duration">How long the player takes the video to be.</param>
internal sealed record WatchReport(IReadOnlyList<Part> Parts, double Position, double Duration);

/// <summary>How much of a video was watched.</summary>
public sealed record WatchState(int Percent, int RequiredPercent, bool IsDone, double Position);
