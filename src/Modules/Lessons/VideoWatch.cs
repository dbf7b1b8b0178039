using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Lectern.Courses;
using Lectern.Enrolment;

namespace Lectern.Lessons;

/// <summary>What one learner has seen of one video file, and where they are in it. A new file in a later version is watched anew.</summary>
public sealed class VideoWatch : Entity<VideoWatch>
{
    // The fastest that players offer, and what a first report may hold before we know when it began.
    private const double FastestRate = 4;
    private const double Slack = 30;
    internal static readonly double Longest = TimeSpan.FromHours(24).TotalSeconds;

    private WatchedParts? _watched;

    private VideoWatch() { }

    private VideoWatch(Id<CourseEnrolment> enrolmentId, Id<Activity> activityId, string fileHash, int edition, DateTimeOffset since) =>
        (EnrolmentId, ActivityId, FileHash, Edition, Since, LastAt) = (enrolmentId, activityId, fileHash, edition, since, since);

    public Id<CourseEnrolment> EnrolmentId { get; private set; }
    public Id<Activity> ActivityId { get; private set; }
    public string FileHash { get; private set; } = "";
    /// <summary>How often this file has been begun, from 1: once more each time its author has it watched anew.</summary>
    public int Edition { get; private set; }
    /// <summary>When the learner opened the video first, or it was to be watched anew.</summary>
    public DateTimeOffset Since { get; private set; }
    public DateTimeOffset LastAt { get; private set; }
    /// <summary>Where to go on, in seconds.</summary>
    public double Position { get; private set; }
    /// <summary><see cref="Watched"/> as text.</summary>
    public string WatchedText { get; private set; } = "";
    /// <summary>How long the video is as far as known when last reported, in seconds; 0 before.</summary>
    public double Duration { get; private set; }
    /// <summary>How often which part was played (<see cref="PlayedTimes"/>).</summary>
    public string PlayedText { get; private set; } = "";
    /// <summary>A hash of the parts of the last report: one that comes twice, because the page was left meanwhile, is not played twice.</summary>
    public string LastReport { get; private set; } = "";
    public int Revision { get; private set; }

    public WatchedParts Watched => _watched ??= WatchedParts.None.With(WatchedParts.Read(WatchedText) ?? [], double.MaxValue);

    /// <summary>Takes in what the player reports. Seeing more than time has passed for is refused: that is a program, not a person.</summary>
    /// <param name="parts">Since the last report.</param>
    /// <param name="position">Where the player stands.</param>
    /// <param name="duration">Of the video, in seconds; 0 when nobody knows now: then what was said earlier holds.</param>
    /// <param name="at">Now.</param>
    public Refusal? Report(IReadOnlyList<Part> parts, double position, double duration, DateTimeOffset at)
    {
        if (duration > 0) Duration = duration;
        duration = Duration > 0 ? Duration : Longest;
        var watched = Watched.With(parts, duration);
        if (watched.Seconds > ((at - Since).TotalSeconds * FastestRate) + Slack)
            return new("watched-too-fast", "That is more than can have been watched by now.");
        var said = string.Join(';', parts.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.From:0.##}-{p.To:0.##}")));
        var (text, report) = (watched.ToString(), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(said))));
        if (report != LastReport) (PlayedText, LastReport) = (PlayedTimes.Read(PlayedText).With(parts, Duration).ToString(), report);
        (WatchedText, _watched, Position, LastAt) = (text, watched, Math.Clamp(position, 0, duration), at);
        Revision++;
        return null;
    }

    /// <summary>What was watched of a file from this seat, since it is to be watched anew; null when nothing, and for a preview. One statement.</summary>
    internal static async Task<VideoWatch?> Of(Progress.Seat seat, string? source, IQueryable<VideoWatch> watches, CancellationToken cancel)
    {
        if (seat.EnrolmentId is not { } enrolment || source is null) return null;
        var own = watches.Where(w => w.EnrolmentId == enrolment && w.ActivityId == seat.Activity.Id && w.FileHash == source);
        if (seat.Activity.RenewedAt is { } since) own = own.Where(w => w.Since >= since);
        return await own.OrderByDescending(w => w.Edition).FirstOrDefaultAsync(cancel);
    }

    /// <summary>A new one, where there is none; the caller adds it. Earlier ones stay.</summary>
    internal static async Task<VideoWatch> Begin(Progress.Seat seat, Id<CourseEnrolment> enrolment, string source, DateTimeOffset now, LecternDb db, CancellationToken cancel)
    {
        var watches = db.VideoWatches;
        var earlier = await watches.CountAsync(w => w.EnrolmentId == enrolment && w.ActivityId == seat.Activity.Id && w.FileHash == source, cancel);
        return new(enrolment, seat.Activity.Id, source, earlier + 1, await Begun.SinceAt(seat, enrolment, now, db, cancel));
    }
}

internal sealed class VideoWatchMap : IEntityTypeConfiguration<VideoWatch>
{
    public void Configure(EntityTypeBuilder<VideoWatch> watch)
    {
        watch.Ignore(w => w.Watched);
        watch.Property(w => w.FileHash).HasMaxLength(64);
        watch.Property(w => w.Revision).IsConcurrencyToken();
        watch.HasOne<CourseEnrolment>().WithMany().HasForeignKey(w => w.EnrolmentId);
        watch.HasIndex(w => new { w.ActivityId, w.FileHash });
        watch.HasIndex(w => new { w.EnrolmentId, w.ActivityId, w.FileHash, w.Edition }).IsUnique();
    }
}
