namespace Lectern.QuestionFiles;

/// <summary>Questions of text formats: lines up to a blank one; and what is in their braces.</summary>
internal static class Blocks
{
    /// <summary>Characters; no question that a person wrote is longer, even with images inside.</summary>
    internal const int Longest = 5_000_000;

    /// <summary>Where each block begins and ends.</summary>
    internal static IEnumerable<(int Start, int End)> Of(string text)
    {
        var start = -1;
        for (var at = 0; at < text.Length;)
        {
            var end = text.IndexOf('\n', at) is var found and >= 0 ? found + 1 : text.Length;
            var isBlank = text.AsSpan(at, end - at).IsWhiteSpace();
            if (isBlank && start >= 0)
            {
                yield return (start, at);
                start = -1;
            }
            else if (!isBlank && start < 0) start = at;
            at = end;
        }
        if (start >= 0) yield return (start, text.Length);
    }

    /// <summary>Whether what stands between some { and the next } is like this.</summary>
    internal static bool AnyBraces(string text, Func<string, bool> isLike)
    {
        for (var open = text.IndexOf('{', StringComparison.Ordinal); open >= 0;)
        {
            if (text.IndexOf('}', open) is not (>= 0 and var close)) return false;
            if (isLike(text[(open + 1)..close])) return true;
            open = text.IndexOf('{', close);
        }
        return false;
    }

    /// <summary>Says that a block is too long to be a question; false when it isn't.</summary>
    internal static bool IsTooLong(Reading reading, int start, int end)
    {
        if (end - start <= Longest) return false;
        reading.Refuse(start, "question-too-long", "This question is longer than any that a person writes. Perhaps the blank line after it is missing.");
        return true;
    }
}
