namespace Lectern.Scorm.Sequencing;

/// <summary>Asks rules (SCORM 2004 4th Ed. SN App. C, UP.2 and UP.2.1) and what else decides whether an activity may be attempted (UP.1, UP.5).
/// A condition about something unknown is itself unknown, which "not" doesn't change.</summary>
internal static class Rules
{
    /// <summary>Sequencing Rules Check Process UP.2: the action of the first rule that holds, among those with one of these actions.</summary>
    internal static RuleAction? Check(Activity activity, IReadOnlyList<SequencingRule> rules, params ReadOnlySpan<RuleAction> actions)
    {
        foreach (var rule in rules)
            if ((actions.Length == 0 || actions.Contains(rule.Action)) && Holds(activity, rule.Conditions, rule.AllMustHold, isRollup: false) == true) return rule.Action;
        return null;
    }

    /// <summary>Whether a pre-condition rule with this action holds.</summary>
    internal static bool Applies(Activity activity, RuleAction action) => Check(activity, activity.Definition.PreConditions, action) is not null;

    /// <summary>Check Activity Process UP.5: whether the activity is disabled or may not be attempted again.</summary>
    internal static bool IsBlocked(Activity activity) => Applies(activity, RuleAction.Disabled) || ExceedsLimits(activity);

    /// <summary>Limit Conditions Check Process UP.1. Only the attempt limit is required of an LMS.</summary>
    internal static bool ExceedsLimits(Activity activity) =>
        activity.IsTracked && !activity.IsActive && !activity.IsSuspended && HasUsedUpAttempts(activity);

    private static bool HasUsedUpAttempts(Activity activity) => activity.Definition.Limits.AttemptLimit is { } limit && activity.Attempts >= limit;

    /// <summary>Sequencing Rule Check Subprocess UP.2.1 and Evaluate Rollup Conditions Subprocess RB.1.4.1; null is "unknown".</summary>
    internal static bool? Holds(Activity activity, IReadOnlyList<RuleCondition> conditions, bool allMustHold, bool isRollup)
    {
        if (conditions.Count == 0) return null;
        bool? result = allMustHold;
        foreach (var condition in conditions)
        {
            var value = Evaluate(activity, condition, isRollup);
            if (condition.IsNegated) value = !value;
            result = allMustHold ? result & value : result | value;
        }
        return result;
    }

    private static bool? Evaluate(Activity activity, RuleCondition condition, bool isRollup)
    {
        var objective = activity.Find(condition.Objective);
        var isSatisfied = isRollup ? objective?.IsSatisfiedNow : objective?.IsSatisfied;
        var measure = isRollup ? objective?.MeasureNow : objective?.Measure;
        // Since the 4th edition a condition may look at the completion of an objective too.
        var isCompleted = objective is null ? null
            : objective.IsPrimary ? isRollup ? activity.IsCompletedNow : activity.IsCompleted
            : isRollup ? objective.IsCompletedNow : objective.IsCompleted;
        return condition.Kind switch
        {
            ConditionKind.Satisfied => isSatisfied,
            ConditionKind.ObjectiveStatusKnown => isSatisfied is not null,
            ConditionKind.ObjectiveMeasureKnown => measure is not null,
            ConditionKind.ObjectiveMeasureGreaterThan => measure is null ? null : measure > condition.MeasureThreshold,
            ConditionKind.ObjectiveMeasureLessThan => measure is null ? null : measure < condition.MeasureThreshold,
            ConditionKind.Completed => isCompleted,
            ConditionKind.ActivityProgressKnown => isCompleted is not null,
            ConditionKind.Attempted => activity.Attempts > 0,
            // Without a limit the question has no answer.
            ConditionKind.AttemptLimitExceeded => activity.Definition.Limits.AttemptLimit is null ? null : HasUsedUpAttempts(activity),
            ConditionKind.Always => true,
            _ => false,
        };
    }
}
