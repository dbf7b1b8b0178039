using System.Globalization;
using Lectern.Grading;

namespace Lectern.Quizzes.Taking;

/// <summary>Figures as people read them, in the current culture.</summary>
internal static class QuizWords
{
    /// <summary>Without zeros that say nothing: 1, 2.5, 0.33.</summary>
    public static string Points(decimal points) => points.ToString("0.##", CultureInfo.CurrentCulture);

    public static int Percent(decimal percent) => Percents.Whole(percent);

    public static string Time(Visitor visitor, DateTimeOffset at) => visitor.Local(at).ToString("t", CultureInfo.CurrentCulture);
    public static string Second(Visitor visitor, DateTimeOffset at) => visitor.Local(at).ToString("T", CultureInfo.CurrentCulture);
    /// <summary>Until the time of an attempt is over, at least 1; null without a limit.</summary>
    public static int? SecondsLeft(Attempt attempt, DateTimeOffset now) => attempt.DueAt is { } due ? Math.Max(1, (int)(due - now).TotalSeconds) : null;
    public static string DayAndTime(Visitor visitor, DateTimeOffset at) => visitor.Local(at).ToString("g", CultureInfo.CurrentCulture);

    /// <summary>The time alone where it is today's.</summary>
    public static string TimeOrDay(Visitor visitor, DateTimeOffset at, DateTimeOffset now) => visitor.Local(at).Date == visitor.Local(now).Date ? Time(visitor, at) : DayAndTime(visitor, at);

    extension(Texts texts)
    {
        /// <summary>A length of time: "38 minutes", "37 minutes and 30 seconds", "2 seconds".</summary>
        internal string Length(TimeSpan time) => ((int)time.TotalMinutes, time.Seconds) switch
        {
            (0, var seconds) => texts.Count("{0} seconds", seconds),
            (var minutes, 0) => texts.Count("{0} minutes", minutes),
            var (minutes, seconds) => texts.And(texts.Count("{0} minutes", minutes), texts.Count("{0} seconds", seconds)),
        };

        /// <summary>Which attempt counts, for those who choose.</summary>
        internal string Counting(GradingPolicy policy) => texts[policy switch
        {
            GradingPolicy.Average => "the average of all attempts",
            GradingPolicy.First => "the first attempt",
            GradingPolicy.Last => "the last attempt",
            _ => "the best attempt",
        }];

        /// <summary>How often a learner may still try, and which attempt counts.</summary>
        internal string AttemptsLeft(AttemptsSoFar attempts, QuizSettings settings) => attempts.Left(settings) is { } left
            ? left == 0 ? texts["No attempts left."] : settings.AttemptsAllowed == 1 && attempts.All.Count == 0 ? texts.Count("{0} attempts left.", left) : texts["{0} {1}", texts.Count("{0} attempts left.", left), texts.CountsForYou(settings.Counts)]
            : texts["{0} {1}", texts["You can try as often as you like."], texts.CountsForYou(settings.Counts)];

        private string CountsForYou(GradingPolicy policy) => texts[policy switch
        {
            GradingPolicy.Average => "The average of your attempts counts.",
            GradingPolicy.First => "Your first one counts.",
            GradingPolicy.Last => "Your last one counts.",
            _ => "Your best one counts.",
        }];
    }
}
