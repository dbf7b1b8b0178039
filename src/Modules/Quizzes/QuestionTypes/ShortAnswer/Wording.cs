using System.Globalization;
using System.Text;

namespace Lectern.Quizzes.QuestionTypes.ShortAnswer;

/// <summary>When a typed answer is taken for an accepted one (<see cref="PlainText.Comparable"/>).</summary>
/// <param name="MatchCase">Exactly as it is written.</param>
/// <param name="IgnoreAccents">Signs above and below letters don't matter: cafe is café.</param>
/// <param name="Wildcards">A * in an accepted answer stands for anything, also nothing; \* is a star.</param>
public sealed record Wording(bool MatchCase = false, bool IgnoreAccents = false, bool Wildcards = false)
{
    private const char Anything = '\uE000';   // for private use (Unicode, section 23.5): stands for * while texts are compared

    public bool Accepts(string accepted, string said)
    {
        var (pattern, text) = (Bare(Wildcards ? WithAnything(accepted) : accepted), Bare(said));
        return Wildcards && pattern.Contains(Anything) ? Fits(pattern.Split(Anything), text) : pattern == text;
    }

    /// <summary>The accepted answer as it is shown to learners: with … for anything.</summary>
    public string Shown(string accepted) => Wildcards ? WithAnything(accepted).Replace(Anything, '…') : accepted;

    private string Bare(string text) => PlainText.Comparable(IgnoreAccents ? WithoutAccents(text) : text, MatchCase);

    private static string WithAnything(string accepted)
    {
        var pattern = new StringBuilder(accepted.Length);
        for (var at = 0; at < accepted.Length; at++)
        {
            if (accepted[at] == '\\' && at + 1 < accepted.Length && accepted[at + 1] is '*' or '\\') pattern.Append(accepted[++at]);
            else pattern.Append(accepted[at] == '*' ? Anything : accepted[at]);
        }

        return pattern.ToString();
    }

    // The first and the last piece stand at the ends, the others somewhere between, one after another: the earliest place is as good as any.
    private static bool Fits(string[] pieces, string text)
    {
        var (first, last) = (pieces[0].TrimEnd(), pieces[^1].TrimStart());
        if (text.Length < first.Length + last.Length || !text.StartsWith(first, StringComparison.Ordinal) || !text.EndsWith(last, StringComparison.Ordinal)) return false;
        var (at, end) = (first.Length, text.Length - last.Length);
        foreach (var piece in pieces[1..^1].Select(piece => piece.Trim()))
        {
            var found = text.AsSpan(at, end - at).IndexOf(piece, StringComparison.Ordinal);
            if (found < 0) return false;
            at += found + piece.Length;
        }

        return true;
    }

    private static string WithoutAccents(string text)
    {
        var bare = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) bare.Append(rune.ToString());   // half surrogates can't be normalised
        var parts = bare.ToString().Normalize(NormalizationForm.FormKD);
        bare.Clear();
        foreach (var character in parts)
            if (CharUnicodeInfo.GetUnicodeCategory(character) != UnicodeCategory.NonSpacingMark) bare.Append(character);
        return bare.ToString().Normalize(NormalizationForm.FormKC);
    }
}
