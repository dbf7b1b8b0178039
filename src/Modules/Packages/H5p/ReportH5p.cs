using Lectern.Files;
using Lectern.Packages.Playing;
using Lectern.Progress;
using Microsoft.Extensions.Logging;

namespace Lectern.Packages.H5p;

/// <summary>
/// Takes what H5P content reports while it plays and when it is left. What it means is decided here. The token in the address names the
/// learner's one launch; no session is involved, so that a page that is being closed can still send.
/// </summary>
internal static partial class ReportH5p
{
    internal static async Task<Results<JsonHttpResult<H5pTaken>, NotFound, BadRequest>> Handle(
        ContentCapability capability, LecternDb db, Classroom classroom, TimeProvider clock, ILogger<H5pTaken> log, HttpContext http, CancellationToken cancel)
    {
        var launch = capability.Read<H5pAddresses.Launch>();
        if (await PlayerReport.Read(http, cancel) is not { } said) return TypedResults.BadRequest();
        var report = H5pReport.Of(launch.Number, said.Sequence, said.Kept);

        // Two reports of one page may arrive together (a beacon overtakes a request): the second is taken on top of the first.
        if (await db.Retried(() => Take(report, launch, db, classroom, clock, cancel)) is not { } taken) return TypedResults.NotFound();
        if (taken.Dropped.Count > 0) LogDropped(log, launch.AttemptId.Value, string.Join(' ', taken.Dropped));
        return TypedResults.Json(taken);
    }

    private static async Task<H5pTaken?> Take(H5pReport report, H5pAddresses.Launch launch, LecternDb db, Classroom classroom, TimeProvider clock, CancellationToken cancel)
    {
        var numbers = report.Statements.Keys.ToList();
        var attempt = await db.H5pAttempts.Include(a => a.Statements.Where(s => s.Launch == launch.Number && numbers.Contains(s.Number))).AsSingleQuery()
            .SingleOrDefaultAsync(a => a.Id == launch.AttemptId, cancel);
        if (attempt is null || await classroom.Enter(attempt.ActivityId, attempt.LearnerId, cancel, goesOn: true, of: attempt.EnrolmentId) is not { } seat) return null;
        var taken = attempt.Take(report, clock.GetUtcNow());
        if (!taken.IsTaken) return taken;
        await classroom.Report(seat, attempt.EnrolmentId, attempt.Id.Value, attempt.Status, attempt.Score, cancel);
        await db.SaveChangesAsync(cancel);
        return taken;
    }

    // Names only: the values are what a person did.
    [LoggerMessage(Level = LogLevel.Warning, Message = "H5P attempt {Attempt} said what was not kept: {Names}")]
    private static partial void LogDropped(ILogger log, Guid attempt, string names);
}
