using System.Globalization;
using System.Text;

namespace Lectern.Quizzes.QuestionTypes;

/// <summary>Single lines as people type them.</summary>
public static class PlainText
{
    /// <summary>One line: no control characters (PostgreSQL keeps no NUL), no half surrogates, blanks at the ends gone and those inside single.</summary>
    public static string Line(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var line = new StringBuilder(text.Length);
        var gap = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
            {
                gap = line.Length > 0;
                continue;
            }

            if (gap) line.Append(' ');
            gap = false;
            line.Append(rune.ToString());
        }

        return line.ToString();
    }

    /// <summary>
    /// The form in which two answers are the same: compatibility composition (Unicode Standard Annex 15, NFKC), so that full-width
    /// digits, ligatures and composed or decomposed accents don't matter, without the signs for direction and joining that keyboards
    /// and phones slip in unseen. Unless it is to be exact, case doesn't matter either, nor in which of several usual ways a quotation
    /// mark, a dash, a digit or an Arabic letter is written: that is the keyboard's choice and not the learner's.
    /// </summary>
    public static string Comparable(string? text, bool exact)
    {
        var line = Line(WithoutUnseen(text ?? "").Normalize(NormalizationForm.FormKC));
        return exact ? line : Line(Folded(line).Normalize(NormalizationForm.FormKC)).ToUpperInvariant().Normalize(NormalizationForm.FormKC);
    }

    private static string WithoutUnseen(string text)
    {
        var seen = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())   // which also puts a replacement for half surrogates: normalising would throw
            if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.Format) seen.Append(rune.ToString());
        return seen.ToString();
    }

    private static string Folded(string line)
    {
        var folded = new StringBuilder(line.Length);
        foreach (var character in line.Normalize(NormalizationForm.FormKD))
        {
            if (ArabicLetters.IsDress(character)) continue;
            var digit = CharUnicodeInfo.GetDecimalDigitValue(character);
            folded.Append(digit >= 0 ? (char)('0' + digit) : Usual(ArabicLetters.Fold(character)));
        }

        return folded.ToString();
    }

    private static char Usual(char sign) => sign switch
    {
        '\u2018' or '\u2019' or '\u201A' or '\u201B' or '\u2032' or '`' or '\u02BC' => '\'',
        '\u201C' or '\u201D' or '\u201E' or '\u201F' or '\u00AB' or '\u00BB' => '"',
        '\u2010' or '\u2011' or '\u2012' or '\u2013' or '\u2014' or '\u2212' => '-',
        '\u066B' => '.',   // the Arabic decimal separator
        '\u066C' or '\u060C' => ',',
        _ => sign,
    };
}
