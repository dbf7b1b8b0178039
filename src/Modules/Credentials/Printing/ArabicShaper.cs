using System.Text;

namespace Lectern.Credentials.Printing;

/// <summary>
/// Joins Arabic letters: replaces each by the shape that it has beside its neighbours, in the order in which it is read.
/// Vowel marks are left out, as ordinary print does: placing them needs a font's tables.
/// </summary>
internal static class ArabicShaper
{
    internal static string Shape(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\u0600', '\u06FF')) return text;
        var letters = Letters(text);
        var shaped = new StringBuilder(letters.Length);
        for (var i = 0; i < letters.Length; i++)
        {
            var joinsBefore = Joins(i > 0 ? letters[i - 1] : '\0', letters[i]);
            if (letters[i] == ArabicLetters.Lam && i + 1 < letters.Length && ArabicLetters.LamWith(letters[i + 1], joinsBefore) is { } both)
            {
                shaped.Append(both);
                i++;   // an alef joins nothing after it, so what follows sees the right neighbour
                continue;
            }

            shaped.Append(ArabicLetters.Shape(letters[i], joinsBefore, joinsAfter: Joins(letters[i], i + 1 < letters.Length ? letters[i + 1] : '\0')));
        }

        return shaped.Replace("\u200D", "").Replace("\u200C", "").ToString();
    }

    /// <summary>Letters with their hamzas composed (NFC), without the marks that joining looks through.</summary>
    private static string Letters(string text)
    {
        var composed = text.Normalize(NormalizationForm.FormC);
        var letters = new StringBuilder(composed.Length);
        foreach (var letter in composed)
            if (letter is < '\u0600' or > '\u06FF' || ArabicLetters.JoiningOf(letter) != Joining.Transparent) letters.Append(letter);
        return letters.ToString();
    }

    /// <summary>Whether the first letter reaches forward and the second one back.</summary>
    private static bool Joins(char first, char second) =>
        ArabicLetters.JoiningOf(first) is Joining.Dual or Joining.Causing && ArabicLetters.JoiningOf(second) is Joining.Dual or Joining.Right or Joining.Causing;
}
