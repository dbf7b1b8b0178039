using Lectern.Courses;

namespace Lectern.Progress;

/// <summary>How far somebody is with a lesson, and what they did in it, in words.</summary>
internal static class ProgressWords
{
    /// <summary>An English key.</summary>
    internal static string Of(ActivityStatus status) => status switch
    {
        ActivityStatus.Started => "At it",
        ActivityStatus.Failed => "Not passed yet",
        ActivityStatus.Completed => "Completed",
        ActivityStatus.Waived => "Waived",
        _ => "Passed",
    };

    /// <summary>What a record says, in the visitor's language.</summary>
    internal static string Of(LearningRecord record, Texts texts) => record.Verb switch
    {
        LearningVerb.Submitted => texts["Handed in"],
        LearningVerb.Scored => texts["Scored {0}%", Percent(record.Share)],
        LearningVerb.Covered => texts["{0}% covered", Percent(record.Share)],
        LearningVerb.Spent => texts["{0} at work", texts.Duration((int)((record.Value ?? 0) / 60))],
        LearningVerb.Confirmed => texts["Confirmed"],
        LearningVerb.Failed => texts[Of(ActivityStatus.Failed)],
        LearningVerb.Waived => texts[Of(ActivityStatus.Waived)],
        LearningVerb.Unwaived => texts["No longer waived"],
        LearningVerb.Completed => texts[Of(ActivityStatus.Completed)],
        LearningVerb.Passed => texts[Of(ActivityStatus.Passed)],
        _ => texts[Of(ActivityStatus.Started)],
    };

    private static int Percent(decimal? share) => Percents.OfShare(share ?? 0);
}
