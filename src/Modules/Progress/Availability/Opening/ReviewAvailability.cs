using Lectern.Courses;

namespace Lectern.Progress.Availability.Opening;

/// <summary>Before a version is published: no lesson may wait for itself, over however many others, nor for one that isn't there or never says what is waited for.</summary>
internal sealed class ReviewAvailability(AvailabilityRules rules, ActivityKinds kinds) : IPublishingReview
{
    public IReadOnlyList<PublishingProblem> Problems(Course draft)
    {
        var activities = draft.DraftModules.SelectMany(m => m.DraftActivities.Select(a => (Activity: a, Module: m))).ToDictionary(p => p.Activity.Id);
        var asked = activities.ToDictionary(pair => pair.Key, pair => new[] { pair.Value.Module.Availability, pair.Value.Activity.Availability }.OfType<Rule>().ToList());
        var waitsFor = asked.ToDictionary(pair => pair.Key, pair => pair.Value.SelectMany(rules.Lessons).Distinct().ToList());
        List<PublishingProblem> problems = [];
        foreach (var (id, awaited) in waitsFor)
            if (awaited.Exists(other => !activities.ContainsKey(other)))
                problems.Add(new(new("waits-for-nothing", "“{0}” waits for a lesson that is no longer in the course. Change when it opens.", null, activities[id].Activity.Title), Href(id)));

        foreach (var (id, own) in asked)
            foreach (var (other, verb) in own.SelectMany(rules.Needed).DistinctBy(needed => needed.Lesson))
                if (activities.TryGetValue(other, out var awaited) && !kinds[awaited.Activity.Kind].Reports.Contains(verb))
                    problems.Add(new(new("waits-in-vain", "“{0}” waits for something that “{1}” never says. Change when it opens.", null, activities[id].Activity.Title, awaited.Activity.Title), Href(id)));

        var told = new HashSet<Id<Activity>>();
        var shut = NeverOpen(asked);
        var waitsForShut = shut.ToDictionary(id => id, id => asked[id].SelectMany(Awaited).Where(shut.Contains).Distinct().ToList());
        foreach (var id in asked.Keys.Where(shut.Contains))
        {
            if (told.Contains(id) || Circle(id, waitsForShut) is not { } circle) continue;
            told.UnionWith(circle);
            problems.Add(new(new("waits-for-itself", "These lessons wait for each other, so that none of them would open: {0}. Change when one of them opens.", null, string.Join(" → ", circle.Append(circle[0]).Select(a => activities[a].Activity.Title))), Href(circle[0])));
        }

        return problems;

        string Href(Id<Activity> id) => $"/courses/{draft.Id}/edit?activity={id}#{EditAvailability.Part}";
    }

    /// <summary>The lessons that can't open in whatever order the others are done.</summary>
    private HashSet<Id<Activity>> NeverOpen(Dictionary<Id<Activity>, List<Rule>> asked)
    {
        var shut = asked.Keys.ToHashSet();
        while (shut.RemoveWhere(id => asked[id].TrueForAll(rule => CouldHold(rule, shut))) > 0) { }
        return shut;
    }

    private bool CouldHold(Rule rule, HashSet<Id<Activity>> shut) => rule switch
    {
        { IsGroup: false } => !rules.Lessons(rule).Any(shut.Contains),
        { Mode: RuleMode.Not } => true,   // before anything is done
        { Mode: RuleMode.Any } => rule.Parts.Any(part => CouldHold(part, shut)),
        { Mode: RuleMode.AtLeast } => rule.Parts.Count(part => CouldHold(part, shut)) >= rule.Count,
        _ => rule.Parts.All(part => CouldHold(part, shut)),
    };

    private IEnumerable<Id<Activity>> Awaited(Rule rule) => !rule.IsGroup ? rules.Lessons(rule) : rule.Mode == RuleMode.Not ? [] : rule.Parts.SelectMany(Awaited);

    /// <summary>The way from a lesson over what it waits for back to itself; null when there is none.</summary>
    private static List<Id<Activity>>? Circle(Id<Activity> start, Dictionary<Id<Activity>, List<Id<Activity>>> waitsFor)
    {
        var seen = new HashSet<Id<Activity>>();
        return Walk(start, [start]);

        List<Id<Activity>>? Walk(Id<Activity> here, List<Id<Activity>> way)
        {
            foreach (var next in waitsFor.GetValueOrDefault(here) ?? [])
            {
                if (next == start) return way;
                if (seen.Add(next) && Walk(next, [.. way, next]) is { } circle) return circle;
            }

            return null;
        }
    }
}
