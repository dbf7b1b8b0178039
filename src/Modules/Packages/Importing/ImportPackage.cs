using Lectern.Courses;
using Lectern.Files;
using Lectern.Files.Uploads;
using Lectern.People;
using Lectern.Web.Access;
using Lectern.Web.Api;
using Lectern.Web.Design;

namespace Lectern.Packages.Importing;

/// <summary>Someone who may make courses uploads a package, SCORM or H5P, and gets a draft course made from it.</summary>
internal static class ImportPackage
{
    private const string Title = "Import a package";

    internal static readonly ChecksForgeryItself ChecksForgery = new("the upload streams into the file store, so the form is read only once, and its token with it");

    internal static async Task<IResult> Show(Visitor visitor, LecternDb db, Texts texts, CancellationToken cancel) =>
        Page.Of<ImportPackagePage>(Title, new ImportPackageModel(await db.UnitsForCourses(visitor, cancel), "", null), Options(texts));

    internal static async Task<IResult> Handle(HttpContext http, Me me, LecternDb db, MakeCourseOfPackage make, Texts texts, CancellationToken cancel)
    {
        var form = await StreamedForm.Read(http, new FormRules(ContentKind.Archive, UnpackPackage.Limit), cancel);
        if (form.Refusal is { } unread) return await Again(unread, "");
        var unit = form.Value["unit"];
        var made = await Make(form.Value.File, unit, me, db, make, cancel);
        if (made.Refusal is { } refusal) return await Again(refusal, unit);
        var warnings = await make.Warnings(made.Value.Package, cancel);
        return Page.SeeOther($"/courses/{made.Value.Course.Id}/edit", warnings.Count == 0
            ? texts["The package is imported as a draft course. Look through it, then publish it."]
            : texts.Count("The package is imported as a draft course, with {0} warnings. Open the package to read them.", warnings.Count));

        async Task<IResult> Again(Refusal refusal, string chosen) =>
            Page.Refused<ImportPackagePage>(Title, new ImportPackageModel(await db.UnitsForCourses(me.Visitor, cancel), chosen, refusal), Options(texts));
    }

    /// <summary>The API takes the same form: file, and optionally unitId.</summary>
    internal static async Task<IResult> HandleApi(HttpContext http, Me me, LecternDb db, MakeCourseOfPackage make, Texts texts, CancellationToken cancel)
    {
        var form = await StreamedForm.Read(http, new FormRules(ContentKind.Archive, UnpackPackage.Limit) { ChecksForgery = false }, cancel);
        if (form.Refusal is { } unread) return (unread with { Field = UnpackPackage.Field }).ToProblem(texts);
        var made = await Make(form.Value.File, form.Value["unitId"], me, db, make, cancel);
        if (made.Refusal is { } refusal) return refusal.ToProblem(texts);
        var (course, package) = made.Value;
        return TypedResults.Created($"/api/v1/courses/{course.Id}",
            new ImportedCourse(course.Id, course.Slug, course.Title, package.Id, package.Kind, package.Edition?.ToString(), await make.Warnings(package, cancel)));
    }

    private static async Task<Outcome<CourseOfPackage>> Make(ReceivedFile? file, string unit, Me me, LecternDb db, MakeCourseOfPackage make, CancellationToken cancel)
    {
        if (file is null) return new Refusal("file-missing", "Choose a file first.", UnpackPackage.Field);
        var units = await db.UnitsForCourses(me.Visitor, cancel);
        var chosen = unit.Length == 0 && units.Count > 0 ? units[0] : units.FirstOrDefault(option => option.Value == unit);
        if (chosen is null) return new Refusal("unit-unknown", "Choose one of the units in the list.", "unit");
        return await make.Make(file.Stored, file.FileName, Id<Scope>.Parse(chosen.Value, null), me.Id, cancel);
    }

    private static PageOptions Options(Texts texts) => new(Crumbs: [new(texts["Teach"], "/teach"), new(texts[Title])]);
}

/// <summary>What a program is told of a package that became a draft course.</summary>
/// <param name="Kind">"scorm" or "h5p".</param>
/// <param name="Edition">Of SCORM.</param>
public sealed record ImportedCourse(Id<Course> CourseId, string Slug, string Title, Id<Package> PackageId, string Kind, string? Edition, IReadOnlyList<string> Warnings);

public sealed record ImportPackageModel(IReadOnlyList<Option> Units, string Unit, Refusal? Refusal);
