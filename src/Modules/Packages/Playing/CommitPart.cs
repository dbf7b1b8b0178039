using Lectern.Files;
using Lectern.Progress;
using Lectern.Scorm;
using Lectern.Scorm.Sequencing;
using Microsoft.Extensions.Logging;

namespace Lectern.Packages.Playing;

/// <summary>
/// Takes what a part reports while it runs and when it ends. The browser only reports values of the data model; what they mean is decided
/// here. The token in the address names the learner's one launch; no session is involved, so that a page that is being closed can still send.
/// </summary>
internal static partial class CommitPart
{
    internal static async Task<Results<JsonHttpResult<Answer>, NotFound, BadRequest>> Handle(
        ContentCapability capability, LecternDb db, Manifests manifests, Classroom classroom, TimeProvider clock, ILogger<Answer> log, HttpContext http, CancellationToken cancel)
    {
        var launch = capability.Read<PackageAddresses.Launch>();
        if (await PlayerReport.Read(http, cancel) is not { } report) return TypedResults.BadRequest();
        var commit = new CmiCommit(launch.Number, report.Sequence, report.Final, report.Kept, report.Left);

        // Two reports of one page may arrive together (a beacon overtakes a request): the second is taken on top of the first.
        if (await db.Retried(() => Take(commit, report.Place, launch, db, manifests, classroom, clock, cancel)) is not { } answer) return TypedResults.NotFound();
        if (answer.Dropped.Count > 0) LogDropped(log, launch.RecordId.Value, string.Join(' ', answer.Dropped));
        return TypedResults.Json(answer);
    }

    /// <summary>What the run-time tells its outer page: a code, which that page doesn't show but may act on.</summary>
    /// <param name="Outcome">What became of the report.</param>
    /// <param name="Status">How the learner stands in the part.</param>
    /// <param name="Dropped">The elements that were not kept: the data model has no such element or no such value, or there is no room. The first few.</param>
    internal sealed record Answer(string Outcome, string Status, IReadOnlyList<string> Dropped)
    {
        /// <summary>What adl.nav.request_valid answers from now on; null where nothing is sequenced.</summary>
        public ValidRequests? Valid { get; init; }

        /// <summary>"on" when something else is open now than this launch, because its content asked for that, or somebody else did; "out" when
        /// all was suspended; null when the part goes on.</summary>
        public string? Leads { get; init; }
    }

    private static async Task<Answer?> Take(CmiCommit commit, Batch batch, PackageAddresses.Launch launch, LecternDb db, Manifests manifests, Classroom classroom, TimeProvider clock, CancellationToken cancel)
    {
        var attempt = await db.AttemptOf(launch.RecordId, cancel);
        if (attempt is null || await manifests.Of(db, attempt.PackageId, cancel) is not { } manifest) return null;
        var record = attempt.Parts.Single(part => part.Id == launch.RecordId);
        if (manifest.Default().Launchable().FirstOrDefault(item => item.Identifier == record.Item) is not { } item) return null;
        if (await classroom.Enter(attempt.ActivityId, attempt.LearnerId, cancel, goesOn: true, reads: true, of: attempt.EnrolmentId) is not { } seat) return null;

        // What was begun in time may be brought to its end, for as long as a page of it can have been open. What comes out of a journal
        // later than that is kept; but that the activity has closed holds, and so does that the course is over.
        var now = clock.GetUtcNow();
        var counts = seat.Counts && (!seat.Locks.ContainsKey(attempt.ActivityId) || now - launch.At <= ContentAddress.Usual);
        await db.BringOthers(attempt, record, manifest, cancel);
        var inHand = manifest.IsSequenced ? await db.InHand(attempt, manifest, cancel) : null;
        var result = inHand?.Take(record, commit, batch, now, counts) ?? attempt.Take(record, item, commit, batch, manifest, now, counts);
        if (result.Outcome != CommitOutcome.Repeated)
        {
            if (counts) await classroom.Report(seat, attempt, cancel);
            await db.SaveChangesAsync(cancel);
        }

        var answer = new Answer(result.Outcome.ToString(), record.Status.ToToken(), result.Ignored);
        return inHand is null ? answer : answer with { Valid = inHand.Valid, Leads = inHand.IsOpen(record, launch.Number) ? null : inHand.IsSuspended ? "out" : "on" };
    }

    // Names only: the values are what a person did.
    [LoggerMessage(Level = LogLevel.Warning, Message = "Package part {Record} set what was not kept: {Elements}")]
    private static partial void LogDropped(ILogger log, Guid record, string elements);
}
