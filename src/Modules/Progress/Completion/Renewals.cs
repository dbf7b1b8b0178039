using Lectern.Courses;

namespace Lectern.Progress.Completion;

/// <summary>Where its author has a lesson done anew, what learners did before is kept, and no longer counts.</summary>
internal static class Renewals
{
    extension(OutlineActivity? activity)
    {
        /// <summary>Those of the activity's records that count in this version of the course: all, or those since it is to be done anew.</summary>
        internal IReadOnlyCollection<LearningRecord> Counted(IReadOnlyCollection<LearningRecord> records) =>
            activity?.RenewedAt is { } since ? [.. records.Where(r => r.At >= since)] : records;
    }
}
