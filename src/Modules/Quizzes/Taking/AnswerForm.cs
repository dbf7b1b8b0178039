using System.Globalization;
using Lectern.Quizzes.QuestionTypes;

namespace Lectern.Quizzes.Taking;

/// <summary>
/// The answers in a form: a field "question" for each question on the page, its answer in "q-ID", its flag in "flag-ID", and
/// in "drawn-ID" and "drawn-flag-ID" what the page showed of them; how sure the learner is, where the quiz asks, in "sure-ID". A page sends all its questions, whichever were touched:
/// what is still as it was drawn says nothing, because another tab may have answered it since.
/// </summary>
internal static class AnswerForm
{
    public const string OnPage = "question";

    public static string Field(Id<Question> id) => $"q-{id}";
    public static string Flag(Id<Question> id) => $"flag-{id}";
    public static string Sure(Id<Question> id) => $"sure-{id}";
    public static string DrawnSure(Id<Question> id) => $"drawn-sure-{id}";
    public static string Drawn(Id<Question> id) => $"drawn-{id}";
    public static string DrawnFlag(Id<Question> id) => $"drawn-flag-{id}";

    /// <summary>Reads them by the quiz: questions of another one, and choices of another question, are not seen.</summary>
    public static IReadOnlyList<Answer> Read(IFormCollection form, AnswerSheet sheet, QuestionKinds kinds) =>
        [.. Said(form, sheet.Paper, kinds).Select(said => new Answer(
            said.QuestionId,
            form.TryGetValue(Drawn(said.QuestionId), out var drawn) && drawn.ToString() == (said.Response ?? "") ? sheet.Response(said.QuestionId) : said.Response,
            form.TryGetValue(DrawnFlag(said.QuestionId), out var flag) && flag == Word(said.IsFlagged) ? sheet.IsFlagged(said.QuestionId) : said.IsFlagged,
            form.TryGetValue(DrawnSure(said.QuestionId), out var sure) && sure == Word(said.Certainty) ? sheet.Certainty(said.QuestionId) : said.Certainty))];

    /// <summary>What the page shows, taken by itself.</summary>
    public static IEnumerable<Answer> Said(IFormCollection form, Paper paper, QuestionKinds kinds)
    {
        var onPage = form[OnPage].Select(value => Id<Question>.TryParse(value, null, out var id) ? id : default).ToHashSet();
        return paper.Questions.Select(placed => placed.Question).Where(q => onPage.Contains(q.Id)).Select(q => new Answer(q.Id, kinds[q.Kind].ReadResponse(q.Data, form, Field(q.Id)), form[Flag(q.Id)].Contains("true"), Level(form[Sure(q.Id)])));
    }

    /// <summary>How sure somebody is, as the field <see cref="Sure"/> spells it.</summary>
    public static string Word(int? certainty) => certainty?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static int? Level(string? word) => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var level) ? level : null;

    /// <summary>A flag as the field <see cref="DrawnFlag"/> spells it.</summary>
    public static string Word(bool isFlagged) => isFlagged ? "true" : "";
}
