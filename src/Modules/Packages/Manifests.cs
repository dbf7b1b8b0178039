using System.Text.Json;
using Lectern.H5p;
using Lectern.Packages.H5p;
using Lectern.Scorm;
using Microsoft.Extensions.Caching.Memory;

namespace Lectern.Packages;

/// <summary>The manifests of packages of one kind, read once and kept for a while: packages never change.</summary>
public abstract class ManifestsOf<T>(string kind, Func<T, int> items) : IDisposable where T : class
{
    private readonly MemoryCache _recent = new(new MemoryCacheOptions { SizeLimit = 20_000 });   // items, over all manifests

    /// <summary>What the package's manifest says; null when there is no such package of this kind.</summary>
    public async Task<T?> Of(LecternDb db, Id<Package> packageId, CancellationToken cancel)
    {
        if (_recent.TryGetValue(packageId, out T? known)) return known;
        if (await db.Packages.Where(p => p.Id == packageId && p.Kind == kind).Select(p => p.ManifestJson).SingleOrDefaultAsync(cancel) is not { } json) return null;
        var manifest = JsonSerializer.Deserialize<T>(json)!;
        _recent.Set(packageId, manifest, new MemoryCacheEntryOptions { Size = 1 + items(manifest), SlidingExpiration = TimeSpan.FromHours(1) });
        return manifest;
    }

    public void Dispose()
    {
        _recent.Dispose();
        GC.SuppressFinalize(this);
    }
}

/// <summary>What SCORM packages say of themselves.</summary>
public sealed class Manifests() : ManifestsOf<Manifest>(ScormActivity.KindName, manifest => manifest.Default().AllItems().Count());

/// <summary>What H5P packages say of themselves.</summary>
public sealed class H5pPackages() : ManifestsOf<H5pPackage>(H5pActivity.KindName, package => package.Libraries.Count);
