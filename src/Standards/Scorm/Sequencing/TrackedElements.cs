namespace Lectern.Scorm.Sequencing;

/// <summary>The elements of the run-time data model that the tracking model follows (SCORM 2004 4th Ed. RTE 4.2, "Sequencing Impacts").</summary>
internal static class TrackedElements
{
    internal const string Completion = "cmi.completion_status";
    internal const string Success = "cmi.success_status";
    internal const string Progress = "cmi.progress_measure";
    internal const string Scaled = "cmi.score.scaled";

    /// <summary>Whether it matters that the content itself set the element: only where saying "unknown" differs from saying nothing.</summary>
    internal static bool Remembers(string element) =>
        element.EndsWith("success_status", StringComparison.Ordinal) || element.EndsWith("completion_status", StringComparison.Ordinal);
}
