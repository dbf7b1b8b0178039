using Lectern.People;
using Lectern.Web.Api;

namespace Lectern.Courses;

/// <summary>The published versions of a course, the newest first: when, by whom, and what was different from the one before.</summary>
internal static class ShowVersions
{
    internal static async Task<IResult> Handle(Id<Course> id, string? after, Visitor visitor, LecternDb db, CourseTabs tabs, Texts texts, CancellationToken cancel)
    {
        if (await tabs.Heading(id, "versions", visitor, cancel) is not { } heading) return TypedResults.NotFound();
        const int size = Paged<object>.UsualSize;
        var (versions, people, before) = (db.CourseVersions, db.People, Before(after));
        var found = await versions.AsNoTracking().Where(v => v.CourseId == id && v.Number < before).OrderByDescending(v => v.Number).Take(size + 1)
            .Select(v => new { Version = v, By = people.Where(p => p.Id == v.PublishedById).Select(p => p.Name).FirstOrDefault() }).ToListAsync(cancel);
        // One more than is shown: what the last one is compared with.
        List<VersionLine> lines = [.. found.Take(size).Select((f, i) => new VersionLine(f.Version.Number, visitor.Local(f.Version.PublishedAt), f.By, f.Version.Outline.Activities.Count(), f.Version.Outline.Minutes,
            VersionChanges.Between(i + 1 < found.Count ? found[i + 1].Version.Outline : null, f.Version.Outline)))];
        return Page.Of<VersionsPage>(heading.Title, new VersionsModel(heading, lines, found.Count > size ? Cursor.Encode($"{lines[^1].Number}") : null),
            new PageOptions(Crumbs: [new(texts["Teach"], "/teach"), new(heading.Title, heading.Address), new(texts["Versions"])]));
    }

    internal static async Task<Ok<Paged<VersionListed>>> ForProgram(Id<Course> id, string? after, int? size, LecternDb db, CancellationToken cancel)
    {
        var take = Cursor.Size(size);
        var (versions, before) = (db.CourseVersions, Before(after));
        var found = await versions.AsNoTracking().Where(v => v.CourseId == id && v.Number < before).OrderByDescending(v => v.Number).Take(take + 1).ToListAsync(cancel);
        return TypedResults.Ok(Paged<VersionListed>.Of(
            [.. found.Select(v => new VersionListed(v.Number, v.PublishedAt, v.Outline.Activities.Count(), v.Outline.Minutes))], take, v => $"{v.Number}"));
    }

    private static int Before(string? after) => int.TryParse(Cursor.Decode(after), out var number) ? number : int.MaxValue;
}

/// <param name="By">Null when it was published from the command line, or the account is gone.</param>
/// <param name="Changes">Empty for the first version, and when only the content's seal is new.</param>
public sealed record VersionLine(int Number, DateTimeOffset PublishedAt, string? By, int Activities, int Minutes, IReadOnlyList<VersionChange> Changes);

public sealed record VersionsModel(CourseHeading Heading, IReadOnlyList<VersionLine> Lines, string? Next);
