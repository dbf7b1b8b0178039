using System.Net;
using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Kernel;
using Lectern.People;
using Lectern.Progress.Following;

namespace Lectern.Tests.Progress;

public sealed class Following_the_learners_of_a_course(Apps apps)
{
    [Theory, EveryDatabase]
    public async Task shows_who_is_where_and_why(Database database)
    {
        var app = await apps.On(database);
        var course = await app.Course(2);
        var learner = await app.Person(Role.Learner, name: "Amara <i>Okafor</i>");
        var enrolment = await app.Enrol(course, learner);
        await app.Do(course.Activities[0], learner);
        await app.Settle();
        var (browser, _) = await app.SignedIn(Role.Instructor, course.ScopeId);
        using var __ = browser;

        var page = await browser.Open($"/courses/{course.Id}/progress");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        var row = page.Words("tbody tr");
        Assert.Contains("Amara <i>Okafor</i>", row, StringComparison.Ordinal);
        Assert.Contains("1/2 Reading 1.1 ", row, StringComparison.Ordinal);
        Assert.DoesNotContain("Never", row, StringComparison.Ordinal);
        Assert.True(page.Has("turbo-stream-source"));

        var why = await browser.Open($"/courses/{course.Id}/progress/{enrolment}");
        Assert.Contains("Reading 1.1 Completed", why.Everything, StringComparison.Ordinal);
        Assert.Contains("Reading 1.1 At it", why.Everything, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task tells_in_order_what_somebody_did_also_of_one_moment(Database database)
    {
        var app = await apps.On(database);
        var world = await World.Make(app.Address, app.Services);
        var learner = await world.Enrolled();
        await world.Complete(learner);
        await app.Settle();
        var people = await world.Instructor.Browser.Open($"/courses/{world.Course}/progress");
        var told = await world.Instructor.Browser.Open(people.Html.QuerySelector("tbody a[href*='/progress/']")!.GetAttribute("href")!.Replace("/time", "", StringComparison.Ordinal));
        var ofQuiz = told.Html.QuerySelectorAll("ol.rows > li").Select(li => string.Join(' ', li.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).Where(line => line.StartsWith("The quiz", StringComparison.Ordinal)).ToList();
        Assert.Collection(ofQuiz, passed => Assert.Contains("Passed", passed, StringComparison.Ordinal), scored => Assert.Contains("Scored 100%", scored, StringComparison.Ordinal),
            handedIn => Assert.Contains("Handed in", handedIn, StringComparison.Ordinal), at => Assert.Contains("At it", at, StringComparison.Ordinal));
    }

    [Theory, EveryDatabase]
    public async Task is_for_those_who_follow_this_course_only(Database database)
    {
        var app = await apps.On(database);
        var (mine, other) = (await app.Course(1), await app.Course(1));
        var (learner, _) = await app.SignedIn(Role.Learner);
        var (instructor, _) = await app.SignedIn(Role.Instructor, mine.ScopeId);
        using var __ = learner;
        using var ___ = instructor;
        Assert.Equal(HttpStatusCode.NotFound, (await learner.Open($"/courses/{mine.Id}/progress")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await instructor.Open($"/courses/{other.Id}/progress")).Status);
        var stranger = await app.Enrol(other, await app.Person(Role.Learner));
        await app.Settle();
        Assert.Equal(HttpStatusCode.NotFound, (await instructor.Open($"/courses/{mine.Id}/progress/{stranger}")).Status);
    }

    [Theory, EveryDatabase]
    public async Task goes_through_everybody_once_in_every_order(Database database)
    {
        const int learners = 60;
        var app = await apps.On(database);
        var course = await app.Course(3);
        var people = await app.Crowd(learners, "Zoë");
        await app.InDb(async db =>
        {
            var at = app.Clock.GetUtcNow();   // all at one moment: only the id tells them apart
            db.AddRange(people.Select(p => new CourseEnrolment(course.Id, p.Id, EnrolmentSources.Self, at)));
            await db.SaveChangesAsync();
        });
        for (var i = 0; i < 10; i++) await app.Do(course.Activities[i % 3], people[i]);
        await app.Settle();
        var (browser, _) = await app.SignedIn(Role.Manager);
        using var __ = browser;

        foreach (var order in Enum.GetNames<LearnerOrder>())
            foreach (var direction in new[] { "up", "down" })
            {
                var seen = new List<string>();
                for (var address = $"/courses/{course.Id}/progress?sort={order}&dir={direction}"; address is not null;)
                {
                    var page = await browser.Open(address);
                    seen.AddRange(page.Html.QuerySelectorAll("tbody tr").Select(r => r.Id!));
                    address = page.Html.QuerySelector("main a[rel=next]")?.GetAttribute("href");
                }

                Assert.Equal((order, direction, learners, learners), (order, direction, seen.Count, seen.Distinct().Count()));
            }
    }

    [Theory, EveryDatabase]
    public async Task puts_first_who_is_latest_and_shows_them_alone_on_every_page_and_to_programs(Database database)
    {
        await using var app = await apps.OwnOn(database);
        var course = await app.Course(3);
        await Reminding_learners.Plan(app, course, 0, new() { [course.Activities[0].Value] = new(After: 1), [course.Activities[1].Value] = new(After: 4), [course.Activities[2].Value] = new(After: 30) });
        var people = new Dictionary<string, Person>();
        foreach (var name in new[] { "Early", "Late", "Latest", "Through" }) people[name] = await app.Person(Role.Learner, name: name);
        foreach (var name in new[] { "Latest", "Late", "Early", "Through" }) await app.Enrol(course, people[name]);
        await app.DoEach(course.Activities, people["Through"]);
        await app.DoEach(course.Activities.Take(2), people["Early"]);
        await app.DoEach(course.Activities.Take(1), people["Late"]);
        app.Clock.Advance(TimeSpan.FromDays(6));
        var (browser, manager) = await app.SignedIn(Role.Manager);
        using var __ = browser;
        foreach (var view in new[] { $"/courses/{course.Id}/progress", $"/courses/{course.Id}/progress/grid", "/team" })
        {
            var all = await browser.Open($"{view}?sort=due&dir=up");
            Assert.Equal(["Latest", "Late", "Early", "Through"], A_class_as_a_grid.Names(all));
            var late = await browser.Open($"{view}?show=late&sort=due&dir=up");
            Assert.Equal(["Latest", "Late"], A_class_as_a_grid.Names(late));
            Assert.Equal(all.Statements, late.Statements);
            Assert.Contains("Next due", all.Everything, StringComparison.Ordinal);
        }

        var secret = await app.InDb(async db =>
        {
            var (token, made) = PersonalAccessToken.Create(manager.Id, "tests", 30, app.Clock.GetUtcNow()).Value;
            db.Add(token);
            await db.SaveChangesAsync();
            return made;
        });
        using var api = new HttpClient { BaseAddress = app.Address, DefaultRequestHeaders = { Authorization = new("Bearer", secret) } };
        foreach (var path in new[] { "/api/v1/team?show=late&sort=due&size=1", $"/api/v1/courses/{course.Id}/progress?show=late&sort=due&size=1" })
        {
            var first = await World.Send(api, HttpMethod.Get, path);
            Assert.Equal("Latest", first["items"]!.AsArray().Single()!.Text("name"));
            var second = await World.Send(api, HttpMethod.Get, $"{path}&after={first.Text("next")}");
            Assert.Equal("Late", second["items"]!.AsArray().Single()!.Text("name"));
            Assert.Null(second["next"]);
        }

        Assert.Equal(2, (await World.Send(api, HttpMethod.Get, "/api/v1/team?q=latest"))["items"]![0]!["late"]!.GetValue<int>());
    }

    [Theory, EveryDatabase]
    public async Task tells_who_is_stuck(Database database)
    {
        await using var app = await apps.OwnOn(database);   // moves the clock
        var course = await app.Course(2);
        var people = new Dictionary<string, Lectern.People.Person>();
        foreach (var name in new[] { "Stuck", "Steady", "Finished", "Away", "Busy" }) people[name] = await app.Person(Role.Learner, name: name);
        foreach (var name in new[] { "Stuck", "Steady", "Finished", "Away" }) await app.Enrol(course, people[name]);
        foreach (var name in new[] { "Stuck", "Steady", "Finished" }) await app.Do(course.Activities[0], people[name]);
        await app.Do(course.Activities[1], people["Finished"]);
        app.Clock.Advance(TimeSpan.FromDays(8));
        await app.Enrol(course, people["Busy"]);
        await app.Open(course.Activities[0], people["Busy"]);
        await app.Open(course.Activities[0], people["Steady"]);   // reads again what they have done
        await app.Settle();
        var (browser, _) = await app.SignedIn(Role.Instructor);
        using var __ = browser;

        await Shows("?show=stuck", "Away", "Stuck");
        await Shows("?show=notstarted", "Away");
        await Shows("?show=inprogress", "Busy", "Steady", "Stuck");
        await Shows("?show=completed", "Finished");
        await Shows("?q=bUS", "Busy");
        await Shows("?q=nobody%25");

        async Task Shows(string query, params string[] names)
        {
            var page = await browser.Open($"/courses/{course.Id}/progress{query}");
            Assert.Equal(names, page.Html.QuerySelectorAll("tbody th a").Select(a => a.TextContent.Trim()).Order());
        }
    }

    [Theory, EveryDatabase]
    public async Task shows_the_track_as_the_learner_sees_it_and_says_when_a_lesson_is_gone(Database database)
    {
        var app = await apps.On(database);
        var course = await app.Course(3);
        var (mine, learner) = await app.SignedIn(Role.Learner);
        using var ___ = mine;
        await app.Enrol(course, learner);
        await app.Do(course.Activities[0], learner);
        await app.Settle();
        var (browser, _) = await app.SignedIn(Role.Instructor, course.ScopeId);
        using var __ = browser;
        Assert.Equal(Ticks(await mine.Open("/"), "main"), Ticks(await browser.Open($"/courses/{course.Id}/progress"), "tbody"));

        await app.Republish(course, draft => draft.Remove(draft.ActivityOf(course.Activities[0])!, app.Clock.GetUtcNow()));
        await app.Settle();
        var row = (await browser.Open($"/courses/{course.Id}/progress")).Words("tbody tr");
        Assert.Contains("A lesson that is no longer in the course", row, StringComparison.Ordinal);
        Assert.DoesNotContain("Not started", row, StringComparison.Ordinal);

        static string Ticks(Seen page, string within) => string.Join(' ', page.Html.QuerySelectorAll($"{within} .track")[0].QuerySelectorAll("i").Select(i => i.ClassName));
    }

    [Theory, EveryDatabase]
    public async Task can_be_taken_along_as_a_table(Database database)
    {
        var app = await apps.On(database);
        var course = await app.Course(2);
        var people = await app.Crowd(3, "=Zoë, \"Z\"");
        foreach (var person in people) await app.Enrol(course, person);
        await app.Do(course.Activities[0], people[1]);
        await app.Settle();
        var (browser, _) = await app.SignedIn(Role.Manager);
        using var __ = browser;
        var file = await browser.Open($"/courses/{course.Id}/progress.csv");
        Assert.Equal("text/csv", file.Response.Content.Headers.ContentType!.MediaType);
        var lines = file.Text.TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(4, lines.Length);
        Assert.Equal("Learner,E-mail address,Enrolled on,Lessons done,Lessons,Last seen,Completed,Reading 1.1,Reading 1.2", lines[0]);
        Assert.StartsWith($"\"'=Zoë, \"\"Z\"\" 002\",{people[1].Email},", lines[2], StringComparison.Ordinal);
        Assert.EndsWith(",Completed,", lines[2], StringComparison.Ordinal);
        var (stranger, _) = await app.SignedIn(Role.Learner);
        using (stranger) Assert.Equal(HttpStatusCode.NotFound, (await stranger.Open($"/courses/{course.Id}/progress.csv")).Status);
    }

    [Theory, EveryDatabase]
    public async Task takes_the_same_statements_for_few_and_for_many(Database database)
    {
        var app = await apps.On(database);
        var (small, large) = (await app.Course(1), await app.Course(20, 20));
        foreach (var (course, size) in new[] { (small, 1), (large, 40) })
        {
            foreach (var person in await app.Crowd(size))
            {
                await app.Enrol(course, person);
                await app.Do(course.Activities[0], person);
            }
        }

        await app.Settle();
        var (browser, _) = await app.SignedIn(Role.Administrator);
        using var __ = browser;
        Assert.Equal((await browser.Open($"/courses/{small.Id}/progress")).Statements, (await browser.Open($"/courses/{large.Id}/progress")).Statements);
    }
}
