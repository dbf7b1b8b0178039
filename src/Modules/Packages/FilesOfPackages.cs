using Lectern.Files;

namespace Lectern.Packages;

/// <summary>The files of packages: the zip as it came in, and what was in it.</summary>
internal sealed class FilesOfPackages(LecternDb db) : INeedsFiles
{
    public async Task<IReadOnlyCollection<string>> Among(IReadOnlyList<string> hashes, CancellationToken cancel) =>
        await db.Set<Package>().Where(p => hashes.Contains(p.Hash)).Select(p => p.Hash)
            .Union(db.Set<PackageFile>().Where(f => hashes.Contains(f.Hash)).Select(f => f.Hash)).ToListAsync(cancel);
}
