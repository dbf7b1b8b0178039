using Lectern.Courses;

namespace Lectern.Packages;

/// <summary>Which package an activity's draft holds. Publishing seals the package itself, because packages never change.</summary>
public sealed class PackageDraft : Entity<PackageDraft>
{
    private PackageDraft() { }

    public PackageDraft(Id<Activity> activityId) => ActivityId = activityId;

    public Id<Activity> ActivityId { get; private set; }
    /// <summary>Null until somebody uploads one.</summary>
    public Id<Package>? PackageId { get; private set; }

    public void Hold(Package package) => PackageId = package.Id;

    /// <summary>Holds what another draft holds: packages never change, so two may share one.</summary>
    internal void HoldSame(Id<Package>? packageId) => PackageId = packageId;
}

internal sealed class PackageDraftMap : IEntityTypeConfiguration<PackageDraft>
{
    public void Configure(EntityTypeBuilder<PackageDraft> draft)
    {
        draft.HasOne<Activity>().WithMany().HasForeignKey(d => d.ActivityId);
        draft.HasOne<Package>().WithMany().HasForeignKey(d => d.PackageId).OnDelete(DeleteBehavior.Restrict);
        draft.HasIndex(d => d.ActivityId).IsUnique();
    }
}
