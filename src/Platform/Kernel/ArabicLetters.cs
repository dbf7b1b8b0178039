using System.Globalization;

namespace Lectern.Kernel;

/// <summary>
/// One form for what people write in several ways in Arabic letters, so that words can be compared: hamza on its carrier and
/// vowel signs are marks of their own once the text is decomposed (Unicode Standard Annex 15, NFKD) and fall away.
/// </summary>
public static class ArabicLetters
{
    private const char Tatweel = '\u0640';

    /// <summary>A sign that only dresses letters up: vowel signs (tashkeel), hamza and madda above or below, tatweel.</summary>
    public static bool IsDress(char character) =>
        character == Tatweel || (IsArabic(character) && CharUnicodeInfo.GetUnicodeCategory(character) == UnicodeCategory.NonSpacingMark);

    /// <summary>The form of a letter by which it is compared; other characters stay.</summary>
    public static char Fold(char letter) => letter switch
    {
        '\u0671' => '\u0627',               // alef wasla; hamza above and below fall away as marks
        '\u0649' or '\u06CC' => '\u064A',   // alef maksura and Persian yeh are written for yeh
        '\u0629' => '\u0647',               // teh marbuta is written as heh
        '\u06A9' => '\u0643',
        _ => letter,
    };

    // The blocks Arabic, Arabic Supplement, Arabic Extended-A and -B.
    private static bool IsArabic(char character) => character is (>= '\u0600' and <= '\u06FF') or (>= '\u0750' and <= '\u077F') or (>= '\u0870' and <= '\u08FF');
}
