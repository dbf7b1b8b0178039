namespace Lectern.Courses;

/// <summary>
/// One thing to do in a course, of some kind (page, video, quiz, package …). Its id stays the same through all versions,
/// so that what learners did stays theirs; what it contains is kept by its <see cref="IActivityKind"/> under this id.
/// </summary>
public sealed class Activity : Entity<Activity>
{
    private Activity() { }

    internal Activity(Id<Course> courseId, Id<CourseModule> moduleId, string kind, string title, int minutes, int position) =>
        (CourseId, ModuleId, Kind, Title, Minutes, Position) = (courseId, moduleId, kind, title, minutes, position);

    public Id<Course> CourseId { get; private set; }
    public Id<CourseModule> ModuleId { get; private set; }
    /// <summary>The name of its kind (<see cref="IActivityKind.Name"/>).</summary>
    public string Kind { get; private set; } = "";
    public string Title { get; private set; } = "";
    public int Position { get; private set; }
    /// <summary>How long it usually takes, in minutes.</summary>
    public int Minutes { get; private set; }
    /// <summary>Whether the course can't be completed without it.</summary>
    public bool IsRequired { get; private set; } = true;

    /// <summary>When its title, settings or content changed last; null when never since it was made.</summary>
    public DateTimeOffset? ChangedAt { get; private set; }
    /// <summary>Set when it was taken out of the draft; published versions may still have it.</summary>
    public DateTimeOffset? RemovedAt { get; private set; }

    /// <summary><see cref="Completion"/> and <see cref="Availability"/> as JSON.</summary>
    public string? CompletionJson { get; private set; }
    public string? AvailabilityJson { get; private set; }
    /// <summary>When it counts as done; null for its kind's own judgement.</summary>
    public Rule? Completion => Rule.Read(CompletionJson);
    /// <summary>When it is open; null for always.</summary>
    public Rule? Availability => Rule.Read(AvailabilityJson);
    /// <summary>Whether learners don't see it while it isn't open.</summary>
    public bool IsHiddenWhileLocked { get; private set; }

    internal Refusal? Describe(string title, int minutes, bool isRequired)
    {
        if (Parts.TitleRefusal(title) is { } refusal) return refusal;
        if (minutes is < 0 or > 6000) return new("minutes-out-of-range", "Enter a number of minutes from 0 to 6000.", nameof(Minutes));
        (Title, Minutes, IsRequired) = (title.Trim(), minutes, isRequired);
        return null;
    }

    internal void Judge(Rule? completion) => CompletionJson = completion?.Write();
    internal void Open(Rule? availability, bool isHiddenWhileLocked) => (AvailabilityJson, IsHiddenWhileLocked) = (availability?.Write(), isHiddenWhileLocked);
    internal void MoveTo(Id<CourseModule> moduleId, int position) => (ModuleId, Position) = (moduleId, position);
    internal void Edited(DateTimeOffset at) => ChangedAt = at;
    internal void Remove(DateTimeOffset at) => RemovedAt ??= at;
    internal void Restore() => RemovedAt = null;
}

internal sealed class ActivityMap : IEntityTypeConfiguration<Activity>
{
    public void Configure(EntityTypeBuilder<Activity> activity)
    {
        activity.Property(a => a.Kind).HasMaxLength(40);
        activity.Property(a => a.Title).HasMaxLength(200);
        activity.Ignore(a => a.Completion).Ignore(a => a.Availability);
        activity.HasOne<Course>().WithMany().HasForeignKey(a => a.CourseId).OnDelete(DeleteBehavior.Cascade);
    }
}
