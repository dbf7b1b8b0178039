using Lectern.Courses;
using Lectern.Enrolment;

namespace Lectern.Lessons;

/// <summary>Which pages or cards of an activity one learner has seen, and where they are in it.</summary>
public sealed class LessonReading : Entity<LessonReading>
{
    // Nobody takes in pages faster than this; a first report may come before we know when it began.
    private const double FastestPerSecond = 2;
    private const int Slack = 20;

    private SeenNumbers? _seen;

    private LessonReading() { }

    internal LessonReading(Id<CourseEnrolment> enrolmentId, Id<Activity> activityId, int edition, DateTimeOffset since) =>
        (EnrolmentId, ActivityId, Edition, Since, LastAt) = (enrolmentId, activityId, edition, since, since);

    public Id<CourseEnrolment> EnrolmentId { get; private set; }
    public Id<Activity> ActivityId { get; private set; }
    /// <summary>Which edition of the content: another one is read anew.</summary>
    public int Edition { get; private set; }
    /// <summary>When the learner opened it first.</summary>
    public DateTimeOffset Since { get; private set; }
    public DateTimeOffset LastAt { get; private set; }
    /// <summary>Where to go on: the number of a page or card; 0 at the beginning.</summary>
    public int Position { get; private set; }
    /// <summary><see cref="Seen"/> as text.</summary>
    public string SeenText { get; private set; } = "";
    public int Revision { get; private set; }

    public SeenNumbers Seen => _seen ??= SeenNumbers.Read(SeenText) ?? SeenNumbers.None;

    /// <summary>Takes in what was seen. More than time has passed for is refused: that is a program, not a person.</summary>
    internal Refusal? See(SeenNumbers more, int position, DateTimeOffset at)
    {
        var seen = Seen.With(more);
        if (seen.Count > Seen.Count && seen.Count > ((at - Since).TotalSeconds * FastestPerSecond) + Slack)
            return new("read-too-fast", "That is more than can have been read by now.");
        var text = seen.ToString();
        if (text == SeenText && position == Position) return null;
        (SeenText, _seen, Position, LastAt) = (text, seen, position, at);
        Revision++;
        return null;
    }

    /// <summary>The reading of this seat, if there is one. One statement, none for a preview.</summary>
    internal static async Task<LessonReading?> Of(Progress.Seat seat, int edition, LecternDb db, CancellationToken cancel)
    {
        if (seat.EnrolmentId is not { } enrolment) return null;
        var readings = db.LessonReadings;
        return await readings.SingleOrDefaultAsync(r => r.EnrolmentId == enrolment && r.ActivityId == seat.Activity.Id && r.Edition == edition, cancel);
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
