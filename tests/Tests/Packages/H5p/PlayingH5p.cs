using System.Net;
using System.Text.Json;
using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Grading;
using Lectern.Kernel;
using Lectern.Packages;
using Lectern.Packages.H5p;
using Lectern.Progress;
using Lectern.Scorm;
using Microsoft.EntityFrameworkCore;
using static Lectern.Tests.Packages.H5p.AnH5pPackage;

namespace Lectern.Tests.Packages.H5p;

public sealed class Playing_H5P(Apps apps)
{
    [Theory, EveryDatabase]
    public async Task is_complete_when_the_content_says_so_and_tells_the_score(Database database)
    {
        var player = await InFrontOf(await apps.On(database));
        var launch = await player.Launch();
        await launch.Says(("score", "1"));
        Assert.Equal(ActivityStatus.Started, await Status(player));

        await launch.Says(("statement/0", Statement("completed", Scored(3, 4))));

        Assert.Equal((LessonStatus.Completed, 0.75m), Standing(await Attempt(player)));
        Assert.Equal(ActivityStatus.Completed, await Status(player));
        await player.App.Settle();
        Assert.Equal(75, (await player.App.InDb(db => db.Marks.SingleAsync(m => m.ActivityId == player.Activity))).Told!.Percent);
    }

    [Theory, EveryDatabase]
    public async Task is_brought_to_its_end_when_it_is_no_longer_open_and_then_its_address_says_why(Database database)
    {
        var player = await InFrontOf(await apps.On(database));
        var launch = await player.Launch();
        await player.App.InDb(async db =>
        {
            var draft = (await db.Draft(player.Course, CancellationToken.None))!;
            draft.Open(draft.ActivityOf(player.Activity)!, Rule.Clause("from", ("at", "2099-01-01T00:00:00Z")), false, player.App.Clock.GetUtcNow());
            await db.SaveChangesAsync();
        });
        await player.Instructor.Publish(player.Course);

        await launch.Says(("statement/0", Statement("completed", Scored(3, 4))));

        Assert.Equal(ActivityStatus.Completed, await Status(player));
        Assert.EndsWith("/home", (await player.Open()).Path, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task goes_on_where_it_was_left_on_any_device(Database database)
    {
        var player = await InFrontOf(await apps.On(database));
        var first = await player.Launch();
        Assert.Empty(first.States);
        await first.Says(("state/0/state", """{"answers":["Rom","ü"]}"""), ("state/part/notes", "\"n\""));
        await first.Says(("state/part/notes", ""));

        var second = await player.Launch();

        Assert.Equal(new Dictionary<string, string> { ["0/state"] = """{"answers":["Rom","ü"]}""" }, second.States);
        Assert.Contains("FromEarlierLaunch", await first.Says(("state/0/state", "\"late\"")), StringComparison.Ordinal);
        Assert.Equal(second.States, (await player.Launch()).States);
    }

    [Theory, EveryDatabase]
    public async Task takes_what_an_earlier_page_still_had_to_state(Database database)
    {
        var player = await InFrontOf(await apps.On(database));
        var first = await player.Launch();
        var second = await player.Launch();
        await second.Says(("state/0/state", "\"new\""), ("statement/0", Statement("answered", Scored(1, 2, false))));

        foreach (var _ in new[] { 1, 2 }) await first.Says(("state/0/state", "\"old\""), ("time", "50"), ("statement/0", Statement("completed", Scored(2, 2, true))));

        var attempt = await Attempt(player);
        Assert.Equal((LessonStatus.Passed, 1m), Standing(attempt));
        Assert.Equal([(1, 0), (2, 0)], attempt.Statements.Select(s => (s.Launch, s.Number)).Order());
        Assert.Equal("\"new\"", attempt.States["0/state"]);
        Assert.Equal(ActivityStatus.Passed, await Status(player));
    }

    [Theory, EveryDatabase]
    public async Task takes_reports_twice_late_and_in_any_order(Database database)
    {
        var player = await InFrontOf(await apps.On(database));
        var launch = await player.Launch();
        var answer = ("statement/0", Statement("answered", Scored(1, 2)));
        await launch.Send(3, ("state/0/state", "3"), answer, ("statement/1", Statement("answered", Scored(2, 2, true))));
        await launch.Send(2, ("state/0/state", "2"), answer);
        await launch.Send(3, ("state/0/state", "3"), answer);

        var attempt = await Attempt(player);
        Assert.Equal((LessonStatus.Passed, 1m), Standing(attempt));
        Assert.Equal([0, 1], attempt.Statements.Select(s => s.Number).Order());
        Assert.Equal("3", attempt.States["0/state"]);
    }

    [Theory, EveryDatabase]
    public async Task keeps_the_best_and_is_passed_or_not_by_the_content_s_word(Database database)
    {
        var player = await InFrontOf(await apps.On(database));
        var launch = await player.Launch();
        await launch.Says(("statement/0", Statement("answered", Scored(1, 4, false))));
        Assert.Equal(ActivityStatus.Failed, await Status(player));
        Assert.Contains("Not passed yet. Try once more", (await player.Open()).Everything, StringComparison.Ordinal);
        launch = await player.Launch();
        await launch.Says(("statement/0", Statement("answered", Scored(4, 4, true))));
        await launch.Says(("statement/1", Statement("answered", Scored(0, 4, false))));

        Assert.Equal((LessonStatus.Passed, 1m), Standing(await Attempt(player)));
        Assert.Equal(ActivityStatus.Passed, await Status(player));
    }

    [Theory, EveryDatabase]
    public async Task believes_no_score_beyond_the_whole_nor_one_of_a_part(Database database)
    {
        var player = await InFrontOf(await apps.On(database));
        var launch = await player.Launch();
        await launch.Says(("statement/0", Statement("answered", Scored(1, 1, true), isPart: true)), ("statement/1", Statement("passed", isPart: true)));
        Assert.Equal((LessonStatus.Incomplete, null), Standing(await Attempt(player)));

        await launch.Says(("statement/2", Statement("completed", Scored(900, 4))), ("time", "999999"));

        var attempt = await Attempt(player);
        Assert.Equal((LessonStatus.Completed, 1m), Standing(attempt));
        Assert.InRange(attempt.Time, TimeSpan.Zero, TimeSpan.FromMinutes(5));   // nobody was in it for longer than it is open
    }

    [Theory, EveryDatabase]
    public async Task counts_the_time_of_all_launches(Database database)
    {
        await using var app = await apps.OwnOn(database);
        var player = await InFrontOf(app);
        var launch = await player.Launch();
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        await launch.Says(("time", "70"));
        await launch.Says(("time", "60"));
        launch = await player.Launch();
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        await launch.Says(("time", "30"));
        Assert.Equal(TimeSpan.FromSeconds(100), (await Attempt(player)).Time);
    }

    [Theory, EveryDatabase]
    public async Task says_what_it_did_not_keep_and_survives_nonsense(Database database)
    {
        var player = await InFrontOf(await apps.On(database));
        var launch = await player.Launch();
        var dropped = Dropped(await launch.Says(
            ("state/0/state", new string('x', H5pAttempt.MostState)), ("state/0/place", "4"), ("statement/0", "{"), ("statement/-1", Statement("completed")), ("statement/1", "7"),
            ("statement/2", """{"verb":{"id":"http://adlnet.gov/expapi/verbs/answered"},"result":{"response":"\ud800"}}"""), ("cmi.core.score.raw", "100"), ("time", "later")));
        Assert.Equal(["cmi.core.score.raw", "state/0/state", "statement/-1", "statement/0", "statement/1", "statement/2"], dropped.Order());
        Assert.Equal("4", (await Attempt(player)).States["0/place"]);

        await launch.Says(("statement/3", Statement("answered", new { response = "a\0b", score = new { raw = "many", max = -1 } }, new { description = "no map", interactionType = 7, choices = "none", correctResponsesPattern = new[] { 4 } })));
        var kept = (await Attempt(player)).Statements.Single();
        Assert.Equal(("ab", "4", null), (kept.Response, kept.Right, kept.Score));
        Assert.Equal(HttpStatusCode.BadRequest, (await launch.Post(0)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await launch.Client.PostAsync(new Uri(launch.Start.GetProperty("report").GetString()!.Replace("/report", "x/report", StringComparison.Ordinal)), null)).StatusCode);

        static IEnumerable<string> Dropped(string answer) => JsonDocument.Parse(answer).RootElement.GetProperty("dropped").EnumerateArray().Select(e => e.GetString()!);
    }

    [Theory, EveryDatabase]
    public async Task leaves_content_without_a_word_to_the_learner_s(Database database)
    {
        var player = await InFrontOf(await apps.On(database));
        var launch = await player.Launch();
        Assert.False((await player.Open()).Has("form[action$='/finished']"));
        await launch.Says(("score", "0"));
        var page = await player.Open();

        await player.Learner.Submit(page, "form[action$='/finished']");

        Assert.Equal(ActivityStatus.Completed, await Status(player));
        Assert.Contains("You have finished this content.", (await player.Open()).Everything, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task doesn_t_open_by_what_was_begun_in_an_earlier_cycle(Database database)
    {
        var player = await InFrontOf(await apps.On(database));
        await (await player.Launch()).Says(("score", "0"));
        var page = await player.Open();
        await player.App.InDb(async db =>
        {
            var draft = (await db.Draft(player.Course, CancellationToken.None))!;
            draft.Open(draft.ActivityOf(player.Activity)!, Rule.Clause("from", ("at", "2099-01-01T00:00:00Z")), false, player.App.Clock.GetUtcNow());
            await db.SaveChangesAsync();
        });
        await player.Instructor.Publish(player.Course);
        var first = await Attempt(player);
        var again = await player.App.InDb(db => db.BeginAgain(first.EnrolmentId, EnrolmentSources.Assigned, player.App.Clock.GetUtcNow(), CancellationToken.None));

        Assert.Equal(HttpStatusCode.NotFound, (await player.Learner.Submit(page, "form[action$='/finished']")).Status);
        Assert.False(await player.App.InDb(db => db.LearningRecords.AnyAsync(r => r.EnrolmentId == again.Value.Id)));
    }

    [Theory, EveryDatabase]
    public async Task does_not_take_the_learner_s_word_for_content_that_can_be_scored(Database database)
    {
        var player = await InFrontOf(await apps.On(database));
        var launch = await player.Launch();
        await launch.Says(("score", "0"));
        var page = await player.Open();
        await launch.Says(("score", "1"));

        await player.Learner.Submit(page, "form[action$='/finished']");

        Assert.Equal(ActivityStatus.Started, await Status(player));
        Assert.False((await player.Open()).Has("form[action$='/finished']"));
    }

    [Theory, EveryDatabase]
    public async Task starts_again_from_nothing_and_keeps_the_earlier_attempt_whole(Database database)
    {
        var player = await InFrontOf(await apps.On(database));
        var first = await player.Launch();
        await first.Says(("state/0/state", "9"), ("statement/0", Statement("completed", Scored(9, 10, true))));
        var question = await player.Learner.Open((await player.Open()).Html.QuerySelector("a[href$='/again']")!.GetAttribute("href")!);

        var fresh = await player.Learner.Submit(question, "form[action$='/again']");

        Assert.Contains("Attempt 2. What you did before is kept", fresh.Everything, StringComparison.Ordinal);
        Assert.Contains("FromEarlierLaunch", await first.Says(("state/0/state", "1")), StringComparison.Ordinal);
        var second = await player.Launch();
        Assert.Empty(second.States);
        await second.Says(("statement/0", Statement("completed", Scored(1, 10, false))));
        var attempts = await player.App.InDb(db => db.H5pAttempts.AsNoTracking().Where(a => a.ActivityId == player.Activity).OrderBy(a => a.Number).ToListAsync());
        Assert.Equal([(LessonStatus.Passed, (decimal?)0.9m), (LessonStatus.Failed, 0.1m)], attempts.Select(Standing));
        Assert.Equal(ActivityStatus.Passed, await Status(player));
        await player.App.Settle();
        Assert.Equal(90, (await player.App.InDb(db => db.Marks.SingleAsync(m => m.ActivityId == player.Activity))).Told!.Percent);
    }

    [Theory, EveryDatabase]
    public async Task is_seen_answer_by_answer_by_those_who_follow(Database database)
    {
        var player = await InFrontOf(await apps.On(database));
        var launch = await player.Launch();
        await launch.Says(
            ("statement/0", Statement("answered", new { score = new { min = 0, max = 1, raw = 0 }, response = "1[,]2", success = false, duration = "PT65S" }, new
            {
                description = new Dictionary<string, string> { ["en-US"] = "<p>Which are <b>vital</b> signs?</p>\n" },
                interactionType = "choice",
                choices = new[] { new { id = "0", description = new { en = "Pulse" } }, new { id = "1", description = new { en = "Shoe size" } }, new { id = "2", description = new { en = "Age &amp; name" } } },
                correctResponsesPattern = new[] { "0" },
            }, isPart: true)),
            ("statement/1", Statement("answered", new { score = new { min = 0, max = 4, raw = 3 }, response = "Brasilia[,]Rom" }, new { interactionType = "fill-in", correctResponsesPattern = new[] { "{case_matters=true}Brasilia[,]Berlin" } }, isPart: true)),
            ("statement/2", Statement("completed", Scored(3, 5))));
        var enrolment = await player.App.InDb(db => db.Set<Lectern.Enrolment.CourseEnrolment>().Where(e => e.CourseId == player.Course && e.LearnerId == player.LearnerId).Select(e => e.Id).SingleAsync());
        var about = await player.Instructor.Open($"/courses/{player.Course}/progress/{enrolment}");
        Assert.Contains("H5P contents", about.Everything, StringComparison.Ordinal);

        var page = await player.Instructor.Open(about.Html.QuerySelector("a[href*='/h5p/']")!.GetAttribute("href")!);

        var said = page.Html.QuerySelectorAll("main ol.rows li");
        Assert.Equal(["1.", "Which are vital signs?", "0/1 points", "Choice", "Answer given: Shoe size, Age & name", "Right answer: Pulse", "Took 1 min 5 s"], said[0].QuerySelectorAll("p > span").Select(span => span.TextContent.Trim()));
        Assert.Equal(["2.", "2", "3/4 points", "Short answer", "Answer given: Brasilia, Rom", "Right answer: Brasilia, Berlin"], said[1].QuerySelectorAll("p > span").Select(span => span.TextContent.Trim()));
        Assert.Contains("60%", page.Words("main"), StringComparison.Ordinal);
        Assert.InRange(page.Statements, 1, 8);
        Assert.Equal(HttpStatusCode.NotFound, (await player.Learner.Open(page.Path)).Status);
    }

    [Theory, EveryDatabase]
    public async Task is_for_those_who_are_enrolled(Database database)
    {
        var app = await apps.On(database);
        var player = await InFrontOf(app);
        var launch = await player.Launch();
        var (stranger, _) = await app.SignedIn(Role.Learner);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Open($"/h5p/{player.Activity}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Open($"/h5p/{player.Activity}?preview=1")).Status);

        await app.InDb(async db =>
        {
            var enrolment = await db.Set<Lectern.Enrolment.CourseEnrolment>().SingleAsync(e => e.CourseId == player.Course);
            enrolment.Withdraw(enrolment.LearnerId, app.Clock.GetUtcNow());
            await db.SaveChangesAsync();
        });
        Assert.Equal(HttpStatusCode.NotFound, (await launch.Post(1, ("statement/0", Statement("passed")))).StatusCode);
    }

    [Theory, EveryDatabase]
    public async Task shows_an_editor_the_draft_and_records_nothing(Database database)
    {
        var app = await apps.On(database);
        var (instructor, _) = await app.SignedIn(Role.Instructor);
        var (course, activity) = await instructor.Import(app, Zip());
        Assert.Contains("Test 1.2", (await instructor.Open($"/courses/{course}/packages/{activity}")).Words("main"), StringComparison.Ordinal);

        var launch = await H5pPlayer.Launch(await instructor.Open($"/h5p/{activity}?preview=1"));

        Assert.Equal(JsonValueKind.Null, launch.Start.GetProperty("report").ValueKind);
        Assert.Equal(0, await app.InDb(db => db.H5pAttempts.CountAsync(a => a.ActivityId == activity)));
    }

    [Theory, EveryDatabase]
    public async Task loads_the_core_then_the_libraries_all_from_the_content_origin(Database database)
    {
        var player = await InFrontOf(await apps.On(database));
        var launch = await player.Launch();
        var origin = new Uri(launch.Start.GetProperty("files").GetString()!).GetLeftPart(UriPartial.Authority);
        var sources = System.Text.RegularExpressions.Regex.Matches(launch.Html, "(?:src|href)=\"([^\"]+)\"").Select(match => WebUtility.HtmlDecode(match.Groups[1].Value)).ToList();
        Assert.All(sources, source => Assert.StartsWith(origin + "/content/", source, StringComparison.Ordinal));
        Assert.EndsWith("/H5P.Test-1.2/test.js", sources[^1], StringComparison.Ordinal);
        foreach (var source in sources) Assert.Equal(HttpStatusCode.OK, (await launch.Client.GetAsync(new Uri(source))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await launch.Client.GetAsync(new Uri(launch.Start.GetProperty("files").GetString() + "/content/content.json"))).StatusCode);
    }

    [Theory, EveryDatabase]
    public async Task takes_few_statements(Database database)
    {
        var player = await InFrontOf(await apps.On(database));
        await (await player.Launch()).Says(("statement/0", Statement("completed", Scored(1, 1))));
        await player.Open();
        Assert.InRange((await player.Open()).Statements, 1, 6);
    }

    private static (LessonStatus, decimal?) Standing(H5pAttempt attempt) => (attempt.Status, attempt.Score);

    private static Task<H5pAttempt> Attempt(H5pPlayer player) =>
        player.App.InDb(db => db.H5pAttempts.AsNoTracking().Include(a => a.Statements).Where(a => a.ActivityId == player.Activity).OrderByDescending(a => a.Number).FirstAsync());

    private static Task<ActivityStatus> Status(H5pPlayer player) =>
        player.App.InDb(db => db.ActivityProgresses.Where(p => p.ActivityId == player.Activity).Select(p => p.Status).SingleAsync());
}
