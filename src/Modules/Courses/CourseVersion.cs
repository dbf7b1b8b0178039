using System.Text.Json;
using System.Text.Json.Serialization;
using Lectern.People;

namespace Lectern.Courses;

/// <summary>What learners meet: the outline as it was when somebody published it. Never changed.</summary>
public sealed class CourseVersion : Entity<CourseVersion>
{
    private Outline? _read;

    public required Id<Course> CourseId { get; init; }
    /// <summary>1, 2, 3 … per course.</summary>
    public required int Number { get; init; }
    public required DateTimeOffset PublishedAt { get; init; }
    public required Id<Person>? PublishedById { get; init; }
    /// <summary><see cref="Outline"/> as JSON.</summary>
    public required string OutlineJson { get; init; }

    public Outline Outline => _read ??= Outline.Read(OutlineJson);
}

/// <summary>The modules and activities of a version, in order; the content of each is sealed under <see cref="OutlineActivity.ContentId"/>.</summary>
public sealed record Outline(IReadOnlyList<OutlineModule> Modules)
{
    public IEnumerable<OutlineActivity> Activities => Modules.SelectMany(module => module.Activities);
    public int Minutes => Activities.Sum(activity => activity.Minutes);

    /// <summary>So much do outlines that are kept take together at most, in bytes of memory.</summary>
    private const long MostBytes = 4 << 20;
    private static readonly KeptContents<Written, Outline> Kept = new(MostBytes);

    /// <summary>Reads an outline, or gives the one that was read of the same text: every page of a course needs it. It never changes, and whoever gets it shares it.</summary>
    public static Outline Read(string json) => Kept.Of(new Written(json), json.Length, static written => JsonSerializer.Deserialize<Outline>(written.Json))!;
    public string Write() => JsonSerializer.Serialize(this);

    /// <summary>An outline's text as a key: how long it is and how it begins, with its first module's id, tell most apart; comparing the whole is quick then.</summary>
    private readonly record struct Written(string Json)
    {
        private const int Beginning = 64;

        public bool Equals(Written other) => Json == other.Json;
        public override int GetHashCode() => HashCode.Combine(Json.Length, string.GetHashCode(Json.AsSpan(0, Math.Min(Beginning, Json.Length)), StringComparison.Ordinal));
    }
}

public sealed record OutlineModule(Id<CourseModule> Id, string Title, IReadOnlyList<OutlineActivity> Activities)
{
    /// <summary>When its activities are open, besides what each asks for; null for always.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public Rule? Availability { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public bool IsHiddenWhileLocked { get; init; }
}

/// <param name="ContentId">The sealed content, as its kind's <see cref="IActivityKind.Seal"/> named it.</param>
public sealed record OutlineActivity(Id<Activity> Id, string Kind, string Title, int Minutes, bool IsRequired, Guid ContentId)
{
    /// <summary>When it counts as done; null for its kind's own judgement, as in versions that know no other.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public Rule? Completion { get; init; }
    /// <summary>By what learners were judged before, the oldest first, as far as it still counts for somebody.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public IReadOnlyList<EarlierRule>? EarlierCompletion { get; init; }
    /// <summary>Since when what learners do counts: its author had it done anew from then on. Null when all counts that they ever did.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public DateTimeOffset? RenewedAt { get; init; }
    /// <summary>When it is open; null for always.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public Rule? Availability { get; init; }
    /// <summary>Whether learners don't see it while it isn't open.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public bool IsHiddenWhileLocked { get; init; }
}

internal sealed class CourseVersionMap : IEntityTypeConfiguration<CourseVersion>
{
    public void Configure(EntityTypeBuilder<CourseVersion> version)
    {
        version.Ignore(v => v.Outline);
        version.HasOne<Course>().WithMany().HasForeignKey(v => v.CourseId);
        version.HasOne<Person>().WithMany().HasForeignKey(v => v.PublishedById).OnDelete(DeleteBehavior.SetNull);
        version.HasIndex(v => new { v.CourseId, v.Number }).IsUnique();
    }
}
