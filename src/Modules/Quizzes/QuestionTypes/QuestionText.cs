using System.Net;

namespace Lectern.Quizzes.QuestionTypes;

/// <summary>A line of a question: words, or more than words.</summary>
/// <param name="Words">Plain text; of formulas their source, of pictures what they show.</param>
/// <param name="Html">Sanitised, without a paragraph around it; "" when the words say it all.</param>
public sealed record RichLine(string Words, string Html)
{
    /// <summary>As it is shown.</summary>
    public string Shown => ShownOf(Words, Html);

    /// <summary>As a field of one line holds it (<see cref="QuestionText.Line"/>).</summary>
    public static string Field(string words, string html) => html.Length > 0 ? $"<p>{html}</p>" : words;

    public static string ShownOf(string words, string html) => html.Length > 0 ? html : WebUtility.HtmlEncode(words);
}

/// <summary>What the texts of questions may hold: formatting, formulas, and pictures that are kept here.</summary>
public static class QuestionText
{
    /// <summary>Characters of HTML in a line; a formula has several hundred.</summary>
    public const int LongestLine = 8000;

    /// <summary>Of prompts, feedback and what else has paragraphs.</summary>
    public static RichTextRules Rules { get; } = new() { Formulas = true };

    private static readonly RichTextRules InLine = new() { Formulas = true, Line = true };

    /// <summary>
    /// A line as its field sends it: the editor's one paragraph when there is more to it than words, otherwise the words as they
    /// are, whatever they look like. Trimmed; never longer than <see cref="LongestLine"/>: then only words stay.
    /// </summary>
    public static RichLine Line(string? written)
    {
        var text = PlainText.Line(written);
        return text.StartsWith("<p>", StringComparison.Ordinal) && text.EndsWith("</p>", StringComparison.Ordinal) ? OfHtml(text) : new RichLine(text, "");
    }

    /// <summary>A line that is stored as words and, when there is more to it, HTML.</summary>
    public static RichLine Line(string? words, string? html) => string.IsNullOrWhiteSpace(html) ? new RichLine(PlainText.Line(words), "") : OfHtml(html);

    private static RichLine OfHtml(string html)
    {
        var sanitised = html.Length > 4 * LongestLine ? "" : PlainText.Line(RichText.Sanitise(html, InLine));
        var words = PlainText.Line(RichText.InWords(sanitised.Length > 0 ? sanitised : html));
        return new RichLine(words, sanitised.Length <= LongestLine && sanitised.Contains('<', StringComparison.Ordinal) ? sanitised : "");
    }
}
