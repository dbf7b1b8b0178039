using Lectern.Courses;
using Lectern.Files;
using Lectern.Files.Uploads;
using Lectern.H5p;
using Lectern.Packages.H5p;
using Lectern.Packages.Importing;
using Lectern.People;
using Lectern.Scorm;

namespace Lectern.Packages.Editing;

/// <summary>An editor looks at an activity's package and replaces it. Learners meet the new one when the course is published again.</summary>
internal static class EditPackage
{
    internal static async Task<IResult> Show(Id<Course> courseId, Id<Activity> activityId, LecternDb db, Manifests manifests, H5pPackages contents, Texts texts, CancellationToken cancel) =>
        await Load(courseId, activityId, db, manifests, contents, cancel) is { } model
            ? Page.Of<EditPackagePage>(model.Title, model, Options(model, texts))
            : TypedResults.NotFound();

    internal static async Task<IResult> Handle(
        Id<Course> courseId, Id<Activity> activityId, HttpContext http, Me me, LecternDb db, UnpackPackage unpack, Manifests manifests, H5pPackages contents, Texts texts, TimeProvider clock, CancellationToken cancel)
    {
        if (await Load(courseId, activityId, db, manifests, contents, cancel) is not { } model) return TypedResults.NotFound();
        var form = await StreamedForm.Read(http, new FormRules(ContentKind.Archive, UnpackPackage.Limit), cancel);
        if (form.Refusal is { } unread) return Again(unread);
        if (form.Value.File is not { } file) return Again(new Refusal("file-missing", "Choose a file first.", UnpackPackage.Field));
        var unpacked = await unpack.From(file.Stored, file.FileName, me.Id, model.Kind, cancel);
        if (unpacked.Refusal is { } refusal) return Again(refusal);

        var draft = await db.PackageDrafts.SingleAsync(d => d.ActivityId == activityId, cancel);
        draft.Hold(unpacked.Value);
        var course = await db.Courses.SingleAsync(c => c.Id == courseId, cancel);
        course.ContentChanged(await db.Activities.SingleAsync(a => a.Id == activityId, cancel), clock.GetUtcNow());
        await db.SaveChangesAsync(cancel);
        return Page.SeeOther($"/courses/{courseId}/packages/{activityId}", texts["The package is in the draft. Learners meet it when you publish the course."]);

        IResult Again(Refusal refusal) => Page.Refused<EditPackagePage>(model.Title, model with { Refusal = refusal }, Options(model, texts));
    }

    private static async Task<EditPackageModel?> Load(Id<Course> courseId, Id<Activity> activityId, LecternDb db, Manifests manifests, H5pPackages contents, CancellationToken cancel)
    {
        var found = await (
            from activity in db.Activities
            join course in db.Courses on activity.CourseId equals course.Id
            join draft in db.PackageDrafts on activity.Id equals draft.ActivityId
            where activity.Id == activityId && course.Id == courseId
            select new { activity.Title, activity.Kind, CourseTitle = course.Title, draft.PackageId }).SingleOrDefaultAsync(cancel);
        if (found is null) return null;
        var model = new EditPackageModel(courseId, activityId, found.Kind, found.Title, found.CourseTitle, null, null);
        if (found.PackageId is not { } packageId) return model;

        var package = await db.Packages.Where(p => p.Id == packageId)
            .Select(p => new PackageFacts(p.Title, p.FileName, p.Length, p.Files.Count, p.ImportedAt, p.Edition)).SingleAsync(cancel);
        return model with
        {
            Package = found.Kind == H5pActivity.KindName
                ? package with { Content = await contents.Of(db, packageId, cancel) }
                : await manifests.Of(db, packageId, cancel) is { } manifest ? package with { Parts = manifest.Default().Required(), Warnings = manifest.Warnings } : package,
        };
    }

    private static PageOptions Options(EditPackageModel model, Texts texts) =>
        new(Crumbs: [new(texts["Teach"], "/teach"), new(model.CourseTitle, $"/courses/{model.CourseId}/edit"), new(model.Title)]);
}

/// <summary>What stands on the page about the package of the draft.</summary>
/// <param name="Edition">Of SCORM.</param>
public sealed record PackageFacts(string Title, string FileName, long Length, int Files, DateTimeOffset ImportedAt, ScormVersion? Edition)
{
    public IReadOnlyList<Item> Parts { get; init; } = [];
    public IReadOnlyList<Remark> Warnings { get; init; } = [];
    /// <summary>Of an H5P package.</summary>
    public H5pPackage? Content { get; init; }
}

/// <param name="Kind">Of the activity.</param>
public sealed record EditPackageModel(Id<Course> CourseId, Id<Activity> ActivityId, string Kind, string Title, string CourseTitle, PackageFacts? Package, Refusal? Refusal)
{
    public bool IsH5p => Kind == H5pActivity.KindName;
    public string PreviewAddress => IsH5p ? $"/h5p/{ActivityId}?preview=1" : $"/packages/{ActivityId}?preview=1";
}
