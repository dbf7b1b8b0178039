namespace Lectern.Courses;

/// <summary>A chapter of a course's draft outline: a title and its activities in order.</summary>
public sealed class CourseModule : Entity<CourseModule>
{
    private readonly List<Activity> _activities = [];

    private CourseModule() { }

    internal CourseModule(Id<Course> courseId, string title, int position) => (CourseId, Title, Position) = (courseId, title, position);

    public Id<Course> CourseId { get; private set; }
    public string Title { get; private set; } = "";
    public int Position { get; private set; }
    /// <summary>Set when it was taken out of the draft, with all that is in it.</summary>
    public DateTimeOffset? RemovedAt { get; private set; }
    /// <summary><see cref="Availability"/> as JSON.</summary>
    public string? AvailabilityJson { get; private set; }
    /// <summary>When its activities are open, besides what each asks for; null for always.</summary>
    public Rule? Availability => Rule.Read(AvailabilityJson);
    /// <summary>Whether learners don't see it while it isn't open.</summary>
    public bool IsHiddenWhileLocked { get; private set; }
    /// <summary>Every activity that was loaded, in no order, removed ones too; the draft as it stands is <see cref="DraftActivities"/>.</summary>
    public IReadOnlyList<Activity> Activities => _activities;
    /// <summary>The activities of the draft, in order.</summary>
    public IEnumerable<Activity> DraftActivities => _activities.Where(a => a.RemovedAt is null).OrderBy(a => a.Position);

    internal void Rename(string title) => Title = title;
    internal void Open(Rule? availability, bool isHiddenWhileLocked) => (AvailabilityJson, IsHiddenWhileLocked) = (availability?.Write(), isHiddenWhileLocked);
    internal void MoveTo(int position) => Position = position;
    internal void Remove(DateTimeOffset at) => RemovedAt ??= at;
    internal void Restore() => RemovedAt = null;

    public Activity Add(string kind, string title, int minutes)
    {
        var activity = new Activity(CourseId, Id, kind, title.Trim(), minutes, _activities.Count == 0 ? 0 : _activities.Max(a => a.Position) + 1);
        _activities.Add(activity);
        return activity;
    }
}

internal sealed class CourseModuleMap : IEntityTypeConfiguration<CourseModule>
{
    public void Configure(EntityTypeBuilder<CourseModule> module)
    {
        module.Property(m => m.Title).HasMaxLength(200);
        module.Ignore(m => m.DraftActivities).Ignore(m => m.Availability);
        module.HasMany(m => m.Activities).WithOne().HasForeignKey(a => a.ModuleId);
        module.Navigation(m => m.Activities).UsePropertyAccessMode(PropertyAccessMode.Field);
    }
}
