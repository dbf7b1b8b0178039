using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Serialization;

namespace Lectern.Quizzes.QuestionTypes.Choices;

/// <summary>One of several answers to choose from. The id is short, unique in its question, and says nothing about being right or about where it stands.</summary>
/// <param name="Text">Plain text (<see cref="RichLine.Words"/>).</param>
/// <param name="Remark">Plain text: what choices had before their feedback could be formatted. Still taken and shown; kept as <paramref name="Feedback"/> from the next change on.</param>
/// <param name="Feedback">Sanitised HTML, for whoever chose it.</param>
/// <param name="Html">The text with its formulas, pictures and emphasis (<see cref="RichLine.Html"/>); "" when it has none.</param>
public sealed record Choice(string Id, string Text, bool IsRight = false, string Remark = "", string Feedback = "", string Html = "")
{
    /// <summary>As it is shown, sanitised HTML.</summary>
    [JsonIgnore] public string Shown => RichLine.ShownOf(Text, Html);

    /// <summary>What is said to whoever chose it, as sanitised HTML; mostly nothing.</summary>
    [JsonIgnore] public string Said => Feedback is { Length: > 0 } ? Feedback : Remark is { Length: > 0 } ? $"<p>{WebUtility.HtmlEncode(Remark)}</p>" : "";
}

/// <summary>The data of a question with choices.</summary>
public sealed record ChoiceData(IReadOnlyList<Choice> Choices)
{
    public const int Most = 20;
    public const int LongestText = 500;

    public static ChoiceData Blank { get; } = new([]);

    public IEnumerable<Choice> Right => Choices.Where(c => c.IsRight);

    public Choice? Find(string id) => Choices.FirstOrDefault(c => c.Id == id);

    /// <summary>The choices as an attempt shows them: with a seed in an order of its own, without one in the author's.</summary>
    public IReadOnlyList<Choice> InOrder(string field, int? seed) => seed is { } shuffled ? Shuffling.Of(Choices, shuffled, c => $"{field}/{c.Id}") : Choices;

    /// <summary>Of a choice that is being written. Random: numbers would tell learners in which order the author wrote, and authors mostly write the right one first.</summary>
    public static string NewId() => RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz23456789", 8);

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
            var feedback = RichText.Read(choice.Said, QuestionText.Rules);
            if (feedback.Refusal is not null || feedback.Value.Length > Question.LongestFeedback) return new Refusal("feedback-too-long", "Feedback has at most {0} characters.", "Choices", Question.LongestFeedback);
            var isOwn = IsId(choice.Id) && kept.TrueForAll(c => c.Id != choice.Id);
            kept.Add(new Choice(isOwn ? choice.Id : NewId(), text, choice.IsRight, Feedback: RichText.IsEmpty(feedback.Value) ? "" : feedback.Value, Html: html));
        }

        if (kept.Count > Most) return new Refusal("too-many-choices", "A question has at most {0} choices.", "Choices", Most);
        if (kept.DistinctBy(c => c.Html.Length > 0 ? c.Html : PlainText.Comparable(c.Text, exact: true)).Count() < kept.Count)
            return new Refusal("choices-alike", "Two choices are the same. Change one of them.", "Choices");
        return new ChoiceData(kept);
    }

    /// <summary>What the edit part's rows say; the row number of a right one is in the field "right".</summary>
    public static ChoiceData Read(IFormCollection form)
    {
        var (ids, texts, feedback, right) = (form["choice-id"], form["choice-text"], form["choice-feedback"], form["right"]);
        return new([.. Enumerable.Range(0, Math.Min(texts.Count, Most * 2)).Select(row => (Row: row, Line: QuestionText.Line(texts[row]))).Select(written => new Choice(
            written.Row < ids.Count ? ids[written.Row] ?? "" : "",
            written.Line.Words,
            right.Contains(written.Row.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            Feedback: written.Row < feedback.Count ? feedback[written.Row] ?? "" : "",
            Html: written.Line.Html))]);
    }

    /// <summary>Whether it looks like one of ours.</summary>
    internal static bool IsId(string? id) => id is { Length: > 0 and <= 12 } && id.All(char.IsAsciiLetterOrDigit);
}
