using System.Net;
using FsCheck.Fluent;
using Lectern.Grading;
using Lectern.Quizzes;
using Lectern.Quizzes.Taking;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Quizzes;

public sealed class Taking_by_the_rules(Apps apps)
{
    private static readonly QuizSettings Plain = new() { PassingPercent = 60, ShuffleChoices = false };

    [Theory, EveryDatabase]
    public async Task begins_when_the_quiz_opens_and_ends_when_it_closes(Database database)
    {
        await using var app = await apps.OwnOn(database);
        var now = DateTimeOffset.FromUnixTimeSeconds(app.Clock.GetUtcNow().ToUnixTimeSeconds());   // databases keep fewer digits than clocks
        var course = await AQuizCourse.On(app, Plain with { OpensAt = now.AddHours(1), ClosesAt = now.AddHours(2), TimeLimitMinutes = 50 });
        var (browser, learner) = await course.Learner();
        var early = await browser.Open(course.Start);
        Assert.Contains("not open yet", early.Everything, StringComparison.Ordinal);
        Assert.False(early.Has("form[action$='/attempts']"));

        app.Clock.Advance(TimeSpan.FromMinutes(90));
        await browser.Begin(course);
        Assert.Equal(now.AddHours(2), (await course.AttemptOf(learner)).DueAt);

        app.Clock.Advance(TimeSpan.FromHours(1));
        await app.Services.GetRequiredService<CloseOverdueAttempts>().Run(CancellationToken.None);
        var closed = await course.AttemptOf(learner);
        Assert.Equal((AttemptState.Finished, now.AddHours(2)), (closed.State, closed.SubmittedAt!.Value));
        Assert.Contains("closed", (await browser.Open(course.Start)).Words("main"), StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task asks_for_the_password_and_the_statement(Database database)
    {
        var app = await apps.On(database);
        var course = await AQuizCourse.On(app, Plain with { Password = "open sesame", Honour = "The work is my own." });
        var (browser, learner) = await course.Learner();
        var start = await browser.Open(course.Start);
        Assert.Contains("The work is my own.", start.Everything, StringComparison.Ordinal);
        var refused = await browser.Submit(start, "form[action$='/attempts']", ("password", "wrong"), ("honour", "true"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("not the password", refused.Words("#f-password-error"), StringComparison.Ordinal);
        var unaccepted = await browser.Submit(refused, "form:has([name=password])", ("password", " open  sesame "));
        Assert.Contains("Accept the statement", unaccepted.Words("main"), StringComparison.Ordinal);
        Assert.EndsWith("password", (await browser.Open(course.Start)).Html.QuerySelector("[name=password]")!.GetAttribute("type"), StringComparison.Ordinal);
        await browser.Submit(await browser.Open(course.Start), "form[action$='/attempts']", ("password", "open sesame"), ("honour", "true"));
        var attempt = await course.AttemptOf(learner);
        Assert.Equal(attempt.StartedAt, attempt.HonouredAt);
    }

    [Theory, EveryDatabase]
    public async Task stops_whoever_guesses_the_password(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database), Plain with { Password = "open sesame" });
        var (browser, _) = await course.Learner();
        for (var guess = 0; guess < 10; guess++) await browser.Submit(await browser.Open(course.Start), "form[action$='/attempts']", ("password", $"{guess}"));
        Assert.Contains("too many wrong passwords", (await browser.Submit(await browser.Open(course.Start), "form[action$='/attempts']", ("password", "open sesame"))).Everything, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task is_possible_on_its_networks_only(Database database)
    {
        var app = await apps.On(database);
        var elsewhere = await AQuizCourse.On(app, Plain with { Networks = "192.0.2.0/24" });
        var (browser, _) = await elsewhere.Learner();
        var start = await browser.Open(elsewhere.Start);
        Assert.Contains("only be taken on certain networks", start.Everything, StringComparison.Ordinal);
        Assert.False(start.Has("form[action$='/attempts']"));

        var here = await AQuizCourse.On(app, Plain with { Networks = "127.0.0.0/8\n::1" });
        var (inside, learner) = await here.Learner();
        await inside.Begin(here);
        Assert.Equal(1, (await here.AttemptOf(learner)).Number);
    }

    [Theory, EveryDatabase]
    public async Task goes_forward_only_where_the_quiz_asks_for_it(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database), Plain with { Navigation = Navigation.Sequential, PageSize = PageSize.One });
        var (browser, learner) = await course.Learner();
        var first = await browser.Begin(course);
        Assert.Single(first.Html.QuerySelectorAll("section[data-id]"));
        var field = Taking.Field(first, "Which one?");
        var second = await browser.Go(first, "next", (field, "c1"));
        Assert.Contains("Which ones?", second.Everything, StringComparison.Ordinal);
        Assert.False(second.Has("button[value=back]"));

        var attempt = await course.AttemptOf(learner);
        var back = await browser.Open($"/quizzes/attempts/{attempt.Id}?page=1");
        Assert.DoesNotContain("Which one?", back.Words("#attempt"), StringComparison.Ordinal);
        var late = await browser.Autosave(first, (field, "c2"));   // a page that was kept open
        Assert.Contains("page-behind", await late.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Single(await course.StepsOf(attempt), s => s.Response is not null);
        Assert.DoesNotContain("Which one?", (await browser.Open($"/quizzes/attempts/{attempt.Id}/check")).Words("ol"), StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task leaves_a_grace_period_to_hand_in_and_not_to_answer(Database database)
    {
        await using var app = await apps.OwnOn(database);
        var course = await AQuizCourse.On(app, Plain with { TimeLimitMinutes = 10, Overdue = Overdue.Grace, GraceMinutes = 5 });
        var (browser, learner) = await course.Learner();
        var page = await browser.Begin(course);
        await browser.Autosave(page, Taking.AllRight(page)!);
        app.Clock.Advance(TimeSpan.FromMinutes(12));
        await app.Services.GetRequiredService<CloseOverdueAttempts>().Run(CancellationToken.None);
        Assert.Equal(AttemptState.InProgress, (await course.AttemptOf(learner)).State);
        Assert.Contains("attempt-over", await (await browser.Autosave(page, (Taking.Field(page, "Which one?"), "c2"))).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var check = await browser.Go(page, "next");
        Assert.EndsWith("/check", check.Path, StringComparison.Ordinal);
        Assert.Contains("or it doesn't count", check.Everything, StringComparison.Ordinal);
        await browser.Submit(check, "form[action$='/submit']");
        var attempt = await course.AttemptOf(learner);
        Assert.Equal((AttemptState.Finished, 5m, attempt.StartedAt.AddMinutes(12)), (attempt.State, attempt.Points, attempt.SubmittedAt!.Value));
    }

    [Theory, EveryDatabase]
    public async Task counts_nothing_that_was_not_handed_in_where_the_quiz_asks_for_it(Database database)
    {
        await using var app = await apps.OwnOn(database);
        var course = await AQuizCourse.On(app, Plain with { TimeLimitMinutes = 10, Overdue = Overdue.Abandon, AttemptsAllowed = 2, DelayMinutes = 60 });
        var (browser, learner) = await course.Learner();
        var page = await browser.Begin(course);
        await browser.Autosave(page, Taking.AllRight(page)!);
        app.Clock.Advance(TimeSpan.FromMinutes(20));
        await app.Services.GetRequiredService<CloseOverdueAttempts>().Run(CancellationToken.None);
        var attempt = await course.AttemptOf(learner);
        Assert.Equal((AttemptState.Abandoned, 0m, false), (attempt.State, attempt.Points, attempt.IsPassed));
        Assert.Contains("doesn't count", (await browser.Open($"/quizzes/attempts/{attempt.Id}")).Everything, StringComparison.Ordinal);
        await app.Settle();
        Assert.Equal((MarkState.None, null), await app.InDb(async db => await db.Marks.SingleAsync(m => m.EnrolmentId == attempt.EnrolmentId) is { } mark ? (mark.State, mark.Known) : default));
        Assert.Contains("isn't marked", (await (await course.SignedInInstructor()).Open($"/courses/{course.Course.Id}/progress/{attempt.EnrolmentId}/attempts/{attempt.Id}")).Everything, StringComparison.Ordinal);
        // The wait is counted from the end of the time, not from when the job came by.
        app.Clock.Advance(TimeSpan.FromMinutes(49));
        Assert.False((await browser.Open(course.Start)).Has("form[action$='/attempts']"));
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.True((await browser.Open(course.Start)).Has("form[action$='/attempts']"));
    }

    [Theory, EveryDatabase]
    public async Task tells_the_gradebook_which_attempt_counts(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database), Plain with { Counts = GradingPolicy.Last });
        var (browser, learner) = await course.Learner();
        Assert.Contains("Your last one counts", (await browser.Open(course.Start)).Everything, StringComparison.Ordinal);
        var page = await browser.Begin(course);
        await browser.Submit(await browser.Go(page, "check", Taking.AllRight(page)), "form[action$='/submit']");
        await course.App.Settle();
        var attempt = await course.AttemptOf(learner);
        Assert.Equal(GradingPolicy.Last, await course.App.InDb(db => db.Marks.Where(m => m.EnrolmentId == attempt.EnrolmentId).Select(m => m.Policy).SingleAsync()));
    }

    [Fact]
    public void keeps_the_pages_of_quizzes_that_were_sealed_before()
    {
        Assert.Equal(PageSize.All, QuizDocument.Read("""{"Settings":{"InPages":false},"Questions":[]}""").Settings.PageSize);
        Assert.Equal(PageSize.Five, QuizDocument.Read("""{"Settings":{"InPages":true},"Questions":[]}""").Settings.PageSize);
        var settings = new QuizSettings { PageSize = PageSize.One, Navigation = Navigation.Sequential, Overdue = Overdue.Grace, Counts = GradingPolicy.First, ClosesAt = new(2026, 12, 1, 9, 0, 0, TimeSpan.Zero), Networks = "192.0.2.0/24" };
        Assert.Equal(settings, QuizDocument.Read(QuizDocument.Of(settings, []).Write()).Settings);
    }
}
