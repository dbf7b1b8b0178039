namespace Lectern.Quizzes.Taking;

internal static class Addresses
{
    /// <summary>Where pages ask for the keys of what earlier ones left in the browser.</summary>
    public const string JournalKeys = "/quizzes/journal-keys";

    public static string Of(Id<Attempt> id, int page = 1) => page == 1 ? $"/quizzes/attempts/{id}" : $"/quizzes/attempts/{id}?page={page}";
    /// <summary>A question where it stands.</summary>
    public static string Of(AttemptInHand hand, Id<Question> question) => new QuizPages(hand.Sheet.Paper).Find(question) is { } placed ? $"{Of(hand.Attempt.Id, placed.Page)}#question-{placed.Number}" : Of(hand.Attempt.Id);
    public static string Check(Id<Attempt> id) => $"/quizzes/attempts/{id}/check";
    public static string Result(Id<Attempt> id) => $"/quizzes/attempts/{id}/result";
}
