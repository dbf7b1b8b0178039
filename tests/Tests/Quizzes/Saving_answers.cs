using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Lectern.Kernel;
using Lectern.Quizzes;
using Lectern.Quizzes.Taking;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Quizzes;

public sealed class Saving_answers(Apps apps)
{
    [Theory, EveryDatabase]
    public async Task keeps_what_it_says_is_saved(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database));
        var (browser, learner) = await course.Learner();
        var page = await browser.Begin(course);
        var saved = await browser.Autosave(page, Taking.AllRight(page));
        Assert.Equal(HttpStatusCode.OK, saved.StatusCode);
        Assert.Equal(4, (await saved.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("answered").GetInt32());
        var again = await browser.Open(page.Path);
        Assert.True(again.Has("input[value='Rhythm']"));
        Assert.Equal(4, (await course.StepsOf(await course.AttemptOf(learner))).Count);
    }

    [Theory, EveryDatabase]
    public async Task in_two_tabs_at_once_loses_neither(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database));
        var (browser, learner) = await course.Learner();
        var page = await browser.Begin(course);
        // Four tabs of the same page, a different question answered in each; every tab sends all four questions.
        var answers = Taking.AllRight(page).GroupBy(answer => answer.Item1);
        var saves = await Task.WhenAll(answers.Select(ofOne => browser.Autosave(page, [.. ofOne])));
        Assert.All(saves, save => Assert.Equal(HttpStatusCode.OK, save.StatusCode));
        Assert.Equal(4, (await course.StepsOf(await course.AttemptOf(learner))).Count);
        var result = await browser.Submit(await browser.Open($"{page.Path}/check"), "form[action$='/submit']");
        Assert.Contains("5 of 5 points", result.Everything, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task from_a_tab_that_was_drawn_earlier_wipes_nothing(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database));
        var (browser, learner) = await course.Learner();
        var stale = await browser.Begin(course);
        await browser.Autosave(await browser.Open(stale.Path), [.. Taking.AllRight(stale), ($"flag-{Taking.Field(stale, "Is it?")[2..]}", "true")]);
        await browser.Go(stale, "save");
        await browser.Go(stale, "check", (Taking.Field(stale, "Is it?"), "false"));
        var fresh = await browser.Open(stale.Path);
        Assert.True(fresh.Has($"input[name='{Taking.Field(stale, "Which one?")}'][value=c1][checked]"));
        Assert.True(fresh.Has("input[value='Rhythm']"));
        Assert.True(fresh.Has($"input[name='{Taking.Field(stale, "Is it?")}'][value=false][checked]"));   // what it did say, it said
        Assert.Single(fresh.Html.QuerySelectorAll("input[data-flag][checked]"));
        Assert.Equal(5, (await course.StepsOf(await course.AttemptOf(learner))).Count);
    }

    [Theory, EveryDatabase]
    public async Task tells_the_script_what_it_heard_so_that_saying_it_again_is_no_news(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database));
        var (browser, _) = await course.Learner();
        var page = await browser.Begin(course);
        var (one, other) = (Taking.Field(page, "Which one?"), Taking.Field(page, "Is it?"));
        var told = (await (await browser.Autosave(page, (one, "c2"))).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("drawn");
        Assert.Equal("\"c2\"", told.GetProperty($"drawn-{one[2..]}").GetString());
        await browser.Autosave(await browser.Open(page.Path), (one, "c1"));
        // The first tab answers something else, and says again what it had said.
        await browser.Autosave(page, (one, "c2"), ($"drawn-{one[2..]}", "\"c2\""), (other, "true"));
        var fresh = await browser.Open(page.Path);
        Assert.True(fresh.Has($"input[name='{one}'][value=c1][checked]"));
        Assert.True(fresh.Has($"input[name='{other}'][value=true][checked]"));
        // Touched again there, its word counts: the script leaves out what the page was drawn with.
        await browser.Autosave(page, (one, "c2"), ($"drawn-{one[2..]}", null));
        Assert.True((await browser.Open(page.Path)).Has($"input[name='{one}'][value=c2][checked]"));
    }

    [Theory, EveryDatabase]
    public async Task after_the_attempt_was_submitted_is_refused_and_changes_nothing(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database));
        var (browser, learner) = await course.Learner();
        var page = await browser.Begin(course);
        await browser.Go(page, "submit", (Taking.Field(page, "Is it?"), "true"));
        var late = await browser.Autosave(page, Taking.AllRight(page));
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Contains("already submitted", await late.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(1, (await course.AttemptOf(learner)).Points);
        var turned = await browser.Go(page, "next", Taking.AllRight(page));
        Assert.EndsWith("/result", turned.Path, StringComparison.Ordinal);
        Assert.Equal(1, (await course.AttemptOf(learner)).Points);
    }

    [Theory, EveryDatabase]
    public async Task submitting_in_two_tabs_marks_once(Database database)
    {
        var app = await apps.On(database);
        var course = await AQuizCourse.On(app);
        var (browser, learner) = await course.Learner();
        var page = await browser.Begin(course);
        var check = await browser.Go(page, "check", Taking.AllRight(page));
        var results = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => browser.Submit(check, "form[action$='/submit']")));
        Assert.All(results, result => Assert.EndsWith("/result", result.Path, StringComparison.Ordinal));
        var marks = (await course.StepsOf(await course.AttemptOf(learner))).Where(s => s.Fraction is not null);
        Assert.Equal(4, marks.Count());
        await app.Settle();
    }

    [Theory, EveryDatabase]
    public async Task ignores_a_forged_score_and_what_belongs_to_other_questions(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database));
        var (browser, learner) = await course.Learner();
        var page = await browser.Begin(course);
        var forged = new (string, string?)[]
        {
            ("score", "100"), ("points", "5"), ("fraction", "1"), ("isPassed", "true"),
            ("question", Guid.CreateVersion7().ToString()), ("question", "'; drop table Attempt; --"),
            (Taking.Field(page, "Which one?"), "c99"), (Taking.Field(page, "Is it?"), "maybe"),
        };
        var hidden = page.Html.QuerySelectorAll("#attempt input[name=question]").Select(i => ("question", i.GetAttribute("value")));
        await browser.Go(page, "submit", [.. forged, .. hidden]);
        var attempt = await course.AttemptOf(learner);
        Assert.Equal((0m, false), (attempt.Points, attempt.IsPassed));
        Assert.Equal(4, (await course.StepsOf(attempt)).Count);   // the marks alone: nothing of it was an answer
    }

    [Theory, EveryDatabase]
    public async Task belongs_to_the_learner_alone(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database));
        var (browser, _) = await course.Learner();
        var page = await browser.Begin(course);
        var (other, _) = await course.Learner();
        var own = await other.Begin(course);
        foreach (var address in new[] { "", "/check", "/result" })
            Assert.Equal(HttpStatusCode.NotFound, (await other.Open(page.Path + address)).Status);
        var request = new HttpRequestMessage(HttpMethod.Post, $"{page.Path}/submit") { Content = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", Browser.TokenOf(own))]) };
        Assert.Equal(HttpStatusCode.NotFound, (await other.Send(request)).Status);
    }

    [Theory, EveryDatabase]
    public async Task needs_the_token_of_the_page(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database));
        var (browser, learner) = await course.Learner();
        var page = await browser.Begin(course);
        var forged = await browser.Client.PostAsync($"{page.Path}/answers", new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", "no")]));
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        Assert.Empty(await course.StepsOf(await course.AttemptOf(learner)));
    }

    [Theory, EveryDatabase]
    public async Task goes_on_after_signing_in_again_when_the_session_ended_in_the_middle(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database));
        var (browser, learner) = await course.Learner();
        var page = await browser.Begin(course);
        await browser.Autosave(page, Taking.AllRight(page));
        foreach (System.Net.Cookie cookie in browser.Cookies.GetAllCookies())
            if (!cookie.Name.Contains("forgery", StringComparison.Ordinal)) cookie.Expired = true;

        var refused = await browser.Autosave(page, Taking.AllRight(page));
        Assert.Equal(HttpStatusCode.SeeOther, refused.StatusCode);
        var signIn = await browser.Open(page.Path);
        Assert.StartsWith("/sign-in", signIn.Path, StringComparison.Ordinal);
        var form = signIn.Html.QuerySelector("form:has(input[type=password])") as AngleSharp.Html.Dom.IHtmlFormElement;
        var back = await browser.Submit(signIn, form!, (form!.QuerySelector("input[type=email]")!.GetAttribute("name")!, learner.Email), (form.QuerySelector("input[type=password]")!.GetAttribute("name")!, TheApp.Password));
        Assert.Equal(page.Path, back.Path);
        Assert.True(back.Has("input[value='Rhythm']"));
    }
}

public sealed class When_the_time_is_over(Apps apps)
{
    private static readonly QuizSettings TenMinutes = new() { TimeLimitMinutes = 10, PassingPercent = 20 };

    [Theory, EveryDatabase]
    public async Task what_is_on_its_way_counts_for_half_a_minute_and_then_no_more(Database database)
    {
        var app = await apps.OwnOn(database);
        var course = await AQuizCourse.On(app, TenMinutes);
        var (browser, learner) = await course.Learner();
        var page = await browser.Begin(course);
        app.Clock.Advance(TimeSpan.FromSeconds(10 * 60 + 20));
        Assert.Equal(HttpStatusCode.OK, (await browser.Autosave(page, (Taking.Field(page, "Is it?"), "true"))).StatusCode);
        app.Clock.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal(HttpStatusCode.Conflict, (await browser.Autosave(page, Taking.AllRight(page))).StatusCode);

        var result = await browser.Open(page.Path);
        Assert.EndsWith("/result", result.Path, StringComparison.Ordinal);
        Assert.Contains("The time was over", result.Everything, StringComparison.Ordinal);
        var attempt = await course.AttemptOf(learner);
        Assert.Equal(1, attempt.Points);
        Assert.Equal(attempt.DueAt, attempt.SubmittedAt);
    }

    [Theory, EveryDatabase]
    public async Task the_job_closes_what_nobody_came_back_to_and_nothing_else(Database database)
    {
        var app = await apps.OwnOn(database);
        var course = await AQuizCourse.On(app, TenMinutes);
        var (first, learner) = await course.Learner();
        var page = await first.Begin(course);
        await first.Autosave(page, Taking.AllRight(page));
        app.Clock.Advance(TimeSpan.FromMinutes(11));
        var (second, other) = await course.Learner();
        await second.Begin(course);

        var job = app.Services.CreateScope().ServiceProvider.GetRequiredService<CloseOverdueAttempts>();
        await job.Run(CancellationToken.None);
        await job.Run(CancellationToken.None);

        var closed = await course.AttemptOf(learner);
        Assert.Equal((5m, true, true), (closed.Points, closed.IsClosedByTime, closed.IsPassed));
        Assert.False((await course.AttemptOf(other)).IsFinished);
        Assert.Equal(Lectern.Progress.ActivityStatus.Passed, await Taking_a_quiz.StatusOf(course, closed));
    }
}
