using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
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
    public async Task that_arrive_late_or_twice_undoes_nothing_that_the_same_page_saved_since(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database));
        var (browser, learner) = await course.Learner();
        var page = await browser.Begin(course);
        var (one, other) = (Taking.Field(page, "Which one?"), Taking.Field(page, "What is it?"));
        // Third and fourth overtake the second; then all come once more, as a browser sends what it had kept. What was cleared stays cleared.
        foreach (var (number, choice, words) in new[] { (1, "c1", "rhythm"), (3, "c2", "rate"), (4, "c2", ""), (2, "c3", "rhythm"), (4, "c2", ""), (3, "c2", "rate") })
            Assert.Equal(HttpStatusCode.OK, (await browser.Autosave(page, [.. Touched(one, choice), .. Touched(other, words), .. Save("a1", number)])).StatusCode);
        var fresh = await browser.Open(page.Path);
        Assert.True(fresh.Has($"input[name='{one}'][value=c2][checked]"));
        Assert.Equal("", fresh.Html.QuerySelector($"input[name='{other}']")!.GetAttribute("value") ?? "");

        // Another opening of the page counts from 1 again; the button that turns the page counts with the script.
        await browser.Autosave(page, [.. Touched(one, "c1"), .. Save("b2", 1)]);
        await browser.Go(page, "check", [.. Touched(one, "c3"), .. Save("b2", 3)]);
        await browser.Autosave(page, [.. Touched(one, "c2"), .. Save("b2", 2)]);
        Assert.True((await browser.Open(page.Path)).Has($"input[name='{one}'][value=c3][checked]"));
        Assert.Equal(7, (await course.StepsOf(await course.AttemptOf(learner))).Count);
    }

    [Theory, EveryDatabase]
    public async Task says_whether_it_was_news_and_what_the_servers_clock_says(Database database)
    {
        await using var app = await apps.OwnOn(database);
        var course = await AQuizCourse.On(app, new QuizSettings { TimeLimitMinutes = 10 });
        var (browser, _) = await course.Learner();
        var page = await browser.Begin(course);
        app.Clock.Advance(TimeSpan.FromMinutes(4));
        // However wrong the clock of the device is: the page counts the seconds that the server says are left.
        Assert.True(await IsNews(Save("a1", 1)));
        Assert.False(await IsNews(Save("a1", 1)));
        Assert.False(await IsNews(Save("c3", 1)));

        async Task<bool> IsNews((string, string?)[] save)
        {
            var told = await (await browser.Autosave(page, [.. Touched(Taking.Field(page, "Is it?"), "true"), .. save])).Content.ReadFromJsonAsync<JsonElement>();
            Assert.InRange(told.GetProperty("secondsLeft").GetInt32(), 359, 360);
            return told.GetProperty("isNews").GetBoolean();
        }
    }

    [Theory, EveryDatabase]
    public async Task of_ten_megabytes_is_refused_in_words_and_loses_nothing(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database));
        var (browser, learner) = await course.Learner();
        var page = await browser.Begin(course);
        await browser.Autosave(page, Taking.AllRight(page));
        var refused = await browser.Autosave(page, (Taking.Field(page, "What is it?"), new string('x', 10 * 1024 * 1024)));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
        Assert.Contains("Nothing of it was saved", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(4, (await course.StepsOf(await course.AttemptOf(learner))).Count);
        Assert.True((await browser.Open(page.Path)).Has("input[value='Rhythm']"));
    }

    [Theory, EveryDatabase]
    public async Task of_a_wrong_shape_is_no_answer_and_no_error(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database));
        var (browser, learner) = await course.Learner();
        var page = await browser.Begin(course);
        await browser.Autosave(page, Taking.AllRight(page));
        var fields = Taking.AllRight(page).Select(answer => answer.Item1).Distinct().ToList();
        foreach (var nonsense in new[] { "{\"a\":1}", "[[[[", "\u202e\uffff", "-1", "c1,c2", "q-1' or 1=1" })
        {
            var saved = await browser.Autosave(page, [.. fields.SelectMany(field => new[] { (field, (string?)nonsense), (field, nonsense), ($"{field}.x", nonsense) }), ("page-opened", nonsense), ("save-number", "99999999999999")]);
            Assert.Equal(HttpStatusCode.OK, saved.StatusCode);
        }

        var answers = (await course.StepsOf(await course.AttemptOf(learner))).GroupBy(step => step.QuestionId).Select(steps => steps.Last().Response);
        Assert.DoesNotContain(null, answers);   // what is no answer says nothing; the words alone can be anything
    }

    [Theory, EveryDatabase]
    public async Task while_ten_submit_at_once_is_marked_once_with_what_was_saved(Database database)
    {
        var app = await apps.On(database);
        var course = await AQuizCourse.On(app);
        var (browser, learner) = await course.Learner();
        var page = await browser.Begin(course);
        await browser.Autosave(page, [.. Taking.AllRight(page), .. Save("a1", 1)]);
        var submits = Enumerable.Range(0, 10).Select(_ => browser.Go(page, "submit"));
        var saves = Enumerable.Range(2, 4).Select(number => browser.Autosave(page, [.. Touched(Taking.Field(page, "Is it?"), "true"), .. Save("a1", number)]));
        await Task.WhenAll([.. submits, .. saves]);
        var attempt = await course.AttemptOf(learner);
        Assert.Equal((5m, true), (attempt.Points, attempt.IsFinished));
        Assert.Equal(4, (await course.StepsOf(attempt)).Count(step => step.Fraction is not null));
        await app.Settle();
    }

    [Theory, EveryDatabase]
    public async Task left_in_a_shared_browser_is_opened_for_its_owner_alone(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database));
        var ((mine, _), (theirs, _)) = (await course.Learner(), await course.Learner());
        var (page, other) = (await mine.Begin(course), await theirs.Begin(course));
        var (first, second) = (Journal(page), Journal(await mine.Open(page.Path)));
        Assert.Equal(3, new[] { first.Key, second.Key, Journal(other).Key }.Select(key => Convert.ToBase64String(Convert.FromBase64String(key))).Distinct().Count());
        Assert.Equal(new List<string?> { first.Key, second.Key, null, null }, await Keys(mine, page, first.Ticket, second.Ticket, Journal(other).Ticket, "nothing"));
        Assert.Equal(new List<string?> { null, null, Journal(other).Key }, await Keys(theirs, other, first.Ticket, second.Ticket, Journal(other).Ticket));
        Assert.Equal(HttpStatusCode.BadRequest, (await Ask(mine, page, [.. Enumerable.Repeat("x", 201)])).StatusCode);
    }

    private static JournalOfPage Journal(Seen page) => JsonSerializer.Deserialize<JournalOfPage>(page.Html.QuerySelector("#attempt")!.GetAttribute("data-autosave-journal-value")!, JsonSerializerOptions.Web)!;

    private static async Task<List<string?>> Keys(Browser browser, Seen page, params string[] tickets) =>
        (await (await Ask(browser, page, tickets)).Content.ReadFromJsonAsync<List<string?>>())!;

    private static Task<HttpResponseMessage> Ask(Browser browser, Seen page, string[] tickets) =>
        browser.Client.PostAsync(Journal(page).Keys, new FormUrlEncodedContent([.. tickets.Select(ticket => KeyValuePair.Create("ticket", ticket)), KeyValuePair.Create("__RequestVerificationToken", Browser.TokenOf(page))]));

    private sealed record JournalOfPage(string Key, string Ticket, string Keys);

    private static (string, string?)[] Touched(string field, string value) => [(field, value), ($"drawn-{field[2..]}", null)];
    private static (string, string?)[] Save(string page, int number) => [("page-opened", page), ("save-number", $"{number}")];

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
        var (browser, learner) = await course.Learner();
        var page = await browser.Begin(course);
        var (other, _) = await course.Learner();
        var own = await other.Begin(course);
        foreach (var address in new[] { "", "/check", "/result" })
            Assert.Equal(HttpStatusCode.NotFound, (await other.Open(page.Path + address)).Status);
        foreach (var address in new[] { "", "/answers" })
        {
            var forged = new HttpRequestMessage(HttpMethod.Post, page.Path + address) { Content = new FormUrlEncodedContent([.. Taking.AllRight(page).Select(a => KeyValuePair.Create(a.Item1, a.Item2)), KeyValuePair.Create("__RequestVerificationToken", (string?)Browser.TokenOf(own))]) };
            Assert.Equal(HttpStatusCode.NotFound, (await other.Send(forged)).Status);
        }

        var request = new HttpRequestMessage(HttpMethod.Post, $"{page.Path}/submit") { Content = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", Browser.TokenOf(own))]) };
        Assert.Equal(HttpStatusCode.NotFound, (await other.Send(request)).Status);
        Assert.Empty(await course.StepsOf(await course.AttemptOf(learner)));
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
        await using var app = await apps.OwnOn(database);
        var course = await AQuizCourse.On(app, TenMinutes);
        var (browser, learner) = await course.Learner();
        var page = await browser.Begin(course);
        app.Clock.Advance(TimeSpan.FromSeconds(10 * 60 + 20));
        Assert.Equal(HttpStatusCode.OK, (await browser.Autosave(page, (Taking.Field(page, "Is it?"), "true"))).StatusCode);
        app.Clock.Advance(TimeSpan.FromSeconds(15));
        var late = await browser.Autosave(page, Taking.AllRight(page));
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Contains("The time is over. What had been saved by then counts.", await late.Content.ReadAsStringAsync(), StringComparison.Ordinal);

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
        await using var app = await apps.OwnOn(database);
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
