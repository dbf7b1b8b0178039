namespace Lectern.Credentials.Printing;

/// <summary>
/// Puts one line of mixed text into the order in which it is drawn, left to right: the Unicode Bidirectional Algorithm
/// (UAX 9) for a single paragraph without explicit embeddings, whose control characters are left out.
/// </summary>
internal static class VisualOrder
{
    private enum Kind { Left, Right, EuropeanNumber, ArabicNumber, Separator, Terminator, Neutral }

    internal static string Of(string text, bool rightToLeft)
    {
        var characters = text.Where(c => c is not ((>= '\u200E' and <= '\u200F') or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u061C')).ToArray();
        if (!rightToLeft && !characters.Any(c => KindOf(c) is Kind.Right or Kind.ArabicNumber)) return new string(characters);
        return Reorder(characters, Levels(characters, rightToLeft ? 1 : 0));
    }

    /// <summary>Whether the first letter that has a direction reads from the right (rules P2 and P3).</summary>
    internal static bool ReadsFromRight(string text) => text.Select(KindOf).FirstOrDefault(kind => kind is Kind.Left or Kind.Right) == Kind.Right;

    private static int[] Levels(char[] characters, int paragraph)
    {
        var kinds = characters.Select(KindOf).ToArray();
        ResolveNumbers(kinds, paragraph);
        ResolveNeutrals(kinds, paragraph);
        // Rules I1 and I2.
        return [.. kinds.Select(kind => kind switch
        {
            Kind.Right => 1,
            Kind.EuropeanNumber or Kind.ArabicNumber => 2,
            _ => paragraph == 0 ? 0 : 2,
        })];
    }

    /// <summary>Rules W2 and W4 to W7: what belongs to a number, and what it stands in.</summary>
    private static void ResolveNumbers(Kind[] kinds, int paragraph)
    {
        for (var i = 1; i + 1 < kinds.Length; i++)
            if (kinds[i] == Kind.Separator && kinds[i - 1] == kinds[i + 1] && kinds[i - 1] is Kind.EuropeanNumber or Kind.ArabicNumber) kinds[i] = kinds[i - 1];
        for (var i = 0; i < kinds.Length; i++)
        {
            if (kinds[i] != Kind.Terminator) continue;
            var end = i;
            while (end < kinds.Length && kinds[end] == Kind.Terminator) end++;
            var ofNumber = (i > 0 && kinds[i - 1] == Kind.EuropeanNumber) || (end < kinds.Length && kinds[end] == Kind.EuropeanNumber);
            Array.Fill(kinds, ofNumber ? Kind.EuropeanNumber : Kind.Neutral, i, end - i);
        }

        var strong = paragraph == 0 ? Kind.Left : Kind.Right;
        for (var i = 0; i < kinds.Length; i++)
        {
            if (kinds[i] is Kind.Left or Kind.Right) strong = kinds[i];
            else if (kinds[i] == Kind.Separator) kinds[i] = Kind.Neutral;
            else if (kinds[i] == Kind.EuropeanNumber && strong == Kind.Left) kinds[i] = Kind.Left;
        }
    }

    /// <summary>Rules N1 and N2: between two of one direction it is theirs, else the paragraph's; numbers count as right.</summary>
    private static void ResolveNeutrals(Kind[] kinds, int paragraph)
    {
        var outer = paragraph == 0 ? Kind.Left : Kind.Right;
        for (var i = 0; i < kinds.Length; i++)
        {
            if (kinds[i] != Kind.Neutral) continue;
            var end = i;
            while (end < kinds.Length && kinds[end] == Kind.Neutral) end++;
            var before = i == 0 ? outer : Side(kinds[i - 1]);
            var after = end == kinds.Length ? outer : Side(kinds[end]);
            Array.Fill(kinds, before == after ? before : outer, i, end - i);
            i = end - 1;
        }

        static Kind Side(Kind kind) => kind == Kind.Left ? Kind.Left : Kind.Right;
    }

    /// <summary>Rules L2 and L4: from the highest level down, turn round every run at or above it; brackets face the other way.</summary>
    private static string Reorder(char[] characters, int[] levels)
    {
        for (var i = 0; i < characters.Length; i++)
            if (levels[i] % 2 == 1) characters[i] = Mirror(characters[i]);
        for (var level = levels.DefaultIfEmpty().Max(); level > 0; level--)
            for (var i = 0; i < characters.Length; i++)
            {
                if (levels[i] < level) continue;
                var end = i;
                while (end < characters.Length && levels[end] >= level) end++;
                Array.Reverse(characters, i, end - i);
                Array.Reverse(levels, i, end - i);
                i = end;
            }

        return new string(characters);
    }

    private static char Mirror(char character) => character switch
    {
        '(' => ')', ')' => '(', '[' => ']', ']' => '[', '{' => '}', '}' => '{', '<' => '>', '>' => '<', '«' => '»', '»' => '«', '‹' => '›', '›' => '‹',
        _ => character,
    };

    private static Kind KindOf(char character) => character switch
    {
        >= '0' and <= '9' or (>= '\u06F0' and <= '\u06F9') => Kind.EuropeanNumber,
        >= '\u0660' and <= '\u0669' or '\u066B' or '\u066C' => Kind.ArabicNumber,
        '.' or ',' or ':' or '/' or '\u00A0' or '\u060C' => Kind.Separator,
        '+' or '-' => Kind.Separator,
        '#' or '$' or '%' or '\u00B0' or '\u066A' or (>= '\u20A0' and <= '\u20CF') or '€' or '£' or '¥' => Kind.Terminator,
        >= '\u0590' and <= '\u08FF' or (>= '\uFB1D' and <= '\uFDFF') or (>= '\uFE70' and <= '\uFEFC') => Kind.Right,
        _ when char.IsLetter(character) || char.IsSurrogate(character) => Kind.Left,
        _ when char.GetUnicodeCategory(character) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark => Kind.Left,
        _ => Kind.Neutral,
    };
}
