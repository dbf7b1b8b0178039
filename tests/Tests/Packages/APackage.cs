using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using AngleSharp.Html.Dom;
using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Kernel;
using Lectern.Packages;
using Lectern.Tests.Standards.Scorm;

namespace Lectern.Tests.Packages;

/// <summary>Uploads packages and plays them over HTTP, as a browser with its run-time would.</summary>
internal static class APackage
{
    /// <summary>A zip of these files.</summary>
    internal static byte[] Zip(params (string Path, string Content)[] files)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (path, content) in files)
            {
                using var entry = zip.CreateEntry(path).Open();
                entry.Write(Encoding.UTF8.GetBytes(content));
            }

        return bytes.ToArray();
    }

    /// <summary>A SCORM 1.2 package with these items; each item's page is of its own name.</summary>
    internal static byte[] Of(params string[] items) => Of(items.Select(item => $"""<item identifier="{item}" identifierref="r-{item}"><title>Part {item}</title></item>"""), items);

    internal static byte[] Of(IEnumerable<string> itemsXml, IReadOnlyList<string> pages, string type = "sco") => Zip(
        [("imsmanifest.xml", Standards.Scorm.Packages.Manifest(string.Concat(itemsXml), string.Concat(pages.Select(page => $"""<resource identifier="r-{page}" adlcp:scormtype="{type}" href="{page}.html"/>""")))),
         .. pages.Select(page => ($"{page}.html", $"<title>{page}</title>"))]);

    /// <summary>A package of SCORM 2004 with this control mode; each item's page is of its own name.</summary>
    internal static byte[] Of2004(string controlMode, params string[] items) => Of2004(controlMode, string.Concat(items.Select(item => $"""<item identifier="{item}" identifierref="r-{item}"><title>Part {item}</title></item>""")), items);

    internal static byte[] Of2004(string controlMode, string itemsXml, IReadOnlyList<string> pages, string attributes = "") => Zip(
        [("imsmanifest.xml", $"""
            <manifest identifier="m" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" xmlns:adlseq="http://www.adlnet.org/xsd/adlseq_v1p3" xmlns:adlnav="http://www.adlnet.org/xsd/adlnav_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss">
              <metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata>
              <organizations default="course"><organization identifier="course" {attributes}><title>A course</title>{itemsXml}<imsss:sequencing>{controlMode}</imsss:sequencing></organization></organizations>
              <resources>{string.Concat(pages.Select(page => $"""<resource identifier="r-{page}" type="webcontent" adlcp:scormType="sco" href="{page}.html"/>"""))}</resources>
            </manifest>
            """),
         .. pages.Select(page => ($"{page}.html", $"<title>{page}</title>"))]);

    /// <summary>Sends a form with a file, as the browser would.</summary>
    internal static async Task<Seen> Upload(this Browser browser, string page, byte[] file, string name = "course.zip", string form = "form[enctype]")
    {
        var seen = await browser.Open(page);
        var element = (IHtmlFormElement)seen.Html.QuerySelector(form)!;
        var body = new MultipartFormDataContent { { new StringContent(Browser.TokenOf(seen)), "__RequestVerificationToken" } };
        if (element.QuerySelector("[name=unit]") is { } unit) body.Add(new StringContent((unit as IHtmlInputElement)?.Value ?? (unit as IHtmlSelectElement)!.Value!), "unit");
        body.Add(new ByteArrayContent(file) { Headers = { ContentType = new MediaTypeHeaderValue("application/zip") } }, "file", name);
        return await browser.Send(new HttpRequestMessage(HttpMethod.Post, element.GetAttribute("action")) { Content = body });
    }

    /// <summary>Imports a package as a new course; answers the course and its one activity.</summary>
    internal static async Task<(Id<Course> Course, Id<Activity> Activity)> Import(this Browser instructor, TheApp app, byte[] zip)
    {
        var builder = await instructor.Upload("/packages/import", zip);
        Assert.True(builder.Status == System.Net.HttpStatusCode.OK && builder.Path.StartsWith("/courses/", StringComparison.Ordinal), builder.Everything);
        var course = Id<Course>.Parse(builder.Path.Split('/')[2], null);
        var activity = await app.InDb(db => Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.SingleAsync(db.Activities.Where(a => a.CourseId == course)));
        return (course, activity.Id);
    }

    internal static async Task Publish(this Browser instructor, Id<Course> course)
    {
        var builder = await instructor.Open($"/courses/{course}/edit");
        var done = await instructor.Submit(builder, "form[action$='/publish']");
        Assert.True(done.Status == System.Net.HttpStatusCode.OK, done.Everything);
    }

    /// <summary>An imported and published package with a learner in front of it.</summary>
    internal static async Task<Player> InFrontOf(TheApp app, byte[] zip)
    {
        var (instructor, _) = await app.SignedIn(Role.Instructor);
        var (course, activity) = await instructor.Import(app, zip);
        await instructor.Publish(course);
        var (learner, person) = await app.SignedIn(Role.Learner);
        await app.InDb(async db =>
        {
            db.Add(new CourseEnrolment(course, person.Id, "test", app.Clock.GetUtcNow()));
            await db.SaveChangesAsync();
        });
        return new Player(app, instructor, learner, person.Id, course, activity);
    }
}

/// <summary>A learner in front of a package.</summary>
internal sealed record Player(TheApp App, Browser Instructor, Browser Learner, Id<Lectern.People.Person> LearnerId, Id<Course> Course, Id<Activity> Activity)
{
    internal Task<Seen> Open(string? item = null) => Learner.Open($"/packages/{Activity}{(item is null ? "" : $"?item={item}")}");

    /// <summary>Opens a part's frame, as the browser does for the page.</summary>
    internal async Task<Launch> Launch(string? item = null)
    {
        var page = await Open(item);
        return await Launch(page);
    }

    internal static async Task<Launch> Launch(Seen page)
    {
        var frame = page.Html.QuerySelector("iframe") ?? throw new InvalidOperationException(page.Everything);
        var client = new HttpClient();
        var begun = await client.PostAsync(new Uri(frame.GetAttribute("src")!), null);
        begun.EnsureSuccessStatusCode();
        return new Launch(client, JsonDocument.Parse(await begun.Content.ReadAsStringAsync()).RootElement);
    }
}

/// <summary>A part that runs: what its run-time was given, and what it reports.</summary>
internal sealed record Launch(HttpClient Client, JsonElement Start)
{
    private int _sequence;

    internal string Content => Start.GetProperty("content").GetString()!;
    internal string? Model(string element) => Start.GetProperty("model").TryGetProperty(element, out var value) ? value.GetString() : null;

    internal Task<HttpResponseMessage> Says(params (string, string)[] values) => Send(++_sequence, false, values);

    internal Task<HttpResponseMessage> Ends(params (string, string)[] values) => Send(++_sequence, true, values);

    internal Task<HttpResponseMessage> Send(int sequence, bool final, params (string Element, string Value)[] values) => SendBatch(sequence, final, 0, 1, values);

    /// <summary>A part of what a page that is being closed has to say.</summary>
    internal Task<HttpResponseMessage> SendBatch(int sequence, bool final, int batch, int batches, params (string Element, string Value)[] values) =>
        Client.PostAsync(new Uri(Start.GetProperty("commit").GetString()!), new StringContent(
            JsonSerializer.Serialize(new { sequence, final, batch, batches, values = values.ToDictionary(pair => pair.Element, pair => pair.Value) }), Encoding.UTF8, "text/plain"));
}
