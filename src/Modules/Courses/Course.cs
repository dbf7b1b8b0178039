using System.Text.Json.Serialization;
using Lectern.People;

namespace Lectern.Courses;

/// <summary>Who may become a learner of a course by themselves.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EnrolmentPolicy>))]
public enum EnrolmentPolicy { Open, Assigned }

/// <summary>
/// Whether a course takes new learners. Withdrawn: it is out of the catalog and nobody enrols by themselves, but people may
/// still be enrolled. Archived: it is out of the editors' lists too, and nobody comes in. Whoever is in keeps what they have.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<CourseOffer>))]
public enum CourseOffer { Offered, Withdrawn, Archived }

/// <summary>When a learner may begin a course again by themselves. Whoever enrols others may begin it again for them at any time.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Retakes>))]
public enum Retakes { ByStaff, WhenCompleted, BeforeExpiry }

/// <summary>
/// A course: what stands in the catalog, a draft outline that instructors edit, and the published version that learners
/// meet. Publishing makes an immutable <see cref="CourseVersion"/>; edits touch the draft only.
/// </summary>
public sealed class Course : Entity<Course>, IAudited
{
    private static readonly TimeSpan Notable = TimeSpan.FromMinutes(2);
    private readonly List<CourseModule> _modules = [];

    private Course() { }

    public Course(Id<Scope> unitId, string title, string slug, DateTimeOffset at)
    {
        UnitId = unitId;
        Title = title.Trim();
        Slug = slug;
        CreatedAt = DraftChangedAt = at;
        Cover = Covers[Id.Value.ToByteArray()[15] % Covers.Count];
        SearchText = SearchWords.Of(Title);
    }

    /// <summary>The topic covers that there are, by their names in the art sprite.</summary>
    public static IReadOnlyList<string> Covers => Web.Design.Cover.Topics;

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
    public string Cover { get; private set; } = "";
    public string Topic { get; private set; } = "";
    public EnrolmentPolicy Policy { get; private set; } = EnrolmentPolicy.Open;
    public CourseOffer Offer { get; private set; } = CourseOffer.Offered;
    /// <summary>Whether whoever completes it gets a certificate.</summary>
    public bool HasCertificate { get; private set; } = true;
    /// <summary>How long a certificate of this course is valid, in months; null for ever.</summary>
    public int? CertificateMonths { get; private set; }
    public Retakes Retakes { get; private set; } = Retakes.ByStaff;
    /// <summary>How many days before their certificate expires learners may begin again, with <see cref="Retakes.BeforeExpiry"/>.</summary>
    public int RenewalDays { get; private set; } = 60;
    /// <summary><see cref="Schedule"/> as JSON.</summary>
    public string? ScheduleJson { get; private set; }
    /// <summary>When it is to be done; null when it says nothing of that. It holds at once.</summary>
    public CourseSchedule? Schedule => CourseSchedule.Read(ScheduleJson);
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset DraftChangedAt { get; private set; }
    public Id<CourseVersion>? PublishedVersionId { get; private set; }
    public int PublishedNumber { get; private set; }
    /// <summary>How long the published outline takes, in minutes, and how many activities it has: for lists, without reading it.</summary>
    public int PublishedMinutes { get; private set; }
    public int PublishedActivities { get; private set; }
    public DateTimeOffset? PublishedAt { get; private set; }
    /// <summary>Raised by every change of the draft; two people who edit can't overwrite each other unseen.</summary>
    public int Revision { get; private set; }
    /// <summary>The words of title, summary and topic as <see cref="SearchWords"/> folds them.</summary>
    public string SearchText { get; private set; } = "";

    /// <summary>Every module that was loaded, in no order, removed ones too; the draft as it stands is <see cref="DraftModules"/>.</summary>
    public IReadOnlyList<CourseModule> Modules => _modules;
    /// <summary>The modules of the draft, in order.</summary>
    public IEnumerable<CourseModule> DraftModules => _modules.Where(m => m.RemovedAt is null).OrderBy(m => m.Position);
    /// <summary>A module of the draft, or null; needs the modules loaded.</summary>
    public CourseModule? ModuleOf(Id<CourseModule> id) => DraftModules.FirstOrDefault(m => m.Id == id);
    /// <summary>An activity of the draft, or null; needs the modules and activities loaded.</summary>
    public Activity? ActivityOf(Id<Activity> id) => DraftModules.SelectMany(m => m.DraftActivities).FirstOrDefault(a => a.Id == id);
    public bool IsPublished => PublishedVersionId is not null;
    public bool HasUnpublishedChanges => PublishedAt is null || DraftChangedAt > PublishedAt;
    /// <summary>The scope at which roles in this course hold; it has the course's id.</summary>
    public Id<Scope> ScopeId => new(Id.Value);

    public static IReadOnlyCollection<string> AuditedValues { get; } = [nameof(Title), nameof(Slug), nameof(Policy), nameof(Offer), nameof(HasCertificate), nameof(Retakes), nameof(PublishedNumber), nameof(UnitId)];

    /// <summary>Sets what stands in the catalog. It holds at once; the outline alone waits for publishing.</summary>
    public Refusal? Describe(string title, string summary, string description, string cover, string topic, EnrolmentPolicy policy, int? certificateMonths, bool hasCertificate = true)
    {
        if (Parts.TitleRefusal(title) is { } refusal) return refusal;
        if (summary.Length > 500) return new("summary-too-long", "A summary has at most 500 characters.", nameof(Summary));
        if (topic.Length > 80) return new("topic-too-long", "A topic has at most 80 characters.", nameof(Topic));
        if (!Covers.Contains(cover)) return new("cover-unknown", "Choose one of the covers.", nameof(Cover));
        if (certificateMonths is < 1 or > 600) return new("validity-out-of-range", "Enter a number of months from 1 to 600, or leave it empty.", nameof(CertificateMonths));
        (Title, Summary, Description, Cover, Topic, Policy) = (title.Trim(), summary.Trim(), description, cover, topic.Trim(), policy);
        (HasCertificate, CertificateMonths) = (hasCertificate, certificateMonths);
        SearchText = SearchWords.Of(Title, Summary, Topic);
        Revision++;
        return null;
    }

    /// <summary>Says when learners may begin it again. It holds at once.</summary>
    public Refusal? Repeat(Retakes retakes, int renewalDays)
    {
        if (renewalDays is < 1 or > 366) return new("renewal-out-of-range", "Enter a number of days from 1 to 366.", nameof(RenewalDays));
        if (retakes == Retakes.BeforeExpiry && (!HasCertificate || CertificateMonths is null)) return new("retakes-without-expiry", "Say for how many months its certificate is valid, or choose another answer.", nameof(Retakes));
        (Retakes, RenewalDays) = (retakes, renewalDays);
        Revision++;
        return null;
    }

    /// <summary>From when on a learner who completed a course at a time may begin it again; null for never.</summary>
    public static DateTimeOffset? OpensAgainAt(Retakes retakes, int renewalDays, int? certificateMonths, DateTimeOffset completedAt) => retakes switch
    {
        Retakes.WhenCompleted => completedAt,
        Retakes.BeforeExpiry when certificateMonths is { } months => completedAt.AddMonths(months).AddDays(-renewalDays),
        _ => null,
    };

    /// <summary>Offers it, withdraws it from the catalog, or archives it. It holds at once.</summary>
    public Refusal? Put(CourseOffer offer)
    {
        if (offer == CourseOffer.Withdrawn && !IsPublished) return new("course-not-published", "This course is not published, so it is not in the catalog.");
        Offer = offer;
        Revision++;
        return null;
    }

    /// <summary>Says when it is to be done; null, or a schedule that says nothing, for whenever. It holds at once, also for those who are learners already.</summary>
    public Refusal? Plan(CourseSchedule? schedule)
    {
        if (schedule?.Check() is { } refusal) return refusal;
        var json = schedule is null or { IsEmpty: true } ? null : schedule.Write();
        if (json == ScheduleJson) return null;
        Raise(new CourseRescheduled(Id, ScheduleJson));
        ScheduleJson = json;
        Revision++;
        return null;
    }

    public CourseModule AddModule(string title, DateTimeOffset at)
    {
        var module = new CourseModule(Id, title.Trim(), _modules.Count == 0 ? 0 : _modules.Max(m => m.Position) + 1);
        _modules.Add(module);
        Touch(at);
        return module;
    }

    public Refusal? Rename(CourseModule module, string title, DateTimeOffset at)
    {
        if (Parts.TitleRefusal(title) is { } refusal) return refusal;
        module.Rename(title.Trim());
        Touch(at);
        return null;
    }

    public Refusal? Describe(Activity activity, string title, int minutes, bool isRequired, DateTimeOffset at)
    {
        if (activity.Describe(title, minutes, isRequired) is { } refusal) return refusal;
        Touch(at, activity);
        return null;
    }

    /// <summary>Says when an activity counts as done; null for its kind's own judgement.</summary>
    public void Judge(Activity activity, Rule? completion, DateTimeOffset at)
    {
        if (Rule.Same(activity.Completion, completion)) return;
        activity.Judge(completion);
        Touch(at, activity);
    }

    /// <summary>Says when an activity is open; null for always.</summary>
    public void Open(Activity activity, Rule? availability, bool isHiddenWhileLocked, DateTimeOffset at)
    {
        if (Rule.Same(activity.Availability, availability) && activity.IsHiddenWhileLocked == isHiddenWhileLocked) return;
        activity.Open(availability, isHiddenWhileLocked);
        Touch(at, activity);
    }

    /// <summary>Says when a module is open; null for always.</summary>
    public void Open(CourseModule module, Rule? availability, bool isHiddenWhileLocked, DateTimeOffset at)
    {
        if (Rule.Same(module.Availability, availability) && module.IsHiddenWhileLocked == isHiddenWhileLocked) return;
        module.Open(availability, isHiddenWhileLocked);
        Touch(at);
    }

    /// <summary>Puts a module at a place among the others; 0 is the first.</summary>
    public void Place(CourseModule module, int position, DateTimeOffset at)
    {
        var modules = DraftModules.Where(m => m != module).ToList();
        modules.Insert(Math.Clamp(position, 0, modules.Count), module);
        for (var i = 0; i < modules.Count; i++) modules[i].MoveTo(i);
        Touch(at);
    }

    /// <summary>Puts an activity at a place in a module, perhaps another one; 0 is the first.</summary>
    public void Place(Activity activity, CourseModule target, int position, DateTimeOffset at)
    {
        var activities = target.DraftActivities.Where(a => a != activity).ToList();
        activities.Insert(Math.Clamp(position, 0, activities.Count), activity);
        for (var i = 0; i < activities.Count; i++) activities[i].MoveTo(target.Id, i);
        Touch(at);
    }

    /// <summary>
    /// Takes a module, or an activity, out of the draft. It is kept: a published version may still show it to learners, and
    /// the person may think better of it (<see cref="Restore(CourseModule, DateTimeOffset)"/>).
    /// </summary>
    public void Remove(CourseModule module, DateTimeOffset at)
    {
        module.Remove(at);
        Touch(at);
    }

    public void Remove(Activity activity, DateTimeOffset at)
    {
        activity.Remove(at);
        Touch(at);
    }

    public void Restore(CourseModule module, DateTimeOffset at)
    {
        module.Restore();
        Touch(at);
    }

    public void Restore(Activity activity, DateTimeOffset at)
    {
        activity.Restore();
        Touch(at);
    }

    /// <summary>
    /// Says that the content of an activity changed; its kind calls this at every change. It is not news at every pause of a
    /// writer, because each time costs whoever edits the outline at the same moment a conflict; the first change since
    /// publishing always is: the builder shows it.
    /// </summary>
    public void ContentChanged(Activity activity, DateTimeOffset at)
    {
        var isNews = PublishedAt is { } published && (activity.ChangedAt is not { } changed || changed <= published);
        if (isNews || at - DraftChangedAt > Notable) Touch(at, activity);
    }

    /// <summary>Says that something of the draft changed.</summary>
    public void Touch(DateTimeOffset at, Activity? edited = null)
    {
        edited?.Edited(at);
        DraftChangedAt = at;
        Revision++;
    }

    /// <summary>The draft in the shape of a version; nothing in it is sealed, so no activity has a content id. Needs the modules and activities loaded.</summary>
    public Outline DraftOutline() => Outline(_ => Guid.Empty, _ => null, _ => null);

    /// <param name="contentOf">The sealed content.</param>
    /// <param name="judgedBefore">The rules by which learners were judged until now (<see cref="OutlineActivity.EarlierCompletion"/>).</param>
    /// <param name="renewedAt">Since when it is to be done anew (<see cref="OutlineActivity.RenewedAt"/>).</param>
    internal Outline Outline(Func<Activity, Guid> contentOf, Func<Activity, IReadOnlyList<EarlierRule>?> judgedBefore, Func<Activity, DateTimeOffset?> renewedAt) => new(
        [.. DraftModules.Select(module => new OutlineModule(module.Id, module.Title,
            [.. module.DraftActivities.Select(a => new OutlineActivity(a.Id, a.Kind, a.Title, a.Minutes, a.IsRequired, contentOf(a))
            {
                Completion = a.Completion,
                EarlierCompletion = judgedBefore(a),
                RenewedAt = renewedAt(a),
                Availability = a.Availability,
                IsHiddenWhileLocked = a.IsHiddenWhileLocked,
            })])
        {
            Availability = module.Availability,
            IsHiddenWhileLocked = module.IsHiddenWhileLocked,
        })]);

    internal void Published(CourseVersion version)
    {
        PublishedVersionId = version.Id;
        PublishedNumber = version.Number;
        PublishedAt = version.PublishedAt;
        PublishedMinutes = version.Outline.Minutes;
        PublishedActivities = version.Outline.Activities.Count();
        Revision++;
        Raise(new CoursePublished(Id, version.Id));
    }
}

/// <summary>A course has a new version that learners meet from now on.</summary>
public sealed record CoursePublished(Id<Course> CourseId, Id<CourseVersion> VersionId) : IEvent;

/// <summary>The dates of a course are others than before.</summary>
/// <param name="Before">What they were, as JSON; null for none.</param>
public sealed record CourseRescheduled(Id<Course> CourseId, string? Before) : IEvent;

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
        course.Ignore(c => c.ScopeId).Ignore(c => c.DraftModules).Ignore(c => c.Schedule);
        course.HasIndex(c => c.Slug).IsUnique();
        course.HasIndex(c => c.Title);
        course.HasOne<Scope>().WithMany().HasForeignKey(c => c.UnitId).OnDelete(DeleteBehavior.Restrict);
        course.HasMany(c => c.Modules).WithOne().HasForeignKey(m => m.CourseId);
        course.Navigation(c => c.Modules).UsePropertyAccessMode(PropertyAccessMode.Field);
    }
}
