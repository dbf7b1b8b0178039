using Lectern.Courses;
using Lectern.Files;
using Lectern.People;

namespace Lectern.Packages.Importing;

/// <summary>A draft course made from an uploaded package, and the package it holds.</summary>
public sealed record CourseOfPackage(Course Course, Package Package);

/// <summary>Makes a draft course with one activity, the package. For the page, the API and the command line; it saves.</summary>
public sealed class MakeCourseOfPackage(LecternDb db, UnpackPackage unpack, ActivityKinds kinds, Manifests manifests, Texts texts, TimeProvider clock)
{
    /// <summary>Makes the course at a unit, or says what is wrong with the file. All or nothing.</summary>
    /// <param name="zip">In the file store.</param>
    /// <param name="fileName">What the person called it.</param>
    /// <param name="unitId">Where the course belongs. The caller has made sure that the person may make courses there.</param>
    /// <param name="by">Who becomes its instructor; null for the command line.</param>
    public Task<Outcome<CourseOfPackage>> Make(StoredFile zip, string fileName, Id<Scope> unitId, Id<Person>? by, CancellationToken cancel) => db.Retried<Outcome<CourseOfPackage>>(async () =>
    {
        var unpacked = await unpack.From(zip, fileName, by, kind: null, cancel);
        if (unpacked.Refusal is { } refusal) return refusal;
        var package = unpacked.Value;
        var now = clock.GetUtcNow();
        var started = await CourseDraft.Start(db, unitId, package.Title, by, now, cancel);
        if (started.Refusal is { } why) return why;

        var course = started.Value;
        var activity = await CourseDraft.Add(db, kinds, course, course.AddModule(texts["Module {0}", 1], now), package.Kind, package.Title, null, now, cancel);
        db.PackageDrafts.Local.Single(draft => draft.ActivityId == activity.Id).Hold(package);
        await db.SaveChangesAsync(cancel);   // taken again when another course got the same address at this moment
        return new CourseOfPackage(course, package);
    });

    /// <summary>What was odd in the package's manifest, in the current language.</summary>
    public async Task<IReadOnlyList<string>> Warnings(Package package, CancellationToken cancel) =>
        await manifests.Of(db, package.Id, cancel) is not { } manifest ? [] : [.. manifest.Warnings.Select(warning => texts[warning.Sentence, [.. warning.Arguments]])];
}
