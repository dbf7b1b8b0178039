using Lectern.Courses;
using Lectern.Files;
using Lectern.Files.Uploads;
using Lectern.Packages.Importing;
using Lectern.People;
using Lectern.Scorm;

namespace Lectern.Packages.Editing;

/// <summary>An editor looks at an activity's package and replaces it. Learners meet the new one when the course is published again.</summary>
internal static class EditPackage
{
    internal static async Task<IResult> Show(Id<Course> courseId, Id<Activity> activityId, LecternDb db, Manifests manifests, Texts texts, CancellationToken cancel) =>
        await Load(courseId, activityId, db, manifests, null, cancel) is { } model
            ? Page.Of<EditPackagePage>(model.Title, model, Options(model, texts))
            : TypedResults.NotFound();

    internal static async Task<IResult> Handle(
        Id<Course> courseId, Id<Activity> activityId, HttpContext http, Me me, LecternDb db, UnpackPackage unpack, Manifests manifests, Texts texts, TimeProvider clock, CancellationToken cancel)
    {
        if (await Load(courseId, activityId, db, manifests, null, cancel) is not { } model) return TypedResults.NotFound();
        var form = await StreamedForm.Read(http, new FormRules(ContentKind.Archive, UnpackPackage.Limit), cancel);
        if (form.Refusal is { } unread) return Again(unread);
        if (form.Value.File is not { } file) return Again(new Refusal("file-missing", "Choose a file first.", UnpackPackage.Field));
        var unpacked = await unpack.From(file.Stored, file.FileName, me.Id, cancel);
        if (unpacked.Refusal is { } refusal) return Again(refusal);

        var draft = await db.PackageDrafts.SingleAsync(d => d.ActivityId == activityId, cancel);
        draft.Hold(unpacked.Value);
        var course = await db.Courses.SingleAsync(c => c.Id == courseId, cancel);
        course.ContentChanged(await db.Activities.SingleAsync(a => a.Id == activityId, cancel), clock.GetUtcNow());
        await db.SaveChangesAsync(cancel);
        return Page.SeeOther($"/courses/{courseId}/packages/{activityId}", texts["The package is in the draft. Learners meet it when you publish the course."]);

        IResult Again(Refusal refusal) => Page.Refused<EditPackagePage>(model.Title, model with { Refusal = refusal }, Options(model, texts));
    }

    private static async Task<EditPackageModel?> Load(Id<Course> courseId, Id<Activity> activityId, LecternDb db, Manifests manifests, Refusal? refusal, CancellationToken cancel)
    {
        var found = await (
            from activity in db.Activities
            join course in db.Courses on activity.CourseId equals course.Id
            join draft in db.PackageDrafts on activity.Id equals draft.ActivityId
            where activity.Id == activityId && course.Id == courseId
            select new { activity.Title, CourseTitle = course.Title, draft.PackageId }).SingleOrDefaultAsync(cancel);
        if (found is null) return null;
        if (found.PackageId is not { } packageId) return new(courseId, activityId, found.Title, found.CourseTitle, null, refusal);

        var package = await db.Packages.Where(p => p.Id == packageId)
            .Select(p => new { p.Title, p.FileName, p.Length, p.ImportedAt, p.Edition, Files = p.Files.Count }).SingleAsync(cancel);
        var manifest = (await manifests.Of(db, packageId, cancel))!;
        return new(courseId, activityId, found.Title, found.CourseTitle,
            new PackageFacts(package.Title, package.FileName, package.Length, package.Files, package.ImportedAt, package.Edition, manifest.Default().Required(), manifest.Warnings), refusal);
    }

    private static PageOptions Options(EditPackageModel model, Texts texts) =>
        new(Crumbs: [new(texts["Teach"], "/teach"), new(model.CourseTitle, $"/courses/{model.CourseId}/edit"), new(model.Title)]);
}

/// <summary>What stands on the page about the package of the draft.</summary>
public sealed record PackageFacts(string Title, string FileName, long Length, int Files, DateTimeOffset ImportedAt, ScormVersion Edition, IReadOnlyList<Item> Parts, IReadOnlyList<Remark> Warnings);

public sealed record EditPackageModel(Id<Course> CourseId, Id<Activity> ActivityId, string Title, string CourseTitle, PackageFacts? Package, Refusal? Refusal);
