using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Lectern.Files;
using Lectern.H5p;
using Lectern.Packages.Playing;
using Lectern.Progress;
using Lectern.Web.Access;
using Lectern.Web.Journals;

namespace Lectern.Packages.H5p;

/// <summary>
/// The page that plays H5P content: the core of H5P, then the libraries of the package in the order in which they need each other, then
/// the content. Asking for it opens a launch. It is on the content origin, and its policy lets no script in from anywhere else: what runs
/// is our player and the package's own libraries.
/// </summary>
internal static class RunH5p
{
    internal static async Task<Results<ContentHttpResult, NotFound>> Handle(
        ContentCapability capability, LecternDb db, H5pPackages contents, Classroom classroom, ContentAddress addresses, PackageJournal journals, ClientAssets assets, Texts texts, TimeProvider clock, HttpContext http, CancellationToken cancel)
    {
        var play = capability.Read<H5pAddresses.Play>();
        if (await db.Retried(() => Launch(play, db, contents, classroom, addresses, clock, cancel)) is not { } launched) return TypedResults.NotFound();
        var (packageId, content, start) = launched;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(play.Language);   // no session is known here, so the page that leads here says it
        http.Response.Headers.CacheControl = "no-store";
        string OfRunTime(string source) => addresses.OfRunTime(Path.GetFileName(assets.AddressOf(source)));
        string[] styles = [OfRunTime(Sources.Style), .. content.Libraries.SelectMany(library => library.Styles).Select(path => addresses.OfFile(packageId, path))];
        var scripts = content.Libraries.SelectMany(library => library.Scripts).Select(path => addresses.OfFile(packageId, path));
        return TypedResults.Content(Page(start with { Outer = capability.MainOrigin, Words = Words(texts), Journal = journals.For(play.PersonId) }, play.Language, styles, OfRunTime(Sources.Script), scripts), "text/html; charset=utf-8");
    }

    /// <summary>What the player in the browser starts with (h5p.ts).</summary>
    /// <param name="Library">What plays the content: "H5P.Blanks 1.12".</param>
    /// <param name="Files">Where the package's files are, without a slash at the end.</param>
    /// <param name="Folders">Where each library is in it.</param>
    /// <param name="Activity">What statements are about.</param>
    /// <param name="States">What the content left when it was open last.</param>
    /// <param name="Report">Null in a preview, in which nothing is recorded.</param>
    private sealed record Start(
        string Title, string Library, string Files, IReadOnlyDictionary<string, string> Folders, string Activity, IReadOnlyDictionary<string, string> States, string? Report, string Outer, IReadOnlyDictionary<string, string> Words)
    {
        /// <summary>What it keeps its reports with.</summary>
        public JournalKey? Journal { get; init; }
    }

    private static async Task<(Id<Package> PackageId, H5pPackage Content, Start Start)?> Launch(
        H5pAddresses.Play play, LecternDb db, H5pPackages contents, Classroom classroom, ContentAddress addresses, TimeProvider clock, CancellationToken cancel)
    {
        if (play.Preview is { } previewed) return await contents.Of(db, previewed, cancel) is { } draft ? (previewed, draft, Begin(previewed, draft, new Dictionary<string, string>(), null)) : null;

        if (await classroom.Enter(play.ActivityId, play.PersonId, cancel) is not { } seat) return null;
        var packageId = new Id<Package>(seat.Activity.ContentId);
        if (await contents.Of(db, packageId, cancel) is not { } content) return null;
        var attempt = await db.H5pAttemptOf(seat, packageId, cancel);
        if (attempt is null) db.Add(attempt = new H5pAttempt(seat.EnrolmentId!.Value, seat.CourseId, seat.LearnerId, seat.Activity.Id, packageId, clock.GetUtcNow()));
        attempt.Open(clock.GetUtcNow());
        await db.SaveChangesAsync(cancel);
        return (packageId, content, Begin(packageId, content, attempt.States, addresses.OfReports(new(attempt.Id, attempt.Launch))));

        Start Begin(Id<Package> packageId, H5pPackage content, IReadOnlyDictionary<string, string> states, string? report) => new(
            content.Title, content.Main.ToString(), addresses.OfFile(packageId, "").TrimEnd('/'),
            content.Libraries.ToDictionary(library => $"{library.Name.Machine}-{library.Name.Major}.{library.Name.Minor}", library => library.Folder),
            ShowH5p.AddressOf(play.ActivityId), states.Where(state => state.Value.Length > 0).ToDictionary(), report, "", new Dictionary<string, string>());
    }

    // The words of the core itself (h5p.classes.php, H5PCore::getLocalization), as far as they can appear: those of its sharing can't.
    private static Dictionary<string, string> Words(Texts texts) => new()
    {
        ["fullscreen"] = texts["Full screen"],
        ["disableFullscreen"] = texts["Leave full screen"],
        ["close"] = texts["Close"],
        ["copyrightInformation"] = texts["Rights of use"],
        ["confirmDialogHeader"] = texts["Are you sure?"],
        ["confirmDialogBody"] = texts["This can't be undone."],
        ["cancelLabel"] = texts["Cancel"],
        ["confirmLabel"] = texts["Confirm"],
        ["broken"] = texts["This content can't be shown: its libraries don't fit together. Tell your instructor."],
    };

    private static string Page(Start start, string language, IEnumerable<string> styles, string script, IEnumerable<string> libraries) => $$"""
        <!doctype html>
        <html lang="{{Encode(language)}}" class="h5p-iframe">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{{Encode(start.Title)}}</title>
        {{string.Concat(styles.Select(style => $"""<link rel="stylesheet" href="{Encode(style)}">"""))}}
        <style>html, body { margin: 0; background: #fff } .h5p-content { padding: 1rem }</style>
        <script type="application/json" id="start">{{JsonSerializer.Serialize(start, Json)}}</script>
        <script type="module" src="{{Encode(script)}}"></script>
        {{string.Concat(libraries.Select(library => $"""<script defer src="{Encode(library)}"></script>"""))}}
        </head>
        <body>
        <div class="h5p-content" data-content-id="1"></div>
        </body>
        </html>
        """;

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);

    // The default encoder escapes <, > and &, so that no value can end the script element.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private static class Sources
    {
        internal const string Script = "../../../Modules/Packages/H5p/RunTime/h5p.ts";
        internal const string Style = "node_modules/h5p-standalone/dist/styles/h5p.css";
    }
}
