using Lectern.Files;

namespace Lectern.Packages.Playing;

/// <summary>Answers with a file of a package. On the content origin only, where its scripts are strangers to the session.</summary>
internal static class ServePackageFile
{
    internal static async Task<Results<FileResponse, NotFound>> Handle(string? path, ContentCapability capability, LecternDb db, CancellationToken cancel)
    {
        var packageId = Id<Package>.Parse(capability.Payload, null);
        var folded = PackageFile.Fold(path ?? "");
        var found = await db.PackageFiles.Where(file => file.PackageId == packageId && file.FoldedPath == folded).Select(file => new { file.Path, file.Hash, file.ContentType }).ToListAsync(cancel);
        var file = found.FirstOrDefault(file => file.Path == path) ?? found.FirstOrDefault();
        return file is null ? TypedResults.NotFound() : Found(new FileResponse(file.Hash, file.ContentType) { KeepFor = ContentAddress.Usual });
    }

    private static Results<FileResponse, NotFound> Found(FileResponse file) => file;
}
