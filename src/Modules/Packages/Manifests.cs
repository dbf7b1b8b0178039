using System.Text.Json;
using Lectern.Scorm;
using Microsoft.Extensions.Caching.Memory;

namespace Lectern.Packages;

/// <summary>The manifests of packages, read once and kept for a while: packages never change.</summary>
public sealed class Manifests : IDisposable
{
    private readonly MemoryCache _recent = new(new MemoryCacheOptions { SizeLimit = 20_000 });   // items, over all manifests

    /// <summary>What the package's manifest says; null when there is no such package.</summary>
    public async Task<Manifest?> Of(LecternDb db, Id<Package> packageId, CancellationToken cancel)
    {
        if (_recent.TryGetValue(packageId, out Manifest? known)) return known;
        if (await db.Packages.Where(p => p.Id == packageId).Select(p => p.ManifestJson).SingleOrDefaultAsync(cancel) is not { } json) return null;
        var manifest = JsonSerializer.Deserialize<Manifest>(json)!;
        _recent.Set(packageId, manifest, new MemoryCacheEntryOptions { Size = 1 + manifest.Default().AllItems().Count(), SlidingExpiration = TimeSpan.FromHours(1) });
        return manifest;
    }

    public void Dispose() => _recent.Dispose();
}
