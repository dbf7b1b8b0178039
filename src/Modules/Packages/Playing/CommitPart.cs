using System.Text.Json;
using Lectern.Files;
using Lectern.Progress;
using Lectern.Scorm;
using Microsoft.AspNetCore.Http.Features;

namespace Lectern.Packages.Playing;

/// <summary>
/// Takes what a part reports while it runs and when it ends. The browser only reports values of the data model; what they mean is decided
/// here. The token in the address names the learner's one launch; no session is involved, so that a page that is being closed can still send.
/// </summary>
internal static class CommitPart
{
    private const int MostBytes = 4 * 1024 * 1024;

    /// <summary>The wire form: navigator.sendBeacon sends it as text, so the content type says nothing.</summary>
    private sealed record Report(int Sequence, bool Final, bool Left, Dictionary<string, string?>? Values);

    internal static async Task<Results<JsonHttpResult<Answer>, NotFound, BadRequest>> Handle(
        ContentCapability capability, LecternDb db, Manifests manifests, Classroom classroom, TimeProvider clock, HttpContext http, CancellationToken cancel)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = MostBytes;
        var launch = capability.Read<PackageAddresses.Launch>();
        if (await Read(http.Request.Body, cancel) is not { Sequence: > 0 } report) return TypedResults.BadRequest();
        var commit = new CmiCommit(launch.Number, report.Sequence, report.Final, (report.Values ?? []).Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value!), report.Left);

        // Two reports of one page may arrive together (a beacon overtakes a request): the second is taken on top of the first.
        return await db.Retried(() => Take(commit, launch, db, manifests, classroom, clock, cancel)) is { } answer ? TypedResults.Json(answer) : TypedResults.NotFound();
    }

    /// <summary>What the run-time tells its outer page: a code, which that page doesn't show but may act on.</summary>
    internal sealed record Answer(string Outcome, string Status);

    private static async Task<Answer?> Take(CmiCommit commit, PackageAddresses.Launch launch, LecternDb db, Manifests manifests, Classroom classroom, TimeProvider clock, CancellationToken cancel)
    {
        var attempt = await db.PackageAttempts.Include(a => a.Parts).AsSingleQuery().SingleOrDefaultAsync(a => a.Parts.Any(p => p.Id == launch.RecordId), cancel);
        if (attempt is null || await manifests.Of(db, attempt.PackageId, cancel) is not { } manifest) return null;
        var record = attempt.Parts.Single(part => part.Id == launch.RecordId);
        if (manifest.Default().Launchable().FirstOrDefault(item => item.Identifier == record.Item) is not { } item) return null;
        if (await classroom.Enter(attempt.ActivityId, attempt.LearnerId, cancel) is not { } seat) return null;

        var outcome = attempt.Take(record, item, commit, manifest, clock.GetUtcNow());
        if (outcome == CommitOutcome.Taken)
        {
            await classroom.Report(seat, attempt, cancel);
            await db.SaveChangesAsync(cancel);
        }

        return new Answer(outcome.ToString(), record.Status.ToToken());
    }

    private static async Task<Report?> Read(Stream body, CancellationToken cancel)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<Report>(body, JsonSerializerOptions.Web, cancel);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
