using System.Text.Json;
using Lectern.Kernel;
using Lectern.Quizzes;
using Lectern.Quizzes.QuestionTypes;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Quizzes;

/// <summary>Quizzes as values, in words.</summary>
internal static class Documents
{
    /// <summary>Those of the program, and short answers that somebody else marks.</summary>
    internal static readonly QuestionKinds Kinds = WithStandIns(new ServiceCollection().AddQuestionKinds().BuildServiceProvider().GetRequiredService<QuestionKinds>());

    private static QuestionKinds WithStandIns(QuestionKinds known) =>
        new(known.All.Concat(Enum.GetValues<MarkedBy>().Where(by => by != MarkedBy.Server).Select(by => new MarkedElsewhere(known["short-answer"], by))));

    internal static QuizQuestion Question(string kind, object data, decimal points = 1, string prompt = "What?") =>
        new(Id<Question>.New(), kind, $"<p>{prompt}</p>", points, JsonSerializer.Serialize(data, JsonSerializerOptions.Web), "");

    /// <summary>Choices c1, c2 …; the numbers are those that are right.</summary>
    internal static object Choices(int count, params int[] right) =>
        new { choices = Enumerable.Range(1, count).Select(n => new { id = $"c{n}", text = $"Choice {n}", isRight = right.Contains(n), remark = "" }) };

    internal static QuizQuestion OneOfFour(decimal points = 1) => Question("multiple-choice", Choices(4, 3), points);
    internal static QuizQuestion TwoOfFour(decimal points = 1) => Question("multiple-answer", Choices(4, 1, 2), points);
    internal static QuizQuestion ItIsTrue(decimal points = 1) => Question("true-false", new { isTrue = true }, points);
    internal static QuizQuestion Short(string[] accepted, bool matchCase = false, decimal points = 1) => Question("short-answer", new { accepted, matchCase }, points);

    /// <summary>A few words that somebody else marks.</summary>
    internal static QuizQuestion By(MarkedBy by, decimal points = 1) => Question($"short-answer-by-{by}", new { accepted = new[] { "a" }, matchCase = false }, points);

    internal static QuizDocument Quiz(QuizSettings settings, params QuizQuestion[] questions) => QuizDocument.Of(settings, questions);

    /// <summary>As an attempt with seed 7 meets it.</summary>
    internal static Paper PaperOf(QuizDocument quiz) => new(quiz, 7, Kinds);

    internal static decimal Grade(QuizQuestion question, string? response) => Marking.Fraction(Kinds[question.Kind], question, response);

    /// <summary>As a program would send it; null when nothing of it is an answer.</summary>
    internal static string? Response(QuizQuestion question, object? sent) => Kinds[question.Kind].ReadResponse(question.Data, JsonSerializer.SerializeToElement(sent));
}
