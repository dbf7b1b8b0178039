using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Lectern.Quizzes;
using Lectern.Quizzes.QuestionTypes.ShortAnswer;
using static Lectern.Tests.Quizzes.Documents;

namespace Lectern.Tests.Quizzes;

/// <summary>What each kind says of how it marks, for any number of parts and any response.</summary>
public sealed class Marking_rules
{
    private static QuizQuestion Ready(string kind, object data)
    {
        var question = Question(kind, data);
        return question with { Data = Kinds[kind].ReadData(JsonDocument.Parse(question.Data).RootElement).Value };
    }

    private static decimal Share(int right, int all) => decimal.Round((decimal)right / all, 6, MidpointRounding.AwayFromZero);

    // Up to eight choices as two sets of bits: which are right (never none), which were chosen.
    private static readonly Arbitrary<(int Count, int Right, int Chosen)> Sheets = (
        from count in Gen.Choose(2, 8)
        from right in Gen.Choose(1, (1 << count) - 1)
        from chosen in Gen.Choose(0, (1 << count) - 1)
        select (count, right, chosen)).ToArbitrary();

    private static QuizQuestion Several(int count, int right, string credit) =>
        Ready("multiple-answer", new { credit, choices = Enumerable.Range(0, count).Select(n => new { id = $"c{n}", text = $"Choice {n}", isRight = (right >> n & 1) == 1 }) });

    private static decimal Chosen(QuizQuestion question, int count, int chosen) => Grade(question, Response(question, Enumerable.Range(0, count).Where(n => (chosen >> n & 1) == 1).Select(n => $"c{n}")));

    [Fact]
    public void all_or_nothing_gives_all_for_exactly_the_right_choices() => Prop.ForAll(Sheets, sheet =>
        Chosen(Several(sheet.Count, sheet.Right, "all-or-nothing"), sheet.Count, sheet.Chosen) == (sheet.Chosen == sheet.Right ? 1 : 0)).QuickCheckThrowOnFailure();

    [Fact]
    public void right_unless_too_many_gives_shares_and_nothing_when_more_are_chosen_than_are_right() => Prop.ForAll(Sheets, sheet =>
    {
        var (all, chosen, right) = (int.PopCount(sheet.Right), int.PopCount(sheet.Chosen), int.PopCount(sheet.Right & sheet.Chosen));
        return Chosen(Several(sheet.Count, sheet.Right, "right-unless-too-many"), sheet.Count, sheet.Chosen) == (chosen > all ? 0 : Share(right, all));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void choices_that_stay_last_do_so_in_every_order() => Prop.ForAll<int>(seed =>
    {
        var question = Ready("multiple-choice", new { choices = Enumerable.Range(0, 6).Select(n => new { id = $"c{n}", text = $"Choice {n}", isRight = n == 1, staysLast = n is 0 or 3 }) });
        var order = Kinds["multiple-choice"].ForLearners(question.Data, "q", seed).GetProperty("choices").EnumerateArray().Select(c => c.GetProperty("id").GetString()).ToList();
        return order[4] == "c0" && order[5] == "c3" && order.Distinct().Count() == 6;
    }).QuickCheckThrowOnFailure();

    // An order of up to seven items, and the places that were given to them: 0 for none.
    private static readonly Arbitrary<int[]> Orders = (from count in Gen.Choose(2, 7) from places in Gen.Choose(0, count).ArrayOf(count) select places).ToArbitrary();

    private static QuizQuestion InOrder(int count, string credit) => Ready("ordering", new { credit, items = Enumerable.Range(1, count).Select(n => new { id = $"i{n}", text = $"Item {n}" }) });
    private static decimal Placed(int[] places, string credit) => Grade(InOrder(places.Length, credit), Response(InOrder(places.Length, credit),
        places.Select((place, index) => (place, index)).Where(one => one.place > 0).ToDictionary(one => $"i{one.index + 1}", one => one.place)));

    [Fact]
    public void an_order_earns_by_the_items_at_their_places() => Prop.ForAll(Orders, places =>
        Placed(places, "places") == Share(places.Where((place, index) => place == index + 1).Count(), places.Length)).QuickCheckThrowOnFailure();

    [Fact]
    public void an_order_earns_all_or_nothing_when_it_must_be_exact() => Prop.ForAll(Orders, places =>
        Placed(places, "exact") == (places.SequenceEqual(Enumerable.Range(1, places.Length)) ? 1 : 0)).QuickCheckThrowOnFailure();

    [Fact]
    public void an_order_that_is_shifted_keeps_its_neighbours() => Prop.ForAll(Gen.Choose(3, 8).ToArbitrary(), count =>
    {
        // The last comes first, all others follow in order: no place is right, and all neighbours but one are.
        int[] places = [.. Enumerable.Range(2, count - 1), 1];
        return Placed(places, "places") == 0 && Placed(places, "neighbours") == Share(count - 2, count - 1);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void neighbours_earn_all_for_the_right_order_only() => Prop.ForAll(Orders, places =>
        Placed(places, "neighbours") == 1 == places.All(place => place > 0) && places.Distinct().Count() == places.Length ? places.SequenceEqual(Enumerable.Range(1, places.Length)) || Placed(places, "neighbours") < 1 : Placed(places, "neighbours") < 1).QuickCheckThrowOnFailure();

    [Fact]
    public void pairs_earn_their_shares_and_one_more_right_one_never_less() => Prop.ForAll(Orders, said =>
    {
        var question = Ready("matching", new { pairs = said.Select((_, index) => new { stem = new { id = $"s{index + 1}", text = $"Line {index + 1}" }, answer = new { id = $"a{index + 1}", text = $"Answer {index + 1}" } }) });
        var response = said.Select((answer, index) => (answer, index)).Where(one => one.answer > 0).ToDictionary(one => $"s{one.index + 1}", one => $"a{one.answer}");
        var before = Grade(question, Response(question, response));
        response["s1"] = "a1";
        return before == Share(said.Where((answer, index) => answer == index + 1).Count(), said.Length) && Grade(question, Response(question, response)) >= before;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void gaps_earn_by_their_weights() => Prop.ForAll(Orders, weights =>
    {
        var question = Ready("gap-text", new
        {
            text = string.Concat(weights.Select((_, index) => $"<p>[[{index + 1}]]</p>")),
            gaps = weights.Select((weight, index) => new { kind = "write", weight = weight + 1, answers = new[] { new { text = $"word {index + 1}" } } }),
        });
        var right = weights.Select((_, index) => index).Where(index => index % 2 == 0).ToList();
        return Grade(question, Response(question, right.ToDictionary(index => $"{index + 1}", index => $"WORD {index + 1}"))) == Share(right.Sum(index => weights[index] + 1), weights.Sum(weight => weight + 1));
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("fibrillat*", "Fibrillation", true)]
    [InlineData("fibrillat*", "fibrillat", true)]
    [InlineData("fibrillat*", "a fibrillation", false)]
    [InlineData("*fibrillation", "atrial fibrillation", true)]
    [InlineData("*a*b*", "xaxxbx", true)]
    [InlineData("*a*b*", "ba", false)]
    [InlineData("aba*aba", "aba", false)]              // the ends don't overlap
    [InlineData("5 \\* 3", "5 * 3", true)]
    [InlineData("5 \\* 3", "5 x 3", false)]
    [InlineData("a \\\\ b", "a \\ b", true)]
    [InlineData("*", "anything", true)]
    [InlineData("atrial * rhythm", "atrial rhythm", true)]       // also nothing
    [InlineData("atrial * rhythm", "atrial sinus rhythm", true)]
    public void a_star_stands_for_anything(string accepted, string said, bool expected) => Assert.Equal(expected, new Wording(Wildcards: true).Accepts(accepted, said));

    [Theory]
    [InlineData("café", "cafe", true)]
    [InlineData("naive", "naïve", true)]
    [InlineData("Ångström", "angstrom", true)]
    [InlineData("cafe", "caffe", false)]
    public void accents_do_not_matter_when_they_are_to_be_ignored(string accepted, string said, bool expected) => Assert.Equal(expected, new Wording(IgnoreAccents: true).Accepts(accepted, said));

    [Fact]
    public void a_pattern_accepts_what_it_was_made_of() => Prop.ForAll<NonNull<string>[]>(parts =>
    {
        var words = parts.Select(part => new string([.. part.Get.Where(char.IsAsciiLetterOrDigit)])).ToArray();
        return new Wording(Wildcards: true).Accepts(string.Join('*', words), string.Join("zz", words));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void questions_from_before_there_were_patterns_take_a_star_for_a_star()
    {
        Assert.Equal(1, Grade(Short(["a*b"]), Response(Short(["a*b"]), "a*b")));
        Assert.Equal(0, Grade(Short(["a*b"]), Response(Short(["a*b"]), "axxb")));
    }

    [Fact]
    public void a_short_answer_earns_its_share_and_says_its_feedback()
    {
        var question = Ready("short-answer", Samples.All.Single(sample => sample.Kind == "short-answer").Data);
        Assert.Equal(0.5m, Grade(question, Response(question, "ventricular fibrillation")));
        Assert.Equal(["<p>Of which part?</p>"], Kinds["short-answer"].Remarks(question.Data, Response(question, "ventricular fibrillation")!));
        Assert.Equal(1, Grade(question, Response(question, "Átrial fibrillation")));
        Assert.Equal(["atrial fibrillation", "AF"], Kinds["short-answer"].DescribeRight(question.Data, null!));
    }
}
