using System.Text.Encodings.Web;
using System.Text.Json;
using Lectern.Courses;
using Lectern.Files;
using Lectern.People;
using Lectern.Progress;
using Lectern.Scorm;
using Lectern.Web.Access;

namespace Lectern.Packages.Playing;

/// <summary>
/// The page around one part: it hosts the run-time's API, in which the content looks for it (SCORM 1.2 RTE 3.3, SCORM 2004 RTE 3.3),
/// and the content's frame. Asking for it opens a launch. It is on the content origin, because content may reach its parent's window.
/// </summary>
internal static class RunPart
{
    internal static async Task<Results<ContentHttpResult, NotFound>> Handle(
        ContentCapability capability, LecternDb db, Manifests manifests, Classroom classroom, ContentAddress addresses, ClientAssets assets, TimeProvider clock, HttpContext http, CancellationToken cancel)
    {
        var part = capability.Read<PackageAddresses.Part>();
        if (await db.Retried(() => Launch(part, db, manifests, classroom, addresses, clock, cancel)) is not { } launch) return TypedResults.NotFound();
        http.Response.Headers.CacheControl = "no-store";
        var script = addresses.OfRunTime(Path.GetFileName(assets.AddressOf(launch.Version == "1.2" ? Scripts.Scorm12 : Scripts.Scorm2004)));
        return TypedResults.Content(Page(launch with { Outer = capability.MainOrigin }, part.Language, script), "text/html; charset=utf-8");
    }

    /// <summary>What the run-time in the browser starts with.</summary>
    private sealed record Start(string Version, string Kind, string Title, string Content, IReadOnlyDictionary<string, string> Model, string? Commit, int Launch, string Outer = "");

    private static async Task<Start?> Launch(PackageAddresses.Part part, LecternDb db, Manifests manifests, Classroom classroom, ContentAddress addresses, TimeProvider clock, CancellationToken cancel)
    {
        var name = await db.People.Where(person => person.Id == part.PersonId).Select(person => person.Name).SingleOrDefaultAsync(cancel);
        if (name is null) return null;
        if (part.Preview is { } previewed)
            return await manifests.Of(db, previewed, cancel) is { } draft && Find(draft, part.Item) is { } shown
                ? Begin(draft, previewed, shown, new CmiState { Version = draft.Version }.Open(), null)
                : null;

        if (await classroom.Enter(part.ActivityId, part.PersonId, cancel) is not { } seat) return null;
        var packageId = new Id<Package>(seat.Activity.ContentId);
        if (await manifests.Of(db, packageId, cancel) is not { } manifest || Find(manifest, part.Item) is not { } item) return null;

        var attempt = await db.AttemptOf(seat, packageId, cancel);
        if (attempt is null) db.Add(attempt = new PackageAttempt(seat.EnrolmentId!.Value, seat.CourseId, seat.LearnerId, seat.Activity.Id, packageId, clock.GetUtcNow()));
        if (!RollUp.IsOpen(manifest.Default(), item, attempt.Standing)) return null;

        var record = attempt.Open(item, manifest, clock.GetUtcNow());
        await db.SaveChangesAsync(cancel);
        return Begin(manifest, packageId, item, record.State, addresses.OfCommits(new(record.Id, record.State.Launch)));

        Start Begin(Manifest manifest, Id<Package> packageId, Item item, CmiState state, string? commit) => new(
            manifest.Version == ScormVersion.Scorm12 ? "1.2" : "2004",
            item.Kind == ResourceKind.Sco ? "sco" : "asset",
            item.Title,
            addresses.OfFile(packageId, item.Launch!.Path) + item.Launch.Suffix,
            InitialModel.Of(state, item, new ScoLearner(part.PersonId.ToString(), FamilyNameFirst(name))),
            commit,
            state.Launch);
    }

    private static Item? Find(Manifest manifest, string identifier) =>
        manifest.Default().Launchable().FirstOrDefault(item => item.Identifier == identifier && item.Launch is { IsMissing: false });

    // "Family name, given name" is what SCORM asks for (SCORM 1.2 RTE 3.4.4 cmi.core.student_name).
    private static string FamilyNameFirst(string name)
    {
        var space = name.LastIndexOf(' ');
        return space < 0 ? name : $"{name[(space + 1)..]}, {name[..space]}";
    }

    private static string Page(Start start, string language, string script) => $$"""
        <!doctype html>
        <html lang="{{HtmlEncoder.Default.Encode(language)}}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{{HtmlEncoder.Default.Encode(start.Title)}}</title>
        <style>html, body { margin: 0; height: 100%; background: #fff } iframe { display: block; border: 0; width: 100%; height: 100% }</style>
        </head>
        <body>
        <iframe id="content" title="{{HtmlEncoder.Default.Encode(start.Title)}}" allow="fullscreen; autoplay; picture-in-picture"></iframe>
        <script type="application/json" id="start">{{JsonSerializer.Serialize(start, Json)}}</script>
        <script type="module" src="{{HtmlEncoder.Default.Encode(script)}}"></script>
        </body>
        </html>
        """;

    // The default encoder escapes <, > and &, so that no value can end the script element.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private static class Scripts
    {
        internal const string Scorm12 = "../../../Modules/Packages/Playing/RunTime/scorm-1.2.ts";
        internal const string Scorm2004 = "../../../Modules/Packages/Playing/RunTime/scorm-2004.ts";
    }
}
