using Lectern.Courses;
using Lectern.Progress.Rules;
using Lectern.Progress.Scheduling;

namespace Lectern.Progress.Availability;

/// <summary>How a rule, or a part of it, stands for a learner now.</summary>
public sealed record OpenStanding(Rule Rule, bool Holds, IReadOnlyList<OpenStanding> Parts);

/// <summary>Why a lesson isn't open to a learner.</summary>
/// <param name="Reasons">The rules that don't hold: the module's, the lesson's, or both.</param>
/// <param name="OpensAt">When time alone will open it, all else staying as it is; null when it won't, or nobody can say.</param>
/// <param name="IsHidden">Its author doesn't show it meanwhile.</param>
public sealed record Locked(IReadOnlyList<OpenStanding> Reasons, DateTimeOffset? OpensAt, bool IsHidden)
{
    /// <summary>The course has not begun, pauses or has ended for the learner, and they haven't begun the lesson.</summary>
    public Rest? Rest { get; init; }
}

/// <summary>Decides what is open to whom, and can say why not: the one place that does. Everything about a single condition is in its own folder.</summary>
public sealed class AvailabilityRules(IEnumerable<AvailabilityCondition> conditions)
{
    private readonly Dictionary<string, AvailabilityCondition> _conditions = conditions.ToDictionary(condition => condition.Name);

    public RuleReading Reading => new(_conditions.ToDictionary(pair => pair.Key, ICondition (pair) => pair.Value), allowsNot: true);

    /// <summary>In the order of the list.</summary>
    public IReadOnlyList<ICondition> All => [.. _conditions.Values.OrderBy(c => c.Position)];

    public ICondition this[string name] => _conditions[name];

    /// <summary>The lessons of the outline that aren't open to the learner, and why.</summary>
    public IReadOnlyDictionary<Id<Activity>, Locked> Locks(Outline outline, LearnerSituation learner)
    {
        var locks = new Dictionary<Id<Activity>, Locked>();
        var rest = learner.Dates.RestAt(learner.Now);
        foreach (var module in outline.Modules)
            foreach (var activity in module.Activities)
            {
                List<Rule> asked = [.. new[] { module.Availability, activity.Availability }.OfType<Rule>()];
                List<OpenStanding> reasons = [.. asked.Select(rule => Judge(rule, learner)).Where(standing => !standing.Holds)];
                // While nothing counts, what they have begun can be read, and nothing else is opened.
                var closed = rest is { Reason: RestReason.NotBegun } || learner.Lessons.GetValueOrDefault(activity.Id) is not { IsBegun: true } ? rest : null;
                if (reasons.Count == 0 && closed is null) continue;
                var isHidden = (module is { IsHiddenWhileLocked: true, Availability: { } m } && reasons.Exists(r => r.Rule == m)) || (activity is { IsHiddenWhileLocked: true, Availability: { } a } && reasons.Exists(r => r.Rule == a));
                locks[activity.Id] = new(reasons, OpensAt(asked, closed, learner), isHidden) { Rest = closed };
            }

        return locks;
    }

    /// <summary>Whether some rule of the outline asks for the units of learners.</summary>
    public bool AsksForUnits(Outline outline) => RulesOf(outline).SelectMany(rule => rule.Clauses).Any(clause => _conditions[clause.Kind!].AsksForUnits);

    /// <summary>Whether some rule of the outline counts days.</summary>
    public bool CountsDays(Outline outline) => RulesOf(outline).SelectMany(rule => rule.Clauses).Any(clause => _conditions[clause.Kind!].CountsDays);

    /// <summary>The lessons that a rule is about.</summary>
    public IEnumerable<Id<Activity>> Lessons(Rule rule) => rule.Clauses.Select(clause => _conditions[clause.Kind!].Lesson(clause.Settings)).OfType<Id<Activity>>();

    /// <summary>Those of them that must say something of their learners, lest they are waited for in vain, and what.</summary>
    public IEnumerable<(Id<Activity> Lesson, LearningVerb Verb)> Needed(Rule rule) =>
        from clause in rule.Clauses
        let condition = _conditions[clause.Kind!]
        where condition.Needs is not null
        select (condition.Lesson(clause.Settings)!.Value, condition.Needs!.Value);

    public static bool HasRules(Outline outline) => RulesOf(outline).Any();

    /// <summary>The rule as one sentence.</summary>
    public string Words(Rule rule, RuleContext context) => !rule.IsGroup
        ? _conditions[rule.Kind!].Words(rule.Settings, context)
        : RuleWords.Joined(rule, [.. rule.Parts.Select(part => part.IsGroup ? $"({Words(part, context)})" : Words(part, context))], context.Texts);

    public OpenStanding Judge(Rule rule, LearnerSituation learner)
    {
        if (!rule.IsGroup) return new(rule, _conditions[rule.Kind!].Holds(rule.Settings, learner), []);
        List<OpenStanding> parts = [.. rule.Parts.Select(part => Judge(part, learner))];
        var holding = parts.Count(part => part.Holds);
        return new(rule, rule.Mode switch
        {
            RuleMode.Any => holding > 0,
            RuleMode.AtLeast => holding >= rule.Count,
            RuleMode.Not => holding == 0,
            _ => holding == parts.Count,
        }, parts);
    }

    private DateTimeOffset? OpensAt(List<Rule> asked, Rest? closed, LearnerSituation learner) => closed switch
    {
        null => OpensAt(asked, learner),
        { Reason: RestReason.Ended } => null,
        { At: var over } => asked.TrueForAll(rule => Judge(rule, learner with { Now = over }).Holds) ? over : OpensAt(asked, learner with { Now = over }),
    };

    // The first of the moments at which something changes by itself, at which all would hold.
    private DateTimeOffset? OpensAt(List<Rule> asked, LearnerSituation learner) => asked.SelectMany(rule => rule.Clauses)
        .Select(clause => _conditions[clause.Kind!].ChangesAt(clause.Settings, learner)).OfType<DateTimeOffset>()
        .Where(at => at > learner.Now).Order()
        .Select(at => (DateTimeOffset?)at).FirstOrDefault(at => asked.TrueForAll(rule => Judge(rule, learner with { Now = at!.Value }).Holds));

    private static IEnumerable<Rule> RulesOf(Outline outline) => outline.Modules.Select(m => m.Availability).Concat(outline.Activities.Select(a => a.Availability)).OfType<Rule>();
}
