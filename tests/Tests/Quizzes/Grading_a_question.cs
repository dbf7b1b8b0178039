using System.Text.Json;
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
    [InlineData("it's", "it\u2019s", 1)]            // a phone's apostrophe
    [InlineData("\u201CAmen\u201D", "\"amen\"", 1)]
    [InlineData("12\u201315", "12-15", 1)]          // a dash between numbers
    [InlineData("120", "١٢٠", 1)]                   // Arabic-Indic digits
    [InlineData("1.5", "١٫٥", 1)]
    [InlineData("rate", "\u200Frate\u200E", 1)]     // marks of direction
    [InlineData("rate", "ra\u00ADte", 1)]           // a soft hyphen
    [InlineData("القلب", "الـقـلـب", 1)]            // tatweel
    [InlineData("القلب", "القَلْب", 1)]               // vowel signs
    [InlineData("أذين", "اذين", 1)]                 // alef without its hamza
    [InlineData("مستشفى", "مستشفي", 1)]
    [InlineData("نبضة", "نبضه", 1)]
    [InlineData("بطين", "أذين", 0)]
    public void a_short_answer_is_compared_as_people_read_it(string accepted, string said, int expected)
    {
        var question = Short([accepted]);
        Assert.Equal(expected, Grade(question, Response(question, said)));
    }

    [Theory]
    [InlineData("it's", "it\u2019s", 0)]
    [InlineData("120", "١٢٠", 0)]
    [InlineData("أذين", "اذين", 0)]
    [InlineData("القَلب", "القلب", 0)]
    [InlineData("QRS", "\u200EQRS", 1)]             // nobody sees it, so nobody can have meant it
    public void a_short_answer_is_matched_exactly_when_the_author_asks_for_it(string accepted, string said, int expected)
    {
        var question = Short([accepted], matchCase: true);
        Assert.Equal(expected, Grade(question, Response(question, said)));
    }

    [Fact]
    public void choices_get_ids_that_say_nothing_about_their_order()
    {
        var written = JsonSerializer.SerializeToElement(new { choices = new[] { "a", "b", "c", "d" }.Select(text => new { text }) });
        var ids = IdsIn(Kinds["multiple-choice"].ReadData(written).Value);
        Assert.Equal(4, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Matches("^[a-z2-9]{8}$", id));
    }

    [Fact]
    public void choices_keep_the_ids_that_they_have() =>
        Assert.Equal(["c1", "c2", "c3", "c4"], IdsIn(Kinds["multiple-choice"].ReadData(JsonSerializer.SerializeToElement(Choices(4, 3))).Value));

    private static string[] IdsIn(string data) => [.. JsonSerializer.Deserialize<JsonElement>(data).GetProperty("choices").EnumerateArray().Select(c => c.GetProperty("id").GetString()!)];

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
