using System.Net;
using Lectern.Quizzes;
using Lectern.Quizzes.QuestionTypes.Code;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Quizzes;

public sealed class Trying_code(Apps apps)
{
    [Theory, EveryDatabase]
    public async Task saves_it_and_runs_the_visible_tests_only_until_it_is_too_often(Database database)
    {
        var data = new { language = "python", tests = new object[] { new { name = "doubles", input = "2", expected = "4", weight = 1 }, new { name = "secret name", input = "3", expected = "secret", isHidden = true, weight = 1 } } };
        var course = await AQuizCourse.On(await apps.On(database), new QuizSettings { PageSize = PageSize.All }, also: (quiz, bank) => AQuizCourse.Add(quiz, bank, "code", "Double it", 1, data, ""));
        var (learner, person) = await course.Learner();
        var page = await learner.Begin(course);
        var field = Taking.Field(page, "Double it");
        var address = $"{page.Html.QuerySelector("#attempt")!.GetAttribute("action")!.Split('?')[0]}/questions/{field[2..]}/run";
        Assert.DoesNotContain("secret", page.Text, StringComparison.Ordinal);

        var ran = await Run(learner, page, address, field, "print(2 * int(input()))");
        var isRunHere = await course.App.Services.GetRequiredService<CodeRunner>().Has("python");
        var told = await ran.Content.ReadAsStringAsync();
        Assert.Contains(isRunHere ? "doubles" : "code-not-run", told, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", told, StringComparison.Ordinal);
        Assert.Equal("\"print(2 * int(input()))\"", (await course.StepsOf(await course.AttemptOf(person))).Last(s => s.QuestionId.ToString() == field[2..]).Response);

        // Neither in somebody else's attempt nor for a question of another kind.
        var (other, _) = await course.Learner();
        Assert.Equal(HttpStatusCode.NotFound, (await Run(other, await other.Begin(course), address, field, "print(1)")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Run(learner, page, address.Replace(field[2..], Taking.Field(page, "Is it?")[2..], StringComparison.Ordinal), field, "print(1)")).StatusCode);

        var last = "";
        for (var i = 0; i < 12 && !last.Contains("too-many-runs", StringComparison.Ordinal); i++) last = await (await Run(learner, page, address, field, "")).Content.ReadAsStringAsync();
        Assert.Contains("too-many-runs", last, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task says_when_the_server_is_busy_and_keeps_what_was_written(Database database)
    {
        using var runner = new CodeRunner { TurnWithin = TimeSpan.Zero };
        await using var app = await apps.OwnOn(database, services => services.AddSingleton(runner));
        var course = await AQuizCourse.On(app, new QuizSettings { PageSize = PageSize.All }, also: (quiz, bank) => AQuizCourse.Add(quiz, bank, "code", "Double it", 1, new { language = "python", tests = new object[] { new { name = "doubles", input = "2", expected = "4", weight = 1 } } }, ""));
        var (learner, person) = await course.Learner();
        var page = await learner.Begin(course);
        var field = Taking.Field(page, "Double it");
        var isRunHere = await runner.Has("python");
        using var done = new CancellationTokenSource();
        var somebodyElses = runner.Try("python", "while True: pass", [new CodeTest("t1", "never ends", "", "5", "", false, 1)], done.Token);   // it has its turn when this returns

        var told = await Run(learner, page, $"{page.Html.QuerySelector("#attempt")!.GetAttribute("action")!.Split('?')[0]}/questions/{field[2..]}/run", field, "print(2 * int(input()))");
        Assert.Equal(HttpStatusCode.Conflict, told.StatusCode);
        Assert.Contains(isRunHere ? "too-busy" : "code-not-run", await told.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("\"print(2 * int(input()))\"", (await course.StepsOf(await course.AttemptOf(person)))[^1].Response);
        await done.CancelAsync();
        await somebodyElses.ContinueWith(_ => { }, TestContext.Current.CancellationToken, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    private static Task<HttpResponseMessage> Run(Browser browser, Seen page, string address, string field, string code)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent([new("__RequestVerificationToken", Browser.TokenOf(page)), new("question", field[2..]), new(field, code)]) };
        request.Headers.Add("Accept", "application/json");
        return browser.Client.SendAsync(request);
    }
}
