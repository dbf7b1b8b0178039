using System.Globalization;
using System.Text;

namespace Lectern.Kernel;

/// <summary>
/// Folds text to words that can be compared: lower case, without accents and Arabic vowel signs, one form for the letters
/// that people write in several ways. Done in code, so that both databases find the same.
/// </summary>
public static class SearchWords
{
    /// <summary>Each word preceded by one blank, so that <c>' word'</c> inside it is the beginning of a word.</summary>
    public static string Of(params ReadOnlySpan<string> texts)
    {
        var folded = new StringBuilder();
        foreach (var text in texts)
        {
            var inWord = false;
            foreach (var character in text.Normalize(NormalizationForm.FormKD))
            {
                var kind = CharUnicodeInfo.GetUnicodeCategory(character);
                if (kind is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.SpacingCombiningMark || ArabicLetters.IsDress(character)) continue;
                if (!char.IsLetterOrDigit(character))
                {
                    inWord = false;
                    continue;
                }

                if (!inWord) folded.Append(' ');
                inWord = true;
                folded.Append(Fold(char.ToLowerInvariant(character)));
            }
        }

        return folded.ToString();
    }

    /// <summary>The words of a query, at most eight.</summary>
    public static IReadOnlyList<string> Split(string? query) =>
        [.. Of(query ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct().Take(8)];

    private static char Fold(char letter) => letter switch
    {
        'ı' => 'i',
        'ø' => 'o',
        'ł' => 'l',
        'đ' => 'd',
        'ς' => 'σ',
        _ => ArabicLetters.Fold(letter),
    };
}
