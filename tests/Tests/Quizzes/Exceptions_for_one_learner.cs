using System.Net;
using System.Net.Http.Json;
using Lectern.Kernel;
using Lectern.Quizzes;
using Microsoft.EntityFrameworkCore;

namespace Lectern.Tests.Quizzes;

public sealed class Exceptions_for_one_learner(Apps apps)
{
    private static readonly QuizSettings HalfAnHour = new() { PassingPercent = 60, ShuffleChoices = false, TimeLimitMinutes = 30, AttemptsAllowed = 1 };

    [Theory, EveryDatabase]
    public async Task hold_at_once_also_for_an_open_attempt_and_can_be_taken_back(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database), HalfAnHour);
        var (browser, learner) = await course.Learner();
        await browser.Begin(course);
        var attempt = await course.AttemptOf(learner);
        var instructor = await course.SignedInInstructor();
        var page = await instructor.Open($"/courses/{course.Course.Id}/progress/{attempt.EnrolmentId}/quizzes/{course.Quiz}");
        var refused = await instructor.Submit(page, "form[action$='/exception']", ("TimeLimitMinutes", "60"));
        Assert.Contains("Say why", refused.Words("#f-overrideReason-error"), StringComparison.Ordinal);
        page = await instructor.Submit(refused, "form[action$='/exception']", ("TimeLimitMinutes", "60"), ("AttemptsAllowed", "2"), ("overrideReason", "Was ill"));
        await course.App.Settle();
        Assert.Equal(attempt.StartedAt.AddMinutes(60), (await course.AttemptOf(learner)).DueAt);
        Assert.Contains("attempt 1 of 2", (await browser.Open($"/quizzes/attempts/{attempt.Id}")).Everything, StringComparison.Ordinal);

        var list = await instructor.Open($"/courses/{course.Course.Id}/quizzes/{course.Quiz}/exceptions");
        Assert.Contains("Was ill", list.Everything, StringComparison.Ordinal);
        Assert.Contains("60 minutes; 2 attempts", list.Everything, StringComparison.Ordinal);
        Assert.DoesNotContain("Was ill", (await browser.Open(course.Start)).Everything, StringComparison.Ordinal);

        await course.App.InDb(async db =>
        {
            var agreed = await db.QuizOverrides.SingleAsync(o => o.EnrolmentId == attempt.EnrolmentId);
            agreed.End();
            db.Remove(agreed);
            await db.SaveChangesAsync();
        });
        await course.App.Settle();
        Assert.Equal(attempt.DueAt, (await course.AttemptOf(learner)).DueAt);
    }

    [Theory, EveryDatabase]
    public async Task are_not_for_others_to_make(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database), HalfAnHour);
        var (browser, learner) = await course.Learner();
        await browser.Begin(course);
        var attempt = await course.AttemptOf(learner);
        var program = await course.App.Program(learner);
        var address = $"/api/v1/courses/{course.Course.Id}/enrolments/{attempt.EnrolmentId}/quizzes/{course.Quiz}/exception";
        Assert.False((await program.PutAsJsonAsync(address, new { timeLimitMinutes = 0, reason = "I want it" })).IsSuccessStatusCode);
        var teaching = await course.App.Program(course.Instructor);
        Assert.Equal(HttpStatusCode.OK, (await teaching.PutAsJsonAsync(address, new { timeLimitMinutes = 0, reason = "Line was down" })).StatusCode);
        await course.App.Settle();
        Assert.Null((await course.AttemptOf(learner)).DueAt);
        Assert.Equal(HttpStatusCode.NoContent, (await teaching.DeleteAsync(address)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await teaching.DeleteAsync(address)).StatusCode);
    }

    [Theory, EveryDatabase]
    public async Task are_not_needed_for_extra_time_which_applies_everywhere_by_itself(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database), HalfAnHour);
        var (browser, learner) = await course.Learner();
        await browser.Begin(course);
        var before = await course.AttemptOf(learner);
        var (administrator, _) = await course.App.SignedIn(Role.Administrator);
        var person = await administrator.Open($"/people/{learner.Id}");
        var saved = await administrator.Submit(person, "form[action$='/accommodation']", ("extraTimePercent", "25"), ("note", "Agreed until June"));
        Assert.Contains("Agreed until June", saved.Html.QuerySelector("[name=note]")!.GetAttribute("value"), StringComparison.Ordinal);
        await course.App.Settle();
        Assert.Equal(before.StartedAt.AddMinutes(37.5), (await course.AttemptOf(learner)).DueAt);
        Assert.Contains("30 minutes + 25% extra time", (await browser.Open($"/quizzes/attempts/{before.Id}")).Everything, StringComparison.Ordinal);
        // Whoever teaches sees the time, and nothing else of it.
        var instructor = await (await course.SignedInInstructor()).Open($"/courses/{course.Course.Id}/progress/{before.EnrolmentId}/quizzes/{course.Quiz}");
        Assert.Contains("30 minutes + 25% extra time", instructor.Everything, StringComparison.Ordinal);
        Assert.DoesNotContain("June", instructor.Everything, StringComparison.Ordinal);
        var program = await course.App.Program(course.Instructor);
        Assert.False((await program.GetAsync($"/api/v1/people/{learner.Id}/accommodation")).IsSuccessStatusCode);
    }
}
