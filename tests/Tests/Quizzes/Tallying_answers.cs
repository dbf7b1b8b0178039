using FsCheck;
using FsCheck.Fluent;
using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Kernel;
using Lectern.People;
using Lectern.Quizzes;
using Lectern.Quizzes.Banks.Statistics;
using Lectern.Quizzes.QuestionTypes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using static Lectern.Tests.Quizzes.Documents;

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
        await Answer(second, course, right: false);   // alone with this answer
        for (var more = 0; more < 2; more++) await Answer((await course.Learner()).Browser, course, right: true);
        await course.App.Services.GetRequiredService<TallyAnswers>().Run(CancellationToken.None);
        await course.App.Services.GetRequiredService<TallyAnswers>().Run(CancellationToken.None);

        var bank = await course.App.InDb(db => db.Set<Question>().AsNoTracking().Where(q => q.BankId == QuestionBank.Of(course.Course.Id)).ToListAsync());
        var ids = bank.Select(q => q.Id).ToList();
        var tallies = await course.App.InDb(db => db.Set<QuestionTally>().AsNoTracking().Where(t => ids.Contains(t.QuestionId)).ToListAsync());
        Assert.Equal(4, tallies.Count);
        foreach (var tally in tallies)
        {
            var figures = QuestionFigures.Of([tally])!;
            Assert.Equal((4, 0.75, 1), (figures.Answers, figures.Facility, figures.Version));
            Assert.Null(figures.Discrimination);   // four answers say nothing
        }

        // The same question in two quizzes adds up.
        Assert.Equal((8, 2), (QuestionFigures.Of([tallies[0], Again(tallies[0])])!.Answers, QuestionFigures.Of([tallies[0], Again(tallies[0])])!.Quizzes));

        var browser = await course.SignedInInstructor();
        var spoken = bank.Single(q => q.Kind == "short-answer");
        var page = await browser.Open($"/courses/{course.Course.Id}/questions?question={spoken.Id}");
        Assert.Contains("75%", page.Words("tbody"), StringComparison.Ordinal);
        Assert.Contains("4 answers in 1 published quiz", page.Words("#preview"), StringComparison.Ordinal);
        Assert.Equal("Rhythm 75%", page.Words("#preview ol"));
        var answered = await course.App.InDb(db => db.AttemptSteps.Where(s => s.QuestionId == spoken.Id && s.Response != null).Select(s => s.AttemptId).Distinct().CountAsync());
        Assert.Contains($"If its right answer changes, {answered} attempts can be marked anew.", page.Words("#preview"), StringComparison.Ordinal);
        Assert.InRange(page.Statements, 1, 17);   // however many questions there are
        Assert.Contains("4", (await browser.Open($"/question-banks/{course.Course.Id}/questions/{spoken.Id}/history")).Words("dl"), StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task sorts_the_bank_by_how_easy_its_questions_were_with_what_nobody_answered_last(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database));
        var bank = await course.App.InDb(db => db.Set<Question>().AsNoTracking().Where(q => q.BankId == QuestionBank.Of(course.Course.Id)).OrderBy(q => q.Id).ToListAsync());
        var content = new QuizContent { ActivityId = Id<Activity>.New(), SealedAt = DateTimeOffset.UnixEpoch, DocumentJson = "{}" };
        var tally = new QuizTally { ContentId = content.Id, Attempts = 4, ReckonedAt = DateTimeOffset.UnixEpoch };
        tally.Add(Met(bank[0], 1, 4));   // by an earlier version all were right
        tally.Add(Met(bank[0], 2, 1));
        tally.Add(Met(bank[1], 1, 3));
        tally.Add(Met(bank[2], 1, 2));
        await course.App.InDb(async db =>
        {
            db.Add(content);
            db.Add(tally);
            await db.SaveChangesAsync();
        });
        var browser = await course.SignedInInstructor();

        Assert.Equal([0, 2, 1, 3], await Order("hardest"));
        Assert.Equal([1, 2, 0, 3], await Order("Easiest"));
        Assert.Equal([3, 2, 1, 0], await Order("MostUsed"));   // each once: the newest first
        Assert.Equal(await Order("0"), await Order(""));

        QuestionTally Met(Question question, int version, double sum) => new()
        {
            TallyId = tally.Id, QuestionId = question.Id, Version = version, Answers = 4, Sum = sum, SumOfSquares = sum, Rest = 0, RestOfSquares = 0, Products = 0, Seconds = 0, Timed = 0, CommonJson = "[]",
        };

        Task<IEnumerable<int>> Order(string sort) => Shown(browser, course, bank, sort);
    }

    [Theory, EveryDatabase]
    public async Task sorts_a_bank_by_name_and_by_how_well_its_questions_separate(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database));
        var bank = await course.App.InDb(db => db.Set<Question>().AsNoTracking().Where(q => q.BankId == QuestionBank.Of(course.Course.Id)).OrderBy(q => q.Id).ToListAsync());
        var content = new QuizContent { ActivityId = Id<Activity>.New(), SealedAt = DateTimeOffset.UnixEpoch, DocumentJson = "{}" };
        var tally = new QuizTally { ContentId = content.Id, Attempts = 12, ReckonedAt = DateTimeOffset.UnixEpoch };
        Met(bank[0], 1, learner => learner % 2);              // who knows the rest knows it
        Met(bank[1], 1, learner => 1 - (learner % 2));
        Met(bank[1], 2, learner => learner % 3 == 0 ? 1 : 0);  // once the other way round, now hardly either way
        Met(bank[2], 1, _ => 1);                               // always right: nothing can be said
        await course.App.InDb(async db =>
        {
            db.Add(content);
            db.Add(tally);
            await db.SaveChangesAsync();
        });
        var browser = await course.SignedInInstructor();

        Assert.Equal([1, 0], bank.Select((question, at) => (QuestionFigures.Of(tally.Questions.Where(t => t.QuestionId == question.Id))?.Discrimination, at)).Where(one => one.Discrimination is not null).OrderBy(one => one.Discrimination).Select(one => one.at));
        Assert.Equal([1, 0, 3, 2], await Order("SeparatesLeast"));
        Assert.Equal(bank.OrderBy(question => question.SearchText, StringComparer.OrdinalIgnoreCase).Select(question => bank.IndexOf(question)), await Order("ByName"));

        void Met(Question question, int version, Func<int, double> earned)
        {
            var learners = Enumerable.Range(0, 12).Select(learner => (It: earned(learner), Others: learner % 2 * 0.8)).ToList();
            tally.Add(new()
            {
                TallyId = tally.Id, QuestionId = question.Id, Version = version, Answers = learners.Count, Sum = learners.Sum(l => l.It), SumOfSquares = learners.Sum(l => l.It * l.It),
                Rest = learners.Sum(l => l.Others), RestOfSquares = learners.Sum(l => l.Others * l.Others), Products = learners.Sum(l => l.It * l.Others), Seconds = 0, Timed = 0, CommonJson = "[]",
            });
        }

        Task<IEnumerable<int>> Order(string sort) => Shown(browser, course, bank, sort);
    }

    private static async Task<IEnumerable<int>> Shown(Browser browser, AQuizCourse course, List<Question> bank, string sort)
    {
        var page = await browser.Open($"/courses/{course.Course.Id}/questions?sort={sort}");
        return [.. page.Html.QuerySelectorAll("tbody input[name=ids]").Select(row => bank.FindIndex(q => q.Id.ToString() == row.GetAttribute("value")))];
    }

    [Theory, EveryDatabase]
    public async Task goes_on_with_the_others_when_a_quiz_can_not_be_read(Database database)
    {
        await using var app = await apps.OwnOn(database);
        var (broken, whole) = (await AQuizCourse.On(app), await AQuizCourse.On(app));
        var (learner, person) = await broken.Learner();
        await Answer(learner, broken, right: true);
        await Answer((await whole.Learner()).Browser, whole, right: true);
        var unreadable = new QuizContent { ActivityId = broken.Quiz, SealedAt = app.Clock.GetUtcNow().AddDays(1), DocumentJson = "{}" };   // looked at first
        var before = await broken.AttemptOf(person);
        await app.InDb(async db =>
        {
            db.Add(unreadable);
            await db.SaveChangesAsync();
        });
        await Meets(unreadable.Id);
        await app.Services.GetRequiredService<TallyAnswers>().Run(CancellationToken.None);
        await Meets(before.ContentId);
        var there = await app.InDb(db => db.QuizContents.Where(c => c.ActivityId == whole.Quiz).Select(c => c.Id).SingleAsync());
        Assert.Equal((0, 1), ((await Tally(unreadable.Id)).Attempts, (await Tally(there)).Attempts));

        // What was counted of it once keeps no place among those longest ago either: it is tried, and others have their turn before it is tried again.
        app.Clock.Advance(TimeSpan.FromDays(2));
        await app.Services.GetRequiredService<TallyAnswers>().Run(CancellationToken.None);
        Assert.Equal(app.Clock.GetUtcNow(), (await Tally(unreadable.Id)).ReckonedAt, TimeSpan.FromMilliseconds(1));
        Assert.Equal(app.Clock.GetUtcNow(), (await Tally(there)).ReckonedAt, TimeSpan.FromMilliseconds(1));

        Task<QuizTally> Tally(Id<QuizContent> content) => app.InDb(db => db.Set<QuizTally>().AsNoTracking().SingleAsync(t => t.ContentId == content));

        Task<int> Meets(Id<QuizContent> content) => app.InDb(db => db.Attempts.Where(a => a.Id == before.Id).ExecuteUpdateAsync(a => a.SetProperty(x => x.ContentId, content)));
    }

    [Theory, EveryDatabase]
    public async Task goes_on_when_another_node_puts_the_same_off_at_the_same_moment(Database database)
    {
        await using var app = await apps.OwnOn(database);
        var course = await AQuizCourse.On(app);
        List<QuizContent> unreadable = [.. Enumerable.Range(1, 8).Select(n => new QuizContent { ActivityId = course.Quiz, SealedAt = app.Clock.GetUtcNow().AddDays(n), DocumentJson = "{}" })];
        var taken = new List<Attempt>();
        foreach (var _ in unreadable)
        {
            var (learner, person) = await course.Learner();
            await Answer(learner, course, right: true);
            taken.Add(await course.AttemptOf(person));
        }

        var met = taken[0].ContentId;
        await app.InDb(async db =>
        {
            db.AddRange(unreadable);
            await db.SaveChangesAsync();
            foreach (var (attempt, content) in taken.Zip(unreadable)) await db.Attempts.Where(a => a.Id == attempt.Id).ExecuteUpdateAsync(a => a.SetProperty(x => x.ContentId, content.Id));
        });
        using var both = new Barrier(2);
        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => new TallyAnswers(app.Services.GetRequiredService<IServiceScopeFactory>(), app.Clock, new AtOnce(both)).Run(TestContext.Current.CancellationToken))));
        foreach (var content in unreadable) Assert.Equal(0, (await app.InDb(db => db.Set<QuizTally>().AsNoTracking().SingleAsync(t => t.ContentId == content.Id))).Attempts);
        await app.InDb(db => db.Attempts.Where(a => a.ActivityId == course.Quiz).ExecuteUpdateAsync(a => a.SetProperty(x => x.ContentId, met)));
    }

    /// <summary>Two that log at the same moment.</summary>
    private sealed class AtOnce(Barrier both) : ILogger<TallyAnswers>
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
        public bool IsEnabled(LogLevel logLevel) => true;
        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => both.SignalAndWait(TestContext.Current.CancellationToken);
    }

    [Theory, EveryDatabase]
    public async Task reads_a_large_quiz_once_as_any_other(Database database)
    {
        var app = await apps.On(database);
        List<QuizContent> large = [.. Enumerable.Range(0, 2).Select(_ => new QuizContent { ActivityId = Id<Activity>.New(), SealedAt = DateTimeOffset.UnixEpoch, DocumentJson = Quiz(new QuizSettings(), Short(["rhythm"]) with { Prompt = new string('x', 6 * 1024 * 1024) }).Write() })];
        await app.InDb(async db =>
        {
            db.AddRange(large);
            await db.SaveChangesAsync();
        });
        var quizzes = app.Services.GetRequiredService<SealedQuizzes>();
        var first = await Task.WhenAll(large.Select(Read));
        Assert.All(first.Zip(await Task.WhenAll(large.Select(Read))), read => Assert.Same(read.First, read.Second));
        Assert.InRange(quizzes.Bytes, large.Sum(content => content.DocumentJson.Length * 2L), 64L * 1024 * 1024);

        Task<QuizContent?> Read(QuizContent content) => app.InDb(db => quizzes.Of(db, content.Id, CancellationToken.None));
    }

    [Fact]
    public void keeps_of_answers_what_several_gave_and_nothing_long_or_that_a_person_marks()
    {
        var (words, text) = (Short(["rhythm"]), By(MarkedBy.Person));
        var content = new QuizContent { ActivityId = Id<Activity>.New(), SealedAt = DateTimeOffset.UnixEpoch, DocumentJson = Quiz(new QuizSettings(), words, text).Write() };
        var tallying = new QuizTallying(content, Kinds);
        var length = new string('x', 600);
        foreach (var said in new[] { "rhythm", "rhythm", "rhythm", "beat", "beat", length, length, length })
        {
            var attempt = Attempt.Start(new AttemptPlace(Id<CourseEnrolment>.New(), Id<Course>.New(), Id<Person>.New()), content, AttemptsSoFar.None, Kinds, 7, DateTimeOffset.UnixEpoch).Value;
            var sheet = new AnswerSheet(PaperOf(content.Document), []);
            List<AttemptStep> steps = [.. attempt.Save(sheet, [new(words.Id, $"\"{said}\"", false), new(text.Id, "\"mine\"", false)], DateTimeOffset.UnixEpoch).Value];
            steps.AddRange(attempt.Submit(sheet, Kinds, DateTimeOffset.UnixEpoch, releases: false).Value);
            steps.AddRange(attempt.Mark(sheet, [new GivenMark(text.Id, 1, StepAction.MarkedByPerson)], DateTimeOffset.UnixEpoch, releases: false).Value);
            tallying.Add(attempt, steps);
        }

        var tallies = tallying.Tally(8, DateTimeOffset.UnixEpoch).Questions.ToDictionary(q => q.QuestionId);
        Assert.Equal((8, 8), (tallies[words.Id].Answers, tallies[text.Id].Answers));
        Assert.Equal([new AnswerCount("\"rhythm\"", 3)], tallies[words.Id].Common);
        Assert.Empty(tallies[text.Id].Common);
    }

    private static async Task Answer(Browser browser, AQuizCourse course, bool right)
    {
        var page = await browser.Begin(course);
        var check = await browser.Go(page, "check", right ? Taking.AllRight(page) : [(Taking.Field(page, "What is it?"), "rate")]);
        await browser.Submit(check, "form[action$='/submit']");
    }

    private static QuestionTally Again(QuestionTally tally) => new()
    {
        TallyId = Id<QuizTally>.New(), QuestionId = tally.QuestionId, Version = tally.Version, Answers = tally.Answers, Sum = tally.Sum, SumOfSquares = tally.SumOfSquares, Rest = tally.Rest, RestOfSquares = tally.RestOfSquares,
        Products = tally.Products, Seconds = tally.Seconds, Timed = tally.Timed, CommonJson = tally.CommonJson,
    };
}
