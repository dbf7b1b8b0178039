using Lectern.Courses;
using Lectern.Files;
using Lectern.Progress;
using Lectern.Scorm;
using Lectern.Scorm.Sequencing;
using Activity = Lectern.Courses.Activity;

namespace Lectern.Packages.Playing;

/// <summary>
/// The learner's page around a package: its parts, how each stands, and the frame in which one of them runs. The frame's own request
/// opens the part (<see cref="BeginPart"/>); showing the page changes nothing, except that whoever comes into a package of SCORM 2004
/// begins it, or goes on with what was suspended.
/// </summary>
internal static class ShowPackage
{
    internal static async Task<IResult> Handle(
        Id<Activity> activityId, string? item, [FromQuery] string? preview, Visitor visitor, LecternDb db, Manifests manifests, Classroom classroom, ContentAddress addresses, TimeProvider clock, CancellationToken cancel)
    {
        if (await db.Retried(() => Load(activityId, item, preview == "1", enters: true, visitor, db, manifests, classroom, clock, cancel)) is not { } model) return await classroom.NoSeat(activityId, visitor, cancel);
        if (model.Current is not { IsMissing: false } current || model.PackageId is not { } packageId) return ClassroomPage.Of<ShowPackagePage>(model.Seat, model);
        var part = new PackageAddresses.Part(activityId, model.Seat.LearnerId, packageId, current.Identifier, visitor.Culture.Name, IsPreview: !model.Seat.Counts);
        return ClassroomPage.Of<ShowPackagePage>(model.Seat, model with { PlayerAddress = addresses.OfPlayer(part) });
    }

    /// <summary>Only how it stands: the page asks again when the server has taken something new.</summary>
    internal static async Task<IResult> HandleState(
        Id<Activity> activityId, string? item, [FromQuery] string? preview, Visitor visitor, LecternDb db, Manifests manifests, Classroom classroom, TimeProvider clock, CancellationToken cancel) =>
        await Load(activityId, item, preview == "1", enters: false, visitor, db, manifests, classroom, clock, cancel) is { } model
            ? Page.Of<PackageState>(model.Seat.Activity.Title, model, new PageOptions(Frame.Own))
            : TypedResults.NotFound();

    private static async Task<PackageModel?> Load(
        Id<Activity> activityId, string? item, bool preview, bool enters, Visitor visitor, LecternDb db, Manifests manifests, Classroom classroom, TimeProvider clock, CancellationToken cancel)
    {
        if (await classroom.Enter(activityId, visitor, preview, cancel, reads: true) is not { } seat) return null;
        var packageId = seat.IsPreview
            ? await db.PackageDrafts.Where(draft => draft.ActivityId == activityId).Select(draft => draft.PackageId).SingleOrDefaultAsync(cancel)
            : new Id<Package>(seat.Activity.ContentId);
        if (packageId is not { } id || await manifests.Of(db, id, cancel) is not { } manifest) return seat.IsPreview ? new PackageModel { Seat = seat, NextAddress = classroom.NextAddress(seat) } : null;

        var organization = manifest.Default();
        if (manifest.IsSequenced && seat.Counts)
        {
            var inHand = await db.InHand(await db.AttemptAt(seat, id, clock, cancel), manifest, cancel);
            if (enters && inHand.Enter(clock.GetUtcNow())) await db.SaveChangesAsync(cancel);
            var contents = Contents(organization, inHand);
            return new PackageModel
            {
                Seat = seat,
                NextAddress = classroom.NextAddress(seat),
                PackageId = id,
                Edition = manifest.Version,
                Outcome = inHand.Outcome,
                Rows = contents,
                Current = inHand.Delivered is { } delivered ? contents.Find(row => row.Identifier == delivered.Identifier) ?? Line(delivered, 0, inHand) : null,
                Ways = new Ways(inHand.Devices, inHand.Delivered?.HiddenDevices ?? [], inHand.HasEnded, inHand.Valid.Start),
            }.With(inHand.Attempt, organization);
        }

        var attempt = seat.IsPreview ? null : await db.AttemptOf(seat, id, cancel);
        var rows = Rows(organization, attempt);
        return new PackageModel
        {
            Seat = seat,
            NextAddress = classroom.NextAddress(seat),
            PackageId = id,
            Edition = manifest.Version,
            Outcome = RollUp.Of(organization, identifier => attempt?.Standing(identifier)),
            Rows = rows,
            Current = Choose(rows, item, attempt),
        }.With(attempt, organization);
    }

    // As the sequencer shows it: what may not be seen is left out, and what may be chosen can be.
    private static List<PartRow> Contents(Organization organization, SequencedAttempt inHand)
    {
        var items = organization.AllItems().ToDictionary(item => item.Identifier);
        return [.. inHand.Devices.Contents.Select(entry => (items.TryGetValue(entry.Id, out var item) ? Line(item, entry.Depth, inHand) : new PartRow(entry.Id, entry.Title, entry.Depth, false, false, true, LessonStatus.NotAttempted, null)) with
        {
            IsOpen = entry.IsSelectable || entry.IsCurrent,
            Request = entry.IsSelectable ? $"{{target={entry.Id}}}choice" : null,
        })];
    }

    private static PartRow Line(Item item, int depth, SequencedAttempt inHand)
    {
        var (status, score) = inHand.Standing(item.Identifier);
        return new PartRow(item.Identifier, item.Title, depth, item.Children.Count == 0, item.Launch is { IsMissing: true }, true, status, score);
    }

    private static List<PartRow> Rows(Organization organization, PackageAttempt? attempt)
    {
        var shown = organization.Required().Select(item => item.Identifier).ToHashSet();
        var rows = new List<PartRow>();
        Add(organization.Items, 0);
        return rows;

        void Add(IEnumerable<Item> items, int depth)
        {
            foreach (var item in items)
            {
                var isShown = item.Launch is null ? item.IsVisible && item.WithDescendants().Any(below => shown.Contains(below.Identifier)) : shown.Contains(item.Identifier);
                if (isShown)
                    rows.Add(new PartRow(item.Identifier, item.Title, depth, item.Launch is not null, item.Launch is { IsMissing: true },
                        RollUp.IsOpen(organization, item, identifier => attempt?.Standing(identifier)),
                        RollUp.StatusOf(item, identifier => attempt?.Standing(identifier)), attempt?.Part(item.Identifier)?.Score));
                // What is below a hidden item takes its place.
                Add(item.Children, isShown ? depth + 1 : depth);
            }
        }
    }

    // What was asked for; else what was last in hand and isn't done; else the first part that waits to be done; else the last in hand.
    private static PartRow? Choose(List<PartRow> rows, string? asked, PackageAttempt? attempt)
    {
        var playable = rows.Where(row => row.IsPlayable && row.IsOpen).ToList();
        return playable.Find(row => row.Identifier == asked)
            ?? playable.Find(row => row.Identifier == attempt?.LastItem && !row.Status.IsDone())
            ?? playable.Find(row => !row.Status.IsDone())
            ?? playable.Find(row => row.Identifier == attempt?.LastItem)
            ?? playable.FirstOrDefault();
    }
}

/// <summary>A line of the list of parts.</summary>
public sealed record PartRow(string Identifier, string Title, int Depth, bool IsPart, bool IsMissing, bool IsOpen, LessonStatus Status, decimal? Score)
{
    public bool IsPlayable => IsPart && !IsMissing;

    /// <summary>What choosing it asks for (<see cref="GoOn"/>); null where nothing is sequenced, or it can't be chosen now.</summary>
    public string? Request { get; init; }
}

/// <summary>The ways on from here in a package of SCORM 2004.</summary>
/// <param name="Hidden">The devices that the package doesn't want beside its content, by their tokens (adlnav:hideLMSUI).</param>
/// <param name="HasEnded">The learner is through, or ended it.</param>
/// <param name="CanStart">Whether it can be begun now; while something is open it can't.</param>
public sealed record Ways(NavigationDevices Devices, IReadOnlyCollection<string> Hidden, bool HasEnded, bool CanStart);

/// <summary>A package in front of somebody.</summary>
public sealed record PackageModel
{
    public required Seat Seat { get; init; }
    /// <summary>Null in the preview of a draft that has none yet.</summary>
    public Id<Package>? PackageId { get; init; }
    public ScormVersion Edition { get; init; }
    public PackageOutcome Outcome { get; init; } = RollUp.Of([]);
    public IReadOnlyList<PartRow> Rows { get; init; } = [];
    /// <summary>The part that runs.</summary>
    public PartRow? Current { get; init; }
    /// <summary>What the learner left in it.</summary>
    public CmiState? State { get; init; }
    public Item? Item { get; init; }
    public DateTimeOffset? SavedAt { get; init; }
    public string PlayerAddress { get; init; } = "";
    /// <summary>Where the package itself says how it is gone through; null for others, and in a preview.</summary>
    public Ways? Ways { get; init; }
    /// <summary>Of the attempt in hand.</summary>
    public int Number { get; init; } = 1;
    /// <summary>Whether there is anything to leave behind.</summary>
    public bool CanStartAgain { get; init; }
    /// <summary>The next activity, or the course.</summary>
    public required string NextAddress { get; init; }

    /// <summary>Leaving puts the package's own order to rest, and whoever comes back goes on there (SN 4.5, Suspend All).</summary>
    public bool CanSuspend => Ways is { Devices.SuspendAll: true };
    public bool HasSeveralParts => Rows.Count(row => row.IsPart) > 1;
    /// <summary>Only the learner knows whether they are through (<see cref="CmiState.IsSilent"/>).</summary>
    public bool IsSilent => Item?.Kind == ResourceKind.Sco && State is { IsSilent: true };
    public PartRow? NextPart => Ways is not null ? null : Rows.SkipWhile(row => row.Identifier != Current?.Identifier).Skip(1).FirstOrDefault(row => row.IsPlayable && row.IsOpen);
    public PartRow? PreviousPart => Ways is not null ? null : Rows.TakeWhile(row => row.Identifier != Current?.Identifier).LastOrDefault(row => row.IsPlayable && row.IsOpen);
    /// <summary>The share of the full score from which the part is passed, where the package says so.</summary>
    public decimal? PassAt => Item?.MasteryScore / 100 ?? Item?.ScaledPassingScore;

    public string Address(PartRow row) => $"/packages/{Seat.Activity.Id}?item={Uri.EscapeDataString(row.Identifier)}{(Seat.IsPreview ? "&preview=1" : "")}";
    public string StateAddress => $"/packages/{Seat.Activity.Id}/state?item={Uri.EscapeDataString(Current?.Identifier ?? "")}{(Seat.IsPreview ? "&preview=1" : "")}";

    internal PackageModel With(PackageAttempt? attempt, Organization organization) => this with
    {
        Item = Current is null ? null : organization.Launchable().First(item => item.Identifier == Current.Identifier),
        State = Current is null ? null : attempt?.Part(Current.Identifier)?.State,
        SavedAt = attempt?.LastAt,
        Number = attempt?.Number ?? 1,
        CanStartAgain = attempt?.CanStartAgain(organization) ?? false,
    };
}
