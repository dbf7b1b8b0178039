using System.Globalization;
using Lectern.Scorm;

namespace Lectern.Packages;

/// <summary>Statuses, shares and times as people read them, in the current culture.</summary>
internal static class PackageWords
{
    /// <summary>A share of 0 to 1 in whole percent.</summary>
    internal static string Percent(decimal share) => Percents.OfShare(share).ToString(CultureInfo.CurrentCulture) + "%";

    internal static string Length(Texts texts, TimeSpan time) =>
        time.TotalHours >= 1 ? texts["{0} h {1} min", (int)time.TotalHours, time.Minutes] : time.TotalMinutes >= 1 ? texts["{0} min {1} s", time.Minutes, time.Seconds] : texts["{0} s", time.Seconds];

    /// <summary>English key.</summary>
    internal static string NameOf(LessonStatus status) => status switch
    {
        LessonStatus.NotAttempted => "Not started",
        LessonStatus.Incomplete => "Incomplete",
        LessonStatus.Browsed => "Looked through",
        LessonStatus.Completed => "Completed",
        LessonStatus.Passed => "Passed",
        _ => "Not passed yet",
    };

    internal static string IconOf(LessonStatus status) => status switch
    {
        LessonStatus.NotAttempted => "circle",
        LessonStatus.Completed or LessonStatus.Passed => "circle-check",
        LessonStatus.Failed => "rotate-ccw",
        _ => "circle-dashed",
    };

    internal static Web.Design.Tone ToneOf(LessonStatus status) => status switch
    {
        LessonStatus.NotAttempted => Web.Design.Tone.Neutral,
        LessonStatus.Completed or LessonStatus.Passed => Web.Design.Tone.Success,
        _ => Web.Design.Tone.Warning,
    };
}
