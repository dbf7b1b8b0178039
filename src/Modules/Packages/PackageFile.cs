using Microsoft.AspNetCore.StaticFiles;

namespace Lectern.Packages;

/// <summary>One file of a package: where its author put it, and under which hash the store keeps it.</summary>
public sealed class PackageFile : Entity<PackageFile>
{
    public const int LongestPath = 500;

    private static readonly FileExtensionContentTypeProvider Types = new(new FileExtensionContentTypeProvider().Mappings
        .Append(new(".m4v", "video/mp4")).Append(new(".vtt", "text/vtt")).Append(new(".mjs", "text/javascript"))
        .GroupBy(pair => pair.Key).ToDictionary(group => group.Key, group => group.Last().Value, StringComparer.OrdinalIgnoreCase));

    private PackageFile() { }

    internal PackageFile(Id<Package> packageId, string path, string hash, long length)
    {
        (PackageId, Path, FoldedPath, Hash, Length) = (packageId, path, Fold(path), hash, length);
        // Without a charset: the page's own declaration decides, and much content is not in UTF-8.
        ContentType = Types.TryGetContentType(path, out var type) ? type : "application/octet-stream";
    }

    public Id<Package> PackageId { get; private set; }
    public string Path { get; private set; } = "";
    /// <summary>The path as it is looked for: much content was only ever tried where file names ignore case.</summary>
    public string FoldedPath { get; private set; } = "";
    public string Hash { get; private set; } = "";
    public long Length { get; private set; }
    public string ContentType { get; private set; } = "";

    public static string Fold(string path) => path.Normalize().ToLowerInvariant();
}

internal sealed class PackageFileMap : IEntityTypeConfiguration<PackageFile>
{
    public void Configure(EntityTypeBuilder<PackageFile> file)
    {
        file.Property(f => f.Path).HasMaxLength(PackageFile.LongestPath);
        file.Property(f => f.FoldedPath).HasMaxLength(PackageFile.LongestPath * 2);   // folding may lengthen
        file.Property(f => f.Hash).HasMaxLength(64);
        file.Property(f => f.ContentType).HasMaxLength(100);
        file.HasIndex(f => new { f.PackageId, f.FoldedPath });
        file.HasIndex(f => f.Hash);
    }
}
