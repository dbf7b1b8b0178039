using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FsCheck.Fluent;
using Lectern.Data.Audit;
using Lectern.Data.Jobs;
using Lectern.Grading;
using Lectern.Kernel;
using Lectern.Notifications;
using Lectern.People;
using Lectern.Quizzes;
using Lectern.Quizzes.Regrading;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Lectern.Tests.Quizzes.Documents;

namespace Lectern.Tests.Quizzes;

public sealed class Marking_anew(Apps apps)
{
    /// <summary>Two have handed in: one chose what the key says ("c1"), the other what is really right ("c2").</summary>
    private static async Task<(AQuizCourse Course, (Browser Browser, Person Person) Wrong, (Browser Browser, Person Person) Right)> Taken(TheApp app, Action<Quiz, QuestionBank>? also = null)
    {
        var course = await AQuizCourse.On(app, new QuizSettings { PassingPercent = 60, ShuffleChoices = false, PageSize = PageSize.All }, also: also);
        return (course, await HandedIn(course, "c1"), await HandedIn(course, "c2"));
    }

    private static async Task<(Browser, Person)> HandedIn(AQuizCourse course, string choice)
    {
        var (browser, person) = await course.Learner();
        var page = await browser.Begin(course);
        await browser.Go(page, "submit", (Taking.Field(page, "Which one?"), choice), (Taking.Field(page, "Is it?"), "true"), (Taking.Field(page, "What is it?"), "rhythm"));
        return (browser, person);
    }

    /// <summary>The second choice is right, and not the first.</summary>
    private static Task CorrectKey(AQuizCourse course, string right = "c2") =>
        Write(course, null, Kinds["multiple-choice"].ReadData(JsonSerializer.SerializeToElement(new { choices = new[] { "Right", "Wrong", "Other" }.Select((w, i) => new { id = $"c{i + 1}", text = w, isRight = right == $"c{i + 1}" }) })).Value);

    /// <summary>The first question is another from now on.</summary>
    private static Task Write(AQuizCourse course, string? prompt, string data) => course.App.InDb(async db =>
    {
        var question = await FirstQuestion(db, course);
        Assert.Null(question.Write(question.Content with { Prompt = prompt ?? question.Content.Prompt, Data = data }, course.Instructor.Id, course.App.Clock.GetUtcNow()));
        await db.SaveChangesAsync();
    });

    private static async Task<Question> FirstQuestion(Lectern.Data.LecternDb db, AQuizCourse course)
    {
        var quiz = await db.Quizzes.InFull().SingleAsync(q => q.ActivityId == course.Quiz);
        return quiz.InOrder.First().Question!;
    }

    private static string Address(AQuizCourse course) => $"/courses/{course.Course.Id}/regrade/{course.Quiz}";

    [Theory, EveryDatabase]
    public async Task shows_whom_it_concerns_and_then_changes_marks_once_and_tells_why(Database database)
    {
        var app = await apps.On(database);
        var (course, wrong, right) = await Taken(app);
        await app.Settle();
        var instructor = await course.SignedInInstructor();
        Assert.Contains(Address(course), (await instructor.Open(course.Editor)).Text, StringComparison.Ordinal);
        Assert.Contains("No question differs", (await instructor.Open(Address(course))).Everything, StringComparison.Ordinal);

        await CorrectKey(course);
        var page = await instructor.Open(Address(course));
        Assert.Contains("What is right has changed", page.Everything, StringComparison.Ordinal);
        Assert.Contains("2 attempts change", page.Everything, StringComparison.Ordinal);
        Assert.Contains("1 gains", page.Everything, StringComparison.Ordinal);
        Assert.Contains("1 doesn't pass now", page.Everything, StringComparison.Ordinal);
        Assert.Contains("still meets the question as it was published", page.Everything, StringComparison.Ordinal);
        Assert.Equal([("Question 1: from 2 to 0", "from 80% to 40%"), ("Question 1: from 0 to 2", "from 40% to 80%")], Rows(page).OrderByDescending(r => r.Item1));
        Assert.Equal((4m, 2m), ((await course.AttemptOf(wrong.Person)).Points, (await course.AttemptOf(right.Person)).Points));   // nothing is changed by looking

        var refused = await instructor.Submit(page, "form[method=post][action*='/regrade/']", ("reason", " "));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.True(refused.Has("textarea[name=reason][aria-invalid=true]"));
        var done = await instructor.Submit(refused, "form[method=post][action*='/regrade/']", ("reason", "The key named the wrong lead."));
        Assert.Contains("2 attempts changed", done.Everything, StringComparison.Ordinal);
        Assert.Contains("No mark changes", done.Everything, StringComparison.Ordinal);
        Assert.Equal(((2m, false), (4m, true)), (await Standing(course, wrong.Person), await Standing(course, right.Person)));
        await app.Settle();

        // The gradebook follows, each learner is told once, the way to the mark says why, and what was before stays.
        var mark = await app.InDb(db => db.Marks.AsNoTracking().SingleAsync(m => m.CourseId == course.Course.Id && m.Points == 4));
        Assert.Equal((80m, 80m), (mark.Known!.Percent, mark.Told!.Percent));
        foreach (var learner in new[] { wrong.Person, right.Person })
            Assert.Single(await app.InDb(db => db.Notifications.Where(n => n.PersonId == learner.Id && n.Text == "Your mark for {0} was put right").ToListAsync()));
        var how = await right.Browser.Open($"/courses/{course.Course.Slug}/grades/{course.Quiz}");
        Assert.Contains("Question 1: marked anew", how.Everything, StringComparison.Ordinal);
        Assert.Contains("before that 0 points: The key named the wrong lead.", how.Everything, StringComparison.Ordinal);
        Assert.Contains("2 of 5 points", how.Everything, StringComparison.Ordinal);
        Assert.Equal(["Regrade.added", "Regrade.changed"], (await Audited(app, course)).Distinct());

        // Again, and with the same key again, nothing is left to do; a page that is older is told so.
        Assert.Contains("regraded-meanwhile", await Apply(course, RegradeWay.FullPoints, seen: 0), StringComparison.Ordinal);
        Assert.Contains("\"changed\":0", await Apply(course, RegradeWay.AsNow, seen: 1), StringComparison.Ordinal);
        Assert.Equal(2, (await course.StepsOf(await course.AttemptOf(right.Person))).Count(s => s.Action != StepAction.Saved && s.QuestionId == FirstId(page)));

        // And back to what the attempts met.
        await Apply(course, RegradeWay.AsMet, seen: 2);
        Assert.Equal(((4m, true), (2m, false)), (await Standing(course, wrong.Person), await Standing(course, right.Person)));
    }

    [Theory, EveryDatabase]
    public async Task can_spare_those_who_would_lose_and_decide_for_everybody(Database database)
    {
        var app = await apps.On(database);
        var (course, wrong, right) = await Taken(app);
        await CorrectKey(course);
        var shown = JsonDocument.Parse(await Apply(course, RegradeWay.AsNow, seen: 0, spares: true)).RootElement;
        Assert.Equal((1, 1), (shown.GetProperty("changed").GetInt32(), shown.GetProperty("spared").GetInt32()));
        Assert.Equal(((4m, true), (4m, true)), (await Standing(course, wrong.Person), await Standing(course, right.Person)));
        await Apply(course, RegradeWay.LeaveOut, seen: 1);
        var attempt = await course.AttemptOf(wrong.Person);
        Assert.Equal((2m, 3m), (attempt.Points, attempt.MaximumPoints));
        await Apply(course, RegradeWay.FullPoints, seen: 2);
        Assert.Equal(((4m, true), (4m, true)), (await Standing(course, wrong.Person), await Standing(course, right.Person)));
    }

    [Theory, EveryDatabase]
    public async Task can_decide_for_those_who_met_it_before_it_was_put_right_or_for_those_as_well_who_met_it_after(Database database)
    {
        var app = await apps.On(database);
        var (course, _, right) = await Taken(app);
        await CorrectKey(course);
        Assert.Null(await course.Publish());
        var (_, late) = await HandedIn(course, "c1");
        var question = await app.InDb(async db => (await FirstQuestion(db, course)).Id);
        var instructor = await course.SignedInInstructor();
        var page = await instructor.Open($"{Address(course)}?chosen=1&q-{question}=FullPoints");
        var boxes = page.Html.QuerySelectorAll($"input[type=checkbox][name='v-{question}']");
        Assert.Equal([("1", true), ("2", false)], boxes.Select(box => (box.GetAttribute("value")!, box.HasAttribute("checked"))));
        Assert.Contains("Version 2, as it is now", page.Everything, StringComparison.Ordinal);
        Assert.Contains("1 attempt changes", page.Everything, StringComparison.Ordinal);
        Assert.Contains("Version 1", page.Words("section[aria-labelledby=concerned] ul"), StringComparison.Ordinal);
        await instructor.Submit(page, "form[method=post][action*='/regrade/']", ("reason", "The key named the wrong lead."));
        Assert.Equal(((4m, true), (2m, false)), (await Standing(course, right.Person), await Standing(course, late)));

        page = await instructor.Open($"{Address(course)}?chosen=1&q-{question}=FullPoints&v-{question}=1&v-{question}=2");
        Assert.Contains("1 attempt changes", page.Everything, StringComparison.Ordinal);
        await instructor.Submit(page, "form[method=post][action*='/regrade/']", ("reason", "It couldn't be answered."));
        Assert.Equal((4m, true), await Standing(course, late));
        Assert.Equal([[1], null], await app.InDb(async db => (await db.Regrades.AsNoTracking().Where(r => r.ActivityId == course.Quiz).OrderBy(r => r.Number).ToListAsync()).Select(r => r.Changes[0].Versions).ToList()));

        Assert.Contains("question-version-unknown", await Post(course, new { changes = new[] { new { questionId = question, way = "LeaveOut", versions = new[] { 7 } } }, reason = "So.", seen = 2 }), StringComparison.Ordinal);
        Assert.Contains("\"changed\":1", await Post(course, new { changes = new[] { new { questionId = question, way = "LeaveOut", versions = new[] { 2 } } }, reason = "So.", seen = 2 }), StringComparison.Ordinal);
        Assert.Equal((3m, 5m), ((await course.AttemptOf(late)).MaximumPoints, (await course.AttemptOf(right.Person)).MaximumPoints));
    }

    [Theory, EveryDatabase]
    public async Task reaches_those_who_read_other_words_and_not_those_who_met_the_corrected_ones(Database database)
    {
        var app = await apps.On(database);
        var (course, wrong, _) = await Taken(app);
        var (question, key) = await app.InDb(async db => await FirstQuestion(db, course) is var first ? (first.Id, first.Content.Data) : default);
        await Write(course, "<p>Which one is it in lead II?</p>", key);
        Assert.Null(await course.Publish());
        var (browser, late) = await course.Learner();
        var taken = await browser.Begin(course);
        await browser.Go(taken, "submit", (Taking.Field(taken, "Which one is it in lead II?"), "c2"), (Taking.Field(taken, "Is it?"), "true"), (Taking.Field(taken, "What is it?"), "rhythm"));

        var instructor = await course.SignedInInstructor();
        var page = await instructor.Open($"{Address(course)}?chosen=1&q-{question}=FullPoints");
        Assert.Contains("Version 1, in other words than now", page.Everything, StringComparison.Ordinal);
        Assert.Contains("Version 2, as it is now", page.Everything, StringComparison.Ordinal);
        Assert.Equal([("1", true), ("2", false)], page.Html.QuerySelectorAll($"input[type=checkbox][name='v-{question}']").Select(box => (box.GetAttribute("value")!, box.HasAttribute("checked"))));
        Assert.Contains("1 attempt changes", page.Everything, StringComparison.Ordinal);

        // The file says which version each met.
        var file = (await instructor.Open($"{Address(course)}.csv?chosen=1&q-{question}=FullPoints")).Text.ReplaceLineEndings("\n").Split('\n');
        Assert.Contains("Question,Version of the question,", file[0], StringComparison.Ordinal);
        Assert.Contains(",1,1,1,2,4,", file[1], StringComparison.Ordinal);

        var done = await instructor.Submit(page, "form[method=post][action*='/regrade/']", ("reason", "Nobody could know which lead was meant."));
        Assert.Equal((2m, false), await Standing(course, late));
        Assert.Equal((4m, true), await Standing(course, wrong.Person));
        Assert.Contains("Full points: Which one is it in lead II?", done.Everything, StringComparison.Ordinal);
        Assert.Contains("For those who met version 1", done.Everything, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task is_refused_at_its_place_where_it_is_for_no_version(Database database)
    {
        var app = await apps.On(database);
        var (course, _, right) = await Taken(app);
        await CorrectKey(course);
        Assert.Null(await course.Publish());
        await HandedIn(course, "c1");
        var question = await app.InDb(async db => (await FirstQuestion(db, course)).Id);
        var instructor = await course.SignedInInstructor();
        var page = await instructor.Open($"{Address(course)}?chosen=1&q-{question}=FullPoints&v-{question}=");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains("Choose at least one version", page.Words($"#f-v-{question}-error"), StringComparison.Ordinal);
        Assert.Empty(page.Html.QuerySelectorAll($"input[type=checkbox][name='v-{question}'][checked]"));
        Assert.False(page.Has("form[method=post][action*='/regrade/']"));
        Assert.Contains("regrade-versions-empty", await Post(course, new { changes = new[] { new { questionId = question, way = "FullPoints", versions = Array.Empty<int>() } }, reason = "So.", seen = 0 }), StringComparison.Ordinal);
        Assert.Equal((2m, false), await Standing(course, right.Person));
    }

    [Theory, EveryDatabase]
    public async Task ten_times_at_once_is_one_decision(Database database)
    {
        var app = await apps.On(database);
        var (course, _, right) = await Taken(app);
        await CorrectKey(course);
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Apply(course, RegradeWay.AsNow, seen: 0)));
        Assert.All(answers, answer => Assert.Contains("\"number\":1", answer, StringComparison.Ordinal));
        var decision = await app.InDb(db => db.Regrades.AsNoTracking().SingleAsync(r => r.ActivityId == course.Quiz));
        await using (var scope = app.Services.CreateAsyncScope()) await scope.ServiceProvider.GetRequiredService<RegradeDesk>().GoOn(decision.Id, TestContext.Current.CancellationToken);   // as the job would, for whoever was stopped
        decision = await app.InDb(db => db.Regrades.AsNoTracking().SingleAsync(r => r.ActivityId == course.Quiz));
        Assert.Equal((2, true), (decision.Changed, decision.DoneAt is not null));
        Assert.Single(await course.StepsOf(await course.AttemptOf(right.Person)), s => s.Action == StepAction.Regraded);
    }

    [Theory, EveryDatabase]
    public async Task leaves_what_a_person_said_and_takes_what_is_decided_off_the_queue(Database database)
    {
        var course = await Marking_answers.Course(apps, database);
        await using var app = course.App;
        var (_, person, attempt) = await Marking_answers.HandedIn(course, "words");
        var essay = await app.InDb(db => db.AwaitedMarks.Where(a => a.AttemptId == attempt.Id).Select(a => a.QuestionId).SingleAsync());
        var decided = await Post(course, new { changes = new[] { new { questionId = essay, way = "FullPoints" } }, sparesLosers = false, reason = "It couldn't be answered.", seen = 0 });
        Assert.Contains("\"changed\":1", decided, StringComparison.Ordinal);
        Assert.Equal((AttemptState.Finished, 5m), ((await course.AttemptOf(person)).State, (await course.AttemptOf(person)).Points));
        Assert.False(await app.InDb(db => db.AwaitedMarks.AnyAsync(a => a.GivenAt == null)));
        await app.Settle();
    }

    [Theory, EveryDatabase]
    public async Task takes_a_decision_back_with_every_mark_and_every_draft_as_it_was(Database database)
    {
        var course = await Marking_answers.Course(apps, database);
        await using var app = course.App;
        var given = await Marking_answers.HandedIn(course, "words of the first");
        var drafted = await Marking_answers.HandedIn(course, "words of the second");
        var instructor = await course.SignedInInstructor();
        var page = await instructor.Open($"/courses/{course.Course.Id}/marking/{course.Quiz}");
        page = await instructor.Submit(page, "form[action*='/answers/']", ("points", "3.25"), ("comment", "<p>Well put.</p>"), ("go", "next"));
        await instructor.Submit(await instructor.Open($"/courses/{course.Course.Id}/marking"), "form[action$='/give']");
        await instructor.Submit(page, "form[action*='/answers/']", ("points", "2"), ("comment", "<p>Only half of it.</p>"), ("go", "stay"));
        var essay = await app.InDb(db => db.AwaitedMarks.Where(a => a.AttemptId == given.Attempt.Id).Select(a => a.QuestionId).SingleAsync());
        await app.Settle();

        foreach (var (way, points) in new[] { ("LeaveOut", 1m), ("FullPoints", 5m) })
        {
            var seen = await app.InDb(db => db.Regrades.CountAsync(r => r.ActivityId == course.Quiz));
            Assert.Contains("\"changed\":2", await Post(course, new { changes = new[] { new { questionId = essay, way } }, reason = "It couldn't be answered.", seen }), StringComparison.Ordinal);
            Assert.Equal((points, points), ((await course.AttemptOf(given.Person)).Points, (await course.AttemptOf(drafted.Person)).Points));
            Assert.DoesNotContain("1 answer to mark", (await instructor.Open($"/courses/{course.Course.Id}/marking")).Everything, StringComparison.Ordinal);
            Assert.Contains("1 of these marks isn't shown to its learner any more", (await instructor.Open($"{Address(course)}?chosen=1&q-{essay}=AsMet")).Everything, StringComparison.Ordinal);
            Assert.Contains("\"changed\":2", await Post(course, new { changes = new[] { new { questionId = essay, way = "AsMet" } }, reason = "It could.", seen = seen + 1 }), StringComparison.Ordinal);
            await app.Settle();

            Assert.Equal((AttemptState.Finished, 4.25m, true), await course.AttemptOf(given.Person) is var marked ? (marked.State, marked.Points, marked.IsPassed) : default);
            Assert.Contains("Well put.", (await given.Browser.Open($"/quizzes/attempts/{given.Attempt.Id}/result")).Everything, StringComparison.Ordinal);
            Assert.Equal((AttemptState.Submitted, 1m, null), await course.AttemptOf(drafted.Person) is var waits ? (waits.State, waits.Points, waits.ReleasedAt) : default);
            if (way == "FullPoints")
            {
                // They knew it, and are told that it doesn't hold any more; whoever decided was told so before.
                Assert.Equal(2, await app.InDb(db => db.Notifications.CountAsync(n => n.PersonId == drafted.Person.Id && n.Text == "Your mark for {0} was taken back: answers are marked again" && n.Href!.Contains("/grades/"))));   // once for each decision
                var how = await drafted.Browser.Open($"/courses/{course.Course.Slug}/grades/{course.Quiz}");
                Assert.Contains("Handed in, the mark follows", how.Everything, StringComparison.Ordinal);
                Assert.Contains("What you were told before, 5 of 5 points, was taken back", how.Everything, StringComparison.Ordinal);
                Assert.DoesNotContain("5 of 5", (await drafted.Browser.Open($"/courses/{course.Course.Slug}/grades")).Everything, StringComparison.Ordinal);
                Assert.Null((await app.InDb(db => db.Marks.AsNoTracking().SingleAsync(m => m.EnrolmentId == drafted.Attempt.EnrolmentId))).Told);
            }

            Assert.Contains("your mark follows", (await drafted.Browser.Open($"/quizzes/attempts/{drafted.Attempt.Id}/result")).Everything, StringComparison.Ordinal);
            Assert.Equal(MarkState.NeedsMarking, await app.InDb(db => db.Marks.Where(m => m.EnrolmentId == drafted.Attempt.EnrolmentId).Select(m => m.State).SingleAsync()));
            var draft = await app.InDb(db => db.AwaitedMarks.AsNoTracking().SingleAsync(a => a.AttemptId == drafted.Attempt.Id));
            Assert.Equal((2m, "<p>Only half of it.</p>", null), (draft.DraftPoints, draft.DraftComment, draft.GivenAt));
        }

        await instructor.Submit(await instructor.Open($"/courses/{course.Course.Id}/marking"), "form[action$='/give']");
        Assert.Equal((AttemptState.Finished, 3m), await course.AttemptOf(drafted.Person) is var finished ? (finished.State, finished.Points) : default);
        await app.Settle();
    }

    [Theory, EveryDatabase]
    public async Task keeps_a_draft_that_was_set_aside_when_the_mark_is_put_right(Database database)
    {
        var course = await Marking_answers.Course(apps, database);
        await using var app = course.App;
        var (_, person, attempt) = await Marking_answers.HandedIn(course, "words");
        var instructor = await course.SignedInInstructor();
        var page = await instructor.Open($"/courses/{course.Course.Id}/marking/{course.Quiz}");
        await instructor.Submit(page, "form[action*='/answers/']", ("points", "2"), ("comment", "<p>Only half of it.</p>"), ("go", "stay"));
        var (essay, awaited) = await app.InDb(async db => await db.AwaitedMarks.SingleAsync(a => a.AttemptId == attempt.Id) is var one ? (one.QuestionId, one.Id) : default);
        await Post(course, new { changes = new[] { new { questionId = essay, way = "FullPoints" } }, reason = "It couldn't be answered.", seen = 0 });

        page = await instructor.Open($"/courses/{course.Course.Id}/marking/{course.Quiz}?at={awaited}");
        Assert.Contains("Only half of it.", page.Everything, StringComparison.Ordinal);
        await instructor.Submit(page, "form[action$='/correction']", ("points", "3.5"), ("comment", "<p>Not all of it.</p>"));
        Assert.Equal(4.5m, (await course.AttemptOf(person)).Points);
        var draft = await app.InDb(db => db.AwaitedMarks.AsNoTracking().SingleAsync(a => a.Id == awaited));
        Assert.Equal((2m, "<p>Only half of it.</p>", true), (draft.DraftPoints, draft.DraftComment, draft.GivenAt is not null));
        await app.Settle();
    }

    [Theory, EveryDatabase]
    public async Task waits_until_the_decision_before_is_carried_out(Database database)
    {
        await using var app = await TheApp.Start(await apps.MigratedDatabase(database), [], services => services.Remove(services.Single(s => s.ImplementationInstance is JobSchedule { Work: var work } && work == typeof(ApplyRegrades))));
        var (course, _, right) = await Taken(app);
        await CorrectKey(course);
        await using var scope = app.Services.CreateAsyncScope();
        var desk = scope.ServiceProvider.GetRequiredService<RegradeDesk>();
        var place = (await desk.Place(course.Course.Id, course.Quiz, TestContext.Current.CancellationToken))!;
        var begun = await desk.Decide(place, place.Usual, false, "The key named the wrong lead.", 0, null, course.Instructor.Id, TestContext.Current.CancellationToken);

        Assert.Contains("regrade-going-on", await Apply(course, RegradeWay.FullPoints, seen: 1), StringComparison.Ordinal);
        var instructor = await course.SignedInInstructor();
        var page = await instructor.Open($"{Address(course)}?chosen=1&q-{place.Usual[0].QuestionId}=FullPoints");
        var refused = await instructor.Submit(page, "form[method=post][action*='/regrade/']", ("reason", "It couldn't be answered."));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("The last decision is still being carried out.", refused.Everything, StringComparison.Ordinal);
        Assert.Equal(2m, (await course.AttemptOf(right.Person)).Points);

        await desk.GoOn(begun.Value.Id, TestContext.Current.CancellationToken);
        Assert.Equal(4m, (await course.AttemptOf(right.Person)).Points);
        Assert.Contains("\"number\":2", await Apply(course, RegradeWay.FullPoints, seen: 1), StringComparison.Ordinal);
        await app.Settle();
    }

    [Fact]
    public async Task is_for_those_who_may_and_says_what_is_wrong_with_what_is_sent()
    {
        var app = await apps.On(Database.Sqlite);
        var (course, wrong, _) = await Taken(app);
        Assert.Equal(HttpStatusCode.NotFound, (await wrong.Browser.Open(Address(course))).Status);
        var (manager, _) = await app.SignedIn(Role.Manager);
        Assert.Equal(HttpStatusCode.NotFound, (await manager.Open(Address(course))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await wrong.Browser.Open(Address(course) + ".csv?chosen=1")).Status);
        Assert.Contains("regrade-empty", await Post(course, new { reason = "So." }), StringComparison.Ordinal);
        Assert.Contains("question-unknown", await Post(course, new { changes = new[] { new { questionId = Guid.NewGuid(), way = "FullPoints" } }, reason = "So." }), StringComparison.Ordinal);
        Assert.Contains("question-not-comparable", await Apply(course, RegradeWay.AsNow, seen: 0), StringComparison.Ordinal);   // nothing differs
        await CorrectKey(course);
        var program = await app.Program(course.Instructor);
        var first = (await program.GetFromJsonAsync<JsonElement>($"{Api(course)}/questions")).GetProperty("questions").EnumerateArray().First();
        Assert.Equal(("Key", true), (first.GetProperty("difference").GetString(), first.GetProperty("canBeMarkedAsNow").GetBoolean()));
        var preview = await (await program.PostAsJsonAsync($"{Api(course)}/preview?size=1", new { changes = new[] { new { questionId = first.GetProperty("id").GetString(), way = "AsNow" } } })).Content.ReadFromJsonAsync<JsonElement>();
        Assert.Single(preview.GetProperty("items").EnumerateArray());
        Assert.NotNull(preview.GetProperty("next").GetString());

        // Whoever looked before the question was changed again is told, not obeyed.
        var seen = await (await course.SignedInInstructor()).Open(Address(course));
        await CorrectKey(course, "c3");
        var late = await (await course.SignedInInstructor()).Open(Address(course));
        Assert.NotEqual(seen.Html.QuerySelector("input[name=now]")!.GetAttribute("value"), late.Html.QuerySelector("input[name=now]")!.GetAttribute("value"));
        Assert.Contains("questions-changed", await Apply(course, RegradeWay.AsNow, seen: 0, fingerprint: seen.Html.QuerySelector("input[name=now]")!.GetAttribute("value")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task takes_the_same_statements_however_many_it_concerns()
    {
        var app = await apps.On(Database.Sqlite);
        var (course, _, _) = await Taken(app);
        await CorrectKey(course);
        var instructor = await course.SignedInInstructor();
        await instructor.Open(Address(course));
        var few = (await instructor.Open(Address(course))).Statements;
        for (var n = 0; n < 4; n++) await HandedIn(course, "c1");
        Assert.Equal(few, (await instructor.Open(Address(course))).Statements);
    }

    private static IEnumerable<(string, string)> Rows(Seen page) => page.Html.QuerySelectorAll("section[aria-labelledby=concerned] li").Select(row => (row.QuerySelector(":scope > div p")!.TextContent.Trim(), row.QuerySelectorAll("p")[1].FirstChild!.TextContent.Trim()));

    private static Id<Question> FirstId(Seen page) => Id<Question>.Parse(page.Html.QuerySelector("form[method=post] input[name^='q-']")!.GetAttribute("name")![2..], null);

    private static async Task<(decimal Points, bool IsPassed)> Standing(AQuizCourse course, Person learner) => await course.AttemptOf(learner) is var attempt ? (attempt.Points, attempt.IsPassed) : default;

    private static Task<List<string>> Audited(TheApp app, AQuizCourse course) => app.InDb(async db =>
    {
        var ids = await db.Regrades.Where(r => r.ActivityId == course.Quiz).Select(r => r.Id).ToListAsync();
        return (await db.Set<AuditEntry>().Where(e => e.Action.StartsWith("Regrade.")).OrderBy(e => e.At).ToListAsync()).Where(e => ids.Exists(id => id.Value == e.SubjectId)).Select(e => e.Action).ToList();
    });

    private static string Api(AQuizCourse course) => $"/api/v1/courses/{course.Course.Id}/quizzes/{course.Quiz}/regrades";

    private static async Task<string> Apply(AQuizCourse course, RegradeWay way, int seen, bool spares = false, string? fingerprint = null)
    {
        var question = await course.App.InDb(async db => (await FirstQuestion(db, course)).Id);
        return await Post(course, new { changes = new[] { new { questionId = question, way = way.ToString() } }, sparesLosers = spares, reason = "The key named the wrong lead.", seen, fingerprint });
    }

    private static async Task<string> Post(AQuizCourse course, object decision)
    {
        using var program = await course.App.Program(course.Instructor);
        return await (await program.PostAsJsonAsync(Api(course), decision)).Content.ReadAsStringAsync();
    }
}
