using Lectern.Courses;

namespace Lectern.Packages;

/// <summary>A SCORM package as a thing to do in a course.</summary>
internal sealed class ScormActivity(LecternDb db) : PackageKind(db)
{
    public const string KindName = "scorm";

    public override string Name => KindName;
    public override string Label => "SCORM package";
    public override string Icon => "package";
    public override int UsualMinutes => 30;

    public override string PlayerAddress(Id<Activity> activityId) => $"/packages/{activityId}";
}
