using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lectern.Courses;

/// <summary>How the parts of a group of conditions are taken together. Not: none of them may hold.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RuleMode>))]
public enum RuleMode { All, Any, AtLeast, Not }

/// <summary>
/// Conditions as an author put them together: a clause of some kind with what it says, or a group of clauses and groups. The
/// outline only keeps it; what a kind means is known to whoever fills the slot of conditions (Progress).
/// </summary>
public sealed record Rule
{
    public const int DeepestGroup = 3;
    public const int MostParts = 30;

    /// <summary>Of a group.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public RuleMode? Mode { get; init; }
    /// <summary>How many parts of a group with <see cref="RuleMode.AtLeast"/> must hold.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public int Count { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public IReadOnlyList<Rule>? Of { get; init; }

    /// <summary>Of a clause: the name of its condition.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Kind { get; init; }
    /// <summary>What the clause says, by names that its condition gave.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public IReadOnlyDictionary<string, string>? With { get; init; }

    [JsonIgnore] public bool IsGroup => Kind is null;
    [JsonIgnore] public IReadOnlyList<Rule> Parts => Of ?? [];
    [JsonIgnore] public IReadOnlyDictionary<string, string> Settings => With ?? new Dictionary<string, string>();

    /// <summary>The clauses, groups left out.</summary>
    [JsonIgnore] public IEnumerable<Rule> Clauses => IsGroup ? Parts.SelectMany(part => part.Clauses) : [this];

    public static Rule Group(RuleMode mode, params IReadOnlyList<Rule> parts) => new() { Mode = mode, Of = parts };
    public static Rule AtLeast(int count, params IReadOnlyList<Rule> parts) => new() { Mode = RuleMode.AtLeast, Count = count, Of = parts };
    public static Rule Clause(string kind, params ReadOnlySpan<(string Name, string Value)> with)
    {
        var settings = new SortedDictionary<string, string>(StringComparer.Ordinal);   // one order, so that the same rule is the same text
        foreach (var (name, value) in with) settings[name] = value;
        return new() { Kind = kind, With = settings.Count == 0 ? null : settings };
    }

    /// <summary>The same rule about the copies of what it is about: ids that stand in its clauses are replaced.</summary>
    public Rule About(IReadOnlyDictionary<string, string> copies) => IsGroup
        ? this with { Of = [.. Parts.Select(part => part.About(copies))] }
        : this with { With = With?.ToDictionary(pair => pair.Key, pair => copies.GetValueOrDefault(pair.Value, pair.Value)) };

    public string Write() => JsonSerializer.Serialize(this);
    public static Rule? Read(string? json) => json is null ? null : JsonSerializer.Deserialize<Rule>(json);
    public static bool Same(Rule? one, Rule? other) => one?.Write() == other?.Write();
}

/// <summary>
/// What becomes of those who were judged by a completion rule when another takes its place. Keep: who was done stays done, and who
/// was not becomes it only by doing something more. Upwards: who was done stays done, and what others did already counts by
/// the new rule. Recompute: everybody is judged by the new rule.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<RuleChange>))]
public enum RuleChange { Keep, Upwards, Recompute }

/// <summary>A completion rule that held for learners until another version, and what was chosen then. A null rule is the kind's own judgement.</summary>
public sealed record EarlierRule(Rule? Rule, DateTimeOffset Until, RuleChange Then);
