using System.Text;
using System.Text.Json;
using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Kernel;

namespace Lectern.Tests.Packages.H5p;

/// <summary>H5P content over HTTP, as a browser with its player would open it and report of it.</summary>
internal static class AnH5pPackage
{
    /// <summary>The smallest package that plays: one library and its content.</summary>
    internal static byte[] Zip(params (string Path, string Content)[] more) => APackage.Zip(
        [("h5p.json", """{"title":"A quiz","mainLibrary":"H5P.Test","preloadedDependencies":[{"machineName":"H5P.Test","majorVersion":1,"minorVersion":2}]}"""),
         ("content/content.json", "{}"),
         ("H5P.Test-1.2/library.json", """{"title":"Test","machineName":"H5P.Test","majorVersion":1,"minorVersion":2,"patchVersion":0,"preloadedJs":[{"path":"test.js"}]}"""),
         ("H5P.Test-1.2/test.js", "H5P.Test = function () {};"),
         .. more]);

    /// <summary>Published H5P content with a learner in front of it.</summary>
    internal static async Task<H5pPlayer> InFrontOf(TheApp app, byte[]? zip = null)
    {
        var (instructor, _) = await app.SignedIn(Role.Instructor);
        var (course, activity) = await instructor.Import(app, zip ?? Zip());
        await instructor.Publish(course);
        var (learner, person) = await app.SignedIn(Role.Learner);
        await app.InDb(async db =>
        {
            db.Add(new CourseEnrolment(course, person.Id, "test", app.Clock.GetUtcNow()));
            await db.SaveChangesAsync();
        });
        return new H5pPlayer(app, instructor, learner, person.Id, course, activity);
    }

    /// <summary>A statement as H5P content makes it; about the whole, or about a part of it.</summary>
    internal static string Statement(string verb, object? result = null, object? definition = null, bool isPart = false) => JsonSerializer.Serialize(new
    {
        actor = new { name = "Somebody else", mbox = "mailto:forged@example.org" },
        verb = new { id = "http://adlnet.gov/expapi/verbs/" + verb },
        @object = new { id = "x", definition },
        result,
        context = isPart ? new { contextActivities = new { parent = new[] { new { id = "x" } } } } : null,
    }, WithoutNulls);

    private static readonly JsonSerializerOptions WithoutNulls = new() { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The result of a scored statement.</summary>
    internal static object Scored(double raw, double max, bool? success = null) => new { score = new { min = 0, max, raw }, completion = true, success, duration = "PT12.5S" };
}

/// <summary>A learner in front of H5P content.</summary>
internal sealed record H5pPlayer(TheApp App, Browser Instructor, Browser Learner, Id<Lectern.People.Person> LearnerId, Id<Course> Course, Id<Activity> Activity)
{
    internal Task<Seen> Open() => Learner.Open($"/h5p/{Activity}");

    /// <summary>Opens the frame, as the browser does for the page.</summary>
    internal async Task<H5pLaunch> Launch() => await Launch(await Open());

    internal static async Task<H5pLaunch> Launch(Seen page)
    {
        var frame = page.Html.QuerySelector("iframe") ?? throw new InvalidOperationException(page.Everything);
        var client = new HttpClient();
        var html = await client.GetStringAsync(new Uri(frame.GetAttribute("src")!));
        var json = html[(html.IndexOf("id=\"start\">", StringComparison.Ordinal) + 11)..];
        return new H5pLaunch(client, html, JsonDocument.Parse(json[..json.IndexOf("</script>", StringComparison.Ordinal)]).RootElement);
    }
}

/// <summary>Content that plays: what its player was given, and what it reports.</summary>
internal sealed record H5pLaunch(HttpClient Client, string Html, JsonElement Start)
{
    private int _sequence;

    internal IReadOnlyDictionary<string, string> States => Start.GetProperty("states").Deserialize<Dictionary<string, string>>()!;

    internal Task<string> Says(params (string Name, string Value)[] values) => Send(++_sequence, values);

    internal async Task<string> Send(int sequence, params (string Name, string Value)[] values) => await (await Post(sequence, values)).Content.ReadAsStringAsync();

    internal Task<HttpResponseMessage> Post(int sequence, params (string Name, string Value)[] values) =>
        Client.PostAsync(new Uri(Start.GetProperty("report").GetString()!), new StringContent(JsonSerializer.Serialize(new { sequence, values = values.ToDictionary(pair => pair.Name, pair => pair.Value) }), Encoding.UTF8, "text/plain"));
}
