using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;

namespace Lectern.Quizzes.QuestionTypes.Essay;

/// <param name="IsFormatted">Learners write in the editor, with lists and formulas; otherwise plain text.</param>
/// <param name="LeastWords">1 to 20,000 (<see cref="WordCount"/>); null for no limit. Limits are told, to the learner and to whoever marks, and nothing is cut.</param>
/// <param name="MostWords">The same.</param>
/// <param name="Rows">How high the field is, in lines.</param>
/// <param name="Template">Sanitised HTML that the answer begins with; an answer that is still just this is none.</param>
/// <param name="Scheme">Sanitised HTML, for those who mark.</param>
public sealed record EssayData(bool IsFormatted = true, int? LeastWords = null, int? MostWords = null, int Rows = 10, string Template = "", string Scheme = "")
{
    public const int MostOfAll = 20_000;
    public const int LongestTemplate = 20_000;
    /// <summary>Characters of an answer: 20,000 words in any language, and their formatting.</summary>
    public const int LongestAnswer = 160_000;
}

/// <summary>A text of some length, which a person marks.</summary>
internal sealed partial class Essay : PersonMarkedKind<EssayData, string>
{
    public override string Name => "essay";
    public override string Label => "Essay";
    public override string Icon => "letter-text";
    public override string Rule => "Whoever teaches the course reads it and gives the points.";

    protected override EssayData New => new();

    protected override EssayData Read(IFormCollection form) => new(
        form["format"] != "plain", Number(form["least"]), Number(form["most"]), Number(form["rows"]) ?? 10, form["template"].ToString(), form["scheme"].ToString());

    protected override Outcome<EssayData> Tidy(EssayData data)
    {
        if (data.LeastWords is < 1 or > EssayData.MostOfAll) return new Refusal("words-out-of-range", "Enter a number of words from 1 to {0}, or leave it empty for no limit.", "least", EssayData.MostOfAll);
        if (data.MostWords is < 1 or > EssayData.MostOfAll) return new Refusal("words-out-of-range", "Enter a number of words from 1 to {0}, or leave it empty for no limit.", "most", EssayData.MostOfAll);
        if (data.LeastWords > data.MostWords) return new Refusal("words-crossed", "The fewest words are more than the most words.", "least");
        var template = RichText.Read(data.Template, QuestionText.Rules);
        if (template.Refusal is not null || template.Value.Length > EssayData.LongestTemplate) return new Refusal("template-too-long", "What an answer begins with has at most {0} characters.", "template", EssayData.LongestTemplate);
        var scheme = Scheme(data.Scheme);
        if (scheme.Refusal is { } refusal) return refusal;
        return data with { Rows = Math.Clamp(data.Rows, 3, 40), Template = RichText.IsEmpty(template.Value) ? "" : template.Value, Scheme = scheme.Value };
    }

    protected override Refusal? Missing(EssayData data) => null;

    protected override RenderFragment EditPart(EssayData data, IReadOnlyDictionary<string, string> errors) =>
        Fragments.Of<EssayEditPart>((nameof(EssayEditPart.Data), data), (nameof(EssayEditPart.Errors), errors));

    protected override RenderFragment AnswerPart(EssayData data, string? response, AnswerPlace place) =>
        Fragments.Of<EssayAnswerPart>((nameof(EssayAnswerPart.Data), data), (nameof(EssayAnswerPart.Response), response), (nameof(EssayAnswerPart.Place), place));

    protected override string? Read(IFormCollection form, string field) => form[field].FirstOrDefault();

    protected override string? Tidy(EssayData data, string response)
    {
        var text = data.IsFormatted ? Formatted(response) : Plain(response);
        return (data.IsFormatted ? RichText.IsEmpty(text) : string.IsNullOrWhiteSpace(text)) || text == Beginning(data) ? null : text;
    }

    protected override object Shown(EssayData data, string field, int? seed) =>
        new { formatted = data.IsFormatted, leastWords = data.LeastWords, mostWords = data.MostWords, template = Beginning(data), longest = EssayData.LongestAnswer };

    protected override IReadOnlyList<string> Describe(EssayData data, string response, Texts texts) =>
        [data.IsFormatted ? RichText.InWords(response) : response, texts["Words: {0}", Words(data, response)]];

    protected override RenderFragment ResponsePart(EssayData data, string response, ResponsePlace place) =>
        Fragments.Of<EssayResponsePart>((nameof(EssayResponsePart.Data), data), (nameof(EssayResponsePart.Response), response));

    protected override string MarkScheme(EssayData data) => data.Scheme;

    internal static int Words(EssayData data, string response) => WordCount.Of(data.IsFormatted ? RichText.PlainText(response) : response);

    /// <summary>What the field holds before anything was written.</summary>
    internal static string Beginning(EssayData data) => data.IsFormatted ? data.Template : Plain(Lines(data.Template));

    private static string Formatted(string response)
    {
        var html = RichText.Read(Plain(response), QuestionText.Rules);
        // When nothing but words was harmless: a paragraph, as if they had been written so.
        if (html.Refusal is null && html.Value.Length <= EssayData.LongestAnswer) return html.Value.Length == 0 || html.Value.Contains('<', StringComparison.Ordinal) ? html.Value : $"<p>{html.Value}</p>";
        return $"<p>{WebUtility.HtmlEncode(Cut(RichText.PlainText(Cut(response, EssayData.LongestAnswer)), EssayData.LongestAnswer / 8))}</p>";   // far beyond any limit: words are kept, without what they were dressed in
    }

    // Line ends as the database and the browser agree on them; PostgreSQL keeps no NUL, JSON no half characters.
    private static string Plain(string text) => Cut(string.Concat(text.ReplaceLineEndings("\n").EnumerateRunes().Where(rune => rune.Value is '\n' or '\t' or >= ' ' and not 0x7F).Select(rune => rune.ToString())), EssayData.LongestAnswer).Trim();

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..(most - (char.IsHighSurrogate(text[most - 1]) ? 1 : 0))];

    private static string Lines(string html) => string.Join('\n', LineEnd().Replace(html, "\n").Split('\n').Select(RichText.InWords));

    private static int? Number(string? written) => int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : string.IsNullOrWhiteSpace(written) ? null : 0;

    [GeneratedRegex("<br>|</(p|li|h[2-6]|tr|blockquote|pre)>", RegexOptions.CultureInvariant)]
    private static partial Regex LineEnd();
}
