using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Lectern.Grading;
using Lectern.Notifications;
using Lectern.People;
using Lectern.Quizzes;
using Lectern.Quizzes.QuestionTypes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Quizzes;

public sealed class Marking_answers(Apps apps)
{
    private const string Kind = "short-answer-by-Person";

    /// <summary>A program with a kind of question that a person marks, and a quiz of one that the server marks (1 point) and one that a person does (4 points).</summary>
    internal static async Task<AQuizCourse> Course(Apps apps, Database database, QuizSettings? settings = null)
    {
        var app = await TheApp.Start(await apps.MigratedDatabase(database), [], services => services.AddSingleton<IQuestionKind>(new MarkedElsewhere(Documents.Kinds["short-answer"], MarkedBy.Person)));
        return await AQuizCourse.On(app, settings ?? new QuizSettings { PassingPercent = 60, PageSize = PageSize.All }, copies: 0, also: (quiz, bank) =>
        {
            AQuizCourse.Add(quiz, bank, "true-false", "Is it?", 1, new { isTrue = true }, "");
            AQuizCourse.Add(quiz, bank, Kind, "Why is it?", 4, new { accepted = new[] { "a" } }, "");
        });
    }

    /// <summary>Somebody answers both and hands in.</summary>
    internal static async Task<(Browser Browser, Person Person, Attempt Attempt)> HandedIn(AQuizCourse course, string why)
    {
        var (browser, person) = await course.Learner();
        var page = await browser.Begin(course);
        await browser.Go(page, "submit", (Taking.Field(page, "Is it?"), "true"), (Taking.Field(page, "Why is it?"), why));
        return (browser, person, await course.AttemptOf(person));
    }

    [Theory, EveryDatabase]
    public async Task goes_from_one_to_the_next_in_drafts_that_nobody_sees_until_the_marks_are_given(Database database)
    {
        var course = await Course(apps, database);
        await using var app = course.App;
        var first = await HandedIn(course, "words of the first");
        var second = await HandedIn(course, "words of the second");
        Assert.Equal((AttemptState.Submitted, 1m, false), (first.Attempt.State, first.Attempt.Points, first.Attempt.IsPassed));
        await app.Settle();
        var mark = await app.InDb(db => db.Marks.AsNoTracking().SingleAsync(m => m.EnrolmentId == first.Attempt.EnrolmentId));
        Assert.Equal((MarkState.NeedsMarking, null), (mark.State, mark.Told));

        var instructor = await course.SignedInInstructor();
        Assert.Contains("2 answers to mark", (await instructor.Open("/marking")).Everything, StringComparison.Ordinal);
        var list = await instructor.Open($"/courses/{course.Course.Id}/marking");
        Assert.Contains("2 answers to mark", list.Everything, StringComparison.Ordinal);
        var page = await instructor.Open(list.Html.QuerySelector("main a[href*='question=']")!.GetAttribute("href")!);
        Assert.Contains("words of the first", page.Everything, StringComparison.Ordinal);
        Assert.Contains(first.Person.Name, page.Everything, StringComparison.Ordinal);
        Assert.Contains("1 of 2", page.Everything, StringComparison.Ordinal);

        // A mistake comes back with what was written.
        var refused = await instructor.Submit(page, "form[action*='/answers/']", ("points", "4,5"), ("comment", "<p>canary-comment</p>"), ("go", "next"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.True(refused.Has("input[name=points][aria-invalid=true][value='4.5']"));
        // What was drafted in another window isn't overwritten unseen; the same window goes on after what it saved in the background.
        var another = await instructor.Open(list.Html.QuerySelector("main a[href*='question=']")!.GetAttribute("href")!);
        page = await instructor.Submit(refused, "form[action*='/answers/']", ("points", "3,25"), ("comment", "<p>canary-comment<script>alert(1)</script></p>"), ("go", "next"));
        Assert.Contains("words of the second", page.Everything, StringComparison.Ordinal);
        var late = await instructor.Submit(another, "form[action*='/answers/']", ("points", "1"), ("comment", ""), ("go", "stay"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.Status);
        Assert.Contains("canary-comment", late.Everything, StringComparison.Ordinal);
        Assert.Contains("3.25 of 4", late.Everything, StringComparison.Ordinal);

        // Drafts are nowhere in the attempt.
        Assert.Equal(1, (await course.AttemptOf(first.Person)).Points);
        Assert.DoesNotContain("canary", (await first.Browser.Open($"/quizzes/attempts/{first.Attempt.Id}/result")).Text, StringComparison.Ordinal);
        list = await instructor.Open($"/courses/{course.Course.Id}/marking");
        Assert.Contains("Give 1 mark", list.Everything, StringComparison.Ordinal);
        var given = await instructor.Submit(list, "form[action$='/give']");
        Assert.Contains("1 mark given", given.Everything, StringComparison.Ordinal);
        Assert.Contains("1 answer to mark", given.Everything, StringComparison.Ordinal);
        await app.Settle();

        var marked = await course.AttemptOf(first.Person);
        Assert.Equal((AttemptState.Finished, 4.25m, true), (marked.State, marked.Points, marked.IsPassed));
        var result = await first.Browser.Open($"/quizzes/attempts/{first.Attempt.Id}/result");
        Assert.Contains("canary-comment", result.Everything, StringComparison.Ordinal);
        Assert.DoesNotContain("alert(1)", result.Text, StringComparison.Ordinal);
        Assert.Contains("4.25 of 5", result.Everything, StringComparison.Ordinal);
        var how = await first.Browser.Open($"/courses/{course.Course.Slug}/grades/{course.Quiz}");
        Assert.Contains("Question 2: marked by an instructor", how.Everything, StringComparison.Ordinal);
        Assert.Contains("3.25 of 4", how.Everything, StringComparison.Ordinal);
        Assert.Contains("85%", how.Everything, StringComparison.Ordinal);
        Assert.Contains("your mark follows", (await second.Browser.Open($"/quizzes/attempts/{second.Attempt.Id}/result")).Everything, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task can_put_right_what_was_given_and_tells_the_learner_once(Database database)
    {
        var course = await Course(apps, database);
        await using var app = course.App;
        var (browser, person, attempt) = await HandedIn(course, "words");
        var instructor = await course.SignedInInstructor();
        Assert.Contains("1 answer to mark", (await instructor.Open("/")).Words("main"), StringComparison.Ordinal);
        var page = await instructor.Open($"/courses/{course.Course.Id}/marking/{course.Quiz}");
        await instructor.Submit(page, "form[action*='/answers/']", ("points", "1"), ("comment", "<p>Too little.</p>"), ("go", "next"));
        await instructor.Submit(await instructor.Open($"/courses/{course.Course.Id}/marking"), "form[action$='/give']");
        await app.Settle();
        Assert.DoesNotContain("to mark", (await instructor.Open("/")).Words("main"), StringComparison.Ordinal);

        var list = await instructor.Open($"/courses/{course.Course.Id}/marking");
        Assert.Contains("1 marked", list.Everything, StringComparison.Ordinal);
        page = await instructor.Open(list.Html.QuerySelector("main a[href*='given=true']")!.GetAttribute("href")!);
        Assert.Equal("1", page.Html.QuerySelector("input[name=points]")!.GetAttribute("value"));
        Assert.Contains("Too little.", page.Everything, StringComparison.Ordinal);
        Assert.Contains($"Marked by {course.Instructor.Name}", page.Everything, StringComparison.Ordinal);
        var another = await instructor.Open(list.Html.QuerySelector("main a[href*='given=true']")!.GetAttribute("href")!);
        var refused = await instructor.Submit(page, "form[action$='/correction']", ("points", ""), ("comment", ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        var done = await instructor.Submit(refused, "form[action$='/correction']", ("points", "3"), ("comment", "<p>Enough after all.</p>"));
        Assert.Contains("The mark was put right", done.Everything, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await instructor.Submit(another, "form[action$='/correction']", ("points", "0"), ("comment", ""))).Status);   // somebody else was faster
        await app.Settle();

        Assert.Equal((4m, true), ((await course.AttemptOf(person)).Points, (await course.AttemptOf(person)).IsPassed));
        Assert.Equal(["1", "0.25", "0.75"], (await course.StepsOf(attempt)).Where(s => s.Fraction is not null).Select(s => s.Fraction!.Value.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Single(await app.InDb(db => db.Notifications.Where(n => n.PersonId == person.Id && n.Text == "Your mark for {0} was put right").ToListAsync()));
        var how = await browser.Open($"/courses/{course.Course.Slug}/grades/{course.Quiz}");
        Assert.Contains("3 of 4", how.Everything, StringComparison.Ordinal);
        Assert.Contains("before that 1 points", how.Everything, StringComparison.Ordinal);
        Assert.Contains("Enough after all.", (await browser.Open($"/quizzes/attempts/{attempt.Id}/result")).Everything, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task can_be_done_by_a_program(Database database)
    {
        var course = await Course(apps, database);
        await using var app = course.App;
        await HandedIn(course, "words of the first");
        await HandedIn(course, "words of the second");
        using var program = await app.Program(course.Instructor);
        var api = $"/api/v1/courses/{course.Course.Id}/marking";
        var question = (await program.GetFromJsonAsync<JsonElement>(api)).GetProperty("items").EnumerateArray().Single();
        Assert.Equal((2, 0, 0), (question.GetProperty("waiting").GetInt32(), question.GetProperty("drafted").GetInt32(), question.GetProperty("given").GetInt32()));
        var page = await program.GetFromJsonAsync<JsonElement>($"{api}/answers?size=1");
        var answer = page.GetProperty("items").EnumerateArray().Single();
        Assert.Equal(("words of the first", 4m), (answer.GetProperty("answer")[0].GetString(), answer.GetProperty("maximumPoints").GetDecimal()));
        Assert.Equal("words of the second", (await program.GetFromJsonAsync<JsonElement>($"{api}/answers?after={page.GetProperty("next").GetString()}")).GetProperty("items")[0].GetProperty("answer")[0].GetString());
        var (one, revision) = ($"{api}/answers/{answer.GetProperty("id").GetString()}", answer.GetProperty("revision").GetInt32());
        Assert.Contains("points-out-of-range", await (await program.PutAsJsonAsync(one, new { points = 4.5, comment = "", revision })).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await program.PutAsJsonAsync(one, new { points = 3.5, comment = "<p>Good.<script>x</script></p>", revision })).StatusCode);
        Assert.Contains("marked-meanwhile", await (await program.PutAsJsonAsync(one, new { points = 2, comment = "", revision })).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("mark-not-given", await (await program.PostAsJsonAsync($"{one}/correction", new { points = 2, comment = "", revision = revision + 1 })).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(1, (await (await program.PostAsJsonAsync($"{api}/give", new { activityId = course.Quiz })).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("given").GetInt32());
        var given = (await program.GetFromJsonAsync<JsonElement>($"{api}/answers?given=true")).GetProperty("items").EnumerateArray().Single();
        Assert.Equal((3.5m, "<p>Good.</p>"), (given.GetProperty("points").GetDecimal(), given.GetProperty("comment").GetString()));
        Assert.Equal(HttpStatusCode.OK, (await program.PostAsJsonAsync($"{one}/correction", new { points = 4, comment = "", revision = given.GetProperty("revision").GetInt32() })).StatusCode);
        Assert.Equal(4, (await program.GetFromJsonAsync<JsonElement>($"{api}/answers?given=true")).GetProperty("items")[0].GetProperty("points").GetDecimal());
        await app.Settle();
    }

    [Theory, EveryDatabase]
    public async Task of_one_attempt_can_be_released_while_another_of_the_same_learner_waits(Database database)
    {
        var course = await Course(apps, database);
        await using var app = course.App;
        await app.InDb(async db =>
        {
            var rule = new ReleaseRule(course.Course.Id, course.Quiz);
            rule.Change(ReleaseWay.ByHand, null, hidesNames: false);
            db.Add(rule);
            await db.SaveChangesAsync();
        });
        var (browser, person, first) = await HandedIn(course, "words");
        using var program = await app.Program(course.Instructor);
        var api = $"/api/v1/courses/{course.Course.Id}/marking";
        var answer = (await program.GetFromJsonAsync<JsonElement>($"{api}/answers")).GetProperty("items")[0];
        await program.PutAsJsonAsync($"{api}/answers/{answer.GetProperty("id").GetString()}", new { points = 4, comment = "", revision = 0 });
        await program.PostAsJsonAsync($"{api}/give", new { activityId = course.Quiz });
        var page = await browser.Begin(course);
        await browser.Go(page, "submit", (Taking.Field(page, "Why is it?"), "more words"));
        await app.Settle();
        var mark = await app.InDb(db => db.Marks.AsNoTracking().SingleAsync(m => m.EnrolmentId == first.EnrolmentId));
        Assert.Equal((MarkState.NeedsMarking, 1), (mark.State, mark.Unreleased));
        var instructor = await course.SignedInInstructor();
        var release = await instructor.Open($"/courses/{course.Course.Id}/grades/release/{course.Quiz}");
        Assert.Contains(person.Name, release.Everything, StringComparison.Ordinal);
        await instructor.Submit(release, "form[action$='/marks']", ("all", "true"));
        await app.Settle();
        mark = await app.InDb(db => db.Marks.AsNoTracking().SingleAsync(m => m.EnrolmentId == first.EnrolmentId));
        Assert.Equal((100m, 0), (mark.Told!.Percent, mark.Unreleased));
    }

    [Fact]
    public async Task can_be_done_without_names()
    {
        var course = await Course(apps, Database.Sqlite);
        await using var app = course.App;
        await app.InDb(async db =>
        {
            var rule = new ReleaseRule(course.Course.Id, course.Quiz);
            rule.Change(ReleaseWay.ByHand, null, hidesNames: true);
            db.Add(rule);
            await db.SaveChangesAsync();
        });
        var (_, person, _) = await HandedIn(course, "words");
        var instructor = await course.SignedInInstructor();
        var page = await instructor.Open($"/courses/{course.Course.Id}/marking/{course.Quiz}");
        Assert.Contains("words", page.Everything, StringComparison.Ordinal);
        Assert.DoesNotContain(person.Name, page.Text, StringComparison.Ordinal);
        Assert.Contains("Answer 1", page.Everything, StringComparison.Ordinal);
    }

    [Fact]
    public async Task takes_the_same_statements_however_much_waits()
    {
        var course = await Course(apps, Database.Sqlite);
        await using var app = course.App;
        await HandedIn(course, "one");
        var instructor = await course.SignedInInstructor();
        var (list, page) = ((await instructor.Open($"/courses/{course.Course.Id}/marking")).Statements, (await instructor.Open($"/courses/{course.Course.Id}/marking/{course.Quiz}")).Statements);
        for (var n = 0; n < 4; n++) await HandedIn(course, $"more {n}");
        Assert.Equal((list, page), ((await instructor.Open($"/courses/{course.Course.Id}/marking")).Statements, (await instructor.Open($"/courses/{course.Course.Id}/marking/{course.Quiz}")).Statements));
    }
}
