using FsCheck;
using FsCheck.Fluent;
using Lectern.Quizzes.QuestionTypes.Numbers;
using static Lectern.Tests.Quizzes.Documents;

namespace Lectern.Tests.Quizzes;

public sealed class Reading_numbers
{
    [Theory]
    [InlineData("12.5", 12.5, "12.5")]
    [InlineData(" 12,5 ", 12.5, "12.5")]
    [InlineData("-3", -3, "-3")]
    [InlineData("\u22123", -3, "-3")]                    // a minus sign
    [InlineData("+7", 7, "7")]
    [InlineData("007", 7, "7")]
    [InlineData(".5", 0.5, "0.5")]
    [InlineData("5.", 5, "5")]
    [InlineData("0.10", 0.1, "0.10")]                    // the zeros that were written stay
    [InlineData("1e3", 1000, "1e3")]
    [InlineData("1.5E-3", 0.0015, "1.5e-3")]
    [InlineData("3×10⁵", 300000, "3e5")]
    [InlineData("3 x 10^-2", 0.03, "3e-2")]
    [InlineData("6,02·10²³", 6.02e23, "6.02e23")]
    [InlineData("1 000 000", 1000000, "1000000")]
    [InlineData("1\u00A0234,5", 1234.5, "1234.5")]
    [InlineData("1'234.5", 1234.5, "1234.5")]
    [InlineData("1.234,56", 1234.56, "1234.56")]
    [InlineData("1,234.56", 1234.56, "1234.56")]
    [InlineData("1.234.567", 1234567, "1234567")]
    [InlineData("١٢٫٥", 12.5, "12.5")]                   // Arabic-Indic digits and decimal separator
    [InlineData("۱۲٬۵۰۰٫۲", 12500.2, "12500.2")]          // extended ones, with thousands
    [InlineData("１２", 12, "12")]                        // full width
    public void in_the_ways_in_which_people_write_them(string written, double value, string text)
    {
        var number = Number.Of(written)!;
        Assert.True(number.IsNumber);
        Assert.Equal(value, number.Value, Math.Abs(value) * 1e-12);
        Assert.Equal(text, number.Text);
    }

    [Theory]
    [InlineData("twelve")]
    [InlineData("1,2,3")]
    [InlineData("1.2.3")]
    [InlineData("1 2")]
    [InlineData("12 34")]
    [InlineData("1e400")]
    [InlineData("--1")]
    [InlineData("1.234,567,8")]
    [InlineData("∞")]
    [InlineData("5 kg")]
    public void and_nothing_that_is_none(string written) => Assert.False(Number.Of(written)!.IsNumber);

    [Theory]
    [InlineData("0.10", 2, 2, 2)]
    [InlineData("12.50", 2, 4, 4)]
    [InlineData("1200", 0, 2, 4)]
    [InlineData("0.00120", 5, 3, 3)]
    [InlineData("1.20e3", 0, 3, 3)]
    [InlineData("1.2e-3", 4, 2, 2)]
    [InlineData("100", 0, 1, 3)]
    [InlineData("0", 0, 1, 1)]
    public void with_the_digits_that_were_written(string written, int decimals, int fewest, int most)
    {
        var number = Number.Of(written)!;
        Assert.Equal((decimals, (fewest, most)), (number.Decimals, number.SignificantFigures));
    }

    [Fact]
    public void and_those_it_writes_itself() => Prop.ForAll<NormalFloat>(value => Number.Of(Number.Of(value.Item).Text) == Number.Of(value.Item)).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("12.5 ml", 1)]
    [InlineData("12,5 mL", 1)]
    [InlineData("0.0125 l", 1)]
    [InlineData("12.5 cc", 1)]
    [InlineData("12.5ml", 1)]
    [InlineData("12.0 ml", 1)]
    [InlineData("13.0 ml", 1)]
    [InlineData("13.1 ml", 0.5)]        // in the wider range
    [InlineData("12.5", 0.8)]           // without its unit
    [InlineData("12.5 kg", 0.8)]        // with one that is not known
    [InlineData("12.50 ml", 0.9)]       // four figures instead of three
    [InlineData("12.50", 0.7)]
    [InlineData("1220 ml", 0.25)]       // 2 percent of 1200
    [InlineData("1,220 ml", 0.25)]      // thousands set apart
    [InlineData("1.22 ml", 0)]
    [InlineData("12.5 ML", 0.8)]        // another unit than ml and mL
    [InlineData("ml", 0)]
    [InlineData("twelve", 0)]
    public void a_number_earns_by_its_range_its_unit_and_its_digits(string said, double expected)
    {
        var sample = Samples.All.Single(one => one.Kind == "numeric");
        var question = Question("numeric", sample.Data);
        var data = Kinds["numeric"].ReadData(System.Text.Json.JsonDocument.Parse(question.Data).RootElement).Value;
        Assert.Equal((decimal)expected, Grade(question with { Data = data }, Response(question, said)));
    }

    [Fact]
    public void a_wider_tolerance_never_earns_less() => Prop.ForAll<NormalFloat, NormalFloat, byte>((value, said, by) =>
    {
        bool Accepts(double by) => new NumericAnswer(Number.Of(value.Item), Tolerance.Absolute, Number.Of(by)).Accepts(said.Item);
        return !Accepts(by) || Accepts(by + 1);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void a_range_holds_both_its_ends_and_what_lies_between() => Prop.ForAll<short, ushort, byte>((from, length, share) =>
    {
        var (low, high) = (from / 10.0, (from + length) / 10.0);
        var range = new NumericAnswer(Number.Of(low), Tolerance.Range, Number.Of(high));
        return range.Accepts(low) && range.Accepts(high) && range.Accepts(low + ((high - low) * share / 255)) && !range.Accepts(low - 0.1) && !range.Accepts(high + 0.1);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void a_tolerance_is_not_undone_by_binary_fractions() => Assert.True(new NumericAnswer(Number.Of("1.0"), Tolerance.Absolute, Number.Of("0.1")).Accepts(1.1));
}
