using System.Text.Json.Serialization;
using Lectern.Courses;

namespace Lectern.Grading;

/// <summary>When learners are told of their marks.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReleaseWay>))]
public enum ReleaseWay
{
    /// <summary>As soon as all of an attempt is marked.</summary>
    AtOnce,
    /// <summary>When somebody who may releases them.</summary>
    ByHand,
    /// <summary>At a date, and from then on at once.</summary>
    AtDate,
}

/// <summary>How the marks of one activity are released, and whether markers see names. An activity without one releases at once and shows names. Not a part of what is
/// published: it holds from the moment on in which it is changed, and takes back nothing that was told.</summary>
public sealed class ReleaseRule : Entity<ReleaseRule>, IAudited
{
    private ReleaseRule() { }

    public ReleaseRule(Id<Course> courseId, Id<Activity> activityId) => (CourseId, ActivityId) = (courseId, activityId);

    public Id<Course> CourseId { get; private set; }
    public Id<Activity> ActivityId { get; private set; }
    public ReleaseWay Way { get; private set; }
    /// <summary>With <see cref="ReleaseWay.AtDate"/>.</summary>
    public DateTimeOffset? At { get; private set; }
    /// <summary>Whoever marks sees numbers instead of names.</summary>
    public bool HidesNames { get; private set; }
    public int Revision { get; private set; }

    public static IReadOnlyCollection<string> AuditedValues { get; } = [nameof(CourseId), nameof(ActivityId), nameof(Way), nameof(At), nameof(HidesNames)];

    public Refusal? Change(ReleaseWay way, DateTimeOffset? at, bool hidesNames)
    {
        if (!Enum.IsDefined(way)) return new Refusal("release-unknown", "Choose when marks are released.", nameof(Way));
        if (way == ReleaseWay.AtDate && at is null) return new Refusal("release-date-missing", "Choose the date on which marks are released.", nameof(At));
        (Way, At, HidesNames) = (way, way == ReleaseWay.AtDate ? at : null, hidesNames);
        Revision++;
        return null;
    }

    /// <summary>Whether what is marked at this moment is told at once.</summary>
    public bool ReleasesAt(DateTimeOffset now) => Way == ReleaseWay.AtOnce || (Way == ReleaseWay.AtDate && At <= now);
}

public static class ReleaseRules
{
    extension(LecternDb db)
    {
        /// <summary>The rule of an activity; the usual one, not in the database, where nobody made another. One statement.</summary>
        public async Task<ReleaseRule> ReleaseRuleOf(Id<Course> courseId, Id<Activity> activityId, CancellationToken cancel) =>
            await db.Set<ReleaseRule>().SingleOrDefaultAsync(r => r.ActivityId == activityId, cancel) ?? new ReleaseRule(courseId, activityId);
    }
}

internal sealed class ReleaseRuleMap : IEntityTypeConfiguration<ReleaseRule>
{
    public void Configure(EntityTypeBuilder<ReleaseRule> rule)
    {
        rule.Property(r => r.ActivityId);   // activities may be gone from the draft, marks stay
        rule.Property(r => r.Revision).IsConcurrencyToken();
        rule.HasOne<Course>().WithMany().HasForeignKey(r => r.CourseId);
        rule.HasIndex(r => r.ActivityId).IsUnique();
        rule.HasIndex(r => new { r.Way, r.At });
    }
}
