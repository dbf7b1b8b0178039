using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Lectern.Credentials.Printing;

namespace Lectern.Tests.Credentials;

public sealed class Shaping_Arabic
{
    [Theory]
    [InlineData("محمد", "ﻣﺤﻤﺪ")]          // initial, medial, medial, final
    [InlineData("سلام", "ﺳﻼﻡ")]            // lam-alef is one, in its final shape; the meem after it stands alone
    [InlineData("لا", "ﻻ")]
    [InlineData("الأمل", "ﺍﻷﻣﻞ")]          // alef doesn't reach forward, so lam-alef with hamza is isolated
    [InlineData("نور", "ﻧﻮﺭ")]
    [InlineData("هدى", "ﻫﺪﻯ")]
    [InlineData("دار", "ﺩﺍﺭ")]              // letters that join only what comes before
    [InlineData("شيء", "ﺷﻲﺀ")]            // hamza joins nothing
    [InlineData("علي بن أحمد", "ﻋﻠﻲ ﺑﻦ ﺃﺣﻤﺪ")]
    [InlineData("پژمان گل", "ﭘﮋﻣﺎﻥ ﮔﻞ")]   // Persian letters
    public void gives_each_letter_the_shape_of_its_place(string written, string shaped) => Assert.Equal(shaped, ArabicShaper.Shape(written));

    [Fact]
    public void looks_through_vowel_marks() => Assert.Equal("ﻣﺤﻤﺪ", ArabicShaper.Shape("مُحَمَّد"));

    [Fact]
    public void composes_a_hamza_that_was_typed_apart() => Assert.Equal(ArabicShaper.Shape("أحمد"), ArabicShaper.Shape("ا\u0654حمد"));

    [Fact]
    public void breaks_at_a_non_joiner_and_joins_at_a_joiner()
    {
        Assert.Equal("\uFEE1\uFEE1", ArabicShaper.Shape("م\u200Cم"));
        Assert.Equal("\uFEE3", ArabicShaper.Shape("م\u200D"));
    }

    [Fact]
    public void leaves_other_scripts_alone() => Assert.Equal("Kofi Mensah, Łódź", ArabicShaper.Shape("Kofi Mensah, Łódź"));

    /// <summary>Unicode's own decompositions, which .NET carries, say which letter a shape is of: the table is checked against them.</summary>
    [Fact]
    public void uses_shapes_of_the_same_letter_as_Unicode_has_them()
    {
        foreach (var letter in ArabicLetters.All)
            foreach (var (before, after) in new[] { (false, false), (true, false), (false, true), (true, true) })
            {
                var shape = ArabicLetters.Shape(letter, before, after);
                Assert.Equal(letter.ToString().Normalize(NormalizationForm.FormKD), shape.ToString().Normalize(NormalizationForm.FormKD));
            }
    }

    [Fact]
    public void gives_a_dual_joining_letter_four_different_shapes()
    {
        foreach (var letter in ArabicLetters.All.Where(letter => ArabicLetters.JoiningOf(letter) == Joining.Dual))
            Assert.Equal(4, new[] { (false, false), (true, false), (false, true), (true, true) }.Select(place => ArabicLetters.Shape(letter, place.Item1, place.Item2)).Distinct().Count());
    }

    [Fact]
    public void has_a_shape_for_every_letter_of_Arabic()
    {
        for (var letter = '\u0621'; letter <= '\u064A'; letter++)
            if (CharUnicodeInfo.GetUnicodeCategory(letter) == UnicodeCategory.OtherLetter && letter is < '\u063B' or > '\u063F') Assert.Contains(letter, ArabicLetters.All);
    }

    [Fact]
    public void loses_no_letter() => Prop.ForAll(Gen.Elements("ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءأإآؤئ a1".ToCharArray()).ArrayOf().ToArbitrary(), letters =>
    {
        var text = new string(letters);
        return ArabicShaper.Shape(text).Normalize(NormalizationForm.FormKC) == text;
    }).QuickCheckThrowOnFailure();
}

public sealed class The_order_in_which_a_line_is_drawn
{
    // As in UAX 9: capitals stand for letters that are read from the right.
    [Theory]
    [InlineData("car is 12 km", false, "car is 12 km")]
    [InlineData("car means ABC.", false, "car means CBA.")]
    [InlineData("ABC means car", true, "means car CBA")]
    [InlineData("ABC 123 DEF", true, "FED 123 CBA")]
    [InlineData("ABC 123 DEF", false, "FED 123 CBA")]
    [InlineData("ABC (DEF)", true, "(FED) CBA")]
    [InlineData("abc (DEF) ghi", false, "abc (FED) ghi")]
    [InlineData("ABC 1.5 D", true, "D 1.5 CBA")]
    [InlineData("ABC 20% D", true, "D 20% CBA")]
    [InlineData("ABC 1.2", true, "1.2 CBA")]
    [InlineData("ABC scorm 1.2", true, "scorm 1.2 CBA")]
    [InlineData("abc", true, "abc")]
    [InlineData("ABC!", true, "!CBA")]
    [InlineData("ABC!", false, "CBA!")]
    [InlineData("", true, "")]
    public void follows_the_bidirectional_algorithm(string read, bool rightToLeft, string drawn) =>
        Assert.Equal(drawn, Latin(VisualOrder.Of(Hebrew(read), rightToLeft)));

    [Fact]
    public void keeps_Arabic_digits_in_their_own_order() => Assert.Equal("٢٠٢٦ ﺏﺍ", VisualOrder.Of("ﺍﺏ ٢٠٢٦", rightToLeft: true));

    [Fact]
    public void drops_marks_that_would_turn_what_follows() => Assert.Equal("abc", VisualOrder.Of("a\u202Eb\u2067c\u200F", rightToLeft: false));

    [Fact]
    public void loses_no_character() => Prop.ForAll(Gen.Elements("אבג abc 123 .,()-%".ToCharArray()).ArrayOf().ToArbitrary(), ArbMap.Default.ArbFor<bool>(), (characters, rightToLeft) =>
        VisualOrder.Of(new string(characters), rightToLeft).Select(Unmirrored).Order().SequenceEqual(characters.Select(Unmirrored).Order())).QuickCheckThrowOnFailure();

    private static char Unmirrored(char character) => character == ')' ? '(' : character;
    private static string Hebrew(string text) => new([.. text.Select(c => c is >= 'A' and <= 'Z' ? (char)(c - 'A' + 'א') : c)]);
    private static string Latin(string text) => new([.. text.Select(c => c is >= 'א' and <= 'ת' ? (char)(c - 'א' + 'A') : c)]);
}
