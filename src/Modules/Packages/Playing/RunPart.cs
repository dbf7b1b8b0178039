using System.Text.Encodings.Web;
using System.Text.Json;
using Lectern.Files;

namespace Lectern.Packages.Playing;

/// <summary>
/// The page around one part: it hosts the run-time's API, in which the content looks for it (SCORM 1.2 RTE 3.3, SCORM 2004 RTE 3.3),
/// and the content's frame. Its script begins the part (<see cref="BeginPart"/>). It is on the content origin, because content may reach
/// its parent's window.
/// </summary>
internal static class RunPart
{
    internal static async Task<Results<ContentHttpResult, NotFound>> Handle(
        ContentCapability capability, LecternDb db, Manifests manifests, ContentAddress addresses, PackageJournal journals, ClientAssets assets, HttpContext http, CancellationToken cancel)
    {
        var part = capability.Read<PackageAddresses.Part>();
        if (await manifests.Of(db, part.PackageId, cancel) is not { } manifest || manifest.Playable(part.Item) is not { } item) return TypedResults.NotFound();
        http.Response.Headers.CacheControl = "no-store";
        var script = addresses.OfRunTime(Path.GetFileName(assets.AddressOf(manifest.IsSequenced ? Scripts.Scorm2004 : Scripts.Scorm12)));
        return TypedResults.Content(Page(item.Title, part.Language, capability.MainOrigin, JsonSerializer.Serialize(journals.For(part.PersonId), JsonSerializerOptions.Web), script), "text/html; charset=utf-8");
    }

    // The script asks its own address to begin.
    private static string Page(string title, string language, string outer, string journal, string script) => $$"""
        <!doctype html>
        <html lang="{{HtmlEncoder.Default.Encode(language)}}" data-outer="{{HtmlEncoder.Default.Encode(outer)}}" data-journal="{{HtmlEncoder.Default.Encode(journal)}}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{{HtmlEncoder.Default.Encode(title)}}</title>
        <style>html, body { margin: 0; height: 100%; background: #fff } iframe { display: block; border: 0; width: 100%; height: 100% }</style>
        </head>
        <body>
        <iframe id="content" title="{{HtmlEncoder.Default.Encode(title)}}" allow="fullscreen; autoplay; picture-in-picture"></iframe>
        <script type="module" src="{{HtmlEncoder.Default.Encode(script)}}"></script>
        </body>
        </html>
        """;

    private static class Scripts
    {
        internal const string Scorm12 = "../../../Modules/Packages/Playing/RunTime/scorm-1.2.ts";
        internal const string Scorm2004 = "../../../Modules/Packages/Playing/RunTime/scorm-2004.ts";
    }
}
