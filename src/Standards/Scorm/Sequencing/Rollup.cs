namespace Lectern.Scorm.Sequencing;

/// <summary>Rollup Behavior (SCORM 2004 4th Ed. SN 4.6): how clusters stand follows from how their children stand.</summary>
internal static class Rollup
{
    private static readonly RollupRule[] DefaultObjectiveRules =
    [
        new(RollupAction.NotSatisfied, [new(ConditionKind.ObjectiveStatusKnown)]),
        new(RollupAction.Satisfied, [new(ConditionKind.Satisfied)]),
    ];

    private static readonly RollupRule[] DefaultProgressRules =
    [
        new(RollupAction.Incomplete, [new(ConditionKind.ActivityProgressKnown)]),
        new(RollupAction.Completed, [new(ConditionKind.Completed)]),
    ];

    /// <summary>Overall Rollup Process RB.1.5, from the activity up to the root; and for the clusters whose activities look at a global objective
    /// that may have been written on the way (SN 4.6.1), the deepest first.</summary>
    internal static void Overall(Activity from)
    {
        var clusters = from.WithAncestors().Where(activity => !activity.IsLeaf).ToHashSet();
        var root = from.WithAncestors().Last();
        var written = new Queue<string>(from.WithAncestors().SelectMany(Written));
        var seen = new HashSet<string>();
        while (written.TryDequeue(out var target))
        {
            if (!seen.Add(target)) continue;
            foreach (var reader in root.WithDescendants().Where(activity => activity.Objectives.Any(objective => objective.Definition.Maps.Any(map => map.Reads && map.TargetId == target))))
                foreach (var cluster in reader.WithAncestors().Skip(1))
                    if (clusters.Add(cluster))
                        foreach (var further in Written(cluster)) written.Enqueue(further);
        }
        foreach (var cluster in clusters.OrderByDescending(cluster => cluster.WithAncestors().Count())) One(cluster);
    }

    private static IEnumerable<string> Written(Activity activity) =>
        activity.Objectives.SelectMany(objective => objective.Definition.Maps).Where(map => map.Writes).Select(map => map.TargetId);

    private static void One(Activity activity)
    {
        RollUpMeasure(activity);
        RollUpCompletionMeasure(activity);
        RollUpObjective(activity);
        RollUpProgress(activity);
    }

    /// <summary>Measure Rollup Process RB.1.1.a.</summary>
    private static void RollUpMeasure(Activity activity) =>
        activity.Primary.SetMeasure(Average(activity, child => child.Definition.Rollup.ObjectiveMeasureWeight, child => child.Primary.Measure));

    /// <summary>Completion Measure Rollup Process RB.1.1.b.</summary>
    private static void RollUpCompletionMeasure(Activity activity) =>
        activity.Measure(Average(activity, child => child.Completion.ProgressWeight, child => child.Progress));

    // A child without a measure counts with its weight all the same, as nothing; when no child has one, nothing is known.
    private static decimal? Average(Activity activity, Func<Activity, decimal> weight, Func<Activity, decimal?> measure)
    {
        decimal total = 0, counted = 0;
        var isKnown = false;
        foreach (var child in activity.AvailableChildren.Where(child => child.IsTracked))
        {
            counted += weight(child);
            if (measure(child) is not { } known) continue;
            isKnown = true;
            total += known * weight(child);
        }
        return isKnown && counted > 0 ? total / counted : null;
    }

    /// <summary>Objective Rollup Process RB.1.2: by measure (RB.1.2.a, see <see cref="Objective.IsSatisfied"/>) or by rules (RB.1.2.b).</summary>
    private static void RollUpObjective(Activity activity)
    {
        if (activity.Primary.Definition.SatisfiedByMeasure) return;
        var rules = RulesOf(activity, DefaultObjectiveRules, RollupAction.Satisfied, RollupAction.NotSatisfied);
        // Both are asked before either is set: what is set may be written to a global objective at which the children look.
        var (isNotSatisfied, isSatisfied) = (Check(activity, rules, RollupAction.NotSatisfied), Check(activity, rules, RollupAction.Satisfied));
        if (isSatisfied || isNotSatisfied) activity.Primary.Satisfy(isSatisfied);
    }

    /// <summary>Activity Progress Rollup Process RB.1.3: by measure (RB.1.3.a, see <see cref="Activity.IsCompleted"/>) or by rules (RB.1.3.b).</summary>
    private static void RollUpProgress(Activity activity)
    {
        if (activity.Completion.CompletedByMeasure) return;
        var rules = RulesOf(activity, DefaultProgressRules, RollupAction.Completed, RollupAction.Incomplete);
        var (isIncomplete, isCompleted) = (Check(activity, rules, RollupAction.Incomplete), Check(activity, rules, RollupAction.Completed));
        if (isCompleted || isIncomplete) activity.Complete(isCompleted);
    }

    private static IReadOnlyList<RollupRule> RulesOf(Activity activity, RollupRule[] byDefault, RollupAction one, RollupAction other)
    {
        var own = activity.Definition.Rollup.Rules.Where(rule => rule.Action == one || rule.Action == other).ToList();
        return own.Count > 0 ? own : byDefault;
    }

    /// <summary>Rollup Rule Check Subprocess RB.1.4: whether any rule with this action holds.</summary>
    private static bool Check(Activity activity, IReadOnlyList<RollupRule> rules, RollupAction action) =>
        rules.Any(rule => rule.Action == action && Holds(activity, rule));

    private static bool Holds(Activity activity, RollupRule rule)
    {
        var answers = activity.AvailableChildren.Where(child => child.IsTracked && IsIncluded(child, rule.Action))
            .Select(child => Rules.Holds(child, rule.Conditions, rule.AllMustHold, isRollup: true)).ToList();
        var held = answers.Count(answer => answer == true);
        return rule.Children switch
        {
            ChildActivitySet.All => held == answers.Count,
            ChildActivitySet.Any => held > 0,
            ChildActivitySet.None => answers.TrueForAll(answer => answer == false),
            ChildActivitySet.AtLeastCount => held >= rule.MinimumCount,
            _ => answers.Count > 0 && held >= rule.MinimumPercent * answers.Count,
        };
    }

    /// <summary>Check Child for Rollup Subprocess RB.1.4.2.</summary>
    private static bool IsIncluded(Activity child, RollupAction action)
    {
        var rollup = child.Definition.Rollup;
        var (counts, required) = action switch
        {
            RollupAction.Satisfied => (rollup.ObjectiveSatisfied, rollup.RequiredForSatisfied),
            RollupAction.NotSatisfied => (rollup.ObjectiveSatisfied, rollup.RequiredForNotSatisfied),
            RollupAction.Completed => (rollup.ProgressCompletion, rollup.RequiredForCompleted),
            _ => (rollup.ProgressCompletion, rollup.RequiredForIncomplete),
        };
        return counts && required switch
        {
            RequiredFor.IfNotSuspended => child.Attempts == 0 || !child.IsSuspended,
            RequiredFor.IfAttempted => child.Attempts > 0,
            RequiredFor.IfNotSkipped => !Rules.Applies(child, RuleAction.Skip),
            _ => true,
        };
    }
}
