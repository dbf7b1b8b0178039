using System.IO.Compression;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Lectern.Bench.Driving;

/// <summary>A package that some learners have open, as their browsers would: imported and published by its instructor, a part launched by each of them.</summary>
internal static partial class RunningPackages
{
    private const int Parts = 4;

    /// <summary>Puts each of these people in front of the package; they come with where to report to.</summary>
    internal static async Task<IReadOnlyList<VirtualUser>> Open(HttpClient client, VirtualUser instructor, IReadOnlyList<VirtualUser> learners, bool isSequenced, CancellationToken cancel)
    {
        var form = await instructor.Open(client, "/packages/import", cancel);
        var body = new MultipartFormDataContent
        {
            { new StringContent(instructor.FormTokenValue), "__RequestVerificationToken" },
            { new StringContent(Unit().Match(form).Groups[1].Value), "unit" },
            { new ByteArrayContent(Zip(isSequenced)) { Headers = { ContentType = new MediaTypeHeaderValue("application/zip") } }, "file", "bench.zip" },
        };
        var course = Guid.Parse((await instructor.Post(client, "/packages/import", body, cancel)).Split('/')[2]);
        await instructor.Post(client, $"/courses/{course}/publish", cancel);
        var people = string.Join(',', learners.Select(learner => learner.Seat!.LearnerId));
        var activity = await client.GetFromJsonAsync<Guid>($"/bench/enrol?course={course}&people={people}", cancel);

        var running = new List<VirtualUser>();
        foreach (var learner in learners)
        {
            var page = await learner.Open(client, $"/packages/{activity}", cancel);
            var begun = await client.PostAsync(new Uri(System.Net.WebUtility.HtmlDecode(Frame().Match(page).Groups[1].Value)), null, cancel);
            begun.EnsureSuccessStatusCode();
            var start = await begun.Content.ReadFromJsonAsync<JsonElement>(cancel);
            running.Add(new VirtualUser { Email = learner.Email, Seat = learner.Seat, Reports = new Reports(start.GetProperty("commit").GetString()!, isSequenced) });
        }

        return running;
    }

    private static byte[] Zip(bool isSequenced)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add("imsmanifest.xml", isSequenced ? Manifest2004 : Manifest12);
            for (var part = 1; part <= Parts; part++) Add($"part{part}.html", $"<title>Part {part}</title>");

            void Add(string path, string content)
            {
                using var entry = zip.CreateEntry(path).Open();
                entry.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        return bytes.ToArray();
    }

    private static string Items => string.Concat(Enumerable.Range(1, Parts).Select(part => $"""<item identifier="i{part}" identifierref="r{part}"><title>Part {part}</title></item>"""));

    private static string Resources(string type) => string.Concat(Enumerable.Range(1, Parts).Select(part => $"""<resource identifier="r{part}" type="webcontent" adlcp:{type}="sco" href="part{part}.html"><file href="part{part}.html"/></resource>"""));

    private static string Manifest12 => $"""
        <manifest identifier="m" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
          <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
          <organizations default="o"><organization identifier="o"><title>Bench: SCORM 1.2</title>{Items}</organization></organizations>
          <resources>{Resources("scormtype")}</resources>
        </manifest>
        """;

    private static string Manifest2004 => $"""
        <manifest identifier="m" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" xmlns:adlseq="http://www.adlnet.org/xsd/adlseq_v1p3" xmlns:adlnav="http://www.adlnet.org/xsd/adlnav_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss">
          <metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata>
          <organizations default="o"><organization identifier="o"><title>Bench: SCORM 2004</title>{Items}<imsss:sequencing><imsss:controlMode choice="true" flow="true"/></imsss:sequencing></organization></organizations>
          <resources>{Resources("scormType")}</resources>
        </manifest>
        """;

    [GeneratedRegex("""name="unit"[^>]*? value="([^"]+)"|<option value="([0-9a-f-]{36})""")]
    private static partial Regex Unit();

    [GeneratedRegex("""<iframe[^>]*? src="([^"]+)""")]
    private static partial Regex Frame();
}

/// <summary>What the run-time of one launch reports: numbered, each time a little further; about what content commits in practice (a bookmark, a kilobyte of its own, a score, two answers).</summary>
internal sealed class Reports(string address, bool isSequenced)
{
    private static readonly string Store = string.Concat(Enumerable.Range(0, 100).Select(n => $"slide{n}=1;"));
    private int _sequence;

    internal HttpRequestMessage Next()
    {
        var number = ++_sequence;
        var values = isSequenced
            ? new Dictionary<string, string>
            {
                ["cmi.completion_status"] = "incomplete", ["cmi.location"] = $"{number}", ["cmi.suspend_data"] = $"{number};{Store}", ["cmi.score.scaled"] = $"0.{10 + number % 90}", ["cmi.session_time"] = $"PT{number}S",
                ["cmi.interactions.0.id"] = "q1", ["cmi.interactions.0.type"] = "choice", ["cmi.interactions.0.learner_response"] = "a", ["cmi.interactions.0.result"] = "correct",
                ["cmi.interactions.1.id"] = "q2", ["cmi.interactions.1.type"] = "true-false", ["cmi.interactions.1.learner_response"] = number % 2 == 0 ? "true" : "false",
            }
            : new Dictionary<string, string>
            {
                ["cmi.core.lesson_status"] = "incomplete", ["cmi.core.lesson_location"] = $"{number}", ["cmi.suspend_data"] = $"{number};{Store}", ["cmi.core.score.raw"] = $"{10 + number % 90}", ["cmi.core.session_time"] = $"{number / 3600 % 100:00}:{number / 60 % 60:00}:{number % 60:00}",
                ["cmi.interactions.0.id"] = "q1", ["cmi.interactions.0.type"] = "choice", ["cmi.interactions.0.student_response"] = "a", ["cmi.interactions.0.result"] = "correct",
                ["cmi.interactions.1.id"] = "q2", ["cmi.interactions.1.type"] = "true-false", ["cmi.interactions.1.student_response"] = number % 2 == 0 ? "t" : "f",
            };
        return new HttpRequestMessage(HttpMethod.Post, new Uri(address)) { Content = new StringContent(JsonSerializer.Serialize(new { sequence = number, final = false, values }), Encoding.UTF8, "text/plain") };
    }
}
