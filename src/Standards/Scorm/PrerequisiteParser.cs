using System.Globalization;

namespace Lectern.Scorm;

/// <summary>Cuts an aicc_script into words and signs.</summary>
internal static class PrerequisiteTokens
{
    private const string Signs = "&|~=(){},*";

    /// <summary>The tokens: signs as themselves, "&lt;&gt;" as one, words and quoted texts with a leading apostrophe; null when a sign is unknown.</summary>
    internal static List<string>? Of(string script)
    {
        var tokens = new List<string>();
        for (var at = 0; at < script.Length;)
        {
            var c = script[at];
            if (char.IsWhiteSpace(c)) at++;
            else if (Signs.Contains(c, StringComparison.Ordinal)) { tokens.Add(c.ToString()); at++; }
            else if (c == '<' && at + 1 < script.Length && script[at + 1] == '>') { tokens.Add("<>"); at += 2; }
            else if (c == '"')
            {
                var end = script.IndexOf('"', at + 1);
                if (end < 0) return null;
                tokens.Add("'" + script[(at + 1)..end].Trim());
                at = end + 1;
            }
            else if (c is '<' or '>' or '^' or '!' or '\'') return null;
            else
            {
                var start = at;
                while (at < script.Length && !char.IsWhiteSpace(script[at]) && !Signs.Contains(script[at], StringComparison.Ordinal) && script[at] is not ('<' or '>' or '"' or '^')) at++;
                tokens.Add("'" + script[start..at]);
            }
        }
        return tokens;
    }
}

/// <summary>Recursive descent over the tokens of an aicc_script; every method answers null where the script is not one.</summary>
internal sealed class PrerequisiteParser(List<string> tokens)
{
    // Deeper nesting than any author writes; keeps a hostile script from exhausting the stack.
    private const int MaximumDepth = 100;

    private int at;
    private int depth;

    internal HashSet<string> Items { get; } = new(StringComparer.Ordinal);

    private string Current => at < tokens.Count ? tokens[at] : "";

    internal Prerequisites.Node? Parse() => Or() is { } node && at == tokens.Count ? node : null;

    private Prerequisites.Node? Or() => Chain(() => Chain(Not, "&", "and", allOf: true, alsoComma: true), "|", "or", allOf: false);

    private Prerequisites.Node? Chain(Func<Prerequisites.Node?> next, string sign, string word, bool allOf, bool alsoComma = false)
    {
        if (next() is not { } first) return null;
        var nodes = new List<Prerequisites.Node> { first };
        while (Take(sign) || TakeWord(word) || (alsoComma && !insideSet && Take(",")))
        {
            if (next() is not { } node) return null;
            nodes.Add(node);
        }
        return nodes.Count == 1 ? first : new Prerequisites.AtLeast(allOf ? nodes.Count : 1, nodes);
    }

    private Prerequisites.Node? Not()
    {
        if (!Take("~") && !TakeWord("not")) return Comparison();
        if (++depth > MaximumDepth) return null;
        var inner = Not();
        depth--;
        return inner is null ? null : new Prerequisites.Negation(inner);
    }

    private Prerequisites.Node? Comparison()
    {
        if (Current is "(" or "{") return Group();
        if (!Current.StartsWith('\'')) return null;
        var word = tokens[at++][1..];
        if (word.Length == 0) return null;
        if (Current == "*" && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var count)) { at++; return Set(count); }
        Items.Add(word);
        var isEqual = Take("=");
        if (!isEqual && !Take("<>")) return new Prerequisites.IsDone(word);
        return Status() is { } status ? new Prerequisites.Stands(word, status, Not: !isEqual) : null;
    }

    private bool insideSet;

    private Prerequisites.Node? Group()
    {
        if (Current == "{") return Set(count: null);
        at++;
        if (++depth > MaximumDepth) return null;
        var outer = insideSet;
        insideSet = false;
        var inner = Or();
        insideSet = outer;
        depth--;
        return inner is not null && Take(")") ? inner : null;
    }

    // "3*{a, b, c, d}": three or more of them; a set without a number wants all.
    private Prerequisites.AtLeast? Set(int? count)
    {
        if (!Take("{") || ++depth > MaximumDepth) return null;
        var outer = insideSet;
        insideSet = true;
        var nodes = new List<Prerequisites.Node>();
        do
        {
            if (Or() is not { } node) return null;
            nodes.Add(node);
        }
        while (Take(","));
        insideSet = outer;
        depth--;
        return Take("}") ? new Prerequisites.AtLeast(count ?? nodes.Count, nodes) : null;
    }

    private LessonStatus? Status()
    {
        if (!Current.StartsWith('\'')) return null;
        var word = tokens[at++][1..];
        if (word.Equals("not", StringComparison.OrdinalIgnoreCase) && Current.Equals("'attempted", StringComparison.OrdinalIgnoreCase))
        {
            at++;
            return LessonStatus.NotAttempted;
        }
        // The AICC guidelines look at the first letter only, so both "passed" and "p" are in use.
        return word.ToLowerInvariant() switch
        {
            "passed" or "p" => LessonStatus.Passed,
            "completed" or "complete" or "c" => LessonStatus.Completed,
            "failed" or "f" => LessonStatus.Failed,
            "incomplete" or "i" => LessonStatus.Incomplete,
            "browsed" or "b" => LessonStatus.Browsed,
            "not attempted" or "n" => LessonStatus.NotAttempted,
            _ => null,
        };
    }

    private bool Take(string sign)
    {
        if (Current != sign) return false;
        at++;
        return true;
    }

    private bool TakeWord(string word)
    {
        if (!Current.Equals("'" + word, StringComparison.OrdinalIgnoreCase)) return false;
        at++;
        return true;
    }
}
