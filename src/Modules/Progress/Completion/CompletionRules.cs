using Lectern.Courses;
using Lectern.Progress.Rules;

namespace Lectern.Progress.Completion;

/// <summary>How a rule, or a part of it, stands for a learner. What decides and what explains is this one computation.</summary>
/// <param name="MetAt">When it was met first; null while it isn't.</param>
/// <param name="ComesAt">When time alone will meet it, or something in it; null when that won't happen.</param>
public sealed record RuleStanding(Rule Rule, DateTimeOffset? MetAt, DateTimeOffset? ComesAt, IReadOnlyList<RuleStanding> Parts)
{
    public bool IsMet => MetAt is not null;
}

/// <summary>When an activity is done, by its rule, the rules before it, and what is recorded.</summary>
/// <param name="ComesAt">When it must be looked at again, although nothing is recorded.</param>
internal sealed record Completed(DateTimeOffset? DoneAt, DateTimeOffset? ComesAt);

/// <summary>Judges by completion rules. Everything about a single condition is in its own folder.</summary>
public sealed class CompletionRules(IEnumerable<CompletionCondition> conditions)
{
    private readonly Dictionary<string, CompletionCondition> _conditions = conditions.ToDictionary(condition => condition.Name);

    /// <summary>How rules come in.</summary>
    public RuleReading Reading => new(_conditions.ToDictionary(pair => pair.Key, ICondition (pair) => pair.Value), allowsNot: false);

    /// <summary>What may be asked of an activity of this kind, in the order of the list.</summary>
    public IReadOnlyList<ICondition> For(IActivityKind kind) =>
        [.. _conditions.Values.Where(c => c.Needs is not { } verb || kind.Reports.Contains(verb)).OrderBy(c => c.Position)];

    public ICondition this[string name] => _conditions[name];

    /// <summary>A clause as a sentence, and, while it isn't met, how far the learner is.</summary>
    public (string Words, string? Now) Say(RuleStanding clause, IReadOnlyCollection<LearningRecord> records, RuleContext context)
    {
        var condition = _conditions[clause.Rule.Kind!];
        return (condition.Words(clause.Rule.Settings, context), clause.IsMet ? null : condition.Now(clause.Rule.Settings, records, context));
    }

    /// <summary>The whole rule as one sentence; null is the activity's own judgement.</summary>
    public string Words(Rule? rule, RuleContext context) => rule is null ? context.Texts["What the lesson itself asks for"]
        : !rule.IsGroup ? _conditions[rule.Kind!].Words(rule.Settings, context)
        : RuleWords.Joined(rule, [.. rule.Parts.Select(part => part.IsGroup ? $"({Words(part, context)})" : Words(part, context))], context.Texts);

    /// <summary>How the rule stands by what is recorded of a learner with the activity.</summary>
    public RuleStanding Judge(Rule rule, IReadOnlyCollection<LearningRecord> records, DateTimeOffset now)
    {
        if (!rule.IsGroup)
        {
            var condition = _conditions[rule.Kind!];
            var metAt = condition.MetAt(rule.Settings, records, now);
            return new(rule, metAt, metAt is null ? condition.ComesAt(rule.Settings) : null, []);
        }

        List<RuleStanding> parts = [.. rule.Parts.Select(part => Judge(part, records, now))];
        // Conditions stay met, so a group is met for the first time with the last, the first, or the so-manieth of its parts.
        var met = parts.Where(part => part.IsMet).Select(part => part.MetAt!.Value).Order().ToList();
        var needed = rule.Mode switch { RuleMode.Any => 1, RuleMode.AtLeast => Math.Max(1, rule.Count), _ => parts.Count };
        return new(rule, needed > 0 && met.Count >= needed ? met[needed - 1] : null, parts.Min(part => part.ComesAt), parts);
    }

    /// <summary>Whether and since when an activity is done: by its rule, or by one that held earlier and still counts.</summary>
    /// <param name="activity">As it is in the version that the learner meets; null when it isn't in it.</param>
    internal Completed Judge(OutlineActivity? activity, IReadOnlyCollection<LearningRecord> records, DateTimeOffset now)
    {
        // Waivers are no achievements: rules don't hear of them.
        records = [.. activity.Counted(records).Where(r => r.Verb is not (LearningVerb.Waived or LearningVerb.Unwaived))];
        DateTimeOffset? doneAt = null;
        EarlierRule? before = null;
        foreach (var earlier in activity?.EarlierCompletion ?? [])
        {
            var until = earlier.Until.AddTicks(-1);
            doneAt = First(doneAt, DoneAt(earlier.Rule, before, [.. records.Where(r => r.At <= until)], until));
            before = earlier;
        }

        doneAt = First(doneAt, DoneAt(activity?.Completion, before, records, now));
        var comesAt = doneAt is null && activity?.Completion is { } rule ? Judge(rule, records, now).ComesAt : null;
        return new(doneAt, comesAt > now ? comesAt : null);
    }

    // Where those who weren't done were kept as they were, the rule counts from the next thing that they did.
    private DateTimeOffset? DoneAt(Rule? rule, EarlierRule? before, IReadOnlyCollection<LearningRecord> records, DateTimeOffset now)
    {
        var metAt = rule is null ? records.Where(r => r.Verb is LearningVerb.Passed or LearningVerb.Completed).Min(r => (DateTimeOffset?)r.At) : Judge(rule, records, now).MetAt;
        // A date may have come before they did: nobody is done with what they haven't begun, nor was before they began.
        if (metAt is not { } met || records.Min(r => (DateTimeOffset?)r.At) is not { } begun) return null;
        if (begun > met) met = begun;
        if (before is not { Then: RuleChange.Keep, Until: var since }) return met;
        return records.Where(r => r.At >= since).Min(r => (DateTimeOffset?)r.At) is { } next ? (next > met ? next : met) : null;
    }

    private static DateTimeOffset? First(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other : one;
}
