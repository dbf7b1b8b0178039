using FsCheck;
using FsCheck.Fluent;
using Lectern.Quizzes;
using Lectern.Quizzes.Banks.Statistics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Quizzes;

/// <summary>The statistics of questions.</summary>
public sealed class Tallying_answers(Apps apps)
{
    [Fact]
    public void correlates_as_the_textbook_does_whatever_was_earned() => Prop.ForAll<List<(byte X, byte Y)>>(pairs =>
    {
        var (x, y) = (pairs.Select(p => p.X / 255.0).ToList(), pairs.Select(p => p.Y / 255.0).ToList());
        var found = QuestionFigures.Correlation(pairs.Count, x.Sum(), x.Sum(v => v * v), y.Sum(), y.Sum(v => v * v), x.Zip(y, (a, b) => a * b).Sum());
        if (x.Distinct().Count() < 2 || y.Distinct().Count() < 2) return found is null;
        var (meanX, meanY) = (x.Average(), y.Average());
        var expected = x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum() / Math.Sqrt(x.Sum(v => (v - meanX) * (v - meanX)) * y.Sum(v => (v - meanY) * (v - meanY)));
        return found is { } one && Math.Abs(one - expected) < 1e-6;
    }).QuickCheckThrowOnFailure();

    [Theory, EveryDatabase]
    public async Task counts_the_first_attempt_of_each_learner_and_shows_it_beside_the_question(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database));
        var (first, _) = await course.Learner();
        var (second, _) = await course.Learner();
        await Answer(first, course, right: true);
        await Answer(first, course, right: false);   // has seen it: doesn't count
        await Answer(second, course, right: false);
        await new TallyAnswers(course.App.Services.GetRequiredService<IServiceScopeFactory>(), course.App.Clock).Run(CancellationToken.None);
        await new TallyAnswers(course.App.Services.GetRequiredService<IServiceScopeFactory>(), course.App.Clock).Run(CancellationToken.None);

        var bank = await course.App.InDb(db => db.Set<Question>().AsNoTracking().Where(q => q.BankId == QuestionBank.Of(course.Course.Id)).ToListAsync());
        var ids = bank.Select(q => q.Id).ToList();
        var tallies = await course.App.InDb(db => db.Set<QuestionTally>().AsNoTracking().Where(t => ids.Contains(t.QuestionId)).ToListAsync());
        Assert.Equal(4, tallies.Count);
        foreach (var tally in tallies)
        {
            var figures = QuestionFigures.Of([tally])!;
            Assert.Equal((2, 0.5, 1), (figures.Answers, figures.Facility, figures.Version));
            Assert.Null(figures.Discrimination);   // two answers say nothing
        }

        // The same question in two quizzes adds up.
        Assert.Equal((4, 2), (QuestionFigures.Of([tallies[0], Again(tallies[0])])!.Answers, QuestionFigures.Of([tallies[0], Again(tallies[0])])!.Quizzes));

        var browser = await course.SignedInInstructor();
        var spoken = bank.Single(q => q.Kind == "short-answer");
        var page = await browser.Open($"/courses/{course.Course.Id}/questions?question={spoken.Id}");
        Assert.Contains("50%", page.Words("tbody"), StringComparison.Ordinal);
        Assert.Contains("2 answers in 1 published quiz", page.Words("#preview"), StringComparison.Ordinal);
        Assert.Contains("Rhythm 50% rate 50%", page.Words("#preview ol"), StringComparison.Ordinal);
        Assert.InRange(page.Statements, 1, 17);   // however many questions there are
        Assert.Contains("2", (await browser.Open($"/question-banks/{course.Course.Id}/questions/{spoken.Id}/history")).Words("dl"), StringComparison.Ordinal);
    }

    private static async Task Answer(Browser browser, AQuizCourse course, bool right)
    {
        var page = await browser.Begin(course);
        var check = await browser.Go(page, "check", right ? Taking.AllRight(page) : [(Taking.Field(page, "What is it?"), "rate")]);
        await browser.Submit(check, "form[action$='/submit']");
    }

    private static QuestionTally Again(QuestionTally tally) => new()
    {
        TallyId = Lectern.Kernel.Id<QuizTally>.New(), QuestionId = tally.QuestionId, Version = tally.Version, Answers = tally.Answers, Sum = tally.Sum, SumOfSquares = tally.SumOfSquares, Rest = tally.Rest, RestOfSquares = tally.RestOfSquares,
        Products = tally.Products, Seconds = tally.Seconds, Timed = tally.Timed, CommonJson = tally.CommonJson,
    };
}
