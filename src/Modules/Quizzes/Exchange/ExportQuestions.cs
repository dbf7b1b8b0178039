using Lectern.People;
using Lectern.QuestionFiles;
using Lectern.Quizzes.QuestionTypes;

namespace Lectern.Quizzes.Exchange;

/// <summary>An author takes questions out as a file, and is told first what each format would lose.</summary>
internal static class ExportQuestions
{
    private const string Title = "Export questions";

    internal static async Task<IResult> Show([AsParameters] ExchangeAddress address, Id<QuestionCategory>? category, Me me, ExchangeDesk desk, QuestionExchange exchange, QuestionFileWriter writer, Texts texts, CancellationToken cancel)
    {
        if (await address.Find(desk, me.Visitor, cancel) is not { } place) return TypedResults.NotFound();
        var questions = await exchange.Outgoing(place.Bank.Bank.Id, place.Hand?.Quiz, category, cancel);
        var formats = writer.Offer(questions, await exchange.PicturesUnread(questions, cancel)).Select(offered => new OfferedFormat(
            offered.Format, offered.Count, questions.Count,
            [.. offered.Problems.GroupBy(problem => (problem.Level, problem.Code, Said: problem.ToString())).Select(same => (same.First(), same.Count()))]));
        return Page.Of<ExportQuestionsPage>(Title, new ExportQuestionsPage.About(place, category, questions.Count, place.Hand?.Quiz.InOrder.Count(slot => slot.Draw is not null) ?? 0, [.. formats]), place.Options(texts[Title]));
    }

    internal static async Task<IResult> Download([AsParameters] ExchangeAddress address, string? format, Id<QuestionCategory>? category, Me me, ExchangeDesk desk, QuestionExchange exchange, QuestionFileWriter writer, CancellationToken cancel)
    {
        if (await address.Find(desk, me.Visitor, cancel) is not { } place || QuestionFileWriter.Find(format) is not { } chosen) return TypedResults.NotFound();
        var questions = await exchange.Outgoing(place.Bank.Bank.Id, place.Hand?.Quiz, category, cancel);
        var written = writer.Write(place.Title, questions, await exchange.Pictures(questions, cancel), chosen);
        if (written.Content is not { } content) return TypedResults.NotFound();
        return TypedResults.File(content.ToArray(), chosen.MediaType, NameOf(place) + chosen.Extension);
    }

    private static string NameOf(ExchangePlace place) => PlainText.Line(place.Title).Replace('/', '-').Replace('\\', '-');
}

/// <summary>A format as it is offered.</summary>
/// <param name="Count">How many of the questions it holds.</param>
/// <param name="Problems">Each once, with how many questions it is about.</param>
public sealed record OfferedFormat(ExportFormat Format, int Count, int Of, IReadOnlyList<(Problem Problem, int Count)> Problems);
