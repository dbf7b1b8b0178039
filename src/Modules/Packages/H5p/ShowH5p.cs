using Lectern.Courses;
using Lectern.Files;
using Lectern.H5p;
using Lectern.Progress;
using Lectern.Scorm;

namespace Lectern.Packages.H5p;

/// <summary>The learner's page around H5P content: how it stands, and the frame in which it plays. Showing it changes nothing; the frame's own request opens it (<see cref="RunH5p"/>).</summary>
internal static class ShowH5p
{
    internal static string AddressOf(Id<Activity> activityId) => $"/h5p/{activityId}";

    internal static async Task<IResult> Handle(
        Id<Activity> activityId, [FromQuery] string? preview, Visitor visitor, LecternDb db, H5pPackages contents, Classroom classroom, ContentAddress addresses, CancellationToken cancel)
    {
        if (await Load(activityId, preview == "1", visitor, db, contents, classroom, cancel) is not { } model) return await classroom.NoSeat(activityId, visitor, cancel);
        if (model.PackageId is not { } packageId) return ClassroomPage.Of<ShowH5pPage>(model.Seat, model);
        var play = new H5pAddresses.Play(activityId, model.Seat.LearnerId, visitor.Culture.Name, model.Seat.Counts ? null : packageId);
        return ClassroomPage.Of<ShowH5pPage>(model.Seat, model with { PlayerAddress = addresses.OfH5p(play) });
    }

    /// <summary>Only how it stands: the page asks again when the server has taken something new.</summary>
    internal static async Task<IResult> HandleState(
        Id<Activity> activityId, [FromQuery] string? preview, Visitor visitor, LecternDb db, H5pPackages contents, Classroom classroom, CancellationToken cancel) =>
        await Load(activityId, preview == "1", visitor, db, contents, classroom, cancel) is { } model
            ? Page.Of<H5pState>(model.Seat.Activity.Title, model, new PageOptions(Frame.Own))
            : TypedResults.NotFound();

    private static async Task<H5pModel?> Load(Id<Activity> activityId, bool preview, Visitor visitor, LecternDb db, H5pPackages contents, Classroom classroom, CancellationToken cancel)
    {
        if (await classroom.Enter(activityId, visitor, preview, cancel, reads: true) is not { } seat) return null;
        var packageId = seat.IsPreview
            ? await db.PackageDrafts.Where(draft => draft.ActivityId == activityId).Select(draft => draft.PackageId).SingleOrDefaultAsync(cancel)
            : new Id<Package>(seat.Activity.ContentId);
        if (packageId is not { } id || await contents.Of(db, id, cancel) is not { } content) return seat.IsPreview ? new H5pModel { Seat = seat, NextAddress = classroom.NextAddress(seat) } : null;
        return new H5pModel
        {
            Seat = seat,
            NextAddress = classroom.NextAddress(seat),
            PackageId = id,
            Content = content,
            Attempt = seat.IsPreview ? null : await db.H5pAttemptOf(seat, id, cancel),
        };
    }
}

/// <summary>H5P content in front of somebody.</summary>
public sealed record H5pModel
{
    public required Seat Seat { get; init; }
    /// <summary>Null in the preview of a draft that has none yet.</summary>
    public Id<Package>? PackageId { get; init; }
    public H5pPackage? Content { get; init; }
    /// <summary>The attempt in hand; null before the first opening, and in a preview.</summary>
    public H5pAttempt? Attempt { get; init; }
    public string PlayerAddress { get; init; } = "";
    /// <summary>The next activity, or the course.</summary>
    public required string NextAddress { get; init; }

    public LessonStatus Status => Attempt?.Status ?? LessonStatus.NotAttempted;
    public string StateAddress => $"{ShowH5p.AddressOf(Seat.Activity.Id)}/state{(Seat.IsPreview ? "?preview=1" : "")}";
}
