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

    public Refusal? Describe(string title, int minutes, bool isRequired)
    {
        if (string.IsNullOrWhiteSpace(title)) return new("title-missing", "Enter a title.", nameof(Title));
        if (title.Length > 200) return new("title-too-long", "A title has at most 200 characters.", nameof(Title));
        if (minutes is < 0 or > 6000) return new("minutes-out-of-range", "Enter a number of minutes from 0 to 6000.", nameof(Minutes));
        (Title, Minutes, IsRequired) = (title.Trim(), minutes, isRequired);
        return null;
    }

    public void MoveTo(Id<CourseModule> moduleId, int position) => (ModuleId, Position) = (moduleId, position);
}

internal sealed class ActivityMap : IEntityTypeConfiguration<Activity>
{
    public void Configure(EntityTypeBuilder<Activity> activity)
    {
        activity.Property(a => a.Kind).HasMaxLength(40);
        activity.Property(a => a.Title).HasMaxLength(200);
        activity.HasOne<Course>().WithMany().HasForeignKey(a => a.CourseId).OnDelete(DeleteBehavior.Cascade);
    }
}
