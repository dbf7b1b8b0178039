using System.Net;
using System.Text.RegularExpressions;
using Lectern.Courses;
using Lectern.Data;
using Lectern.Grading;
using Lectern.Kernel;
using Lectern.Notifications;
using Lectern.Progress;
using Lectern.Quizzes;
using Lectern.Quizzes.Reviewing;
using Lectern.Tests.House;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Quizzes;

/// <summary>
/// Words and numbers are planted where only an unreleased mark, feedback or right answer can give them away, and everybody who mustn't know them
/// asks every address of the program that answers to GET, with the ids of things that exist.
/// </summary>
public sealed class The_release_gate(Apps apps)
{
    private const string Right = "canaryanswer";
    private const string Feedback = "canary-feedback";
    private static readonly string[] Canaries = [Right, Feedback, "4.44", "61.0", "61.1", "61%", "61.07"];   // 4.44 of 7.27 points are 61.07 percent

    // A number of its own and not the middle of another one: the seconds of a time, say.
    private static bool Tells(string text, string canary) => Regex.IsMatch(text, $@"(?<![\d.]){Regex.Escape(canary)}(?!\d)", RegexOptions.IgnoreCase);

    [Fact]
    public async Task lets_nothing_through_before_marks_are_released_wherever_anybody_asks()
    {
        var app = await apps.On(Database.Sqlite);
        var course = await AQuizCourse.On(app, new QuizSettings { PassingPercent = 60, PageSize = PageSize.All, ShuffleChoices = false }, copies: 0, also: (quiz, bank) =>
        {
            AQuizCourse.Add(quiz, bank, "true-false", "Is it so?", 3.17m, new { isTrue = true }, $"<p>{Feedback}</p>");
            AQuizCourse.Add(quiz, bank, "true-false", "And this?", 1.27m, new { isTrue = true }, "");
            AQuizCourse.Add(quiz, bank, "short-answer", "What else?", 2.83m, new { accepted = new[] { Right } }, "");
        });
        await app.Release(course, ReleaseWay.ByHand);
        var (browser, learner) = await course.Learner();
        var (fellow, fellowPerson) = await course.Learner();
        var (stranger, strangerPerson) = await app.SignedIn(Role.Learner);
        var page = await browser.Begin(course);
        var submitted = await browser.Go(page, "submit", (Taking.Field(page, "Is it so?"), "true"), (Taking.Field(page, "And this?"), "true"));
        Assert.Contains("your mark follows", submitted.Everything, StringComparison.Ordinal);
        await app.Settle();
        var attempt = await course.AttemptOf(learner);
        Assert.Equal((4.44m, AttemptState.Finished, null), (attempt.Points, attempt.State, attempt.ReleasedAt));

        var things = new Dictionary<string, string>
        {
            ["slug"] = course.Course.Slug, ["id"] = course.Course.Id.ToString(), ["activityId"] = course.Quiz.ToString(), ["enrolmentId"] = attempt.EnrolmentId.ToString(), ["attemptId"] = attempt.Id.ToString(),
            ["quizzes"] = course.Quiz.ToString(), ["attempts"] = attempt.Id.ToString(), ["courses"] = course.Course.Id.ToString(), ["cycles"] = "1", ["number"] = "1", ["cycle"] = "1",
        };
        var asking = new[] { ("the learner", browser.Client), ("their program", await app.Program(learner)), ("a fellow learner", fellow.Client), ("a fellow's program", await app.Program(fellowPerson)),
            ("a stranger", stranger.Client), ("a stranger's program", await app.Program(strangerPerson)), ("nobody", app.Browser().Client) };
        var (asked, leaks) = (0, new List<string>());
        foreach (var address in Every_route.All(app).Where(r => Every_route.Methods(r).Contains("GET", StringComparison.Ordinal)).Select(r => Address(r, things)).Where(a => !a.Contains("/live", StringComparison.Ordinal)).Distinct())
            foreach (var (who, client) in asking)
            {
                using var answer = await client.GetAsync(address);
                var text = await answer.Content.ReadAsStringAsync();
                asked++;
                leaks.AddRange(Canaries.Where(c => Tells(text, c)).Select(c => $"{who}: GET {address} tells {c}"));
            }

        Repository.None(leaks);
        Assert.True(asked > 500);
        // Handing in again is a POST that answers with the result.
        using var again = await (await app.Program(learner)).PostAsync($"/api/v1/attempts/{attempt.Id}/submit", null);
        var result = await again.Content.ReadAsStringAsync();
        Assert.True(again.StatusCode == HttpStatusCode.OK && !Canaries.Any(c => Tells(result, c)), result);
        // The news of a mark that was taken back before it arrived tells nothing.
        await using (var scope = app.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<ReleaseAttempts>().Handle(new MarksTold(attempt.Id, IsNew: true), CancellationToken.None);
            await scope.ServiceProvider.GetRequiredService<LecternDb>().SaveChangesAsync();
        }

        // Nothing follows from it either: neither a pass nor a score, and no message.
        Assert.Equal([LearningVerb.Submitted], (await Verbs(app, attempt)).Where(v => v != LearningVerb.Viewed));
        Assert.Empty(await app.InDb(db => db.Set<Notification>().AsNoTracking().Where(n => n.PersonId == learner.Id && n.Text == "Your mark for {0} is there").ToListAsync()));
        // Those who grade see it.
        var instructor = await course.SignedInInstructor();
        Assert.Contains("4.44", (await instructor.Open($"/courses/{course.Course.Id}/progress/{attempt.EnrolmentId}/attempts/{attempt.Id}")).Everything, StringComparison.Ordinal);
        Assert.Contains("Not released", (await instructor.Open($"/courses/{course.Course.Id}/grades")).Everything, StringComparison.Ordinal);

        // Released, it is all there: what was planted is where the walk looked.
        var release = await instructor.Open($"/courses/{course.Course.Id}/grades/release/{course.Quiz}");
        Assert.Contains("1 mark waits to be released", release.Everything, StringComparison.Ordinal);
        Assert.Contains("released", (await instructor.Submit(release, "form[action$='/marks']", ("all", "true"))).Everything, StringComparison.Ordinal);
        await app.Settle();
        var told = (await browser.Open($"/quizzes/attempts/{attempt.Id}/result")).Everything;
        Assert.All([Feedback, "4.44 of 7.27", "61%"], canary => Assert.Contains(canary, told, StringComparison.Ordinal));
        Assert.Contains(Right, told, StringComparison.Ordinal);   // it is passed
        Assert.Contains("61%", (await browser.Open($"/courses/{course.Course.Slug}/grades")).Everything, StringComparison.Ordinal);
        Assert.Contains("Question 1: right", (await browser.Open($"/courses/{course.Course.Slug}/grades/{course.Quiz}")).Everything, StringComparison.Ordinal);
        Assert.Contains(LearningVerb.Passed, await Verbs(app, attempt));
        Assert.Single(await app.InDb(db => db.Set<Notification>().AsNoTracking().Where(n => n.PersonId == learner.Id && n.Text == "Your mark for {0} is there").ToListAsync()));
    }

    private static Task<List<LearningVerb>> Verbs(TheApp app, Attempt attempt) =>
        app.InDb(db => db.LearningRecords.AsNoTracking().Where(r => r.EnrolmentId == attempt.EnrolmentId && r.ActivityId == attempt.ActivityId).Select(r => r.Verb).ToListAsync());

    /// <summary>A route with ids of things that exist.</summary>
    private static string Address(RouteEndpoint route, Dictionary<string, string> things)
    {
        var (parts, before) = (new List<string>(), "");
        foreach (var segment in route.RoutePattern.PathSegments)
        {
            before = string.Concat(segment.Parts.Select(part => part switch
            {
                RoutePatternLiteralPart literal => literal.Content,
                // What is called only "id" is of the thing that stands before it.
                RoutePatternParameterPart { Name: "id" } when things.TryGetValue(before, out var thing) => thing,
                RoutePatternParameterPart parameter => things.TryGetValue(parameter.Name, out var named) ? named : things.TryGetValue(before, out var thing) ? thing : Guid.CreateVersion7().ToString(),
                _ => "",
            }));
            parts.Add(before);
        }

        return "/" + string.Join('/', parts);
    }
}

internal static class Releasing
{
    /// <summary>Sets when learners are told of the quiz's marks.</summary>
    internal static Task Release(this TheApp app, AQuizCourse course, ReleaseWay way, DateTimeOffset? at = null) => app.InDb(async db =>
    {
        var rule = new ReleaseRule(course.Course.Id, course.Quiz);
        Assert.Null(rule.Change(way, at, hidesNames: false));
        db.Add(rule);
        await db.SaveChangesAsync();
    });
}
