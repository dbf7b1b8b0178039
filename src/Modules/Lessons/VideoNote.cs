using Lectern.Courses;
using Lectern.Enrolment;

namespace Lectern.Lessons;

/// <summary>What a learner wrote for themselves at a moment of a video. Nobody else is shown it.</summary>
public sealed class VideoNote : Entity<VideoNote>
{
    /// <summary>Characters of one note.</summary>
    public const int Longest = 2000;
    /// <summary>Of one learner in one video.</summary>
    public const int Most = 300;

    private VideoNote() { }

    public Id<CourseEnrolment> EnrolmentId { get; private set; }
    public Id<Activity> ActivityId { get; private set; }
    /// <summary>Where in the video, in seconds.</summary>
    public double At { get; private set; }
    public string Words { get; private set; } = "";
    public DateTimeOffset WrittenAt { get; private set; }

    internal static Outcome<VideoNote> Write(Id<CourseEnrolment> enrolmentId, Id<Activity> activityId, double at, string words, int already, DateTimeOffset now) => words.Trim() switch
    {
        "" => new Refusal("note-empty", "Write something first.", "words"),
        { Length: > Longest } => new Refusal("note-too-long", "A note can have at most {0} characters.", "words", Longest),
        _ when already >= Most => new Refusal("too-many-notes", "You have {0} notes on this video already. Delete one first.", "words", already),
        var text => new VideoNote { EnrolmentId = enrolmentId, ActivityId = activityId, At = Math.Clamp(at, 0, 86_400), Words = text, WrittenAt = now },
    };
}

internal sealed class VideoNoteMap : IEntityTypeConfiguration<VideoNote>
{
    public void Configure(EntityTypeBuilder<VideoNote> note)
    {
        note.Property(n => n.Words).HasMaxLength(VideoNote.Longest);
        note.HasOne<CourseEnrolment>().WithMany().HasForeignKey(n => n.EnrolmentId);
        note.HasIndex(n => new { n.EnrolmentId, n.ActivityId });
    }
}
