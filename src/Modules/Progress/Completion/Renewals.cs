using Lectern.Courses;

namespace Lectern.Progress.Completion;

/// <summary>Where its author has a lesson done anew, what learners did before is kept, and no longer counts.</summary>
internal static class Renewals
{
    extension(OutlineActivity? activity)
    {
        /// <summary>The activity's records since it is to be done anew; all where it isn't.</summary>
        internal IReadOnlyCollection<LearningRecord> SinceRenewal(IReadOnlyCollection<LearningRecord> records) =>
            activity?.RenewedAt is { } since ? [.. records.Where(r => r.At >= since)] : records;

        /// <summary>The same as they count: time spent is told in all, so what was spent before is taken off.</summary>
        internal IReadOnlyCollection<LearningRecord> Counted(IReadOnlyCollection<LearningRecord> records)
        {
            if (activity?.RenewedAt is not { } since) return records;
            var before = records.Where(r => r.Verb == LearningVerb.Spent && r.At < since).Max(r => r.Value) ?? 0;
            return before == 0 ? activity.SinceRenewal(records) : [.. activity.SinceRenewal(records).Select(r => r.Verb == LearningVerb.Spent ? Less(r, before) : r)];
        }
    }

    private static LearningRecord Less(LearningRecord spent, decimal before) =>
        new() { EnrolmentId = spent.EnrolmentId, ActivityId = spent.ActivityId, Verb = spent.Verb, Value = Math.Max(0, (spent.Value ?? 0) - before), At = spent.At };
}
