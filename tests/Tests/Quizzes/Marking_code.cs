using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Lectern.Data.Jobs;
using Lectern.Grading;
using Lectern.Grading.Verifying;
using Lectern.People;
using Lectern.Quizzes;
using Lectern.Quizzes.MarkingQueue;
using Lectern.Quizzes.QuestionTypes;
using Lectern.Quizzes.QuestionTypes.Code;
using Lectern.Quizzes.Regrading;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Quizzes;

public sealed class Marking_code(Apps apps)
{
    private static readonly QuizSettings Settings = new() { PassingPercent = 60, PageSize = PageSize.All };

    [Theory, EveryDatabase]
    public async Task is_done_by_a_job_from_what_an_author_wrote_to_what_the_learner_reads(Database database)
    {
        // Here the job runs when the test says so, and only then.
        await using var app = await TheApp.Start(await apps.MigratedDatabase(database), [], services => services.Remove(services.Single(s => s.ImplementationInstance is JobSchedule { Work: var work } && work == typeof(MarkByJob))));
        var course = await Course(app);
        var right = await HandedIn(course, "print(2 * int(input()))");
        var half = await HandedIn(course, "print(4)");
        var hostile = await HandedIn(course, "import os\nwhile True:\n    os.fork()");
        var nothing = await HandedIn(course, "");
        // Handing in waits for no program, and nobody is told a number before.
        Assert.Equal((AttemptState.Submitted, 0m, null), (right.Attempt.State, right.Attempt.Points, right.Attempt.ReleasedAt));
        Assert.Contains("your mark follows", (await right.Browser.Open(Result(right.Attempt))).Everything, StringComparison.Ordinal);
        Assert.Equal(AttemptState.Finished, nothing.Attempt.State);   // there is nothing to run

        await Mark(course);
        await Mark(course);
        if (!await app.Services.GetRequiredService<CodeRunner>().Has("python"))
        {
            Assert.All(await Waiting(course), waiting => Assert.Equal((MarkedBy.Person, null), (waiting.MarkedBy, waiting.GivenAt)));
            return;
        }

        await app.Settle();
        Assert.Equal((AttemptState.Finished, 5m, true), await Standing(course, right));
        Assert.Equal((AttemptState.Finished, 1.25m, false), await Standing(course, half));
        Assert.Equal((AttemptState.Finished, 0m, false), await Standing(course, hostile));
        var step = Assert.Single(await course.StepsOf(right.Attempt), s => s.Action == StepAction.MarkedByJob);
        Assert.Equal((1m, QuestionState.Right, null), (step.Fraction, step.State, step.MarkedById));
        var mark = await app.InDb(db => db.Marks.AsNoTracking().SingleAsync(m => m.EnrolmentId == half.Attempt.EnrolmentId));
        Assert.Equal((MarkState.Released, 1.25m), (mark.State, mark.Told!.Points));

        // The learner reads how it came about, and of the hidden test only that it did not pass.
        var how = await half.Browser.Open($"/courses/{course.Course.Slug}/grades/{course.Quiz}");
        Assert.Contains("Question 1: marked by the tests that the program was run with", how.Everything, StringComparison.Ordinal);
        Assert.Contains("1.25 of 5", how.Everything, StringComparison.Ordinal);
        var result = await half.Browser.Open(Result(half.Attempt));
        Assert.Contains("1 / 2", result.Everything, StringComparison.Ordinal);
        Assert.Contains("✓ doubles two", result.Everything, StringComparison.Ordinal);
        Assert.Contains("✗ …", result.Everything, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", result.Text, StringComparison.Ordinal);
        Assert.Contains("Your mark for Check: rate and rhythm is there", (await half.Browser.Open("/notifications")).Everything, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task is_left_to_a_person_who_is_told_why_where_it_can_not_be_run(Database database)
    {
        await using var app = await TheApp.Start(await apps.MigratedDatabase(database), [("Code:Run", "false")]);
        var course = await Course(app);
        var instructor = await course.SignedInInstructor();
        var editor = await instructor.Open(course.Editor);
        Assert.Contains("Python can't be run on this server", (await instructor.Open(editor.Html.QuerySelector("[data-reorder-target=item] a")!.GetAttribute("href")!)).Everything, StringComparison.Ordinal);
        var learner = await HandedIn(course, "print(2 * int(input()))");
        await Mark(course);
        await app.Settle();

        // It isn't a mark of nothing: it waits, and the learner is told so.
        Assert.Equal((AttemptState.Submitted, 0m, false), await Standing(course, learner));
        Assert.Equal(QuestionState.NeedsMarking, (await course.StepsOf(learner.Attempt))[^1].State);
        Assert.Contains("your mark follows", (await learner.Browser.Open(Result(learner.Attempt))).Everything, StringComparison.Ordinal);

        var list = await instructor.Open($"/courses/{course.Course.Id}/marking");
        Assert.Contains("1 answer to mark", list.Everything, StringComparison.Ordinal);
        var page = await instructor.Open(list.Html.QuerySelector("main a[href*='question=']")!.GetAttribute("href")!);
        Assert.Contains("could not be run on this server", page.Everything, StringComparison.Ordinal);
        Assert.Contains("print(2 * int(input()))", page.Everything, StringComparison.Ordinal);
        Assert.Contains("Reads and writes", page.Everything, StringComparison.Ordinal);   // the mark scheme
        await instructor.Submit(page, "form[action*='/answers/']", ("points", "4"), ("comment", "<p>By eye</p>"), ("go", "next"));
        await instructor.Submit(await instructor.Open($"/courses/{course.Course.Id}/marking"), "form[action$='/give']");
        await app.Settle();
        Assert.Equal((AttemptState.Finished, 4m, true), await Standing(course, learner));
        await Mark(course);
        Assert.Equal(4, (await course.AttemptOf(learner.Person)).Points);
    }

    [Theory, EveryDatabase]
    public async Task tries_again_what_fails_and_lets_no_other_answer_wait_for_it(Database database)
    {
        var isBroken = true;
        var kind = new MarkedLater(Documents.Kinds["short-answer"], response => response.Contains("break", StringComparison.Ordinal) && isBroken ? throw new IOException("The machine is full.") : (0.5m, "<p>Said by a program</p>"));
        await using var app = await TheApp.Start(await apps.MigratedDatabase(database), [], services => services.AddSingleton<IQuestionKind>(kind));
        var course = await AQuizCourse.On(app, Settings, copies: 0, also: (quiz, bank) => AQuizCourse.Add(quiz, bank, kind.Name, "Why is it?", 4, new { accepted = new[] { "a" } }, ""));
        var failing = await HandedIn(course, "break", "Why is it?");
        var other = await HandedIn(course, "words", "Why is it?");

        await Mark(course);
        Assert.Equal((AttemptState.Submitted, 0m, false), await Standing(course, failing));
        Assert.Equal((AttemptState.Finished, 2m, false), await Standing(course, other));
        isBroken = false;
        await Mark(course);
        Assert.Equal((AttemptState.Finished, 2m, false), await Standing(course, failing));
        Assert.Single(await course.StepsOf(failing.Attempt), s => s.Action == StepAction.MarkedByJob);
    }

    [Theory, EveryDatabase]
    public async Task waits_for_a_host_that_can_not_just_now_and_after_hours_for_a_person(Database database)
    {
        var kind = new MarkedLater(Documents.Kinds["short-answer"], _ => throw new NotJustNowException());
        var app = await WithoutJob(database, kind);
        var course = await OfKind(app, kind);
        await HandedIn(course, "words", "Why is it?");
        app.Clock.Advance(TimeSpan.FromHours(7));   // nobody was there to try: that is not the host's to wait for
        await Mark(course);
        app.Clock.Advance(TimeSpan.FromHours(5));
        await Mark(course);
        Assert.Equal(MarkedBy.Job, Assert.Single(await Waiting(course)).MarkedBy);

        app.Clock.Advance(TimeSpan.FromHours(2));
        await Mark(course);
        Assert.Equal(MarkedBy.Person, Assert.Single(await Waiting(course)).MarkedBy);
        Assert.Contains("too busy for hours", (await (await course.SignedInInstructor()).Open($"/courses/{course.Course.Id}/marking/{course.Quiz}")).Everything, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task waits_anew_for_a_host_that_could_in_between_or_that_was_decided_on(Database database)
    {
        Exception? failure = new NotJustNowException();
        var kind = new MarkedLater(Documents.Kinds["short-answer"], _ => throw failure);
        var app = await WithoutJob(database, kind);
        var course = await OfKind(app, kind);
        await HandedIn(course, "words", "Why is it?");
        await Mark(course);
        app.Clock.Advance(TimeSpan.FromHours(1));
        failure = new IOException("The machine is full.");   // the host could
        await Mark(course);
        app.Clock.Advance(TimeSpan.FromHours(7));
        failure = new NotJustNowException();
        await Mark(course);
        await WaitsSinceNow();

        // A decision for everybody, taken back hours later: what was waited for before that is no matter.
        await Regrade("FullPoints", 0);
        Assert.Null(Assert.Single(await Waiting(course)).HostMissingSince);
        app.Clock.Advance(TimeSpan.FromHours(7));
        await Regrade("AsMet", 1);
        await Mark(course);
        await WaitsSinceNow();
        await app.Settle();

        async Task WaitsSinceNow()
        {
            var waiting = Assert.Single(await Waiting(course));
            Assert.Equal(MarkedBy.Job, waiting.MarkedBy);
            Assert.Equal(app.Clock.GetUtcNow(), waiting.HostMissingSince!.Value, TimeSpan.FromSeconds(1));
        }

        async Task Regrade(string way, int seen)
        {
            using var program = await app.Program(course.Instructor);
            var question = Assert.Single(await Waiting(course)).QuestionId;
            var answer = await program.PostAsJsonAsync($"/api/v1/courses/{course.Course.Id}/quizzes/{course.Quiz}/regrades", new { changes = new[] { new { questionId = question, way } }, reason = "So.", seen });
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        }
    }

    [Theory, EveryDatabase]
    public async Task takes_turns_by_course(Database database)
    {
        List<string> order = [];
        var kind = new MarkedLater(Documents.Kinds["short-answer"], response =>
        {
            order.Add(response.Trim('"'));
            return (1, "");
        });
        var app = await WithoutJob(database, kind);
        var (one, other) = (await OfKind(app, kind), await OfKind(app, kind));
        foreach (var words in new[] { "a1", "a2", "a3" })
        {
            await HandedIn(one, words, "Why is it?");
            app.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        foreach (var words in new[] { "b1", "b2" })
        {
            await HandedIn(other, words, "Why is it?");
            app.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        await Mark(one);
        Assert.Equal(["a1", "b1", "a2", "b2", "a3"], order);
    }

    [Theory, EveryDatabase]
    public async Task runs_an_answer_on_one_node_alone_and_again_when_its_server_died(Database database)
    {
        var (runs, began, goesOn) = (0, new TaskCompletionSource(), new TaskCompletionSource());
        var kind = new MarkedSlowly(Documents.Kinds["short-answer"], async cancel =>
        {
            runs++;
            began.TrySetResult();
            await goesOn.Task.WaitAsync(cancel);
        });
        var app = await WithoutJob(database, kind);
        var course = await OfKind(app, kind);
        var learner = await HandedIn(course, "words", "Why is it?");
        var first = Mark(course);
        await began.Task.WaitAsync(TestContext.Current.CancellationToken);
        await Mark(course);   // another node looks meanwhile
        Assert.Equal(1, runs);
        goesOn.SetResult();
        await first;
        Assert.Equal((AttemptState.Finished, 4m, true), await Standing(course, learner));

        // As a server leaves it that dies.
        var lost = await HandedIn(course, "other words", "Why is it?");
        await app.InDb(async db =>
        {
            var now = app.Clock.GetUtcNow();
            Assert.True((await db.AwaitedMarks.SingleAsync(a => a.AttemptId == lost.Attempt.Id)).Take(now, now.AddMinutes(10)));
            await db.SaveChangesAsync();
        });
        await Mark(course);
        Assert.Equal(1, runs);
        app.Clock.Advance(TimeSpan.FromMinutes(10));
        await Mark(course);
        Assert.Equal((2, AttemptState.Finished), (runs, (await course.AttemptOf(lost.Person)).State));
        await app.Settle();
    }

    [Theory, EveryDatabase]
    public async Task can_be_done_anew_by_other_tests_once_the_answers_were_run_by_them(Database database)
    {
        // Says what the tests of the question accept.
        var kind = new MarkedByData(Documents.Kinds["short-answer"]);
        var app = await WithoutJob(database, kind);
        var course = await OfKind(app, kind);
        var (gains, loses) = (await HandedIn(course, "b", "Why is it?"), await HandedIn(course, "a", "Why is it?"));
        await Mark(course);
        await app.Settle();
        Assert.Equal((0m, 4m), ((await course.AttemptOf(gains.Person)).Points, (await course.AttemptOf(loses.Person)).Points));

        var question = await app.InDb(async db =>
        {
            var changed = (await db.Quizzes.InFull().SingleAsync(q => q.ActivityId == course.Quiz)).InOrder.First().Question!;
            Assert.Null(changed.Write(changed.Content with { Data = kind.ReadData(JsonSerializer.SerializeToElement(new { accepted = new[] { "b" } })).Value }, course.Instructor.Id, app.Clock.GetUtcNow()));
            await db.SaveChangesAsync();
            return changed.Id;
        });
        var (instructor, address) = (await course.SignedInInstructor(), $"/courses/{course.Course.Id}/regrade/{course.Quiz}");
        var page = await instructor.Open(address);
        Assert.DoesNotContain("AsNow", page.Html.QuerySelector($"[name='q-{question}']")!.InnerHtml, StringComparison.Ordinal);
        page = await instructor.Submit(page, $"#try-{question}");
        Assert.Contains("0 of 2 answers run", page.Everything, StringComparison.Ordinal);
        await Run();
        Assert.Equal((0m, 4m), ((await course.AttemptOf(gains.Person)).Points, (await course.AttemptOf(loses.Person)).Points));   // nothing is changed by it
        page = await instructor.Open(address);
        Assert.Contains("2 of 2 answers run", page.Everything, StringComparison.Ordinal);
        Assert.Contains("2 attempts change", page.Everything, StringComparison.Ordinal);
        Assert.Equal(4, kind.Runs);
        await Run();
        Assert.Equal(4, kind.Runs);

        await instructor.Submit(page, $"form[method=post][action='{address}']", ("reason", "A test expected the wrong word."));
        Assert.Equal(((AttemptState.Finished, 4m, true), (AttemptState.Finished, 0m, false)), (await Standing(course, gains), await Standing(course, loses)));
        await app.Settle();
        Assert.Contains("A test expected the wrong word.", (await gains.Browser.Open($"/courses/{course.Course.Slug}/grades/{course.Quiz}")).Everything, StringComparison.Ordinal);
        List<GradeDifference> differences = [];
        await using (var scope = app.Services.CreateAsyncScope())
            await foreach (var difference in scope.ServiceProvider.GetRequiredService<GradesVerification>().Differences(TestContext.Current.CancellationToken)) differences.Add(difference);
        Assert.Empty(differences);

        async Task Run()
        {
            await using var scope = app.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<RunTrials>().Run(TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Here jobs run when the test says so, and only then.</summary>
    private Task<TheApp> WithoutJob(Database database, IQuestionKind kind) => apps.OwnOn(database, services =>
    {
        services.AddSingleton(kind);
        foreach (var job in new[] { typeof(MarkByJob), typeof(RunTrials) }) services.Remove(services.Single(s => s.ImplementationInstance is JobSchedule { Work: var work } && work == job));
    });

    private static Task<AQuizCourse> OfKind(TheApp app, IQuestionKind kind) => AQuizCourse.On(app, Settings, copies: 0, also: (quiz, bank) => AQuizCourse.Add(quiz, bank, kind.Name, "Why is it?", 4, new { accepted = new[] { "a" } }, ""));

    /// <summary>An instructor writes the question in the editor: a quarter for the visible test, the rest for the hidden one.</summary>
    private static async Task<AQuizCourse> Course(TheApp app)
    {
        var course = await AQuizCourse.On(app, Settings, copies: 0, also: (quiz, bank) => AQuizCourse.Add(quiz, bank, "code", "Before", 1, new { language = "python", tests = Array.Empty<object>() }, ""));
        var instructor = await course.SignedInInstructor();
        var editor = await instructor.Open(course.Editor);
        editor = await instructor.Submit(editor, "[data-name='Before'] form[action$='/remove']");
        var question = await instructor.Submit(editor, "form[action$='/questions']", ("kind", "code"));
        var saved = await instructor.Submit(question, "main form", ("do", "save"), ("Prompt", "<p>Double it</p>"), ("Points", "5"), ("scheme", "<p>Reads and writes</p>"), ("test-id", ""), ("test-id", ""), ("test-name", "doubles two"), ("test-name", "canary-name"),
            ("test-input", "2"), ("test-input", "11"), ("test-expected", "4"), ("test-expected", "22"), ("test-check", ""), ("test-check", ""), ("test-weight", "1"), ("test-weight", "3"), ("hidden", "1"));
        Assert.Equal(course.Editor, saved.Path);
        Assert.Null(await course.Publish());
        return course;
    }

    private static async Task<(Browser Browser, Person Person, Attempt Attempt)> HandedIn(AQuizCourse course, string answer, string prompt = "Double it")
    {
        var (browser, person) = await course.Learner();
        var page = await browser.Begin(course);
        Assert.Equal(HttpStatusCode.OK, (await browser.Go(page, "submit", (Taking.Field(page, prompt), answer))).Status);
        return (browser, person, await course.AttemptOf(person));
    }

    private static async Task<(AttemptState, decimal, bool)> Standing(AQuizCourse course, (Browser, Person Person, Attempt) learner)
    {
        var attempt = await course.AttemptOf(learner.Person);
        return (attempt.State, attempt.Points, attempt.IsPassed);
    }

    private static Task<List<AwaitedMark>> Waiting(AQuizCourse course) => course.App.InDb(db => db.AwaitedMarks.AsNoTracking().Where(a => a.CourseId == course.Course.Id).ToListAsync());

    /// <summary>Runs the job.</summary>
    internal static async Task Mark(AQuizCourse course)
    {
        await using var scope = course.App.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<MarkByJob>().Run(TestContext.Current.CancellationToken);
    }

    private static string Result(Attempt attempt) => $"/quizzes/attempts/{attempt.Id}/result";

    private sealed class MarkedLater(IQuestionKind like, Func<string, (decimal, string)?> mark) : MarkedElsewhere(like, MarkedBy.Job), IMarkLater
    {
        public Task<(decimal Fraction, string Remark)?> Mark(string data, string response, CancellationToken cancel) => Task.FromResult<(decimal Fraction, string Remark)?>(mark(response));
    }

    private sealed class MarkedByData(IQuestionKind like) : MarkedElsewhere(like, MarkedBy.Job), IMarkLater
    {
        public int Runs { get; private set; }

        public Task<(decimal Fraction, string Remark)?> Mark(string data, string response, CancellationToken cancel)
        {
            Runs++;
            return Task.FromResult<(decimal Fraction, string Remark)?>((data.Contains(response, StringComparison.Ordinal) ? 1 : 0, "<p>Run</p>"));
        }
    }

    private sealed class MarkedSlowly(IQuestionKind like, Func<CancellationToken, Task> run) : MarkedElsewhere(like, MarkedBy.Job), IMarkLater
    {
        public async Task<(decimal Fraction, string Remark)?> Mark(string data, string response, CancellationToken cancel)
        {
            await run(cancel);
            return (1, "");
        }
    }
}
