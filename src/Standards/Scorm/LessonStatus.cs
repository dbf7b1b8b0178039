using System.Text.Json.Serialization;

namespace Lectern.Scorm;

/// <summary>How one learner stands in one SCO, in the words of SCORM 1.2 (RTE 3.4.4, cmi.core.lesson_status);
/// the two statuses of SCORM 2004 are folded into it for prerequisites, tables of contents and roll-up.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LessonStatus>))]
public enum LessonStatus
{
    NotAttempted,
    Incomplete,
    Browsed,
    Completed,
    Passed,
    Failed,
}

/// <summary>The spelling of statuses in the data model.</summary>
public static class LessonStatusWords
{
    extension(LessonStatus status)
    {
        /// <summary>The token of SCORM 1.2's vocabulary.</summary>
        public string ToToken() => status switch
        {
            LessonStatus.NotAttempted => "not attempted",
            LessonStatus.Incomplete => "incomplete",
            LessonStatus.Browsed => "browsed",
            LessonStatus.Completed => "completed",
            LessonStatus.Passed => "passed",
            _ => "failed",
        };

        /// <summary>Whether the learner is through, whatever the result.</summary>
        public bool IsFinished() => status is LessonStatus.Completed or LessonStatus.Passed or LessonStatus.Failed;

        /// <summary>Whether the learner is through with success.</summary>
        public bool IsDone() => status is LessonStatus.Completed or LessonStatus.Passed;
    }

    /// <summary>Reads a token of SCORM 1.2's vocabulary.</summary>
    public static LessonStatus? FromToken(string? token) => token switch
    {
        "not attempted" => LessonStatus.NotAttempted,
        "incomplete" => LessonStatus.Incomplete,
        "browsed" => LessonStatus.Browsed,
        "completed" => LessonStatus.Completed,
        "passed" => LessonStatus.Passed,
        "failed" => LessonStatus.Failed,
        _ => null,
    };
}
