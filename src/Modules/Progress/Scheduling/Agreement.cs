using System.Text.Json.Serialization;
using Lectern.Courses;

namespace Lectern.Progress.Scheduling;

/// <summary>What may be agreed with one learner about a course: more time, a rest, or that something isn't asked of them.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AdjustmentKind>))]
public enum AdjustmentKind { Extension, Pause, Waiver }

/// <summary>What an adjustment says about dates: a value, for computing with.</summary>
/// <param name="Made">When it was agreed: a pause moves on what was agreed before it.</param>
public sealed record Agreement(AdjustmentKind Kind, DateTimeOffset Made)
{
    /// <summary>Of an extension: the lesson; null for the end of the course.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public Id<Activity>? ActivityId { get; init; }
    /// <summary>Of an extension: the later date, on a clock in <see cref="Zone"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public DateTime? Until { get; init; }
    /// <summary>Of a pause: its first and its last day, there.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public DateOnly? First { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public DateOnly? Last { get; init; }
    /// <summary>The time zone in which it was promised, by its IANA name.</summary>
    public required string Zone { get; init; }

    [JsonIgnore] internal TimeZoneInfo TimeZone => TimeZoneInfo.TryFindSystemTimeZoneById(Zone, out var zone) ? zone : TimeZoneInfo.Utc;
}
