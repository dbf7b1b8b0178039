using System.Net;
using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Grading;
using Lectern.Kernel;
using Lectern.Packages;
using Lectern.Progress;
using Lectern.Scorm;
using Microsoft.EntityFrameworkCore;

namespace Lectern.Tests.Packages;

public sealed class Playing_a_package(Apps apps)
{
    [Theory, EveryDatabase]
    public async Task resumes_exactly_where_it_was_left(Database database)
    {
        var player = await APackage.InFrontOf(await apps.On(database), APackage.Of("one"));
        var first = await player.Launch();
        Assert.Equal(("ab-initio", "not attempted"), (first.Model("cmi.core.entry"), first.Model("cmi.core.lesson_status")));
        await first.Says(("cmi.core.lesson_status", "incomplete"), ("cmi.suspend_data", "page=3;ü\n"), ("cmi.core.lesson_location", "3"));
        await first.Ends(("cmi.core.exit", "suspend"), ("cmi.core.session_time", "00:02:10"));

        var second = await player.Launch();

        Assert.Equal(("resume", "page=3;ü\n", "3", "incomplete", "0000:02:10.00"),
            (second.Model("cmi.core.entry"), second.Model("cmi.suspend_data"), second.Model("cmi.core.lesson_location"), second.Model("cmi.core.lesson_status"), second.Model("cmi.core.total_time")));
        Assert.Equal(ActivityStatus.Started, await Status(player));
    }

    [Theory, EveryDatabase]
    public async Task is_complete_when_every_part_is_and_tells_the_score(Database database)
    {
        var player = await APackage.InFrontOf(await apps.On(database), APackage.Of("one", "two"));
        await (await player.Launch("one")).Ends(("cmi.core.lesson_status", "completed"));
        Assert.Equal(ActivityStatus.Started, await Status(player));
        await (await player.Launch("two")).Ends(("cmi.core.lesson_status", "passed"), ("cmi.core.score.raw", "80"));

        Assert.Equal(ActivityStatus.Passed, await Status(player));
        Assert.Equal(0.8m, (await player.App.InDb(db => db.PackageAttempts.SingleAsync(a => a.ActivityId == player.Activity))).ReportedScore);
        await player.App.Settle();
        Assert.NotNull((await player.App.InDb(db => db.CourseProgresses.SingleAsync(p => p.CourseId == player.Course))).CompletedAt);
        Assert.Contains("You have finished this package.", (await player.Open()).Everything, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task takes_what_an_older_page_says_late_unless_the_newer_one_has_said_otherwise(Database database)
    {
        var player = await APackage.InFrontOf(await apps.On(database), APackage.Of("one"));
        var old = await player.Launch();
        await old.Send(2, false, ("cmi.suspend_data", "newer"), ("cmi.core.session_time", "00:01:00"));
        await old.Send(1, false, ("cmi.suspend_data", "older"));
        var now = await player.Launch();
        Assert.Equal("newer", now.Model("cmi.suspend_data"));
        await now.Says(("cmi.core.lesson_location", "9"));

        foreach (var _ in new[] { 1, 2 })
        {
            var late = await old.Send(3, true, ("cmi.suspend_data", "newest"), ("cmi.core.lesson_location", "4"), ("cmi.core.lesson_status", "passed"), ("cmi.core.exit", "logout"), ("cmi.core.session_time", "00:01:30"));
            Assert.Equal(HttpStatusCode.OK, late.StatusCode);
        }

        var record = await Record(player);
        Assert.Equal(("newest", "9", null, TimeSpan.FromSeconds(90)), (record.State["cmi.suspend_data"], record.State["cmi.core.lesson_location"], record.State["cmi.core.exit"], record.State.TotalTime));
        Assert.Equal(ActivityStatus.Passed, await Status(player));
        await now.Ends(("cmi.core.lesson_location", "10"));
        Assert.Equal("10", (await Record(player)).State["cmi.core.lesson_location"]);
    }

    [Theory, EveryDatabase]
    public async Task counts_what_arrives_late_for_the_cycle_in_which_it_was_and_begins_nothing_in_the_newer_one(Database database)
    {
        var player = await APackage.InFrontOf(await apps.On(database), APackage.Of("one"));
        var before = await player.Launch();
        var first = await player.App.InDb(db => db.Enrolments.Where(e => e.CourseId == player.Course).Select(e => e.Id).SingleAsync());
        await player.App.InDb(db => db.BeginAgain(first, EnrolmentSources.Assigned, player.App.Clock.GetUtcNow(), default));
        await before.Ends(("cmi.core.lesson_status", "completed"), ("cmi.suspend_data", "all"));

        var progress = await player.App.InDb(db => db.ActivityProgresses.AsNoTracking().SingleAsync(p => p.ActivityId == player.Activity));
        Assert.Equal((first, ActivityStatus.Completed), (progress.EnrolmentId, progress.Status));
        Assert.Null((await player.Launch()).Model("cmi.suspend_data"));
    }

    [Theory, EveryDatabase]
    public async Task counts_what_was_begun_before_it_closed_for_as_long_as_a_page_is_open_and_keeps_the_rest(Database database)
    {
        await using var app = await apps.OwnOn(database);   // moves the clock
        var player = await APackage.InFrontOf(app, APackage.Of("one"));
        var closes = app.Clock.GetUtcNow().AddHours(1);
        await app.InDb(async db =>
        {
            var course = await db.Courses.Include(c => c.Modules).ThenInclude(m => m.Activities).AsSingleQuery().SingleAsync(c => c.Id == player.Course);
            course.Open(course.ActivityOf(player.Activity)!, Rule.Clause("until", ("at", closes.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture))), false, app.Clock.GetUtcNow());
            await db.SaveChangesAsync();
        });
        await player.Instructor.Publish(player.Course);
        var launch = await player.Launch();

        app.Clock.Advance(TimeSpan.FromHours(2));
        await launch.Says(("cmi.core.lesson_status", "failed"), ("cmi.core.score.raw", "10"));
        Assert.Equal(ActivityStatus.Failed, await Status(player));
        app.Clock.Advance(TimeSpan.FromDays(3));
        await launch.Ends(("cmi.core.lesson_status", "passed"), ("cmi.core.score.raw", "90"));

        Assert.Equal((LessonStatus.Passed, 0.9m), ((await Record(player)).Status, (await Record(player)).Score!.Value));
        Assert.Equal(ActivityStatus.Failed, await Status(player));
        await app.Settle();
        Assert.Equal(10, (await app.InDb(db => db.Marks.SingleAsync(m => m.ActivityId == player.Activity))).Told!.Percent);
    }

    [Theory, EveryDatabase]
    public async Task takes_reports_that_arrive_together(Database database)
    {
        var player = await APackage.InFrontOf(await apps.On(database), APackage.Of("one"));
        var launch = await player.Launch();

        var answers = await Task.WhenAll(Enumerable.Range(1, 6).Select(n => launch.Send(n, n == 6, ("cmi.suspend_data", $"{n}"), ("cmi.core.lesson_status", "completed"))));

        Assert.All(answers, answer => Assert.True(answer.StatusCode is HttpStatusCode.OK, answer.StatusCode.ToString()));
        Assert.Equal("6", (await player.Launch()).Model("cmi.suspend_data"));
        Assert.Equal(ActivityStatus.Completed, await Status(player));
    }

    [Theory, EveryDatabase]
    public async Task takes_the_batches_of_a_last_report_in_any_order_and_each_once(Database database)
    {
        var player = await APackage.InFrontOf(await apps.On(database), APackage.Of("one"));
        var launch = await player.Launch();
        await launch.Says(("cmi.core.lesson_status", "incomplete"));

        // The end of a list first, then the last batch of all, one of them twice; the beginning and the score come last.
        await launch.SendBatch(2, true, 1, 3, ("cmi.interactions.1.id", "q2"), ("cmi.interactions.1.student_response", "b"));
        await launch.SendBatch(2, true, 2, 3, ("cmi.core.lesson_status", "completed"), ("cmi.suspend_data", "end"));
        var again = await launch.SendBatch(2, true, 1, 3, ("cmi.interactions.1.id", "q2"), ("cmi.interactions.1.student_response", "b"));
        Assert.Contains("Repeated", await again.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.False((await Record(player)).State.IsFinished);   // not all of it is here
        await launch.SendBatch(2, true, 0, 3, ("cmi.interactions.0.id", "q1"), ("cmi.core.score.raw", "70"));

        var record = await Record(player);
        Assert.True(record.State.IsFinished);
        Assert.Null(record.BatchesJson);
        Assert.Equal(("q1", "q2", "b", "end", 0.7m), (record.State["cmi.interactions.0.id"], record.State["cmi.interactions.1.id"], record.State["cmi.interactions.1.student_response"], record.State["cmi.suspend_data"], record.Score));
        Assert.Contains("Repeated", await (await launch.SendBatch(2, true, 0, 3, ("cmi.suspend_data", "forged"))).Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(ActivityStatus.Completed, await Status(player));
    }

    [Theory, EveryDatabase]
    public async Task says_which_elements_it_did_not_keep(Database database)
    {
        var player = await APackage.InFrontOf(await apps.On(database), APackage.Of("one"));
        var answer = await (await player.Launch()).Says(("cmi.suspend_data", new string('x', 70_000)), ("cmi.core.lesson_status", "done"), ("cmi.core.lesson_location", "4"));
        var dropped = System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("dropped").EnumerateArray().Select(e => e.GetString());
        Assert.Equal(["cmi.core.lesson_status", "cmi.suspend_data"], dropped.Order());
        Assert.Equal("4", (await player.Launch()).Model("cmi.core.lesson_location"));
    }

    [Theory, EveryDatabase]
    public async Task stays_finished_when_a_finished_part_is_looked_at_again(Database database)
    {
        var player = await APackage.InFrontOf(await apps.On(database), APackage.Of(
            ["""<item identifier="a" identifierref="r-a"><title>First</title></item>""", """<item identifier="b" identifierref="r-b"><title>Second</title><adlcp:prerequisites type="aicc_script">a</adlcp:prerequisites></item>"""], ["a", "b"]));
        await (await player.Launch("a")).Ends(("cmi.core.lesson_status", "passed"), ("cmi.core.score.raw", "80"));

        var again = await player.Launch("a");
        await again.Says(("cmi.core.lesson_status", "incomplete"), ("cmi.core.score.raw", "0"));

        var record = await Record(player);
        Assert.Equal((LessonStatus.Passed, 0.8m), (record.Status, record.Score));
        Assert.Equal("incomplete", record.State["cmi.core.lesson_status"]);
        Assert.EndsWith("/b.html", (await player.Launch("b")).Content, StringComparison.Ordinal);
        Assert.Equal("incomplete", (await player.Launch("a")).Model("cmi.core.lesson_status"));   // the content gets back its own word
        await (await player.Launch("b")).Ends(("cmi.core.lesson_status", "completed"));
        Assert.Equal(ActivityStatus.Passed, await Status(player));
    }

    [Theory, EveryDatabase]
    public async Task fails_within_a_launch_although_it_said_completed_before(Database database)
    {
        var player = await APackage.InFrontOf(await apps.On(database), APackage.Of("one"));
        var launch = await player.Launch();
        await launch.Says(("cmi.core.lesson_status", "completed"));
        await launch.Ends(("cmi.core.lesson_status", "failed"));
        Assert.Equal(LessonStatus.Failed, (await Record(player)).Status);
    }

    [Theory, EveryDatabase]
    public async Task starts_again_from_nothing_and_keeps_the_earlier_attempt_whole(Database database)
    {
        var player = await APackage.InFrontOf(await apps.On(database), APackage.Of("one"));
        Assert.False((await player.Open()).Has("form[action$='/again']"));
        var first = await player.Launch();
        await first.Says(("cmi.core.lesson_status", "passed"), ("cmi.core.score.raw", "90"), ("cmi.suspend_data", "page=9"));

        var page = await player.Open();
        var question = await player.Learner.Open(page.Html.QuerySelector("a[href$='/again']")!.GetAttribute("href")!);
        var fresh = await player.Learner.Submit(question, "form[action$='/again']");
        Assert.Contains("Attempt 2. What you did before is kept", fresh.Everything, StringComparison.Ordinal);
        var late = await first.Says(("cmi.suspend_data", "page=1"));
        Assert.Contains("FromEarlierLaunch", await late.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var second = await player.Launch();
        Assert.Equal(("ab-initio", null), (second.Model("cmi.core.entry"), second.Model("cmi.suspend_data")));
        await second.Ends(("cmi.core.lesson_status", "failed"), ("cmi.core.score.raw", "10"));

        var attempts = await player.App.InDb(db => db.PackageAttempts.AsNoTracking().Include(a => a.Parts).Where(a => a.ActivityId == player.Activity).OrderBy(a => a.Number).ToListAsync());
        Assert.Equal([(1, LessonStatus.Passed, (decimal?)0.9m), (2, LessonStatus.Failed, 0.1m)], attempts.Select(a => (a.Number, a.Status, a.Score)));
        Assert.Equal("page=9", attempts[0].Parts[0].State["cmi.suspend_data"]);
        Assert.Equal(ActivityStatus.Passed, await Status(player));
        await player.App.Settle();
        Assert.Equal(90, (await player.App.InDb(db => db.Marks.SingleAsync(m => m.ActivityId == player.Activity))).Told!.Percent);
    }

    [Theory, EveryDatabase]
    public async Task is_seen_part_by_part_by_those_who_follow(Database database)
    {
        var player = await APackage.InFrontOf(await apps.On(database), APackage.Of("one", "two"));
        await (await player.Launch("one")).Ends(("cmi.core.lesson_status", "failed"), ("cmi.core.score.raw", "40"), ("cmi.core.session_time", "00:03:20"), ("cmi.suspend_data", "p=2"),
            ("cmi.interactions.0.id", "Rate of this strip"), ("cmi.interactions.0.type", "choice"), ("cmi.interactions.0.student_response", "b,c"), ("cmi.interactions.0.correct_responses.0.pattern", "a"), ("cmi.interactions.0.result", "wrong"));
        var enrolment = await player.App.InDb(db => db.Set<Lectern.Enrolment.CourseEnrolment>().Where(e => e.CourseId == player.Course && e.LearnerId == player.LearnerId).Select(e => e.Id).SingleAsync());
        var about = await player.Instructor.Open($"/courses/{player.Course}/progress/{enrolment}");
        var page = await player.Instructor.Open(about.Html.QuerySelector("a[href*='/packages/']")!.GetAttribute("href")!);
        var row = string.Join(' ', page.Html.QuerySelectorAll("tbody tr")[0].TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("Part one Not passed yet 40% 3 min 20 s 1 time where it was left", row, StringComparison.Ordinal);
        Assert.EndsWith("3 characters of its own notes", row, StringComparison.Ordinal);
        var said = page.Html.QuerySelector("main ol li")!;
        Assert.Equal(["1.", "Rate of this strip", "Not yet", "Choice", "Answer given: b,c", "Right answer: a"], said.QuerySelectorAll("p > span").Select(span => span.TextContent.Trim()));
        Assert.InRange(page.Statements, 1, 7);
        Assert.Equal(HttpStatusCode.NotFound, (await player.Learner.Open(page.Path)).Status);
    }

    [Theory, EveryDatabase]
    public async Task believes_no_forged_status_of_the_whole(Database database)
    {
        var player = await APackage.InFrontOf(await apps.On(database), APackage.Of(["""<item identifier="a" identifierref="r-a"><adlcp:masteryscore>80</adlcp:masteryscore></item>"""], ["a"]));

        await (await player.Launch()).Ends(("cmi.core.lesson_status", "passed"), ("cmi.core.score.raw", "20"), ("cmi.core.credit", "no-credit"), ("cmi.student_data.mastery_score", "10"));

        Assert.Equal(ActivityStatus.Failed, await Status(player));
        Assert.Contains("Not passed yet", (await player.Open()).Everything, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task leaves_a_silent_part_to_the_learners_word(Database database)
    {
        var player = await APackage.InFrontOf(await apps.On(database), APackage.Of("one"));
        Assert.False((await player.Open()).Has("form[action$='/finished']"));
        await player.Launch();
        var page = await player.Open();
        Assert.Equal(ActivityStatus.Started, await Status(player));

        await player.Learner.Submit(page, "form[action$='/finished']");

        Assert.Equal(ActivityStatus.Completed, await Status(player));
    }

    [Theory, EveryDatabase]
    public async Task does_not_take_the_learners_word_for_a_part_that_speaks(Database database)
    {
        var player = await APackage.InFrontOf(await apps.On(database), APackage.Of("one"));
        var launch = await player.Launch();
        var page = await player.Open();
        await launch.Says(("cmi.core.lesson_status", "incomplete"));

        await player.Learner.Submit(page, "form[action$='/finished']");

        Assert.Equal(ActivityStatus.Started, await Status(player));
    }

    [Theory, EveryDatabase]
    public async Task counts_an_asset_once_it_was_shown(Database database)
    {
        var player = await APackage.InFrontOf(await apps.On(database), APackage.Of(["""<item identifier="a" identifierref="r-a"/>"""], ["a"], "asset"));
        var launch = await player.Launch();
        Assert.Equal("asset", launch.Start.GetProperty("kind").GetString());

        await launch.Ends();

        Assert.Equal(ActivityStatus.Completed, await Status(player));
    }

    [Theory, EveryDatabase]
    public async Task opens_parts_by_their_prerequisites(Database database)
    {
        var player = await APackage.InFrontOf(await apps.On(database), APackage.Of(
            ["""<item identifier="a" identifierref="r-a"><title>First</title></item>""", """<item identifier="b" identifierref="r-b"><title>Second</title><adlcp:prerequisites type="aicc_script">a</adlcp:prerequisites></item>"""], ["a", "b"]));
        Assert.EndsWith("/a.html", (await player.Launch("b")).Content, StringComparison.Ordinal);
        await (await player.Launch("a")).Ends(("cmi.core.lesson_status", "completed"));
        Assert.EndsWith("/b.html", (await player.Launch("b")).Content, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task is_for_those_who_are_enrolled(Database database)
    {
        var app = await apps.On(database);
        var player = await APackage.InFrontOf(app, APackage.Of("one"));
        var launch = await player.Launch();
        var (stranger, _) = await app.SignedIn(Role.Learner);

        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Open($"/packages/{player.Activity}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Open($"/packages/{player.Activity}?preview=1")).Status);

        await app.InDb(async db =>
        {
            var enrolment = await db.Set<Lectern.Enrolment.CourseEnrolment>().SingleAsync(e => e.CourseId == player.Course);
            enrolment.Withdraw(enrolment.LearnerId, app.Clock.GetUtcNow());
            await db.SaveChangesAsync();
        });
        Assert.Equal(HttpStatusCode.NotFound, (await launch.Ends(("cmi.core.lesson_status", "passed"))).StatusCode);
    }

    [Theory, EveryDatabase]
    public async Task shows_an_editor_the_draft_and_records_nothing(Database database)
    {
        var app = await apps.On(database);
        var (instructor, _) = await app.SignedIn(Role.Instructor);
        var (_, activity) = await instructor.Import(app, APackage.Of("one"));

        var launch = await Player.Launch(await instructor.Open($"/packages/{activity}?preview=1"));

        Assert.Equal(System.Text.Json.JsonValueKind.Null, launch.Start.GetProperty("commit").ValueKind);
        Assert.Equal(0, await app.InDb(db => db.PackageAttempts.CountAsync(a => a.ActivityId == activity)));
    }

    [Theory, EveryDatabase]
    public async Task serves_its_files_on_the_content_origin_alone(Database database)
    {
        var player = await APackage.InFrontOf(await apps.On(database), APackage.Of("one"));
        var launch = await player.Launch();
        var file = await launch.Client.GetAsync(new Uri(launch.Content), TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.OK, "text/html"), (file.StatusCode, file.Content.Headers.ContentType?.MediaType));
        Assert.EndsWith($"frame-ancestors 'self' {player.App.Address.GetLeftPart(UriPartial.Authority)}", file.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await launch.Client.GetAsync(new Uri(launch.Content.Replace("/one.html", "/ONE.html", StringComparison.Ordinal)), TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await launch.Client.GetAsync(new Uri(launch.Content.Replace("/one.html", "/two.html", StringComparison.Ordinal)), TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await player.Learner.Open(new Uri(launch.Content).PathAndQuery)).Status);
    }

    [Theory, EveryDatabase]
    public async Task takes_six_statements_at_most_however_many_parts_there_are(Database database)
    {
        var app = await apps.On(database);
        var small = await APackage.InFrontOf(app, APackage.Of("one"));
        var large = await APackage.InFrontOf(app, APackage.Of([.. Enumerable.Range(1, 40).Select(n => $"p{n}")]));
        foreach (var player in new[] { small, large }) await (await player.Launch()).Says(("cmi.core.lesson_status", "incomplete"));
        await small.Open();
        await large.Open();

        var (few, many) = ((await small.Open()).Statements, (await large.Open()).Statements);

        Assert.Equal(few, many);
        Assert.InRange(many, 1, 6);
    }

    private static Task<ScoRecord> Record(Player player) => player.App.InDb(async db =>
        (await db.PackageAttempts.AsNoTracking().Include(a => a.Parts).Where(a => a.ActivityId == player.Activity).OrderByDescending(a => a.Number).FirstAsync()).Parts[0]);

    private static Task<ActivityStatus> Status(Player player) =>
        player.App.InDb(db => db.ActivityProgresses.Where(p => p.ActivityId == player.Activity).Select(p => p.Status).SingleAsync());
}
