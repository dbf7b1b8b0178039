using System.Net;
using Lectern.Courses;
using Lectern.Kernel;
using Lectern.Packages;
using Microsoft.EntityFrameworkCore;

namespace Lectern.Tests.Packages;

public sealed class Importing_a_package(Apps apps)
{
    [Theory, EveryDatabase]
    public async Task makes_a_draft_course_with_the_package_in_it(Database database)
    {
        var app = await apps.On(database);
        var (instructor, person) = await app.SignedIn(Role.Instructor);

        var (course, activity) = await instructor.Import(app, APackage.Of("one", "two"));

        var made = await app.InDb(db => db.Courses.AsNoTracking().SingleAsync(c => c.Id == course));
        Assert.Equal(("A course", false), (made.Title, made.IsPublished));
        var held = await app.InDb(db => db.PackageDrafts.Where(d => d.ActivityId == activity).Select(d => d.PackageId).SingleAsync());
        var package = await app.InDb(db => db.Packages.AsNoTracking().Include(p => p.Files).SingleAsync(p => p.Id == held));
        Assert.Equal((3, "course.zip", person.Id), (package.Files.Count, package.FileName, package.ImportedById!.Value));
        Assert.Contains("Part one", (await instructor.Open($"/courses/{course}/packages/{activity}")).Everything, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task takes_every_real_package(Database database)
    {
        var app = await apps.On(database);
        var (instructor, _) = await app.SignedIn(Role.Instructor);
        foreach (var kind in new[] { "scorm12", "scorm2004" })
            foreach (var file in SharedData.Folder(kind) is { } folder ? Directory.GetFiles(folder, "*.zip") : [])
                await instructor.Import(app, await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
    }

    [Theory, EveryDatabase]
    public async Task refuses_a_broken_one_beside_the_field_and_keeps_nothing(Database database)
    {
        var app = await apps.On(database);
        var (instructor, _) = await app.SignedIn(Role.Instructor);
        (string Kind, string File, string Says)[] broken =
        [
            ("scorm-broken", "badscorm.zip", "inside the folder “badscorm”"),
            ("scorm-broken", "invalid.zip", "no imsmanifest.xml"),
            ("scorm-broken", "bridge-Non-working.zip", "no imsmanifest.xml"),
            ("scorm-broken", "singlescobasic_missingorg.zip", "no organization"),
            ("scorm-broken", "MalformedXml_SCORM12.zip", "line 27"),
            ("scorm-broken", "MissingLaunchUrl_SCORM12.zip", "Nothing in this package can be opened"),
            ("aicc", "package.zip", "This is an AICC course"),
            ("aicc", "pre-ort.zip", "This is an AICC course"),
            ("zip-hostile", "ZipSlip.zip", "points outside of it"),
            ("zip-hostile", "moodle-passwordis1.zip", "password"),
            ("zip-hostile", "BadMix.zip", "organization"),
            ("zip-hostile", "MissingFile.zip", "organization"),
            ("zip-hostile", "moodle-test_win8_cz.zip", "no imsmanifest.xml"),
            ("zip-hostile", "moodle-test_osx_compress.zip", "no imsmanifest.xml"),
            ("zip-hostile", "moodle-test_winrar_421.zip", "no imsmanifest.xml"),
            ("zip-hostile", "moodle-test_7zip_927.zip", "no imsmanifest.xml"),
        ];
        var before = await Kept(app);
        foreach (var (kind, file, says) in broken)
        {
            if (SharedData.Folder(kind) is not { } folder) continue;
            var page = await instructor.Upload("/packages/import", await File.ReadAllBytesAsync(Path.Combine(folder, file), TestContext.Current.CancellationToken), file);
            Assert.True(page.Status == HttpStatusCode.UnprocessableEntity, $"{file}: {page.Status} {page.Everything}");
            Assert.Contains(says, page.Words("#file-error, .field-error"), StringComparison.Ordinal);
        }

        Assert.Equal(before, await Kept(app));
    }

    [Theory, EveryDatabase]
    public async Task says_what_was_odd_and_imports_all_the_same(Database database)
    {
        var app = await apps.On(database);
        var (instructor, _) = await app.SignedIn(Role.Instructor);

        var (course, activity) = await instructor.Import(app, APackage.Of(["""<item identifier="a" identifierref="r-a"/>""", """<item identifier="b" identifierref="nowhere"><title>Lost</title></item>"""], ["a"]));

        Assert.Contains("“Lost” leads to the resource “nowhere”, which the manifest doesn't have.", (await instructor.Open($"/courses/{course}/packages/{activity}")).Everything, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task is_not_for_learners(Database database)
    {
        var app = await apps.On(database);
        var (learner, _) = await app.SignedIn(Role.Learner);

        Assert.Equal(HttpStatusCode.Forbidden, (await learner.Open("/packages/import")).Status);
    }

    [Theory, EveryDatabase]
    public async Task replaces_a_package_in_the_draft_only(Database database)
    {
        var app = await apps.On(database);
        var player = await APackage.InFrontOf(app, APackage.Of("old"));

        var page = await player.Instructor.Upload($"/courses/{player.Course}/packages/{player.Activity}", APackage.Of("new1", "new2"));
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.EndsWith("/old.html", (await player.Launch()).Content, StringComparison.Ordinal);
        Assert.Contains("Edited", (await player.Instructor.Open($"/courses/{player.Course}/edit")).Words("main"), StringComparison.Ordinal);

        await player.Instructor.Publish(player.Course);
        Assert.EndsWith("/new1.html", (await player.Launch()).Content, StringComparison.Ordinal);
    }

    private static Task<(int, int, int)> Kept(TheApp app) =>
        app.InDb(async db => (await db.Packages.CountAsync(p => p.FileName != "course.zip"), await db.PackageFiles.CountAsync(f => f.Path == "hello.txt" || f.Path.Contains("passwd")), await db.Courses.CountAsync(c => c.Title.Contains("Missing"))));
}
