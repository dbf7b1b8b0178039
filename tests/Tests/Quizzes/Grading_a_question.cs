using FsCheck;
using FsCheck.Fluent;
using Lectern.Quizzes;
using static Lectern.Tests.Quizzes.Documents;

namespace Lectern.Tests.Quizzes;

public sealed class Grading_a_question
{
    // Up to eight choices as two sets of bits: which are right (never none), which were chosen.
    private static readonly Arbitrary<(int Count, int[] Right, int[] Chosen)> Sheets = (
        from count in Gen.Choose(2, 8)
        from right in Gen.Choose(1, (1 << count) - 1)
        from chosen in Gen.Choose(0, (1 << count) - 1)
        select (count, Bits(right), Bits(chosen))).ToArbitrary();

    private static int[] Bits(int set) => [.. Enumerable.Range(1, 8).Where(n => (set >> (n - 1) & 1) == 1)];
    private static decimal Fraction(QuizQuestion question, IEnumerable<int> chosen) => Grade(question, Response(question, chosen.Select(n => $"c{n}")));

    [Fact]
    public void with_several_answers_stays_between_nothing_and_all() => Prop.ForAll(Sheets, sheet =>
        Fraction(Question("multiple-answer", Choices(sheet.Count, sheet.Right)), sheet.Chosen) is >= 0 and <= 1).QuickCheckThrowOnFailure();

    [Fact]
    public void with_several_answers_gives_all_for_exactly_the_right_ones_and_nothing_else() => Prop.ForAll(Sheets, sheet =>
        Fraction(Question("multiple-answer", Choices(sheet.Count, sheet.Right)), sheet.Chosen) == 1 == sheet.Chosen.SequenceEqual(sheet.Right)).QuickCheckThrowOnFailure();

    [Fact]
    public void with_several_answers_is_right_minus_wrong_over_all_right_ones() => Prop.ForAll(Sheets, sheet =>
        Fraction(Question("multiple-answer", Choices(sheet.Count, sheet.Right)), sheet.Chosen)
            == decimal.Round(Math.Max(0m, (decimal)(sheet.Chosen.Intersect(sheet.Right).Count() - sheet.Chosen.Except(sheet.Right).Count()) / sheet.Right.Length), 6, MidpointRounding.AwayFromZero)).QuickCheckThrowOnFailure();

    [Fact]
    public void does_not_depend_on_the_order_of_what_was_chosen_nor_on_repeating_it() => Prop.ForAll(Sheets, sheet =>
    {
        var question = Question("multiple-answer", Choices(sheet.Count, sheet.Right));
        return Response(question, sheet.Chosen.Select(n => $"c{n}")) == Response(question, sheet.Chosen.Reverse().Concat(sheet.Chosen).Select(n => $"c{n}"));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void never_rises_by_a_wrong_choice_more() => Prop.ForAll(Sheets, sheet =>
    {
        var question = Question("multiple-answer", Choices(sheet.Count, sheet.Right));
        return Enumerable.Range(1, sheet.Count).Except(sheet.Right).All(wrong => Fraction(question, [.. sheet.Chosen.Where(n => n != wrong), wrong]) <= Fraction(question, sheet.Chosen.Where(n => n != wrong)));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void with_one_answer_gives_all_or_nothing() => Prop.ForAll(Gen.Choose(0, 9).ToArbitrary(), chosen =>
    {
        var question = OneOfFour();
        return Grade(question, Response(question, $"c{chosen}")) == (chosen == 3 ? 1 : 0);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void takes_choices_of_another_question_for_no_answer()
    {
        Assert.Null(Response(OneOfFour(), "c9"));
        Assert.Null(Response(TwoOfFour(), new[] { "x", "right" }));
        Assert.Null(Response(ItIsTrue(), "yes"));
        Assert.Null(Response(ItIsTrue(), new { fraction = 1 }));
        Assert.Null(Response(TwoOfFour(), "c1"));
    }

    [Fact]
    public void true_or_false_is_one_of_the_two()
    {
        Assert.Equal(1, Grade(ItIsTrue(), Response(ItIsTrue(), "true")));
        Assert.Equal(0, Grade(ItIsTrue(), Response(ItIsTrue(), "false")));
        Assert.Equal(0, Grade(ItIsTrue(), null));
    }

    [Theory]
    [InlineData("Atrial fibrillation", "  atrial   FIBRILLATION ", 1)]
    [InlineData("café", "cafe\u0301", 1)]           // composed and decomposed
    [InlineData("300", "３００", 1)]                 // full-width digits
    [InlineData("office", "oﬃce", 1)]               // a ligature
    [InlineData("Straße", "STRASSE", 0)]            // spelled otherwise: the author may accept it as well
    [InlineData("café", "cafe", 0)]
    [InlineData("١٢٠", "١٢٠", 1)]
    [InlineData("a", "", 0)]
    public void a_short_answer_is_compared_as_people_read_it(string accepted, string said, int expected)
    {
        var question = Short([accepted]);
        Assert.Equal(expected, Grade(question, Response(question, said)));
    }

    [Fact]
    public void a_short_answer_accepts_several_wordings_and_minds_case_only_when_asked()
    {
        var question = Short(["QRS", "qrs complex"], matchCase: true);
        Assert.Equal(1, Grade(question, Response(question, "QRS")));
        Assert.Equal(1, Grade(question, Response(question, "qrs complex")));
        Assert.Equal(0, Grade(question, Response(question, "qrs")));
    }

    [Fact]
    public void a_short_answer_never_throws_whatever_was_typed() => Prop.ForAll<string>(said =>
    {
        var question = Short(["a"]);
        return Grade(question, Response(question, said)) is 0 or 1;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void a_shuffled_order_keeps_every_choice_and_is_the_same_each_time() => Prop.ForAll<int>(seed =>
    {
        var items = Enumerable.Range(1, 20).ToList();
        var shuffled = Shuffling.Of(items, seed, i => $"c{i}");
        return shuffled.Order().SequenceEqual(items) && shuffled.SequenceEqual(Shuffling.Of(items, seed, i => $"c{i}"));
    }).QuickCheckThrowOnFailure();
}
