using Lectern.Quizzes.Taking;

namespace Lectern.Quizzes.Overrides;

internal static class OverrideWords
{
    extension(QuizOverride agreed)
    {
        /// <summary>What is otherwise, rule by rule: "until 3 Dec 2026 12:00", "45 minutes".</summary>
        public IEnumerable<string> Words(Texts texts, Visitor visitor)
        {
            if (agreed.OpensAt is { } opens) yield return texts["from {0}", QuizWords.DayAndTime(visitor, opens)];
            if (agreed.ClosesAt is { } closes) yield return texts["until {0}", QuizWords.DayAndTime(visitor, closes)];
            if (agreed.TimeLimitMinutes is { } minutes) yield return minutes == 0 ? texts["No time limit"] : texts.Count("{0} minutes", minutes);
            if (agreed.AttemptsAllowed is { } attempts) yield return attempts == 0 ? texts["any number of attempts"] : texts.Count("{0} attempts", attempts);
            if (agreed.Password is not null) yield return texts["another password"];
        }
    }
}
