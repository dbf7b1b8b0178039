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
    /// digits, ligatures and composed or decomposed accents don't matter, and upper case by the Unicode tables when case doesn't.
    /// </summary>
    public static string Comparable(string? text, bool matchCase)
    {
        var line = Line(Line(text).Normalize(NormalizationForm.FormKC));
        return matchCase ? line : line.ToUpperInvariant().Normalize(NormalizationForm.FormKC);
    }
}
