using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Lectern.Quizzes.QuestionTypes.Gaps;

/// <summary>A piece of a text with gaps: HTML, and the gap that follows it.</summary>
/// <param name="Html">Part of sanitised HTML; elements may begin in one piece and end in another.</param>
/// <param name="Number">Which gap, as the text says: <c>[[2]]</c>; 0 after the last.</param>
/// <param name="Place">Which gap, counted from 1 in the order of the text; 0 after the last.</param>
internal sealed record GapPiece(string Html, int Number, int Place);

/// <summary>Texts with gaps: <c>[[1]]</c> stands where the first is. Only in words: what stands inside a tag is no gap.</summary>
internal static partial class GapMarkup
{
    public const int Most = 30;

    public static IReadOnlyList<GapPiece> Pieces(string html)
    {
        List<GapPiece> pieces = [];
        var from = 0;
        foreach (Match match in TagOrGap().Matches(html))
        {
            if (NumberIn(match) is not { } number) continue;
            pieces.Add(new(html[from..match.Index], number, pieces.Count + 1));
            from = match.Index + match.Length;
        }

        pieces.Add(new(html[from..], 0, 0));
        return pieces;
    }

    /// <summary>The numbers of the gaps in the order of the text.</summary>
    public static IReadOnlyList<int> Numbers(string html) => [.. Pieces(html).Select(piece => piece.Number).Where(number => number > 0)];

    /// <summary>The text with numbers for the words that an author wrote in double brackets: <c>[[four]]</c>.</summary>
    /// <param name="numberOf">The number of the gap for a word; null when there is no room for another.</param>
    public static string Numbered(string html, Func<string, int?> numberOf) => TagOrGap().Replace(html, match =>
        match.Groups["inside"].Success && NumberIn(match) is null && PlainText.Line(WebUtility.HtmlDecode(match.Groups["inside"].Value)) is { Length: > 0 } word && numberOf(word) is { } number ? $"[[{number}]]" : match.Value);

    /// <summary>The text with its gaps numbered by where they stand, so that the number says nothing about the answer.</summary>
    public static string ByPlace(string html) => string.Concat(Pieces(html).Select(piece => piece.Place > 0 ? $"{piece.Html}[[{piece.Place}]]" : piece.Html));

    /// <summary>The text with words in its gaps, as sanitised HTML.</summary>
    /// <param name="shown">Sanitised HTML for a gap; null or "" for one that is empty.</param>
    public static string Filled(string html, Func<GapPiece, string?> shown) => string.Concat(Pieces(html).Select(piece => piece.Place == 0 ? piece.Html
        : $"{piece.Html}<strong>{(shown(piece) is { Length: > 0 } words ? words : "…")}</strong>"));

    private static int? NumberIn(Match match) =>
        match.Groups["inside"].Success && int.TryParse(match.Groups["inside"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= Most ? number : null;

    [GeneratedRegex("""<(?:"[^"]*"|[^">])*>|\[\[(?<inside>[^\[\]<>]{1,200})\]\]""", RegexOptions.CultureInvariant)]
    private static partial Regex TagOrGap();
}
