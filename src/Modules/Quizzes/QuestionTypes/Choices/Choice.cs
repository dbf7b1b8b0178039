using System.Net;
using System.Text.Json.Serialization;
using Lectern.Quizzes.QuestionTypes.Rows;

namespace Lectern.Quizzes.QuestionTypes.Choices;

/// <summary>One of several answers to choose from. The id is short, unique in its question, and says nothing about being right or about where it stands.</summary>
/// <param name="Text">Plain text (<see cref="RichLine.Words"/>).</param>
/// <param name="Remark">Plain text: what choices had before their feedback could be formatted. Still taken and shown; kept as <paramref name="Feedback"/> from the next change on.</param>
/// <param name="Feedback">Sanitised HTML, for whoever chose it.</param>
/// <param name="StaysLast">It stands after the others, also when they are shuffled: "None of these".</param>
/// <param name="Html">The text with its formulas, pictures and emphasis (<see cref="RichLine.Html"/>); "" when it has none.</param>
public sealed record Choice(string Id, string Text, bool IsRight = false, string Remark = "", string Feedback = "", string Html = "", bool StaysLast = false)
{
    /// <summary>As it is shown, sanitised HTML.</summary>
    [JsonIgnore] public string Shown => RichLine.ShownOf(Text, Html);

    /// <summary>What is said to whoever chose it, as sanitised HTML; mostly nothing.</summary>
    [JsonIgnore] public string Said => Feedback is { Length: > 0 } ? Feedback : Remark is { Length: > 0 } ? $"<p>{WebUtility.HtmlEncode(Remark)}</p>" : "";
}

/// <summary>What several right choices earn, when not exactly those were chosen.</summary>
[JsonConverter(typeof(AsWord<ChoiceCredit>))]
public enum ChoiceCredit
{
    /// <summary>Each right one its share, and each wrong one takes a share away.</summary>
    RightMinusWrong,
    /// <summary>Nothing.</summary>
    AllOrNothing,
    /// <summary>Each right one its share, but nothing when more were chosen than are right.</summary>
    RightUnlessTooMany,
}

/// <summary>The data of a question with choices.</summary>
public sealed record ChoiceData(IReadOnlyList<Choice> Choices, ChoiceCredit Credit = ChoiceCredit.RightMinusWrong)
{
    public const int Most = 20;
    public const int LongestText = 500;

    public static ChoiceData Blank { get; } = new([]);

    [JsonIgnore] public IEnumerable<Choice> Right => Choices.Where(c => c.IsRight);

    public Choice? Find(string id) => Choices.FirstOrDefault(c => c.Id == id);

    /// <summary>The choices as an attempt shows them: with a seed in an order of its own, without one in the author's; those that stay last, last.</summary>
    public IReadOnlyList<Choice> InOrder(string field, int? seed) =>
        [.. (seed is { } shuffled ? Shuffling.Of(Choices, shuffled, c => $"{field}/{c.Id}") : Choices).Where(c => !c.StaysLast), .. Choices.Where(c => c.StaysLast)];

    /// <summary>Drops empty choices, trims the others and gives every one an id of its own.</summary>
    public Outcome<ChoiceData> Tidy()
    {
        List<Choice> kept = [];
        foreach (var choice in Choices ?? [])
        {
            if (choice is null) continue;
            var (text, html) = QuestionText.Line(choice.Text, choice.Html);
            if (text.Length == 0 && html.Length == 0) continue;
            if (text.Length > LongestText && html.Length == 0) return new Refusal("choice-too-long", "A choice has at most {0} characters.", "Choices", LongestText);
            var feedback = WrittenFeedback.Read(choice.Said, "Choices");
            if (feedback.Refusal is { } refusal) return refusal;
            kept.Add(new Choice(ShortId.Own(choice.Id, id => kept.Exists(c => c.Id == id)), text, choice.IsRight, Feedback: feedback.Value, Html: html, StaysLast: choice.StaysLast));
        }

        if (kept.Count > Most) return new Refusal("too-many-choices", "A question has at most {0} choices.", "Choices", Most);
        if (kept.DistinctBy(c => c.Html.Length > 0 ? c.Html : PlainText.Comparable(c.Text, exact: true)).Count() < kept.Count)
            return new Refusal("choices-alike", "Two choices are the same. Change one of them.", "Choices");
        return new ChoiceData(kept, Credit);
    }

    /// <summary>What the edit part's rows say; the row number of a right one is in the field "right".</summary>
    public static ChoiceData Read(IFormCollection form)
    {
        var texts = form["choice-text"];
        return new([.. FormRows.Of(texts, Most * 2).Select(row => (Row: row, Line: QuestionText.Line(texts[row]))).Select(written => new Choice(
            form["choice-id"].At(written.Row),
            written.Line.Words,
            form["right"].Ticked(written.Row),
            Feedback: form["choice-feedback"].At(written.Row),
            Html: written.Line.Html,
            StaysLast: form["stays-last"].Ticked(written.Row)))], FormRows.Word(form["credit"], ChoiceCredit.RightMinusWrong));
    }
}
