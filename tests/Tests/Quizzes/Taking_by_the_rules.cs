using System.Net;
using System.Net.Http.Json;
using FsCheck;
using FsCheck.Fluent;
using Lectern.Grading;
using Lectern.Kernel;
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
        var app = await apps.OwnOn(database);
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
        var app = await apps.OwnOn(database);
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
        var app = await apps.OwnOn(database);
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

public sealed class The_place_of_an_attempt(Apps apps)
{
    private const string Key = "81aad4ab9dfd447cc479e6a4a7c9a544e2cafc7f3adeb68b2a21efad68eca4dc";
    private static readonly QuizSettings Plain = new() { PassingPercent = 60, ShuffleChoices = false };

    [Theory, EveryDatabase]
    public async Task is_one_device_until_the_learner_decides_otherwise(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database), Plain with { OneDevice = true });
        var (first, learner) = await course.Learner();
        var page = await first.Begin(course);
        var attempt = await course.AttemptOf(learner);
        var second = course.App.Browser();
        await second.SignIn(learner.Email!, TheApp.Password);
        var asked = await second.Open($"/quizzes/attempts/{attempt.Id}");
        Assert.Equal("Continue here?", asked.Words("h1"));
        Assert.True((await first.Autosave(page, (Taking.Field(page, "Which one?"), "c1"))).IsSuccessStatusCode);   // asking alone changes nothing

        var here = await second.Submit(asked, "form[action$='/here']");
        Assert.True(here.Has("#attempt"));
        Assert.Contains("goes on on another device", await (await first.Autosave(page, (Taking.Field(page, "Which one?"), "c2"))).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("Continue here?", (await first.Go(page, "submit", Taking.AllRight(page))).Words("h1"));
        attempt = await course.AttemptOf(learner);
        Assert.Equal((AttemptState.InProgress, 1), (attempt.State, attempt.DeviceChanges));
        Assert.Equal("\"c1\"", Assert.Single(await course.StepsOf(attempt)).Response);
    }

    [Theory, EveryDatabase]
    public async Task is_safe_exam_browser_with_the_configuration_of_the_exam(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database), Plain with { ExamBrowserKeys = Key });
        var (browser, _) = await course.Learner();
        var elsewhere = await browser.Open(course.Start);
        Assert.Contains("Open the configuration file", elsewhere.Everything, StringComparison.Ordinal);
        Assert.False(elsewhere.Has("form[action$='/attempts']"));

        var address = new Uri(browser.Client.BaseAddress!, course.Start).ToString();
        foreach (var (sent, lets) in new[] { (SafeExamBrowser.Hash(address, Key), true), (SafeExamBrowser.Hash(address + "?other=1", Key), false), (Key, false), ("", false) })
        {
            var request = new HttpRequestMessage(HttpMethod.Get, course.Start);
            request.Headers.TryAddWithoutValidation(SafeExamBrowser.Header, sent);
            var answer = await (await browser.Client.SendAsync(request)).Content.ReadAsStringAsync();
            Assert.Equal(lets, answer.Contains("Start the quiz", StringComparison.Ordinal));
        }
    }

    [Theory, EveryDatabase]
    public async Task decides_what_is_shown_of_it_and_not_whether_it_is_handed_in(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database), Plain with { ExamBrowserKeys = Key });
        var (browser, learner) = await course.Learner();
        using var program = await course.App.Program(learner);
        var start = $"/api/v1/quizzes/{course.Quiz}/attempts";
        Assert.Contains("Which one?", await Sent(program, HttpMethod.Post, start, inside: true), StringComparison.Ordinal);
        var attempt = await course.AttemptOf(learner);
        var read = $"/api/v1/attempts/{attempt.Id}";
        Assert.Contains("Which one?", await Sent(program, HttpMethod.Get, read, inside: true), StringComparison.Ordinal);
        foreach (var (method, address) in new[] { (HttpMethod.Post, start), (HttpMethod.Get, read) })
        {
            var refused = await Sent(program, method, address, inside: false);
            Assert.Contains("exam-browser-needed", refused, StringComparison.Ordinal);
            Assert.DoesNotContain("Which one?", refused, StringComparison.Ordinal);
        }

        Assert.Contains("Which one?", await Sent(browser.Client, HttpMethod.Get, $"/quizzes/attempts/{attempt.Id}/check", inside: true), StringComparison.Ordinal);
        var check = await browser.Open((await browser.Open(course.Start)).Html.QuerySelector("a[href$='/check']")!.GetAttribute("href")!);
        Assert.Contains("only be taken in Safe Exam Browser", check.Everything, StringComparison.Ordinal);
        Assert.Contains("Question 1", check.Everything, StringComparison.Ordinal);
        Assert.DoesNotContain("Which one?", check.Text, StringComparison.Ordinal);
        await browser.Submit(check, "form[action$='/submit']");
        Assert.Equal(AttemptState.Finished, (await course.AttemptOf(learner)).State);

        static async Task<string> Sent(HttpClient client, HttpMethod method, string address, bool inside)
        {
            var request = new HttpRequestMessage(method, address);
            if (inside) request.Headers.TryAddWithoutValidation(SafeExamBrowser.Header, SafeExamBrowser.Hash(new Uri(client.BaseAddress!, address).ToString(), Key));
            return await (await client.SendAsync(request)).Content.ReadAsStringAsync();
        }
    }

    [Theory, EveryDatabase]
    public async Task is_asked_for_wherever_its_questions_are_shown_until_the_time_to_answer_is_over(Database database)
    {
        var app = await apps.OwnOn(database);
        var course = await AQuizCourse.On(app, Plain with { OneDevice = true, TimeLimitMinutes = 10, Overdue = Overdue.Grace, GraceMinutes = 5 });
        var (browser, learner) = await course.Learner();
        await browser.Begin(course);
        var attempt = await course.AttemptOf(learner);
        using var program = await app.Program(learner);
        var (start, read) = ($"/api/v1/quizzes/{course.Quiz}/attempts", $"/api/v1/attempts/{attempt.Id}");
        foreach (var answer in new[] { await program.PostAsync(start, null), await program.GetAsync(read) })
        {
            var refused = await answer.Content.ReadAsStringAsync();
            Assert.Contains("attempt-elsewhere", refused, StringComparison.Ordinal);
            Assert.DoesNotContain("Which one?", refused, StringComparison.Ordinal);
        }

        await program.PostAsync($"{read}/here", null);
        Assert.Contains("Which one?", await program.GetStringAsync(read), StringComparison.Ordinal);
        Assert.Equal("Continue here?", (await browser.Open($"/quizzes/attempts/{attempt.Id}/check")).Words("h1"));

        app.Clock.Advance(TimeSpan.FromMinutes(12));
        var check = await browser.Open($"/quizzes/attempts/{attempt.Id}/check");
        Assert.DoesNotContain("Which one?", check.Text, StringComparison.Ordinal);
        await browser.Submit(check, "form[action$='/submit']");
        Assert.Equal(AttemptState.Finished, (await course.AttemptOf(learner)).State);
    }

    [Fact]
    public void is_told_by_a_hash_of_the_address_without_its_fragment_and_the_key() => Prop.ForAll(
        (from path in Gen.ArrayOf(Gen.Elements("quizzes", "a b", "é", "?q=1", "/", "%20")) from fragment in Gen.Elements("", "#question-3", "#") select ("https://lms.example/" + string.Concat(path), fragment)).ToArbitrary(), any =>
    {
        var hash = SafeExamBrowser.Hash(any.Item1 + any.fragment, Key);
        var expected = Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(any.Item1 + Key)));
        return string.Equals(hash, expected, StringComparison.OrdinalIgnoreCase) && SafeExamBrowser.Fits(hash.ToUpperInvariant(), any.Item1, [Key]) && !SafeExamBrowser.Fits(hash, any.Item1 + "x", [Key]) && !SafeExamBrowser.Fits(hash, any.Item1, [Key[1..] + "0"]);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("81aad4ab")]
    [InlineData("zzaad4ab9dfd447cc479e6a4a7c9a544e2cafc7f3adeb68b2a21efad68eca4dc")]
    public void takes_no_key_that_is_none(string written) => Assert.Equal(nameof(QuizSettings.ExamBrowserKeys), SafeExamBrowser.Read(written).Refusal!.Field);
}
