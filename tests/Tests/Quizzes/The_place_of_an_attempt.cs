using FsCheck;
using FsCheck.Fluent;
using Lectern.Quizzes;

namespace Lectern.Tests.Quizzes;

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
        Assert.Contains("Which one?", await Sent(program, HttpMethod.Get, read, inside: false), StringComparison.Ordinal);   // what is handed in can be reviewed anywhere

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
        await using var app = await apps.OwnOn(database);
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
