using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Lectern.Data.Audit;
using Lectern.Kernel;
using Lectern.Notifications;
using Lectern.People;
using Lectern.Quizzes;
using Microsoft.EntityFrameworkCore;

namespace Lectern.Tests.Quizzes;

public sealed class Reviewing_attempts(Apps apps)
{
    [Theory, EveryDatabase]
    public async Task leads_from_the_learner_to_each_answer(Database database)
    {
        var (course, learner) = await TakenOnce(database);
        var instructor = await course.SignedInInstructor();
        var page = await instructor.Open(await PageAbout(course, learner));
        Assert.Contains("Best 20%", page.Everything, StringComparison.Ordinal);
        var attempts = await instructor.Open(page.Html.QuerySelector("a[href*='/quizzes/']")!.GetAttribute("href")!);
        Assert.Contains("1 of 1", attempts.Everything, StringComparison.Ordinal);
        Assert.InRange(attempts.Statements, 1, 8);
        var attempt = await instructor.Open(attempts.Html.QuerySelector("th a[href*='/attempts/']")!.GetAttribute("href")!);
        Assert.Contains("Answer given: Wrong", attempt.Everything, StringComparison.Ordinal);
        Assert.Contains("Right answer: Right", attempt.Everything, StringComparison.Ordinal);
        Assert.Contains("Question 3, right", attempt.Everything, StringComparison.Ordinal);
        Assert.Contains("Answer given: nothing", attempt.Everything, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task shows_an_attempt_that_is_still_going_on_without_marks(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database));
        var (browser, learner) = await course.Learner();
        var page = await browser.Begin(course);
        await browser.Autosave(page, (Taking.Field(page, "What is it?"), "flutter"));
        var open = await course.AttemptOf(learner);
        var seen = await (await course.SignedInInstructor()).Open($"{await PageAbout(course, learner)}/attempts/{open.Id}");
        Assert.Contains("still going on", seen.Everything, StringComparison.Ordinal);
        Assert.Contains("Answer given: flutter", seen.Everything, StringComparison.Ordinal);
        Assert.Contains("not marked yet", seen.Everything, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task gives_one_learner_one_more_attempt_and_keeps_why(Database database)
    {
        var (course, learner) = await TakenOnce(database);
        var app = course.App;
        var instructor = await course.SignedInInstructor();
        var address = $"{await PageAbout(course, learner)}/quizzes/{course.Quiz}";
        var page = await instructor.Open(address);
        var refused = await instructor.Submit(page, "form[action$='/extra-attempts']", ("reason", "  "));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.True(refused.Has("textarea[name=reason][aria-invalid=true]"));
        var given = await instructor.Submit(page, "form[action$='/extra-attempts']", ("reason", "The fire alarm rang"));
        Assert.Equal(address, given.Path);
        Assert.Contains("1 of 2", given.Everything, StringComparison.Ordinal);
        Assert.Contains("The fire alarm rang", given.Everything, StringComparison.Ordinal);

        var extra = await app.InDb(db => db.ExtraAttempts.AsNoTracking().SingleAsync(e => e.ActivityId == course.Quiz));
        Assert.Equal(course.Instructor.Id, extra.GivenById);
        var line = await app.InDb(db => db.Set<AuditEntry>().AsNoTracking().SingleAsync(e => e.SubjectId == extra.Id.Value));
        Assert.Equal(("ExtraAttempt.added", course.Instructor.Id.Value), (line.Action, line.ActorId));
        Assert.Contains("The fire alarm rang", line.Details, StringComparison.Ordinal);
        Assert.Single(await app.InDb(db => db.Set<Notification>().AsNoTracking().Where(n => n.PersonId == learner.Id && n.Text == "You have been given another attempt at {0}").ToListAsync()));

        // The learner can go on, once.
        var browser = app.Browser();
        await browser.SignIn(learner.Email!, TheApp.Password);
        var second = await browser.Begin(course);
        Assert.Contains("attempt 2 of 2", second.Everything, StringComparison.Ordinal);
        await browser.Go(second, "submit");
        Assert.Contains("There are no attempts left", (await browser.Open(course.Start)).Everything, StringComparison.Ordinal);
        // Nobody else got one.
        var (other, _) = await course.Learner();
        await other.Go(await other.Begin(course), "submit");
        Assert.Contains("There are no attempts left", (await other.Open(course.Start)).Everything, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task is_for_those_who_follow_this_course_alone(Database database)
    {
        var (course, learner) = await TakenOnce(database);
        var about = await PageAbout(course, learner);
        var attempt = await course.AttemptOf(learner);
        var (elsewhere, teacher) = (await AQuizCourse.On(course.App), course.App.Browser());
        await teacher.SignIn(elsewhere.Instructor.Email!, TheApp.Password);
        var (manager, _) = await course.App.SignedIn(Role.Manager);
        foreach (var address in new[] { $"{about}/quizzes/{course.Quiz}", $"{about}/attempts/{attempt.Id}" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await teacher.Open(address)).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await teacher.Open(address.Replace(course.Course.Id.ToString(), elsewhere.Course.Id.ToString(), StringComparison.Ordinal))).Status);
            Assert.Equal(HttpStatusCode.OK, (await manager.Open(address)).Status);
        }

        // A manager follows and doesn't teach.
        Assert.False((await manager.Open($"{about}/quizzes/{course.Quiz}")).Has("form[action$='/extra-attempts']"));
        using var forged = new HttpRequestMessage(HttpMethod.Post, $"{about}/quizzes/{course.Quiz}/extra-attempts")
        {
            Content = new FormUrlEncodedContent([new("__RequestVerificationToken", Browser.TokenOf(await manager.Open("/account"))), new("reason", "x")]),
        };
        Assert.Equal(HttpStatusCode.NotFound, (await manager.Send(forged)).Status);
    }

    [Theory, EveryDatabase]
    public async Task is_open_to_programs(Database database)
    {
        var (course, learner) = await TakenOnce(database);
        var attempt = await course.AttemptOf(learner);
        var program = await course.App.Program(course.Instructor);
        var list = await program.GetFromJsonAsync<JsonElement>($"/api/v1/courses/{course.Course.Id}/attempts?activityId={course.Quiz}");
        Assert.Equal((20m, 1m), (list.GetProperty("items")[0].GetProperty("percent").GetDecimal(), list.GetProperty("items")[0].GetProperty("points").GetDecimal()));
        var one = await program.GetFromJsonAsync<JsonElement>($"/api/v1/courses/{course.Course.Id}/attempts/{attempt.Id}");
        Assert.Equal("Wrong", one.GetProperty("questions")[0].GetProperty("answer")[0].GetString());

        var extra = $"/api/v1/courses/{course.Course.Id}/enrolments/{attempt.EnrolmentId}/quizzes/{course.Quiz}/extra-attempts";
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await program.PostAsJsonAsync(extra, new { reason = "" })).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await program.PostAsJsonAsync(extra, new { reason = "Ill" })).StatusCode);
        var own = await course.App.Program(learner);
        Assert.Equal(HttpStatusCode.NotFound, (await own.PostAsJsonAsync(extra, new { reason = "Please" })).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await own.GetAsync($"/api/v1/courses/{course.Course.Id}/attempts")).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await own.PostAsync($"/api/v1/quizzes/{course.Quiz}/attempts", null)).StatusCode);
    }

    /// <summary>A quiz that allows one attempt, taken by somebody: a wrong choice, "true", and nothing else.</summary>
    private async Task<(AQuizCourse Course, Person Learner)> TakenOnce(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database), new QuizSettings { AttemptsAllowed = 1 });
        var (browser, learner) = await course.Learner();
        var page = await browser.Begin(course);
        await browser.Go(page, "submit", (Taking.Field(page, "Which one?"), "c2"), (Taking.Field(page, "Is it?"), "true"));
        return (course, learner);
    }

    private static async Task<string> PageAbout(AQuizCourse course, Person learner) => $"/courses/{course.Course.Id}/progress/{(await course.AttemptOf(learner)).EnrolmentId}";
}
