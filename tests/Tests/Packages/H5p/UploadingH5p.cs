using System.Net;
using Lectern.Courses;
using Lectern.Kernel;
using Lectern.Packages;
using Microsoft.EntityFrameworkCore;

namespace Lectern.Tests.Packages.H5p;

public sealed class Uploading_H5P(Apps apps)
{
    [Theory, EveryDatabase]
    public async Task makes_a_draft_course_of_every_real_package(Database database)
    {
        if (SharedData.Folder("h5p") is not { } folder) return;
        var app = await apps.On(database);
        var (instructor, _) = await app.SignedIn(Role.Instructor);
        foreach (var (file, title) in new[] { ("basic_essay.h5p", "Essay"), ("filltheblanks.h5p", "Geography"), ("greeting-card.h5p", "Greeting card"), ("ipsums.h5p", "Ipsums") })
        {
            var (course, activity) = await instructor.Import(app, await File.ReadAllBytesAsync(Path.Combine(folder, file), TestContext.Current.CancellationToken));
            var made = await app.InDb(db => db.Activities.AsNoTracking().SingleAsync(a => a.Id == activity));
            Assert.Equal(("h5p", title), (made.Kind, made.Title));
            Assert.Contains("H5P content", (await instructor.Open($"/courses/{course}/packages/{activity}")).Words("main"), StringComparison.Ordinal);
        }
    }

    [Theory, EveryDatabase]
    public async Task fills_an_activity_of_a_course_and_copies_go_on_sharing_it(Database database)
    {
        var app = await apps.On(database);
        var player = await AnH5pPackage.InFrontOf(app);
        await player.Instructor.Upload($"/courses/{player.Course}/packages/{player.Activity}", AnH5pPackage.Zip(("content/images/new.png", "x")), "new.h5p");
        Assert.DoesNotContain("images/new.png", await Files(), StringComparer.Ordinal);
        await player.Instructor.Publish(player.Course);
        Assert.Contains("content/images/new.png", await Files(), StringComparer.Ordinal);

        async Task<List<string>> Files()
        {
            await player.Launch();
            return await app.InDb(db => db.PackageFiles.Where(f => db.Set<Lectern.Packages.H5p.H5pAttempt>().Where(a => a.ActivityId == player.Activity).OrderByDescending(a => a.StartedAt).ThenByDescending(a => a.Id).Select(a => a.PackageId).First() == f.PackageId).Select(f => f.Path).ToListAsync());
        }
    }

    [Theory, EveryDatabase]
    public async Task refuses_broken_and_hostile_files_in_words_and_keeps_nothing(Database database)
    {
        var app = await apps.On(database);
        var player = await AnH5pPackage.InFrontOf(app);
        var page = $"/courses/{player.Course}/packages/{player.Activity}";
        var before = await Kept();
        (byte[] Zip, string Says)[] broken =
        [
            (APackage.Of("one"), "This is a SCORM package"),
            (APackage.Zip(("readme.txt", "x")), "There is no h5p.json"),
            (APackage.Zip(("h5p.json", "{}")), "no content/content.json"),
            (AnH5pPackage.Zip(("content/evil.js", "alert(1)")), "content/evil.js"),
            (AnH5pPackage.Zip(("H5P.Other-1.0/library.json", """{"machineName":"H5P.Other","majorVersion":1,"minorVersion":0,"preloadedJs":[{"path":"https://evil.example/x.js"}]}""")), "not in its own folder: https://evil.example/x.js"),
            (APackage.Zip(
                ("h5p.json", """{"mainLibrary":"H5P.Gone","preloadedDependencies":[{"machineName":"H5P.Gone","majorVersion":1,"minorVersion":16}]}"""), ("content/content.json", "{}")), "H5P.Gone 1.16"),
        ];
        foreach (var (zip, says) in broken) await Refused(zip, says);
        if (SharedData.Folder("h5p") is { } real) await Refused(await File.ReadAllBytesAsync(Path.Combine(real, "no-json-file.h5p"), TestContext.Current.CancellationToken), "There is no h5p.json");
        (string File, string Says)[] hostile =
        [
            ("ZipSlip.zip", "points outside of it"), ("moodle-passwordis1.zip", "password"), ("BadMix.zip", "SCORM"), ("MissingFile.zip", "SCORM"),
            ("moodle-test_win8_cz.zip", "no h5p.json"), ("moodle-test_osx_compress.zip", "no h5p.json"), ("moodle-test_winrar_421.zip", "no h5p.json"), ("moodle-test_7zip_927.zip", "no h5p.json"),
        ];
        foreach (var (file, says) in hostile)
            if (SharedData.Folder("zip-hostile") is { } folder) await Refused(await File.ReadAllBytesAsync(Path.Combine(folder, file), TestContext.Current.CancellationToken), says);
        Assert.Equal(before, await Kept());

        async Task Refused(byte[] zip, string says)
        {
            var answer = await player.Instructor.Upload(page, zip, "content.h5p");
            Assert.True(answer.Status == HttpStatusCode.UnprocessableEntity, $"{says}: {answer.Status}");
            Assert.Contains(says, answer.Words("#file-error, .field-error"), StringComparison.Ordinal);
        }

        Task<int> Kept() => app.InDb(db => db.PackageDrafts.CountAsync(d => d.ActivityId == player.Activity && d.PackageId != null && db.Set<Package>().Any(p => p.Id == d.PackageId && p.FileName == "course.zip")));
    }

    [Theory, EveryDatabase]
    public async Task tells_a_SCORM_activity_s_editor_that_it_is_H5P(Database database)
    {
        var app = await apps.On(database);
        var (instructor, _) = await app.SignedIn(Role.Instructor);
        var (course, activity) = await instructor.Import(app, APackage.Of("one"));
        var answer = await instructor.Upload($"/courses/{course}/packages/{activity}", AnH5pPackage.Zip());
        Assert.Contains("This is an H5P package, not a SCORM package", answer.Words("#file-error, .field-error"), StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task passes_over_hidden_files(Database database)
    {
        var app = await apps.On(database);
        var (instructor, _) = await app.SignedIn(Role.Instructor);
        var (_, activity) = await instructor.Import(app, AnH5pPackage.Zip((".gitignore", "x"), ("H5P.Test-1.2/.eslintrc.js", "x"), ("H5P.Test-1.2/_notes/a.exe", "x")));
        var paths = await app.InDb(db => db.PackageFiles.Where(f => db.Set<PackageDraft>().Any(d => d.ActivityId == activity && d.PackageId == f.PackageId)).Select(f => f.Path).ToListAsync());
        Assert.Equal(["H5P.Test-1.2/library.json", "H5P.Test-1.2/test.js", "content/content.json", "h5p.json"], paths.Order(StringComparer.Ordinal));
    }
}
