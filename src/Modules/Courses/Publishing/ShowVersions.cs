using Lectern.Web.Api;

namespace Lectern.Courses;

/// <summary>The published versions of a course, the newest first.</summary>
internal static class ShowVersions
{
    internal static async Task<Ok<Paged<VersionListed>>> ForProgram(Id<Course> id, string? after, int? size, LecternDb db, CancellationToken cancel)
    {
        var take = Cursor.Size(size);
        var before = int.TryParse(Cursor.Decode(after), out var number) ? number : int.MaxValue;
        var versions = db.CourseVersions;
        var found = await versions.AsNoTracking().Where(v => v.CourseId == id && v.Number < before).OrderByDescending(v => v.Number).Take(take + 1).ToListAsync(cancel);
        return TypedResults.Ok(Paged<VersionListed>.Of(
            [.. found.Select(v => new VersionListed(v.Number, v.PublishedAt, v.Outline.Activities.Count(), v.Outline.Minutes))], take, v => $"{v.Number}"));
    }
}
