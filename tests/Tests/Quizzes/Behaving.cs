using FsCheck;
using FsCheck.Fluent;
using Lectern.Quizzes;
using Lectern.Quizzes.Behaviours;
using static Lectern.Tests.Quizzes.Documents;

namespace Lectern.Tests.Quizzes;

public sealed class Behaving
{
    private static readonly Arbitrary<Try[]> Tries = (from quarters in Gen.Choose(0, 4) from certainty in Gen.Choose(0, 3) select new Try(quarters / 4m, certainty == 0 ? null : certainty))
        .NonEmptyListOf().Select(tries => tries.Take(6).ToArray()).ToArbitrary();

    public static TheoryData<string> All => [.. QuizBehaviours.All.Select(behaviour => behaviour.Name)];

    private static QuizQuestion Hinted(int hints, decimal penalty = 0.3m) => ItIsTrue() with { Hints = [.. Enumerable.Range(1, hints).Select(n => $"<p>Hint {n}</p>")], Penalty = penalty };

    private static Standing Stand(string behaviour, QuizQuestion question, params Try[] tries) => QuizBehaviours.Find(behaviour)!.Stand(question, tries);

    [Theory, MemberData(nameof(All))]
    public void never_gives_more_than_the_points_nor_takes_more_than_twice_of_them(string name) => Prop.ForAll(Tries, tries =>
    {
        var standing = Stand(name, Hinted(2), tries);
        Assert.InRange(standing.Fraction, QuizBehaviours.Find(name)!.AsksCertainty ? -2 : 0, 1);
        Assert.InRange(standing.Hints, 0, 2);
        Assert.InRange(standing.Counted, 1, tries.Length);
        if (standing.IsClosed) Assert.Equal(0, standing.TriesLeft);
    }).QuickCheckThrowOnFailure();

    [Theory, MemberData(nameof(All))]
    public void takes_no_notice_of_what_comes_after_it_has_closed(string name) => Prop.ForAll(Tries, tries =>
    {
        for (var count = 1; count < tries.Length; count++)
            if (Stand(name, Hinted(2), tries[..count]) is { IsClosed: true } closed) Assert.Equal(closed, Stand(name, Hinted(2), tries));
    }).QuickCheckThrowOnFailure();

    [Theory, InlineData("adaptive"), InlineData("adaptive-free")]
    public void that_lets_one_try_as_often_as_one_likes_never_takes_anything_away_for_another_try(string name) => Prop.ForAll(Tries, tries =>
        Enumerable.Range(1, tries.Length - 1).All(count => Stand(name, Hinted(0), tries[..(count + 1)]).Fraction >= Stand(name, Hinted(0), tries[..count]).Fraction)).QuickCheckThrowOnFailure();

    // The worked examples of docs.moodle.org/en/Question_behaviours: a third off for each wrong try.
    [Fact]
    public void with_several_tries_takes_the_penalty_for_each_that_was_not_right_and_ends_one_after_the_last_hint()
    {
        var question = Hinted(2, QuestionContent.UsualPenalty);
        Assert.Equal(new Standing(0, 1, false, 2, 1), Stand("several-tries", question, new Try(0)));
        Assert.Equal(new Standing(0.6667m, 2, true, 0, 1), Stand("several-tries", question, new(0), new(1)));
        Assert.Equal(new Standing(0, 2, false, 1, 2), Stand("several-tries", question, new(0), new(0)));
        Assert.Equal(new Standing(0.3334m, 3, true, 0, 2), Stand("several-tries", question, new(0), new(0), new(1)));
        Assert.Equal(new Standing(0, 3, true, 0, 2), Stand("several-tries", question, new(0), new(0), new(0)));
        Assert.Equal(new Standing(0, 1, true), Stand("several-tries", Hinted(0), new Try(0)));
    }

    [Fact]
    public void adaptively_counts_the_best_try_after_its_penalty()
    {
        Assert.Equal(0.7m, Stand("adaptive", Hinted(0), new(0), new(1)).Fraction);
        Assert.Equal(0.5m, Stand("adaptive", Hinted(0), new(0.5m), new(0.75m)).Fraction);
        Assert.Equal(1, Stand("adaptive-free", Hinted(0), new(0), new(0.5m), new(1)).Fraction);
    }

    // docs.moodle.org/en/Using_certainty-based_marking: 1, 2, 3 for what is right; 0, -2, -6 for what is wrong.
    [Theory]
    [InlineData(1, 1, 1), InlineData(1, 2, 2), InlineData(1, 3, 3), InlineData(0, 1, 0), InlineData(0, 2, -2), InlineData(0, 3, -6), InlineData(1, null, 1), InlineData(0, null, 0)]
    public void by_certainty_earns_thirds_of_the_points(int fraction, int? certainty, int thirds)
    {
        Assert.Equal(decimal.Round(thirds / 3m, 6), Stand("certainty-deferred", ItIsTrue(), new Try(fraction, certainty)).Fraction);
        Assert.Equal(decimal.Round(thirds / 3m, 6), Stand("certainty-immediate", ItIsTrue(), new(fraction, certainty), new(1, 3)).Fraction);
    }
}
