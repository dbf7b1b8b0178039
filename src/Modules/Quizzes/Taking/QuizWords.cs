using System.Globalization;

namespace Lectern.Quizzes.Taking;

/// <summary>Figures as people read them, in the current culture.</summary>
internal static class QuizWords
{
    /// <summary>Without zeros that say nothing: 1, 2.5, 0.33.</summary>
    public static string Points(decimal points) => points.ToString("0.##", CultureInfo.CurrentCulture);

    /// <summary>Whole percents, rounded down, so that 69.9 doesn't look like a pass mark of 70.</summary>
    public static int Percent(decimal percent) => (int)decimal.Floor(percent);

    public static string Time(Visitor visitor, DateTimeOffset at) => visitor.Local(at).ToString("t", CultureInfo.CurrentCulture);
    public static string Second(Visitor visitor, DateTimeOffset at) => visitor.Local(at).ToString("T", CultureInfo.CurrentCulture);
    /// <summary>Until the time of an attempt is over, at least 1; null without a limit.</summary>
    public static int? SecondsLeft(Attempt attempt, DateTimeOffset now) => attempt.DueAt is { } due ? Math.Max(1, (int)(due - now).TotalSeconds) : null;
    public static string DayAndTime(Visitor visitor, DateTimeOffset at) => visitor.Local(at).ToString("g", CultureInfo.CurrentCulture);
}
