using Lectern.Courses;

namespace Lectern.Packages.H5p;

/// <summary>An H5P package as a thing to do in a course.</summary>
internal sealed class H5pActivity(LecternDb db) : PackageKind(db)
{
    public const string KindName = "h5p";

    public override string Name => KindName;
    public override string Label => "H5P content";
    public override string Icon => "puzzle";
    public override int UsualMinutes => 10;

    public override string PlayerAddress(Id<Activity> activityId) => $"/h5p/{activityId}";
}
