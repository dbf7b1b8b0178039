using System.Globalization;
using System.Text;

namespace Lectern.Quizzes.QuestionTypes.Essay;

/// <summary>
/// How many words there are: what stands between white space and has at least one letter or digit in it, so that a dash or a
/// bullet is none. word-count.controller.ts counts by the same rule while somebody writes; a test compares the two.
/// </summary>
public static class WordCount
{
    public static int Of(string text)
    {
        var (words, counted) = (0, false);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune)) counted = false;
            else if (!counted && IsLetterOrNumber(rune)) (words, counted) = (words + 1, true);
        }

        return words;
    }

    private static bool IsLetterOrNumber(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter
        or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;
}
