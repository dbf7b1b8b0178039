using System.Text;
using System.Text.RegularExpressions;

namespace Lectern.Qti.Processing;

/// <summary>
/// Regular expressions of XML Schema (Part 2: Datatypes, appendix F), which always speak of the whole text. They are run by an engine whose time
/// grows with the text only, and within bounds, because both pattern and text come from strangers.
/// </summary>
public static class SchemaPattern
{
    private const int LongestPattern = 2000;

    /// <summary>Copies that quantifiers may ask for, all multiplied: (a{100}){100} is 10,000.</summary>
    private const long MostCopies = 10_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    // Name characters of XML 1.0, appendix B as of the fifth edition, as far as they are in the first plane.
    private const string NameStart = @":A-Z_a-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C-\u200D\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD";
    private const string NameRest = NameStart + @"\-.0-9\u00B7\u0300-\u036F\u203F-\u2040";

    /// <summary>Whether the whole text matches; null for a pattern that is none, or that would take too much.</summary>
    public static bool? Match(string pattern, string text, bool isCaseSensitive = true)
    {
        if (pattern.Length > LongestPattern || Translate(pattern) is not { } translated) return null;
        try
        {
            var options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | (isCaseSensitive ? RegexOptions.None : RegexOptions.IgnoreCase);
            return Regex.IsMatch(text, translated, options, Patience);
        }
        catch (Exception unusable) when (unusable is ArgumentException or NotSupportedException or RegexMatchTimeoutException)
        {
            return null;
        }
    }

    /// <summary>The same pattern in .NET's words; null when it is not one of XML Schema.</summary>
    private static string? Translate(string pattern)
    {
        var translated = new StringBuilder(@"\A(?:");
        var inClass = 0;
        var copies = 1L;
        for (var at = 0; at < pattern.Length; at++)
        {
            var letter = pattern[at];
            if (letter == '\\')
            {
                if (++at == pattern.Length) return null;
                var end = pattern[at] is 'p' or 'P' ? pattern.IndexOf('}', at) : at;
                if (end < 0) return null;
                var escape = pattern[at..(end + 1)];
                if (Escape(escape, inClass > 0) is not { } meant) return null;
                translated.Append(meant);
                at = end;
            }
            else if (inClass > 0)
            {
                if (letter == '[') inClass++;
                else if (letter == ']') inClass--;
                translated.Append(letter);
            }
            else if (letter == '[')
            {
                inClass++;
                translated.Append(letter);
                if (at + 1 < pattern.Length && pattern[at + 1] == '^') translated.Append(pattern[++at]);
            }
            // Anchors are .NET's, not XML Schema's; there these are letters like others.
            else if (letter is '^' or '$') translated.Append('\\').Append(letter);
            else if (letter == '.') translated.Append(@"[^\n\r]");
            else if (letter == '(')
            {
                if (at + 1 < pattern.Length && pattern[at + 1] == '?') return null;
                translated.Append("(?:");
            }
            else if (letter == '{')
            {
                var end = pattern.IndexOf('}', at);
                if (end < 0 || Copies(pattern[(at + 1)..end]) is not { } asked || (copies *= Math.Max(1, asked)) > MostCopies) return null;
                translated.Append(pattern, at, end + 1 - at);
                at = end;
            }
            // Reluctant and possessive quantifiers are .NET's too.
            else if (letter is '?' or '+' && at > 0 && pattern[at - 1] is '*' or '+' or '}' && !(at > 1 && pattern[at - 2] == '\\')) return null;
            else translated.Append(letter);
        }
        return inClass > 0 ? null : translated.Append(@")\z").ToString();
    }

    private static string? Escape(string escape, bool inClass) => escape[0] switch
    {
        'i' => inClass ? NameStart : $"[{NameStart}]",
        'I' => inClass ? null : $"[^{NameStart}]",
        'c' => inClass ? NameRest : $"[{NameRest}]",
        'C' => inClass ? null : $"[^{NameRest}]",
        // A word is all that is no punctuation, separator or other; .NET's has a narrower idea of it.
        'w' => inClass ? @"\p{L}\p{M}\p{N}\p{S}" : @"[\p{L}\p{M}\p{N}\p{S}]",
        'W' => inClass ? @"\p{P}\p{Z}\p{C}" : @"[\p{P}\p{Z}\p{C}]",
        's' => inClass ? @" \t\n\r" : @"[ \t\n\r]",
        'S' => inClass ? null : @"[^ \t\n\r]",
        'd' or 'D' or 'n' or 'r' or 't' => "\\" + escape,
        'p' or 'P' when escape.Length > 3 && escape[1] == '{' => "\\" + escape,
        '\\' or '|' or '.' or '-' or '^' or '?' or '*' or '+' or '{' or '}' or '(' or ')' or '[' or ']' or '$' or '/' => "\\" + escape,
        _ => null,
    };

    private static long? Copies(string quantifier)
    {
        var numbers = quantifier.Split(',');
        return numbers.Length > 2 || Lexical.Integer(numbers[0]) is not { } least ? null : numbers.Length == 1 || numbers[1].Length == 0 ? least : Lexical.Integer(numbers[1]);
    }
}
