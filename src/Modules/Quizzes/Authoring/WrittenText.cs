using System.Net;
using System.Text.RegularExpressions;

namespace Lectern.Quizzes.Authoring;

/// <summary>
/// Text that authors write into a plain field. Whoever writes words gets paragraphs and never meets a tag; whoever pastes
/// HTML (or a question that came with formatting) keeps it. Either way it is sanitised.
/// </summary>
internal static partial class WrittenText
{
    public static Outcome<string> Read(string? written)
    {
        var text = (written ?? "").ReplaceLineEndings("\n").Replace("\0", "", StringComparison.Ordinal).Trim();
        return RichText.Read(text.Length == 0 ? "" : IsHtml(text) ? text : Paragraphs(text));
    }

    /// <summary>As it is written into the field.</summary>
    public static string Show(string html) => OnlyParagraphs().IsMatch(html)
        ? WebUtility.HtmlDecode(html.Replace("<br>", "\n", StringComparison.Ordinal).Replace("</p><p>", "\n\n", StringComparison.Ordinal).Replace("<p>", "", StringComparison.Ordinal).Replace("</p>", "", StringComparison.Ordinal))
        : html;

    // "What does <b> do?" is words; only a text that is elements from end to end is markup.
    private static bool IsHtml(string text) => text[0] == '<' && text[^1] == '>' && text.Length > 2 && char.IsAsciiLetter(text[1]) && text.Contains("</", StringComparison.Ordinal);

    private static string Paragraphs(string text) => string.Concat(
        BlankLines().Split(text).Select(p => p.Trim()).Where(p => p.Length > 0).Select(p => $"<p>{WebUtility.HtmlEncode(p).Replace("\n", "<br>", StringComparison.Ordinal)}</p>"));

    [GeneratedRegex("\n[ \t]*\n\\s*", RegexOptions.CultureInvariant)]
    private static partial Regex BlankLines();

    [GeneratedRegex("^(<p>[^<]*(<br>[^<]*)*</p>)*$", RegexOptions.CultureInvariant)]
    private static partial Regex OnlyParagraphs();
}
