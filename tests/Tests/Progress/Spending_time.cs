using System.Net;
using System.Text.Json.Nodes;
using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Kernel;
using Lectern.Lessons;
using Lectern.People;
using Lectern.Progress;
using Lectern.Progress.Time;
using Lectern.Tests.Lessons;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Progress;

/// <summary>What a page of an activity reports of the time that its learner is at it. The clock is the server's and stands.</summary>
public sealed class Spending_time(Apps apps, Spending_time.Programs programs) : IClassFixture<Spending_time.Programs>
{
    [Theory, EveryDatabase]
    public async Task is_kept_as_intervals_by_the_clock_of_the_server(Database database)
    {
        var (course, learner) = await Begin(database);
        var opened = Sitting.Whole(course.App.Clock.GetUtcNow());
        var page = await learner.Open($"/pages/{course.First}");
        Pass(course, 30);
        Assert.Equal(HttpStatusCode.OK, (await Report(learner, page, "0-30000")).Status);
        Pass(course, 60);
        await Report(learner, page, "30000-60000;75000-90000");
        var kept = await Intervals(course);
        Assert.Equal([(opened, opened.AddSeconds(60)), (opened.AddSeconds(75), opened.AddSeconds(90))], kept.Select(i => (i.From, i.To)));
        Assert.All(kept, i => Assert.False(i.IsLate));
        Assert.Equal(75_000, kept.Sum(i => i.Milliseconds));
    }

    [Theory, EveryDatabase]
    public async Task counts_a_report_that_comes_twice_once(Database database)
    {
        var (course, learner) = await Begin(database);
        var page = await learner.Open($"/pages/{course.First}");
        Pass(course, 100);
        await Report(learner, page, "0-90000");
        await Report(learner, page, "0-90000");
        await Report(learner, page, "10000-95000");
        Assert.Equal(95_000, Assert.Single(await Intervals(course)).Milliseconds);
    }

    [Theory, EveryDatabase]
    public async Task never_counts_what_has_not_passed_yet(Database database)
    {
        var (course, learner) = await Begin(database);
        var page = await learner.Open($"/pages/{course.First}");
        Pass(course, 20);
        await Report(learner, page, "0-86400000");
        Assert.Equal(20_000, Assert.Single(await Intervals(course)).Milliseconds);
    }

    [Theory, EveryDatabase]
    public async Task counts_a_moment_once_in_several_tabs_and_lessons(Database database)
    {
        var (course, learner) = await Begin(database);
        var first = await learner.Open($"/pages/{course.First}");
        Pass(course, 10);
        var second = await learner.Open($"/pages/{course.Second}");
        Pass(course, 90);
        await Report(learner, first, "0-60000");
        await Report(learner, second, "0-90000");   // from the tenth second on, of which fifty are the first one's
        var kept = await Intervals(course);
        Assert.Equal(100_000, kept.Sum(i => i.Milliseconds));
        Assert.Equal(40_000, kept.Where(i => i.ActivityId == course.Second).Sum(i => i.Milliseconds));
    }

    [Theory, EveryDatabase]
    public async Task counts_a_moment_once_when_two_devices_report_at_the_same_time(Database database)
    {
        var (course, learner) = await Begin(database);
        var pages = new[] { await learner.Open($"/pages/{course.First}"), await learner.Open($"/pages/{course.Second}"), await learner.Open($"/pages/{course.First}") };
        Pass(course, 600);
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(n => Report(learner, pages[n % 3], "0-600000")));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.Equal(600_000, (await Intervals(course)).Sum(i => i.Milliseconds));
    }

    [Theory, EveryDatabase]
    public async Task marks_what_a_device_reports_only_later(Database database)
    {
        var (course, learner) = await Begin(database);
        var page = await learner.Open($"/pages/{course.First}");
        Pass(course, 3 * 60 * 60);
        await Report(learner, page, "0-600000");
        Assert.True(Assert.Single(await Intervals(course)).IsLate);
        var enrolment = await course.App.InDb(db => db.Enrolments.SingleAsync(e => e.CourseId == course.Id));
        var before = new Sitting(enrolment.Id, course.First, enrolment.LearnerId, course.App.Clock.GetUtcNow() - Sitting.Kept - TimeSpan.FromDays(1), GoesOn: false);
        Assert.Equal(HttpStatusCode.BadRequest, (await Report(learner, page, "0-60000", course.App.Services.GetRequiredService<Sittings>().Seal(before))).Status);
        Assert.Single(await Intervals(course));
    }

    [Theory, EveryDatabase]
    public async Task is_taken_only_of_the_one_who_was_shown_the_page(Database database)
    {
        var (course, learner) = await Begin(database);
        using var other = await course.Learner();
        var (page, theirs) = (await learner.Open($"/pages/{course.First}"), await other.Open($"/pages/{course.First}"));
        Pass(course, 60);
        Assert.Equal(HttpStatusCode.BadRequest, (await Report(other, theirs, "0-60000", SittingOf(page))).Status);
        foreach (var forged in new[] { "", "sitting", SittingOf(page)[..^2], "CfDJ8" + new string('A', 200) })
            Assert.Equal(HttpStatusCode.BadRequest, (await Report(learner, page, "0-60000", forged)).Status);
        foreach (var wrong in new[] { "0-1e9", "x", "0-86400001", string.Join(';', Enumerable.Repeat("0-1", 401)) })
            Assert.Equal(HttpStatusCode.BadRequest, (await Report(learner, page, wrong)).Status);
        using var nobody = course.App.Browser();
        Assert.NotEqual(HttpStatusCode.OK, (await nobody.Client.PostAsync(new Uri("/learning/time", UriKind.Relative), new FormUrlEncodedContent([new("sitting", SittingOf(page)), new("spent", "0-60000")]))).StatusCode);
        Assert.Empty(await Intervals(course));
    }

    [Theory, EveryDatabase]
    public async Task is_not_taken_without_the_token_of_a_page(Database database)
    {
        var (course, learner) = await Begin(database);
        var page = await learner.Open($"/pages/{course.First}");
        Pass(course, 60);
        var answer = await learner.Client.PostAsync(new Uri("/learning/time", UriKind.Relative), new FormUrlEncodedContent([new("sitting", SittingOf(page)), new("spent", "0-60000")]));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(await Intervals(course));
    }

    [Theory, EveryDatabase]
    public async Task is_not_taken_of_a_lesson_that_has_closed_or_by_who_has_left(Database database)
    {
        var app = await programs.On(database, apps);
        var course = await ACourse.With(app, "page", "page");
        await course.WritePage(course.First, "<p>Words.</p>");
        await course.WritePage(course.Second, "<p>Words.</p>");
        await course.Close(course.First, app.Clock.GetUtcNow().AddMinutes(10));
        await course.Publish();
        using var learner = await course.Learner();
        var (first, second) = (await learner.Open($"/pages/{course.First}"), await learner.Open($"/pages/{course.Second}"));
        Pass(course, 5 * 60);
        Assert.Equal(HttpStatusCode.OK, (await Report(learner, first, "0-300000")).Status);
        Pass(course, 6 * 60);
        Assert.Equal(HttpStatusCode.NotFound, (await Report(learner, first, "300000-660000")).Status);
        await app.InDb(async db =>
        {
            var enrolment = await db.Enrolments.SingleAsync(e => e.CourseId == course.Id);
            enrolment.Withdraw(enrolment.LearnerId, app.Clock.GetUtcNow());
            await db.SaveChangesAsync();
        });
        Assert.Equal(HttpStatusCode.NotFound, (await Report(learner, second, "300000-660000")).Status);
        Assert.Equal(300_000, (await Intervals(course)).Sum(i => i.Milliseconds));
    }

    [Theory, EveryDatabase]
    public async Task goes_on_in_a_new_sitting_after_the_device_has_slept(Database database)
    {
        var (course, learner) = await Begin(database);
        var page = await learner.Open($"/pages/{course.First}");
        Pass(course, 8 * 60 * 60);
        var woken = Sitting.Whole(course.App.Clock.GetUtcNow());
        var renewed = JsonNode.Parse((await Report(learner, page, "0-5000", renew: true)).Text)!["sitting"]!.GetValue<string>();
        Pass(course, 30);
        await Report(learner, page, "0-30000", renewed);
        Assert.Equal([(woken.AddHours(-8), true), (woken, false)], (await Intervals(course)).Select(i => (i.From, i.IsLate)));
    }

    [Theory, EveryDatabase]
    public async Task belongs_to_the_cycle_in_which_it_was(Database database)
    {
        var (course, learner) = await Begin(database);
        var page = await learner.Open($"/pages/{course.First}");
        Pass(course, 60);
        var first = await course.App.InDb(async db =>
        {
            var enrolment = await db.Enrolments.SingleAsync(e => e.CourseId == course.Id);
            db.Add(enrolment.BeginAgain("self", course.App.Clock.GetUtcNow()).Value);
            await db.SaveChangesAsync();
            return enrolment.Id;
        });
        Pass(course, 60);
        Assert.Equal(HttpStatusCode.OK, (await Report(learner, page, "0-120000")).Status);
        var kept = Assert.Single(await Intervals(course));
        Assert.Equal(first, kept.EnrolmentId);
        Assert.InRange(kept.Milliseconds, 60_000, 60_001);
        await course.App.Settle();
        Assert.Single(await course.App.InDb(db => db.ActivityProgresses.Where(p => p.ActivityId == course.First).ToListAsync()));
    }

    [Theory, EveryDatabase]
    public async Task meets_the_clause_that_asks_for_it(Database database)
    {
        var app = await programs.On(database, apps);
        var course = await ACourse.With(app, "page", "page");
        await course.WritePage(course.First, "<p>Words.</p>");
        await course.WritePage(course.Second, "<p>Words.</p>");
        await course.Complete(course.First, Rule.Clause("minutes", ("minutes", "10")));
        await course.Publish();
        using var learner = await course.Learner();
        var page = await learner.Open($"/pages/{course.First}");
        Assert.Contains("Work at it for 10 minutes", page.Words("#done-when"), StringComparison.Ordinal);
        Pass(course, 5 * 60);
        Assert.Contains("\"isNews\":true", (await Report(learner, page, "0-299000")).Text, StringComparison.Ordinal);
        Assert.Contains("now 4 minutes", (await learner.Open($"/pages/{course.First}")).Words("#done-when"), StringComparison.Ordinal);
        Pass(course, 5 * 60);
        Assert.Contains("\"isNews\":true", (await Report(learner, page, "299000-599999")).Text, StringComparison.Ordinal);
        Pass(course, 1);
        await Report(learner, page, "599999-600000");
        var doneAt = Sitting.Whole(app.Clock.GetUtcNow());
        await app.Settle();
        Assert.False((await learner.Open($"/pages/{course.First}")).Has("#done-when"));
        var done = await app.InDb(db => db.ActivityProgresses.AsNoTracking().SingleAsync(p => p.ActivityId == course.First));
        Assert.Equal((ActivityStatus.Completed, doneAt), (done.Status, Sitting.Whole(done.DoneAt!.Value)));
        Assert.Equal([240, 540, 600], await app.InDb(db => db.LearningRecords.Where(r => r.ActivityId == course.First && r.Verb == LearningVerb.Spent).OrderBy(r => r.At).Select(r => (int)r.Value!).ToListAsync()));
    }

    [Theory, EveryDatabase]
    public async Task is_not_measured_in_a_preview(Database database)
    {
        var (course, _) = await Begin(database);
        using var instructor = await course.Instructor();
        Assert.False((await instructor.Open($"/pages/{course.First}?preview=1")).Has("[data-controller=study-time]"));
    }

    [Theory, EveryDatabase]
    public async Task is_shown_to_the_learner_and_to_who_follows_them_and_exported_as_evidence(Database database)
    {
        var (course, learner) = await Begin(database);
        var app = course.App;
        using var instructor = await course.Instructor();
        Assert.Contains("No study time yet", (await instructor.Open(await AddressOfLearner(course))).Everything, StringComparison.Ordinal);
        var page = await learner.Open($"/pages/{course.First}");
        var opened = app.Clock.GetUtcNow();
        Pass(course, 10 * 60);
        await Report(learner, page, "0-300000;420000-600000");
        var second = await learner.Open($"/pages/{course.Second}");
        Pass(course, 40 * 60);
        await Report(learner, second, "0-60000");
        await app.Settle();
        var slug = await app.InDb(db => db.Courses.Where(c => c.Id == course.Id).Select(c => c.Slug).SingleAsync());

        Assert.Contains("9 min in 2 lessons", (await learner.Open($"/courses/{slug}/home")).Everything, StringComparison.Ordinal);
        var own = await learner.Open($"/courses/{slug}/cycles/1/time");
        Assert.Contains("8 min", own.Words("ol.rows > li:last-child"), StringComparison.Ordinal);   // both intervals are one session
        Assert.Contains("Reported later", own.Words("ol.rows > li:first-child"), StringComparison.Ordinal);
        Assert.Equal(2, own.Html.QuerySelectorAll("ol.rows > li").Length);
        Assert.Equal(HttpStatusCode.NotFound, (await learner.Open($"/courses/{slug}/cycles/2/time")).Status);

        Assert.Contains("9 min", (await instructor.Open($"/courses/{course.Id}/progress")).Words("tbody tr"), StringComparison.Ordinal);
        var theirs = await AddressOfLearner(course);
        Assert.Contains("9 min in 2 lessons", (await instructor.Open(theirs)).Everything, StringComparison.Ordinal);
        Assert.Contains("The page 1", (await instructor.Open($"{theirs}/time")).Words("ol.rows"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await learner.Open($"{theirs}/time")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await learner.Open($"/courses/{course.Id}/progress/time.csv")).Status);

        foreach (var (browser, address) in new[] { (learner, $"/courses/{slug}/cycles/1/time.csv"), (instructor, $"{theirs}/time.csv"), (instructor, $"/courses/{course.Id}/progress/time.csv") })
        {
            var lines = (await browser.Open(address)).Text.Trim('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(4, lines.Length);
            var cells = lines[1].Split(',');
            Assert.Equal(["Reading an ECG", "1", "Rate and rhythm", "The page 1", $"{opened.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}", $"{opened.AddSeconds(300).UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}"], cells[2..8]);
            Assert.Equal(["UTC", "5.00", "At once"], cells[10..]);
            Assert.EndsWith("UTC,1.00,Later", lines[3], StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await instructor.Open($"/courses/{course.Id}/progress/{Guid.NewGuid()}/time.csv")).Status);
    }

    [Theory, EveryDatabase]
    public async Task is_summed_by_module_for_the_learner_for_who_follows_them_and_for_programs(Database database)
    {
        var app = await programs.On(database, apps);
        var course = await app.Course(2, 1);
        var (learner, me) = await app.SignedIn(Role.Learner);
        var (instructor, teaching) = await app.SignedIn(Role.Instructor, course.ScopeId);
        using var _ = learner;
        using var __ = instructor;
        var enrolment = await app.Enrol(course, me);
        foreach (var activity in course.Activities) await app.Open(activity, me);
        await app.Settle();
        const string Modules = "ul[aria-label='By module'] > li";
        var (home, theirs) = ($"/courses/{course.Slug}/home", $"/courses/{course.Id}/progress/{enrolment}");
        var statements = (Home: (await learner.Open(home)).Statements, Theirs: (await instructor.Open(theirs)).Statements);

        var page = await learner.Open(home);
        foreach (var (index, seconds) in new[] { 300, 250, 150 }.Index())   // 9 min 10 s and 2 min 30 s: sums are of what was measured, not of what is shown
        {
            var sitting = app.Services.GetRequiredService<Sittings>().Seal(new Sitting(enrolment, course.Activities[index], me.Id, Sitting.Whole(app.Clock.GetUtcNow()), GoesOn: false));
            app.Clock.Advance(TimeSpan.FromSeconds(seconds));
            using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", Browser.TokenOf(page)), new("sitting", sitting), new("spent", $"0-{seconds * 1000}")]);
            Assert.Equal(HttpStatusCode.OK, (await learner.Client.PostAsync(new Uri("/learning/time", UriKind.Relative), form)).StatusCode);
        }

        await app.Settle();
        var seen = await learner.Open(home);
        Assert.Contains("you spent 9 min", seen.Words("#module-1"), StringComparison.Ordinal);
        Assert.Contains("you spent 2 min", seen.Words("#module-2"), StringComparison.Ordinal);
        Assert.Contains("11 min in 3 lessons", seen.Everything, StringComparison.Ordinal);
        var told = await instructor.Open(theirs);
        Assert.Equal(["1. Module 1: 9 min", "2. Module 2: 2 min"], Rows(told, Modules));
        Assert.Equal(statements, (seen.Statements, told.Statements));
        foreach (var sums in new[] { await learner.Open($"/courses/{course.Slug}/cycles/1/time"), await instructor.Open($"{theirs}/time") })
            Assert.Equal(["1. Module 1: 9 min", "2. Module 2: 2 min"], Rows(sums, "#by-module > li > p"));

        using var mine = await app.Program(me);
        using var teachers = await app.Program(teaching);
        foreach (var (program, address) in new[] { (mine, $"/api/v1/me/time/{enrolment}"), (teachers, $"/api/v1{theirs}/time") })
        {
            var sums = await World.Send(program, HttpMethod.Get, address);
            Assert.Equal([550, 150], sums["modules"]!.AsArray().Select(m => m!["seconds"]!.GetValue<double>()));
            Assert.Equal([300, 250], sums["modules"]![0]!["lessons"]!.AsArray().Select(l => l!["seconds"]!.GetValue<double>()));
            Assert.Equal((700, 0), (sums["seconds"]!.GetValue<double>(), sums["secondsOutside"]!.GetValue<double>()));
        }

        foreach (var (program, address) in new[] { (teachers, $"/api/v1/me/time/{enrolment}"), (mine, $"/api/v1{theirs}/time"), (teachers, $"/api/v1/courses/{course.Id}/progress/{Guid.NewGuid()}/time") })
            Assert.Equal(HttpStatusCode.NotFound, (await program.GetAsync(new Uri(address, UriKind.Relative))).StatusCode);

        // What was spent at a lesson that is taken out stays, and is said apart.
        await app.Republish(course, draft => draft.Remove(draft.Modules[0].Activities.Single(a => a.Id == course.Activities[1]), app.Clock.GetUtcNow()));
        await app.Settle();
        Assert.Equal(["1. Module 1: 5 min", "2. Module 2: 2 min", "Lessons that are no longer in the course: 4 min"], Rows(await instructor.Open(theirs), Modules));
        Assert.Contains("you spent 5 min", (await learner.Open(home)).Words("#module-1"), StringComparison.Ordinal);

        // An earlier cycle says its own.
        await app.InDb(db => db.BeginAgain(enrolment, EnrolmentSources.Assigned, app.Clock.GetUtcNow(), default));
        await app.Settle();
        Assert.DoesNotContain("you spent", (await learner.Open(home)).Everything, StringComparison.Ordinal);
        Assert.Contains("you spent 5 min", (await learner.Open($"/courses/{course.Slug}/cycles/1")).Everything, StringComparison.Ordinal);

        static IEnumerable<string> Rows(Seen page, string which) => page.Html.QuerySelectorAll(which).Select(row => string.Join(": ", row.Children.Select(c => c.TextContent.Trim())));
    }

    [Theory, EveryDatabase]
    public async Task is_told_to_programs(Database database)
    {
        var app = await programs.On(database, apps);
        var world = await World.Make(app.Address, app.Services);
        var learner = await world.Enrolled();
        var page = await learner.Browser.Open($"/pages/{world.Page}");
        app.Clock.Advance(TimeSpan.FromMinutes(10));
        await Report(learner.Browser, page, "0-1000;2000-3500;5000-6000");
        var first = await Get(world.Instructor, $"/api/v1/courses/{world.Course}/time?size=2");
        Assert.Equal([1, 1.5], first["items"]!.AsArray().Select(i => i!["seconds"]!.GetValue<double>()));
        var rest = await Get(world.Instructor, $"/api/v1/courses/{world.Course}/time?size=2&after={first.Text("next")}");
        Assert.Single(rest["items"]!.AsArray());
        Assert.Null(rest["next"]);
        Assert.Empty((await Get(world.Instructor, $"/api/v1/courses/{world.Course}/time?enrolmentId={Guid.NewGuid()}"))["items"]!.AsArray());
        Assert.Equal(3, (await Get(learner, $"/api/v1/me/time?courseId={world.Course}"))["items"]!.AsArray().Count);
        Assert.Empty((await Get(world.Instructor, "/api/v1/me/time"))["items"]!.AsArray());
        Assert.Equal(HttpStatusCode.NotFound, (await learner.Api.GetAsync(new Uri($"/api/v1/courses/{world.Course}/time", UriKind.Relative))).StatusCode);
    }

    [Theory, EveryDatabase]
    public async Task is_verified_against_its_intervals(Database database)
    {
        var (course, learner) = await Begin(database);
        var page = await learner.Open($"/pages/{course.First}");
        Pass(course, 10 * 60);
        await Report(learner, page, "0-300000");
        await course.App.Settle();
        Assert.Empty(await Differences(course));
        await course.App.InDb(db => db.StudyIntervals.Where(i => i.ActivityId == course.First).ExecuteUpdateAsync(set => set.SetProperty(i => i.Milliseconds, 60_000)));
        Assert.EndsWith("Spent", Assert.Single(await Differences(course)).What, StringComparison.Ordinal);
        await course.App.InDb(db => db.StudyIntervals.Where(i => i.ActivityId == course.First).ExecuteUpdateAsync(set => set.SetProperty(i => i.Milliseconds, 300_000)));
    }

    [Theory, EveryDatabase]
    public async Task says_in_the_builder_how_long_learners_took(Database database)
    {
        var (course, learner) = await Begin(database);
        var times = new List<(Browser Learner, Seen Page)> { (learner, await learner.Open($"/pages/{course.First}")) };
        foreach (var _ in Enumerable.Range(0, 2))
        {
            var another = await course.Learner();
            times.Add((another, await another.Open($"/pages/{course.First}")));
        }

        Pass(course, 60 * 60);
        foreach (var (index, (somebody, page)) in times.Index())
        {
            await Report(somebody, page, $"0-{(index + 1) * 10 * 60_000}");
            await somebody.Submit(page, $"form[action^='/pages/{course.First}/done']");
        }

        using var instructor = await course.Instructor();
        Assert.Contains("20 min in the middle, planned are 5 min. Of 3 learners who are done.", (await instructor.Open($"/courses/{course.Id}/edit?activity={course.First}")).Everything, StringComparison.Ordinal);
    }

    private async Task<(ACourse Course, Browser Learner)> Begin(Database database)
    {
        var course = await ACourse.With(await programs.On(database, apps), "page", "page");
        await course.WritePage(course.First, "<p>Words.</p>");
        await course.WritePage(course.Second, "<p>Words.</p>");
        await course.Publish();
        return (course, await course.Learner());
    }

    /// <summary>One on each database for all tests here: they move its clock, one after the other.</summary>
    public sealed class Programs
    {
        private readonly Dictionary<Database, TheApp> _running = [];

        internal async Task<TheApp> On(Database database, Apps apps) => _running.TryGetValue(database, out var app) ? app : _running[database] = await apps.OwnOn(database);
    }

    private static void Pass(ACourse course, int seconds) => course.App.Clock.Advance(TimeSpan.FromSeconds(seconds));

    private static string SittingOf(Seen page) => page.Html.QuerySelector("[data-controller=study-time]")!.GetAttribute("data-study-time-sitting-value")!;

    private static Task<Seen> Report(Browser learner, Seen page, string spent, string? sitting = null, bool renew = false) =>
        learner.Submit(page, "[data-controller=study-time]", ("sitting", sitting ?? SittingOf(page)), ("spent", spent), ("renew", renew ? "true" : null));

    private static Task<JsonNode> Get(Someone who, string path) => World.Send(who.Api, HttpMethod.Get, path);

    private static Task<List<StudyInterval>> Intervals(ACourse course) => course.App.InDb(db => db.StudyIntervals.AsNoTracking().Where(i => i.ActivityId == course.First || i.ActivityId == course.Second).OrderBy(i => i.From).ToListAsync());

    private static async Task<string> AddressOfLearner(ACourse course) =>
        $"/courses/{course.Id}/progress/{await course.App.InDb(db => db.Enrolments.Where(e => e.CourseId == course.Id).Select(e => e.Id).FirstAsync())}";

    private static async Task<List<ProgressDifference>> Differences(ACourse course)
    {
        await using var scope = course.App.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ProgressVerification>().Differences(default).ToListAsync();
    }
}
