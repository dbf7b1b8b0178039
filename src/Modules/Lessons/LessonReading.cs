using Lectern.Courses;
using Lectern.Enrolment;

namespace Lectern.Lessons;

/// <summary>Which pages or cards of an activity one learner has seen, and where they are in it.</summary>
public sealed class LessonReading : Entity<LessonReading>
{
    // Nobody takes in pages faster than this; a first report may come before we know when it began.
    private const double FastestPerSecond = 2;
    internal const int UsualAtOnce = 20;

    private SeenNumbers? _seen;

    private LessonReading() { }

    private LessonReading(Id<CourseEnrolment> enrolmentId, Id<Activity> activityId, int edition, DateTimeOffset since) =>
        (EnrolmentId, ActivityId, Edition, Since, LastAt) = (enrolmentId, activityId, edition, since, since);

    public Id<CourseEnrolment> EnrolmentId { get; private set; }
    public Id<Activity> ActivityId { get; private set; }
    /// <summary>How often it has been begun, from 1: once more each time its author has it done anew.</summary>
    public int Edition { get; private set; }
    /// <summary>When the learner opened it first, or it was to be done anew.</summary>
    public DateTimeOffset Since { get; private set; }
    public DateTimeOffset LastAt { get; private set; }
    /// <summary>Where to go on: the number of a page or card; 0 at the beginning.</summary>
    public int Position { get; private set; }
    /// <summary><see cref="Seen"/> as text.</summary>
    public string SeenText { get; private set; } = "";
    public int Revision { get; private set; }

    public SeenNumbers Seen => _seen ??= SeenNumbers.Read(SeenText) ?? SeenNumbers.None;

    /// <summary>Takes in what was seen. More than time has passed for is refused: that is a program, not a person.</summary>
    /// <param name="more">What was seen since the last report, or before.</param>
    /// <param name="position">Where the reader is.</param>
    /// <param name="at">Now.</param>
    /// <param name="atOnce">How many may be on screen together.</param>
    internal Refusal? See(SeenNumbers more, int position, DateTimeOffset at, int atOnce = UsualAtOnce)
    {
        var seen = Seen.With(more);
        if (seen.Count > Seen.Count && seen.Count > ((at - Since).TotalSeconds * FastestPerSecond) + atOnce)
            return new("read-too-fast", "That is more than can have been read by now.");
        var text = seen.ToString();
        if (text == SeenText && position == Position) return null;
        (SeenText, _seen, Position, LastAt) = (text, seen, position, at);
        Revision++;
        return null;
    }

    /// <summary>The reading of this seat, if there is one since it is to be done anew. One statement, none for a preview.</summary>
    internal static async Task<LessonReading?> Of(Progress.Seat seat, LecternDb db, CancellationToken cancel)
    {
        if (seat.EnrolmentId is not { } enrolment) return null;
        return await Latest.Of(db, enrolment, seat.Activity.Id, seat.Activity.RenewedAt ?? DateTimeOffset.UnixEpoch).SingleOrDefaultAsync(cancel);
    }

    private static readonly PreparedQuery<Id<CourseEnrolment>, Id<Activity>, DateTimeOffset, LessonReading> Latest = new((db, enrolment, activity, since) =>
        db.Set<LessonReading>().Where(r => r.EnrolmentId == enrolment && r.ActivityId == activity && r.Since >= since).OrderByDescending(r => r.Edition).Take(1));

    /// <summary>A new one, where there is none; the caller adds it. Earlier ones stay.</summary>
    internal static async Task<LessonReading> Begin(Progress.Seat seat, Id<CourseEnrolment> enrolment, DateTimeOffset now, LecternDb db, CancellationToken cancel)
    {
        var readings = db.LessonReadings;
        var earlier = await readings.CountAsync(r => r.EnrolmentId == enrolment && r.ActivityId == seat.Activity.Id, cancel);
        return new(enrolment, seat.Activity.Id, earlier + 1, await Begun.SinceAt(seat, enrolment, now, db, cancel));
    }
}

internal sealed class LessonReadingMap : IEntityTypeConfiguration<LessonReading>
{
    public void Configure(EntityTypeBuilder<LessonReading> reading)
    {
        reading.Ignore(r => r.Seen);
        reading.Property(r => r.Revision).IsConcurrencyToken();
        reading.HasOne<CourseEnrolment>().WithMany().HasForeignKey(r => r.EnrolmentId);
        reading.HasIndex(r => new { r.EnrolmentId, r.ActivityId, r.Edition }).IsUnique();
    }
}
