namespace Lectern.Progress;

/// <summary>How far somebody is with a lesson, in words: English keys.</summary>
internal static class ProgressWords
{
    internal static string Of(ActivityStatus status) => status switch
    {
        ActivityStatus.Started => "At it",
        ActivityStatus.Failed => "Not passed yet",
        ActivityStatus.Completed => "Completed",
        _ => "Passed",
    };
}
