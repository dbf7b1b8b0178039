using Lectern.Quizzes.QuestionTypes;

namespace Lectern.Quizzes.Taking;

/// <summary>The answers in a form: a field "question" for each question on the page, its answer in "q-ID", its flag in "flag-ID".</summary>
internal static class AnswerForm
{
    public const string OnPage = "question";

    public static string Field(Id<Question> id) => $"q-{id}";
    public static string Flag(Id<Question> id) => $"flag-{id}";

    /// <summary>Reads them by the quiz: questions of another one, and choices of another question, are not seen.</summary>
    public static IReadOnlyList<Answer> Read(IFormCollection form, QuizDocument quiz, QuestionKinds kinds)
    {
        var onPage = form[OnPage].Select(value => Id<Question>.TryParse(value, null, out var id) ? id : default).ToHashSet();
        return [.. quiz.Questions.Where(q => onPage.Contains(q.Id)).Select(q => new Answer(q.Id, kinds[q.Kind].ReadResponse(q.Data, form, Field(q.Id)), form[Flag(q.Id)].Contains("true")))];
    }
}
