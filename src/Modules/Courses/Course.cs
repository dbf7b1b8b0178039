using Lectern.People;

namespace Lectern.Courses;

/// <summary>Who may become a learner of a course by themselves.</summary>
public enum EnrolmentPolicy { Open, Assigned }

/// <summary>
/// A course: what stands in the catalog, a draft outline that instructors edit, and the published version that learners
/// meet. Publishing makes an immutable <see cref="CourseVersion"/>; edits touch the draft only.
/// </summary>
public sealed class Course : Entity<Course>, IAudited
{
    private readonly List<CourseModule> _modules = [];

    private Course() { }

    public Course(Id<Scope> unitId, string title, string slug, DateTimeOffset at)
    {
        UnitId = unitId;
        Title = title;
        Slug = slug;
        CreatedAt = DraftChangedAt = at;
    }

    /// <summary>The organisation unit that the course belongs to.</summary>
    public Id<Scope> UnitId { get; private set; }
    public string Title { get; private set; } = "";
    /// <summary>Its name in addresses: lower-case words and dashes, unique, unchanged by renaming.</summary>
    public string Slug { get; private set; } = "";
    /// <summary>One or two plain sentences for cards.</summary>
    public string Summary { get; private set; } = "";
    /// <summary>Sanitised HTML for the course's own page.</summary>
    public string Description { get; private set; } = "";
    /// <summary>The topic cover, by its name in the art sprite.</summary>
    public string Cover { get; private set; } = "heart";
    public string Topic { get; private set; } = "";
    public EnrolmentPolicy Policy { get; private set; } = EnrolmentPolicy.Open;
    /// <summary>How long a certificate of this course is valid, in months; null for ever.</summary>
    public int? CertificateMonths { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset DraftChangedAt { get; private set; }
    public Id<CourseVersion>? PublishedVersionId { get; private set; }
    public int PublishedNumber { get; private set; }
    public DateTimeOffset? PublishedAt { get; private set; }
    /// <summary>Raised by every change of the draft; two people who edit can't overwrite each other unseen.</summary>
    public int Revision { get; private set; }

    /// <summary>The draft outline, in order of <see cref="CourseModule.Position"/>.</summary>
    public IReadOnlyList<CourseModule> Modules => _modules;
    public bool IsPublished => PublishedVersionId is not null;
    public bool HasUnpublishedChanges => PublishedAt is null || DraftChangedAt > PublishedAt;
    /// <summary>The scope at which roles in this course hold; it has the course's id.</summary>
    public Id<Scope> ScopeId => new(Id.Value);

    public static IReadOnlyCollection<string> AuditedValues { get; } = [nameof(Title), nameof(Slug), nameof(Policy), nameof(PublishedNumber), nameof(UnitId)];

    public Refusal? Describe(string title, string summary, string description, string cover, string topic, EnrolmentPolicy policy, int? certificateMonths, DateTimeOffset at)
    {
        if (string.IsNullOrWhiteSpace(title)) return new("title-missing", "Enter a title.", nameof(Title));
        if (title.Length > 200) return new("title-too-long", "A title has at most 200 characters.", nameof(Title));
        if (summary.Length > 500) return new("summary-too-long", "A summary has at most 500 characters.", nameof(Summary));
        if (certificateMonths is < 1 or > 600) return new("validity-out-of-range", "Enter a number of months from 1 to 600, or leave it empty.", nameof(CertificateMonths));
        (Title, Summary, Description, Cover, Topic, Policy, CertificateMonths) = (title.Trim(), summary.Trim(), description, cover, topic.Trim(), policy, certificateMonths);
        Touch(at);
        return null;
    }

    public CourseModule AddModule(string title, DateTimeOffset at)
    {
        var module = new CourseModule(Id, title, _modules.Count == 0 ? 0 : _modules.Max(m => m.Position) + 1);
        _modules.Add(module);
        Touch(at);
        return module;
    }

    public void RemoveModule(CourseModule module, DateTimeOffset at)
    {
        _modules.Remove(module);
        Touch(at);
    }

    /// <summary>Says that something of the draft changed: activity kinds call it when they change their content.</summary>
    public void Touch(DateTimeOffset at)
    {
        DraftChangedAt = at;
        Revision++;
    }

    /// <summary>The draft in the shape of a version; nothing in it is sealed, so no activity has a content id. Needs the modules and activities loaded.</summary>
    public Outline DraftOutline() => Outline(_ => Guid.Empty);

    internal Outline Outline(Func<Activity, Guid> contentOf) => new(
        [.. _modules.OrderBy(m => m.Position).Select(module => new OutlineModule(module.Id, module.Title,
            [.. module.Activities.OrderBy(a => a.Position).Select(a => new OutlineActivity(a.Id, a.Kind, a.Title, a.Minutes, a.IsRequired, contentOf(a)))]))]);

    internal void Published(CourseVersion version)
    {
        PublishedVersionId = version.Id;
        PublishedNumber = version.Number;
        PublishedAt = version.PublishedAt;
        Revision++;
        Raise(new CoursePublished(Id, version.Id));
    }
}

/// <summary>A course has a new version that learners meet from now on.</summary>
public sealed record CoursePublished(Id<Course> CourseId, Id<CourseVersion> VersionId) : IEvent;

internal sealed class CourseMap : IEntityTypeConfiguration<Course>
{
    public void Configure(EntityTypeBuilder<Course> course)
    {
        course.Property(c => c.Title).HasMaxLength(200);
        course.Property(c => c.Slug).HasMaxLength(120);
        course.Property(c => c.Summary).HasMaxLength(500);
        course.Property(c => c.Cover).HasMaxLength(40);
        course.Property(c => c.Topic).HasMaxLength(80);
        course.Property(c => c.Revision).IsConcurrencyToken();
        course.Ignore(c => c.ScopeId);
        course.HasIndex(c => c.Slug).IsUnique();
        course.HasIndex(c => c.Title);
        course.HasOne<Scope>().WithMany().HasForeignKey(c => c.UnitId).OnDelete(DeleteBehavior.Restrict);
        course.HasMany(c => c.Modules).WithOne().HasForeignKey(m => m.CourseId);
        course.Navigation(c => c.Modules).UsePropertyAccessMode(PropertyAccessMode.Field);
    }
}
