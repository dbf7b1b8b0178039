using Lectern.Courses;
using Lectern.Progress;

namespace Lectern.Lessons.Links;

/// <summary>The activity kind "link": a page of somebody else's, opened in a tab of its own or shown in a frame. Done when opened, or when the learner says so.</summary>
internal sealed class LinkKind(LecternDb db, TimeProvider clock) : LessonKind<LinkSetup>(db, clock)
{
    internal const string Kind = "link";

    public override string Name => Kind;
    public override string Label => "Link";
    public override string Icon => "link";
    public override int UsualMinutes => 5;

    protected override LinkSetup Empty => LinkSetup.Empty;

    protected override Refusal? Missing(LinkSetup setup, string title) =>
        setup.Address.Length == 0 ? new("link-missing", "The link “{0}” has no address yet. Enter one, or remove the link.", null, title) : null;

    protected override async Task<LinkSetup> Carry(LinkSetup setup, Id<Course> from, Id<Course> to, DateTimeOffset at, CancellationToken cancel) =>
        setup with { Overview = await Db.CarryPictures(setup.Overview, from, to, at, cancel) };

    /// <summary>The link in front of this seat; null when the activity is of another kind.</summary>
    internal static Task<LinkSetup?> Setup(Seat seat, LecternDb db, CancellationToken cancel) => LessonSetups.Of<LinkSetup>(seat, Kind, db, cancel);
}
