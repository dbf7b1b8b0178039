using System.Text.Json;
using Lectern.People;
using Lectern.Scorm;

namespace Lectern.Packages;

/// <summary>A SCORM package as it was uploaded: what its manifest says, and its files in the store. Never changed; a new upload is a new package.</summary>
public sealed class Package : Entity<Package>
{
    private readonly List<PackageFile> _files = [];

    private Package() { }

    public Package(Manifest manifest, string fileName, string hash, long length, Id<Person>? importedById, DateTimeOffset at)
    {
        Title = manifest.Title ?? Path.GetFileNameWithoutExtension(fileName);
        if (string.IsNullOrWhiteSpace(Title)) Title = "SCORM";
        if (Title.Length > 200) Title = Title[..200];
        (Edition, FileName, Hash, Length, ImportedById, ImportedAt) = (manifest.Version, fileName, hash, length, importedById, at);
        ManifestJson = JsonSerializer.Serialize(manifest);
    }

    public string Title { get; private set; } = "";
    public ScormVersion Edition { get; private set; }
    /// <summary>What the uploaded file was called.</summary>
    public string FileName { get; private set; } = "";
    /// <summary>The zip itself, in the file store.</summary>
    public string Hash { get; private set; } = "";
    /// <summary>Of the zip, in bytes.</summary>
    public long Length { get; private set; }
    public Id<Person>? ImportedById { get; private set; }
    public DateTimeOffset ImportedAt { get; private set; }
    /// <summary><see cref="Manifest"/> as JSON; read it through <see cref="Manifests"/>.</summary>
    public string ManifestJson { get; private set; } = "";
    public IReadOnlyList<PackageFile> Files => _files;

    internal void Add(string path, string hash, long length) => _files.Add(new PackageFile(Id, path, hash, length));
}

internal sealed class PackageMap : IEntityTypeConfiguration<Package>
{
    public void Configure(EntityTypeBuilder<Package> package)
    {
        package.Property(p => p.Title).HasMaxLength(200);
        package.Property(p => p.FileName).HasMaxLength(200);
        package.Property(p => p.Hash).HasMaxLength(64);
        package.HasOne<Person>().WithMany().HasForeignKey(p => p.ImportedById).OnDelete(DeleteBehavior.SetNull);
        package.HasMany(p => p.Files).WithOne().HasForeignKey(f => f.PackageId);
        package.Navigation(p => p.Files).UsePropertyAccessMode(PropertyAccessMode.Field);
    }
}
