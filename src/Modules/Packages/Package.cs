using System.Text.Json;
using Lectern.H5p;
using Lectern.Packages.H5p;
using Lectern.People;
using Lectern.Scorm;

namespace Lectern.Packages;

/// <summary>A package as it was uploaded: what its manifest says, and its files in the store. Never changed; a new upload is a new package.</summary>
public sealed class Package : Entity<Package>
{
    private readonly List<PackageFile> _files = [];

    private Package() { }

    /// <summary>A SCORM package.</summary>
    public Package(Manifest manifest, string fileName, string hash, long length, Id<Person>? importedById, DateTimeOffset at)
        : this(ScormActivity.KindName, manifest.Title, "SCORM", JsonSerializer.Serialize(manifest), fileName, hash, length, importedById, at) => Edition = manifest.Version;

    /// <summary>An H5P package.</summary>
    public Package(H5pPackage content, string fileName, string hash, long length, Id<Person>? importedById, DateTimeOffset at)
        : this(H5pActivity.KindName, content.Title, content.MainLibrary.Title, JsonSerializer.Serialize(content), fileName, hash, length, importedById, at)
    {
    }

    private Package(string kind, string? title, string otherwise, string manifestJson, string fileName, string hash, long length, Id<Person>? importedById, DateTimeOffset at)
    {
        Title = new[] { title, Path.GetFileNameWithoutExtension(fileName), otherwise }.First(name => !string.IsNullOrWhiteSpace(name))!;
        if (Title.Length > 200) Title = Title[..200];
        (Kind, ManifestJson, FileName, Hash, Length, ImportedById, ImportedAt) = (kind, manifestJson, fileName, hash, length, importedById, at);
    }

    public string Title { get; private set; } = "";
    /// <summary>The kind of activity that plays it: its name.</summary>
    public string Kind { get; private set; } = "";
    /// <summary>Of SCORM; null for a package that is none.</summary>
    public ScormVersion? Edition { get; private set; }
    /// <summary>What the uploaded file was called.</summary>
    public string FileName { get; private set; } = "";
    /// <summary>The zip itself, in the file store.</summary>
    public string Hash { get; private set; } = "";
    /// <summary>Of the zip, in bytes.</summary>
    public long Length { get; private set; }
    public Id<Person>? ImportedById { get; private set; }
    public DateTimeOffset ImportedAt { get; private set; }
    /// <summary><see cref="Manifest"/>, or for H5P <see cref="H5pPackage"/>, as JSON; read it through <see cref="Manifests"/> or <see cref="H5pPackages"/>.</summary>
    public string ManifestJson { get; private set; } = "";
    public IReadOnlyList<PackageFile> Files => _files;

    internal void Add(string path, string hash, long length) => _files.Add(new PackageFile(Id, path, hash, length));
}

internal sealed class PackageMap : IEntityTypeConfiguration<Package>
{
    public void Configure(EntityTypeBuilder<Package> package)
    {
        package.Property(p => p.Title).HasMaxLength(200);
        package.Property(p => p.Kind).HasMaxLength(20);
        package.Property(p => p.FileName).HasMaxLength(200);
        package.Property(p => p.Hash).HasMaxLength(64);
        package.HasOne<Person>().WithMany().HasForeignKey(p => p.ImportedById).OnDelete(DeleteBehavior.SetNull);
        package.HasMany(p => p.Files).WithOne().HasForeignKey(f => f.PackageId);
        package.Navigation(p => p.Files).UsePropertyAccessMode(PropertyAccessMode.Field);
    }
}
