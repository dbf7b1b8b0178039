using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Lectern.Tests.House;

/// <summary>A sentence for people, found in the source: the key of its translations.</summary>
internal sealed record SourceText(string Key, string File, bool IsCounted);

/// <summary>Finds what stands on screen in C# and Razor source, without compiling it.</summary>
internal static partial class SourceTexts
{
    /// <summary>All sentences that are asked of the texts, or that a page asks of them later (titles, refusals, navigation).</summary>
    internal static IEnumerable<SourceText> In(string file)
    {
        var source = WithoutComments(Repository.Read(file));
        foreach (Match start in Indexed().Matches(source))
            foreach (var key in FirstArgument(source, start.Index + start.Length)) yield return new(key, file, false);
        foreach (Match start in Counted().Matches(source))
            foreach (var key in FirstArgument(source, start.Index + start.Length)) yield return new(key, file, true);
        foreach (Match found in Named().Matches(source)) yield return new(Unescape(found.Groups["text"].Value), file, false);
    }

    /// <summary>The numbers of the placeholders in a sentence: {0}, {1:d}.</summary>
    internal static IReadOnlyList<string> Placeholders(string sentence) => [.. Placeholder().Matches(sentence).Select(m => m.Groups[1].Value).Distinct().Order(StringComparer.Ordinal)];

    // The literals that the first argument can turn out to be: T["a"], T[late ? "a" : "b"], T[kind switch { X => "a", _ => "b" }].
    // What is compared with (== "x", is "x", "x" =>) is no sentence.
    private static IEnumerable<string> FirstArgument(string source, int at)
    {
        for (var depth = 0; at < source.Length; at++)
        {
            switch (source[at])
            {
                case '"' when at > 0 && source[at - 1] is '$' or '@':
                    yield break;
                case '"':
                    var literal = Literal().Match(source, at);
                    if (!literal.Success || literal.Index != at) yield break;
                    var before = source[..at].TrimEnd();
                    var after = source[(at + literal.Length)..].TrimStart();
                    var compared = before.EndsWith("==", StringComparison.Ordinal) || before.EndsWith("!=", StringComparison.Ordinal) || before.EndsWith(" is", StringComparison.Ordinal)
                        || before.EndsWith(" or", StringComparison.Ordinal) || after.StartsWith("=>", StringComparison.Ordinal) || after.StartsWith("or ", StringComparison.Ordinal);
                    if (!compared) yield return Unescape(literal.Groups["text"].Value);
                    at += literal.Length - 1;
                    break;
                case '(' or '[' or '{':
                    depth++;
                    break;
                case ')' or ']' or '}' when depth-- == 0:
                case ',' when depth == 0:
                    yield break;
            }
        }
    }

    private static string Unescape(string literal) => Escape().Replace(literal, escape => escape.Value switch
    {
        "\\n" => "\n",
        "\\t" => "\t",
        ['\\', 'u', .. var code] => ((char)int.Parse(code, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString(),
        _ => escape.Value[1..],
    });

    private static string WithoutComments(string source)
    {
        var text = new StringBuilder(source.Length);
        foreach (var line in source.Split('\n')) text.Append(line.TrimStart().StartsWith("//", StringComparison.Ordinal) ? "" : line).Append('\n');
        return RazorComment().Replace(text.ToString(), "");
    }

    [GeneratedRegex(@"\b(T|[tT]exts?)\[")]
    private static partial Regex Indexed();

    [GeneratedRegex(@"\b(T|[tT]exts?)\.Count(?:Forms)?\(")]
    private static partial Regex Counted();

    // Where the sentence is handed on: refusals ("code", "Sentence."), titles, the sidebar, the tabs of a course.
    [GeneratedRegex("""(?:new(?: \w+)?\("[a-z0-9]+(?:-[a-z0-9]+)+",\s*|Page\.(?:Of|Refused)<\w+>\(|new NavigationItem\(\d+,\s*|new PublicLink\(\d+,\s*|\.Notify\([^,"]+,\s*|new CourseTab\(\d+,\s*)"(?<text>(?:[^"\\\n]|\\.)+)"(?!\s*\+)""")]
    private static partial Regex Named();

    [GeneratedRegex("\"(?<text>(?:[^\"\\\\\\n]|\\\\.)*)\"")]
    private static partial Regex Literal();

    [GeneratedRegex(@"\\(u[0-9a-fA-F]{4}|.)")]
    private static partial Regex Escape();

    [GeneratedRegex(@"\{(\d+)[^}]*\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"@\*.*?\*@", RegexOptions.Singleline)]
    private static partial Regex RazorComment();
}
