using System.Collections.Frozen;

namespace Lectern.Credentials.Printing;

/// <summary>How a letter joins its neighbours (Unicode Standard, chapter 9, table 9-3; ArabicShaping.txt).</summary>
internal enum Joining { None, Right, Dual, Causing, Transparent }

/// <summary>
/// The shapes of Arabic letters as characters of their own (Unicode blocks Arabic Presentation Forms A and B): a PDF is drawn
/// glyph by glyph, and these are the glyphs that every Arabic font names. Where a letter's shapes follow each other in the
/// order isolated, final, initial, medial, the first one says them all.
/// </summary>
internal static class ArabicLetters
{
    internal const char Lam = 'ل';
    private const char Tatweel = 'ـ', ZeroWidthJoiner = '\u200D', ZeroWidthNonJoiner = '\u200C';

    // Letter, its isolated shape, number of shapes: 1 joins nothing, 2 joins what comes before, 4 joins both sides.
    private static readonly FrozenDictionary<char, (char Isolated, int Shapes)> Shapes = Table(
    [
        // Arabic
        (0x0621, 0xFE80, 1), (0x0622, 0xFE81, 2), (0x0623, 0xFE83, 2), (0x0624, 0xFE85, 2), (0x0625, 0xFE87, 2), (0x0626, 0xFE89, 4),
        (0x0627, 0xFE8D, 2), (0x0628, 0xFE8F, 4), (0x0629, 0xFE93, 2), (0x062A, 0xFE95, 4), (0x062B, 0xFE99, 4), (0x062C, 0xFE9D, 4),
        (0x062D, 0xFEA1, 4), (0x062E, 0xFEA5, 4), (0x062F, 0xFEA9, 2), (0x0630, 0xFEAB, 2), (0x0631, 0xFEAD, 2), (0x0632, 0xFEAF, 2),
        (0x0633, 0xFEB1, 4), (0x0634, 0xFEB5, 4), (0x0635, 0xFEB9, 4), (0x0636, 0xFEBD, 4), (0x0637, 0xFEC1, 4), (0x0638, 0xFEC5, 4),
        (0x0639, 0xFEC9, 4), (0x063A, 0xFECD, 4), (0x0641, 0xFED1, 4), (0x0642, 0xFED5, 4), (0x0643, 0xFED9, 4), (0x0644, 0xFEDD, 4),
        (0x0645, 0xFEE1, 4), (0x0646, 0xFEE5, 4), (0x0647, 0xFEE9, 4), (0x0648, 0xFEED, 2), (0x0649, 0xFEEF, 2), (0x064A, 0xFEF1, 4),
        // Persian, Urdu, Kurdish, Sindhi, Uyghur
        (0x0671, 0xFB50, 2), (0x067B, 0xFB52, 4), (0x067E, 0xFB56, 4), (0x0680, 0xFB5A, 4), (0x067A, 0xFB5E, 4), (0x067F, 0xFB62, 4),
        (0x0679, 0xFB66, 4), (0x06A4, 0xFB6A, 4), (0x06A6, 0xFB6E, 4), (0x0684, 0xFB72, 4), (0x0683, 0xFB76, 4), (0x0686, 0xFB7A, 4),
        (0x0687, 0xFB7E, 4), (0x068D, 0xFB82, 2), (0x068C, 0xFB84, 2), (0x068E, 0xFB86, 2), (0x0688, 0xFB88, 2), (0x0698, 0xFB8A, 2),
        (0x0691, 0xFB8C, 2), (0x06A9, 0xFB8E, 4), (0x06AF, 0xFB92, 4), (0x06B3, 0xFB96, 4), (0x06B1, 0xFB9A, 4), (0x06BA, 0xFB9E, 2),
        (0x06BB, 0xFBA0, 4), (0x06C0, 0xFBA4, 2), (0x06C1, 0xFBA6, 4), (0x06BE, 0xFBAA, 4), (0x06D2, 0xFBAE, 2), (0x06D3, 0xFBB0, 2),
        (0x06AD, 0xFBD3, 4), (0x06C7, 0xFBD7, 2), (0x06C6, 0xFBD9, 2), (0x06C8, 0xFBDB, 2), (0x06CB, 0xFBDE, 2), (0x06C5, 0xFBE0, 2),
        (0x06C9, 0xFBE2, 2), (0x06D0, 0xFBE4, 4), (0x06CC, 0xFBFC, 4),
    ]);

    // Lam and an alef are always written as one (Unicode Standard, section 9.2, "Ligature classes: lam-alef"): isolated shape, then final.
    private static readonly FrozenDictionary<char, char> LamAlef = new Dictionary<char, char>
    {
        ['آ'] = 'ﻵ', ['أ'] = 'ﻷ', ['إ'] = 'ﻹ', ['ا'] = 'ﻻ',
    }.ToFrozenDictionary();

    internal static IEnumerable<char> All => Shapes.Keys;

    internal static Joining JoiningOf(char letter) => letter switch
    {
        Tatweel or ZeroWidthJoiner => Joining.Causing,
        ZeroWidthNonJoiner => Joining.None,
        _ when Shapes.TryGetValue(letter, out var shape) => shape.Shapes switch { 4 => Joining.Dual, 2 => Joining.Right, _ => Joining.None },
        _ when char.GetUnicodeCategory(letter) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.EnclosingMark => Joining.Transparent,
        _ => Joining.None,
    };

    /// <summary>The shape of a letter between joined or unjoined neighbours; the character itself when it has none.</summary>
    internal static char Shape(char letter, bool joinsBefore, bool joinsAfter)
    {
        if (!Shapes.TryGetValue(letter, out var shape)) return letter;
        var offset = (joinsBefore, joinsAfter, shape.Shapes) switch
        {
            (true, true, 4) => 3,
            (false, true, 4) => 2,
            (true, _, >= 2) => 1,
            _ => 0,
        };
        return (char)(shape.Isolated + offset);
    }

    /// <summary>The one shape of lam and this alef; null when it is not an alef.</summary>
    internal static char? LamWith(char alef, bool joinsBefore) => LamAlef.TryGetValue(alef, out var isolated) ? (char)(isolated + (joinsBefore ? 1 : 0)) : null;

    private static FrozenDictionary<char, (char, int)> Table((int Letter, int Isolated, int Shapes)[] rows) =>
        rows.ToFrozenDictionary(row => (char)row.Letter, row => ((char)row.Isolated, row.Shapes));
}
