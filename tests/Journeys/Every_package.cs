using System.Globalization;
using System.Text.RegularExpressions;

namespace Lectern.Journeys;

/// <summary>Every SCORM package of the shared data: from the zip to a completed course.</summary>
public sealed class Every_package(Stage stage)
{
    public static TheoryData<string> Files => In("scorm12");

    /// <summary>Of SCORM 2004, with the number of parts that the list of facts beside them gives.</summary>
    public static TheoryData<string> SequencedFiles => In("scorm2004");

    private static TheoryData<string> In(string kind) =>
        Lectern.Tests.SharedData.Rows(kind, folder => Directory.GetFiles(folder, "*.zip").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(SequencedFiles))]
    public async Task is_gone_through_as_its_sequencing_says_and_certified(string file)
    {
        if (Lectern.Tests.SharedData.Folder("scorm2004") is not { } folder) return;
        var facts = File.ReadLines(Path.Combine(folder, "..", "MANIFEST.md")).Single(line => line.StartsWith($"| {file} |", StringComparison.Ordinal));
        var (title, parts) = (Regex.Match(facts, "title=“([^”]*)”").Groups[1].Value, int.Parse(Regex.Match(facts, "items→SCO=([0-9]+)").Groups[1].Value, CultureInfo.InvariantCulture));
        await using var ines = await stage.SignedIn("instructor");
        var id = await CourseMaking.Import(ines, Path.Combine(folder, file));
        Assert.Equal(title, await ines.Page.GetByRole(AriaRole.Heading, new() { Level = 1 }).InnerTextAsync());
        var course = await CourseMaking.Publish(ines, id, title);

        await using var amara = await stage.SignedIn("learner");
        await ByRequest.Enrol(amara, id);
        var met = await Packages.PlaySequenced(amara, course);

        Assert.InRange(met.Distinct().Count(), 1, parts);
        await amara.ReadsSoon($"/courses/{course.Slug}/home", "You have completed this course");
        await ines.Open($"/courses/{id}/progress");
        await ines.Page.Locator("main tbody a[href*='/progress/']").First.ClickAsync();
        await ines.Page.Locator("main a[href*='/packages/']").First.ClickAsync();
        await ines.Page.WaitForURLAsync(new Regex("/packages/"));
        foreach (var part in met.Distinct()) await Assertions.Expect(ines.Page.Locator("tbody tr").Filter(new() { HasText = part }).Filter(new() { HasTextRegex = new("Passed|Completed") }).First).ToBeVisibleAsync();
    }

    [Theory, MemberData(nameof(Files))]
    public async Task is_imported_published_played_to_its_end_and_certified(string file)
    {
        if (CourseMaking.PackageFile(file) is not { } package) return;
        await using var ines = await stage.SignedIn("instructor");
        var id = await CourseMaking.Import(ines, package);
        var title = await ines.Page.GetByRole(AriaRole.Heading, new() { Level = 1 }).InnerTextAsync();
        var course = await CourseMaking.Publish(ines, id, title);

        await using var amara = await stage.SignedIn("learner");
        await Learning.Enrol(amara, course);
        await Packages.PlayAll(amara, course);
        await amara.ReadsSoon($"/courses/{course.Slug}/home", "You have completed this course");
        await amara.Open("/certificates");
        await Assertions.Expect(amara.Page.Locator("main").GetByRole(AriaRole.Link, new() { Name = title, Exact = true })).ToBeVisibleAsync(new() { Timeout = 10_000 });
    }

    /// <summary>What can't be taken, and words of the reason that stands beside the field.</summary>
    private static readonly (string Kind, string File, string Says)[] Broken =
    [
        ("scorm-broken", "badscorm.zip", "inside the folder “badscorm”"),
        ("scorm-broken", "invalid.zip", "no imsmanifest.xml"),
        ("scorm-broken", "bridge-Non-working.zip", "no imsmanifest.xml"),
        ("scorm-broken", "singlescobasic_missingorg.zip", "no organization"),
        ("scorm-broken", "MalformedXml_SCORM12.zip", "line 27"),
        ("scorm-broken", "MissingLaunchUrl_SCORM12.zip", "Nothing in this package can be opened"),
        ("aicc", "package.zip", "This is an AICC course, not a SCORM package"),
        ("aicc", "pre-ort.zip", "Export it for SCORM 1.2 or SCORM 2004"),
        ("zip-hostile", "ZipSlip.zip", "points outside of it"),
        ("zip-hostile", "moodle-passwordis1.zip", "password"),
        ("zip-hostile", "BadMix.zip", "organization"),
        ("zip-hostile", "MissingFile.zip", "organization"),
        ("zip-hostile", "moodle-test_win8_cz.zip", "no imsmanifest.xml"),
        ("zip-hostile", "moodle-test_osx_compress.zip", "no imsmanifest.xml"),
        ("zip-hostile", "moodle-test_winrar_421.zip", "no imsmanifest.xml"),
        ("zip-hostile", "moodle-test_7zip_927.zip", "no imsmanifest.xml"),
    ];

    /// <summary>What is odd and imported all the same, with words of its warning.</summary>
    private static readonly (string File, string Warns)[] Odd =
    [
        ("ItemWithNonExistentResourceId_SCORM12.zip", "“Item 1” leads to the resource “non_existent_resource”"),
        ("ContentPackagingNoSchemaVersion_SCORM20042ndEdition.zip", "doesn't say which version of SCORM"),
    ];

    [Fact]
    public async Task is_refused_with_the_reason_beside_the_field_or_imported_with_its_warnings()
    {
        if (Broken.Select(b => b.Kind).Distinct().Any(kind => Lectern.Tests.SharedData.Folder(kind) is null)) return;
        await using var ines = await stage.SignedIn("instructor");
        await ines.Open("/packages/import");
        var field = ines.Page.Locator("input[type=file]");
        foreach (var (kind, file, says) in Broken)
        {
            await field.SetInputFilesAsync(CourseMaking.PackageFile(file, kind)!);
            await ines.Page.RunAndWaitForResponseAsync(() => ines.Press("Import package"), answer => answer.Request.Method == "POST" && answer.Status == 422);
            await Assertions.Expect(ines.Page.Locator(".field-error")).ToContainTextAsync(says);
            await Assertions.Expect(field).ToHaveAttributeAsync("aria-describedby", new Regex("-error"));
        }

        foreach (var (file, warns) in Odd)
        {
            var course = await CourseMaking.Import(ines, CourseMaking.PackageFile(file, "scorm-broken")!);
            await ines.Open((await ines.Page.Locator($"main a[href^='/courses/{course}/packages/']").First.GetAttributeAsync("href"))!);
            await ines.Reads(warns);
        }
    }

    [Fact]
    public async Task goes_on_exactly_where_it_was_left()
    {
        if (CourseMaking.PackageFile("complexscorm.zip") is not { } package) return;
        await using var ines = await stage.SignedIn("instructor");
        var id = await CourseMaking.Import(ines, package);
        await CourseMaking.Rename(ines, id, "A package to come back to");
        var course = await CourseMaking.Publish(ines, id, "A package to come back to");

        await using var noor = await stage.SignedIn("learner");
        await Learning.Enrol(noor, course);
        await Packages.Open(noor, course);
        var content = await Packages.ContentLoads(noor);
        await content.WaitForFunctionAsync("() => document.readyState === 'complete'");
        await Packages.Call(content, "LMSInitialize", "");
        // The other device has no journal: what it shows is what the server has taken.
        await noor.Page.RunAndWaitForResponseAsync(async () =>
        {
            Assert.Equal("true", await Packages.Call(content, "LMSSetValue", "cmi.core.lesson_location", "chapter-3/page-7"));
            Assert.Equal("true", await Packages.Call(content, "LMSSetValue", "cmi.suspend_data", "answers=a,c,b;flag=2"));
            Assert.Equal("true", await Packages.Call(content, "LMSSetValue", "cmi.core.exit", "suspend"));
            await Packages.Call(content, "LMSCommit", "");
        }, response => response.Ok && response.Request.PostData?.Contains("\"suspend\"", StringComparison.Ordinal) == true);
        await noor.Context.CloseAsync();

        await using var again = await stage.Anyone(Look.Phone);
        await again.SignIn(noor.Email);
        await Packages.Open(again, course);
        content = await Packages.ContentLoads(again);
        await content.WaitForFunctionAsync("() => document.readyState === 'complete'");
        await Packages.Call(content, "LMSInitialize", "");
        Assert.Equal("chapter-3/page-7", await Packages.Call(content, "LMSGetValue", "cmi.core.lesson_location"));
        Assert.Equal("answers=a,c,b;flag=2", await Packages.Call(content, "LMSGetValue", "cmi.suspend_data"));
        Assert.Equal("resume", await Packages.Call(content, "LMSGetValue", "cmi.core.entry"));
    }
}
