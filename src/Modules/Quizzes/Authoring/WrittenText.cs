using System.Net;
using System.Text.RegularExpressions;
using Lectern.Quizzes.QuestionTypes;

namespace Lectern.Quizzes.Authoring;

/// <summary>
/// Text that authors write in the editor, or into its plain field when scripts are off: whoever writes words there gets
/// paragraphs, also when the words speak of tags. Either way it is sanitised.
/// </summary>
internal static partial class WrittenText
{
    public static Outcome<string> Read(string? written)
    {
        var text = (written ?? "").ReplaceLineEndings("\n").Replace("\0", "", StringComparison.Ordinal).Trim();
        return RichText.Read(text.Length == 0 ? "" : IsHtml(text) ? text : Paragraphs(text), QuestionText.Rules);
    }

    // "What does <b> do?" is words; only a text that is elements from end to end is markup.
    private static bool IsHtml(string text) => text[0] == '<' && text[^1] == '>' && text.Length > 2 && char.IsAsciiLetter(text[1]) && text.Contains("</", StringComparison.Ordinal);

    private static string Paragraphs(string text) => string.Concat(
        BlankLines().Split(text).Select(p => p.Trim()).Where(p => p.Length > 0).Select(p => $"<p>{WebUtility.HtmlEncode(p).Replace("\n", "<br>", StringComparison.Ordinal)}</p>"));

    [GeneratedRegex("\n[ \t]*\n\\s*", RegexOptions.CultureInvariant)]
    private static partial Regex BlankLines();
}
