using System.Net;
using FsCheck;
using FsCheck.Fluent;
using Lectern.Enrolment;
using Lectern.Kernel;
using Lectern.Quizzes;
using Lectern.Quizzes.Integrity;

namespace Lectern.Tests.Quizzes;

public sealed class The_integrity_of_a_quiz(Apps apps)
{
    private static readonly MetQuestion[] Questions = [.. Enumerable.Range(0, 10).Select(_ => new MetQuestion(Id<Question>.New(), 1))];

    private static FinalAnswers With(string name, Func<int, string?> wrong, double minutes = 20, decimal percent = 50) =>
        new(Id<Attempt>.New(), Id<CourseEnrolment>.New(), name, TimeSpan.FromMinutes(minutes), percent, Questions.Select((q, i) => (q, Answer: wrong(i))).Where(a => a.Answer is not null).ToDictionary(a => a.q, a => a.Answer!));

    // Forty who err here and there, each in their own way.
    private static List<FinalAnswers> Others()
    {
        var random = new Random(7);
        return [.. Enumerable.Range(0, 40).Select(n => With($"Other {n}", q => random.Next(3) == 0 ? null : $"\"c{random.Next(5)}\""))];
    }

    [Fact]
    public void shows_two_who_share_rare_mistakes_and_nobody_else()
    {
        var found = SameMistakes.Among([.. Others(), With("One", q => q < 6 ? $"\"rare {q}\"" : null), With("Two", q => q < 6 ? $"\"rare {q}\"" : null)]);
        var pair = Assert.Single(found);
        Assert.Equal(("One", "Two", 6, 6), (pair.One.Name, pair.Other.Name, pair.BothWrong, pair.Same));
        Assert.InRange(pair.Chance, 0, SameMistakes.Rarest);
    }

    [Fact]
    public void takes_the_mistake_that_everybody_makes_for_nothing()
    {
        var found = SameMistakes.Among([.. Enumerable.Range(0, 30).Select(n => With($"Learner {n}", q => "\"the usual mistake\""))]);
        Assert.Empty(found);
    }

    [Fact]
    public void takes_two_alone_and_two_attempts_of_one_learner_for_nothing()
    {
        var (one, two) = (With("One", q => $"\"rare {q}\""), With("Two", q => $"\"rare {q}\""));
        Assert.Empty(SameMistakes.Among([one, two]));   // nothing to compare with
        Assert.Empty(SameMistakes.Among([.. Others(), one, two with { EnrolmentId = one.EnrolmentId }]));
    }

    [Fact]
    public void is_not_less_likely_when_others_make_the_same_mistakes() => Prop.ForAll(Gen.Choose(0, 20).ToArbitrary(), more =>
    {
        double Chance(int sharers) => SameMistakes.Among([.. Others(), .. Enumerable.Range(0, sharers).Select(n => With($"Sharer {n}", q => q == n % 6 ? $"\"rare {q}\"" : null)),
            With("One", q => q < 6 ? $"\"rare {q}\"" : null), With("Two", q => q < 6 ? $"\"rare {q}\"" : null)]) is [var pair, ..] ? pair.Chance : 1;
        return Chance(more) >= Chance(0);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void counts_chances_as_all_their_outcomes_together_do() =>
        Prop.ForAll(Gen.Choose(0, 100).Select(c => c / 100.0).ListOf().Where(l => l.Count <= 10).ToArbitrary(), chances =>
            Enumerable.Range(0, chances.Count + 1).All(count =>
            {
                var all = Enumerable.Range(0, 1 << chances.Count).Where(set => System.Numerics.BitOperations.PopCount((uint)set) >= count)
                    .Sum(set => chances.Select((c, i) => (set >> i & 1) == 1 ? c : 1 - c).Aggregate(1.0, (product, c) => product * c));
                return Math.Abs(all - SameMistakes.AtLeast(count, chances)) < 1e-9;
            })).QuickCheckThrowOnFailure();

    [Fact]
    public void shows_who_was_much_quicker_and_no_worse()
    {
        List<FinalAnswers> attempts = [.. Enumerable.Range(0, 9).Select(n => With($"Learner {n}", _ => null, 18 + n, 40 + n)), With("Quick", _ => null, 4, 90), With("Quick and bad", _ => null, 3, 10)];
        Assert.Equal("Quick", Assert.Single(Haste.Among(attempts)).Name);
        Assert.Empty(Haste.Among([.. attempts.TakeLast(4)]));
    }

    [Theory, EveryDatabase]
    public async Task is_shown_to_those_who_follow_the_learners_with_as_many_statements_for_two_as_for_six(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database), new QuizSettings { PassingPercent = 60, ShuffleChoices = false, PageSize = PageSize.All });
        var address = $"/courses/{course.Course.Id}/quizzes/{course.Quiz}/integrity";
        var instructor = await course.SignedInInstructor();
        await HandIn(2);
        await instructor.Open(address);
        var few = (await instructor.Open(address)).Statements;
        await HandIn(4);
        var page = await instructor.Open(address);
        Assert.Equal(few, page.Statements);
        Assert.Contains("6 attempts", page.Everything, StringComparison.Ordinal);
        Assert.Contains("never proof", page.Everything, StringComparison.Ordinal);
        Assert.Contains("No two learners", page.Everything, StringComparison.Ordinal);

        var (browser, _) = await course.Learner();
        Assert.NotEqual(HttpStatusCode.OK, (await browser.Open(address)).Status);

        async Task HandIn(int learners)
        {
            for (var n = 0; n < learners; n++)
            {
                var (learner, _) = await course.Learner();
                var attempt = await learner.Begin(course);
                await learner.Submit(await learner.Go(attempt, "check", (Taking.Field(attempt, "Which one?"), "c2")), "form[action$='/submit']");
            }
        }
    }
}
