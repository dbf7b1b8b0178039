using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Lectern.Courses;
using Lectern.Kernel;
using Lectern.People;
using Lectern.Progress;
using Lectern.Tests.Packages;
using Microsoft.EntityFrameworkCore;

namespace Lectern.Tests.Progress;

public sealed class The_schedule_of_a_course(Apps apps)
{
    [Theory, EveryDatabase]
    public async Task is_set_without_a_script_and_shown_to_learners_wherever_they_meet_a_lesson(Database database)
    {
        await using var app = await apps.OwnOn(database);
        var course = await app.Course(2, 1);
        var (editor, _) = await app.SignedIn(Role.Instructor);
        var (browser, learner) = await app.SignedIn(Role.Learner);
        using var __ = editor;
        using var ___ = browser;
        await app.Enrol(course, learner);
        await app.Settle();
        var (first, module) = (course.Activities[0], await app.InDb(db => db.CourseModules.Where(m => m.CourseId == course.Id).OrderByDescending(m => m.Position).Select(m => m.Id).FirstAsync()));

        var page = await editor.Open($"/courses/{course.Id}/schedule");
        Assert.Contains("This course has no dates", page.Everything, StringComparison.Ordinal);
        page = await editor.Open($"/courses/{course.Id}/schedule?pacing=selfpaced");
        page = await editor.Submit(page, "form:has([name=Pacing])", ("Zone", "Europe/Berlin"), ($"Due.{first}", "1"), ($"Due.{first}.unit", "days"), ($"Due.{module}", "2"), ($"Due.{module}.unit", "weeks"));
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("The dates are saved.", page.Everything, StringComparison.Ordinal);
        Assert.Equal("2", page.Html.QuerySelector($"[name='Due.{module}']")!.GetAttribute("value"));
        Assert.Equal(14, (await app.InDb(db => db.Courses.AsNoTracking().SingleAsync(c => c.Id == course.Id))).Schedule!.Due[module.Value].After);

        Assert.Contains("Due tomorrow", (await browser.Open("/")).Words("#due ~ *, section:has(#due)"), StringComparison.Ordinal);
        var home = await browser.Open($"/courses/{course.Slug}/home");
        Assert.Contains("Due tomorrow", home.Words("#module-1"), StringComparison.Ordinal);
        Assert.Contains("Due ", home.Words("#module-2"), StringComparison.Ordinal);

        app.Clock.Advance(TimeSpan.FromDays(3));
        home = await browser.Open($"/courses/{course.Slug}/home");
        Assert.Contains("Was due ", home.Words("#module-1"), StringComparison.Ordinal);
        Assert.Contains("What was due can still be done.", (await browser.Open("/")).Everything, StringComparison.Ordinal);
        Assert.NotNull(await app.Open(first, learner));   // late is not closed
        await app.Do(first, learner);
        Assert.DoesNotContain("Was due", (await browser.Open($"/courses/{course.Slug}/home")).Words("#module-1"), StringComparison.Ordinal);

        page = await editor.Submit(await editor.Open($"/courses/{course.Id}/schedule"), "form:not(:has([name=Pacing])):has(button)[action$='/schedule']");
        Assert.Contains("The course has no dates any more.", page.Everything, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task is_refused_kindly_where_it_cant_be_meant_and_keeps_what_was_entered(Database database)
    {
        var app = await apps.On(database);
        var course = await app.Course(1);
        var (editor, _) = await app.SignedIn(Role.Instructor);
        using var __ = editor;
        var due = $"Due.{course.Activities[0]}";

        var relative = await editor.Open($"/courses/{course.Id}/schedule?pacing=selfpaced");
        var dated = await editor.Open($"/courses/{course.Id}/schedule?pacing=fixed");
        await Refused(relative, "from 0 to 3650", (due, "-3"));
        await Refused(relative, "from 0 to 3650", (due, "999999999999"));
        await Refused(relative, "from 0 to 3650", (due, "10000"), (due + ".unit", "weeks"));
        await Refused(relative, "after the course has ended", (due, "9"), ("EndsAfter", "1"), ("EndsAfter.unit", "weeks"));
        await Refused(relative, "time zones in the list", (due, "9"), ("Zone", "Middle/Earth"));
        await Refused(dated, "between the years 2000 and 2100", (due, "9999-12-31T23:59"));
        await Refused(dated, "between the years 2000 and 2100", (due, "0001-01-01T00:00"));
        await Refused(dated, "Enter a day and a time", (due, "soon"));
        await Refused(dated, "end after it begins", ("Opens", "2027-03-02T09:00"), ("Closes", "2027-03-01T09:00"));
        await Refused(dated, "after the course has ended", (due, "2027-03-02T09:00"), ("Closes", "2027-03-01T09:00"));
        await Refused(dated, "before the course begins", (due, "2027-03-02T09:00"), ("Opens", "2027-03-03T09:00"));
        Assert.Null(await app.InDb(db => db.Courses.Where(c => c.Id == course.Id).Select(c => c.ScheduleJson).SingleAsync()));

        // Two editors: the second is told.
        await editor.Submit(relative, "form:has([name=Pacing])", (due, "5"));
        var late = await editor.Submit(relative, "form:has([name=Pacing])", (due, "7"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.Status);
        Assert.Contains("Somebody else changed this", late.Everything, StringComparison.Ordinal);

        async Task Refused(Seen page, string why, params (string, string?)[] fields)
        {
            var refused = await editor.Submit(page, "form:has([name=Pacing])", fields);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
            Assert.Contains(why, refused.Words("[role=alert]"), StringComparison.Ordinal);
            Assert.Equal(fields[0].Item2, refused.Html.QuerySelector($"[name='{fields[0].Item1}']")!.GetAttribute("value"));
        }
    }

    [Theory, EveryDatabase]
    public async Task is_for_its_editors_and_is_sent_by_programs_too(Database database)
    {
        var app = await apps.On(database);
        var world = await World.Make(app.Address, app.Services);
        var address = $"/api/v1/courses/{world.Course}/schedule";
        var sent = new { schedule = new { pacing = "Fixed", zone = "Africa/Cairo", closes = "2027-06-30T17:00:00", due = new Dictionary<string, object> { [world.Page] = new { at = "2027-04-23T00:15:00" } } } };
        var kept = await World.Send(world.Instructor.Api, HttpMethod.Put, address, sent);
        Assert.Equal("2027-04-23T00:15:00", kept["schedule"]!["due"]![world.Page]!.Text("at"));
        Assert.Equal("2027-06-30T17:00:00", (await World.Send(world.Instructor.Api, HttpMethod.Get, address))["schedule"]!.Text("closes"));

        foreach (var (wrong, code) in new (object, string)[]
        {
            (new { schedule = new { pacing = "Fixed", zone = "Africa/Cairo", closes = "2027-06-30T17:00:00Z", due = new { } } }, "time-with-offset"),
            (new { schedule = new { pacing = "Fixed", zone = "Africa/Cairo", due = new Dictionary<string, object?> { [world.Page] = null } } }, "schedule-incomplete"),
            (new { schedule = new { pacing = "SelfPaced", zone = "Africa/Cairo", due = new Dictionary<string, object?> { [world.Page] = new { after = -1 } } } }, "days-out-of-range"),
            (new { schedule = new { pacing = "SelfPaced", zone = "Africa/Cairo", due = new Dictionary<string, object?> { [world.Page] = new { at = "2027-04-23T00:15:00" } } } }, "schedule-mixed"),
            (new { schedule = new { pacing = "SelfPaced", zone = "Africa/Cairo", due = new Dictionary<string, object?> { [$"{Guid.CreateVersion7()}"] = new { after = 1 } } } }, "lesson-unknown"),
        })
        {
            using var refused = await world.Instructor.Api.PutAsync(new Uri(address, UriKind.Relative), JsonContent.Create(wrong));
            Assert.Equal(422, (int)refused.StatusCode);
            Assert.Contains(code, await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        var learner = await world.Enrolled();
        using (var strange = await learner.Api.GetAsync(new Uri(address, UriKind.Relative))) Assert.Equal(404, (int)strange.StatusCode);
        using (var strange = await learner.Api.PutAsync(new Uri(address, UriKind.Relative), JsonContent.Create(sent))) Assert.Equal(404, (int)strange.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await learner.Browser.Open($"/courses/{world.Course}/schedule")).Status);
        await World.Send(world.Instructor.Api, HttpMethod.Put, address, new { schedule = (object?)null });
        Assert.Null((await World.Send(world.Instructor.Api, HttpMethod.Get, address))["schedule"]);
    }
}

public sealed class A_course_that_is_over(Apps apps)
{
    [Theory, EveryDatabase]
    public async Task is_read_and_takes_nothing_more_on_any_way_in(Database database)
    {
        await using var app = await apps.OwnOn(database);
        var world = await World.Make(app.Address, app.Services);
        await World.Send(world.Instructor.Api, HttpMethod.Put, $"/api/v1/courses/{world.Course}/schedule", new { schedule = new { pacing = "SelfPaced", zone = "UTC", endsAfter = 2, due = new { } } });
        var learner = await world.Enrolled();
        var page = await learner.Browser.Open($"/pages/{world.Page}");
        await app.Settle();
        var records = await Records();

        app.Clock.Advance(TimeSpan.FromDays(4));
        var home = await learner.Browser.Open($"/courses/{world.Slug}/home");
        Assert.Contains("The course ended ", home.Everything, StringComparison.Ordinal);
        Assert.Contains("The course has ended, and you hadn't begun this.", home.Everything, StringComparison.Ordinal);
        Assert.False(home.Has($"a[href='/quizzes/{world.Quiz}']"));
        var read = await learner.Browser.Open($"/pages/{world.Page}");
        Assert.Equal((HttpStatusCode.OK, $"/pages/{world.Page}"), (read.Status, read.Path));
        Assert.Contains("You can read what you have begun.", read.Everything, StringComparison.Ordinal);
        Assert.InRange(read.Statements, 1, 6);
        Assert.EndsWith("/home", (await learner.Browser.Open($"/quizzes/{world.Quiz}")).Path, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await learner.Browser.Submit(page, "form[action*='/done']")).Status);   // a page from before
        foreach (var (method, path) in new[]
        {
            (HttpMethod.Post, $"/api/v1/pages/{world.Page}/completion"), (HttpMethod.Post, $"/api/v1/quizzes/{world.Quiz}/attempts"), (HttpMethod.Get, $"/api/v1/quizzes/{world.Quiz}/attempts"),
        })
        {
            using var refused = await learner.Api.SendAsync(new HttpRequestMessage(method, path) { Content = method == HttpMethod.Get ? null : JsonContent.Create(new { }) });
            Assert.True((int)refused.StatusCode is 404 or 405, $"{path}: {refused.StatusCode}");
        }

        Assert.Equal(200, (int)(await learner.Api.GetAsync(new Uri($"/api/v1/pages/{world.Page}", UriKind.Relative))).StatusCode);
        await app.Settle();
        Assert.Equal(records, await Records());

        async Task<int> Records() => await app.InDb(db => db.LearningRecords.CountAsync());
    }

    [Theory, EveryDatabase]
    public async Task keeps_what_a_package_reports_late_and_counts_none_of_it(Database database)
    {
        await using var app = await apps.OwnOn(database);
        var player = await APackage.InFrontOf(app, APackage.Of("one"));
        var closes = DateTime.SpecifyKind(app.Clock.GetUtcNow().AddHours(1).UtcDateTime, DateTimeKind.Unspecified);
        await app.InDb(async db =>
        {
            (await db.Courses.SingleAsync(c => c.Id == player.Course)).Plan(new CourseSchedule { Pacing = Pacing.Fixed, Zone = "UTC", Closes = closes });
            await db.SaveChangesAsync();
        });
        var launch = await player.Launch();
        await launch.Says(("cmi.suspend_data", "in time"));

        app.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(HttpStatusCode.OK, (await launch.Ends(("cmi.suspend_data", "too late"), ("cmi.core.lesson_status", "passed"))).StatusCode);
        await app.Settle();
        Assert.Equal(ActivityStatus.Started, await app.InDb(db => db.ActivityProgresses.Where(p => p.ActivityId == player.Activity).Select(p => p.Status).SingleAsync()));
        Assert.Null(await app.InDb(db => db.CourseProgresses.Where(p => p.CourseId == player.Course).Select(p => p.CompletedAt).SingleAsync()));

        var page = await player.Open();
        Assert.Contains("Nothing is saved here now.", page.Everything, StringComparison.Ordinal);
        Assert.False((await Player.Launch(page)).Start.TryGetProperty("commit", out var commit) && commit.ValueKind == JsonValueKind.String);   // it plays, and has nowhere to report
    }

    [Theory, EveryDatabase]
    public async Task begins_when_its_dates_say_and_until_then_says_so(Database database)
    {
        await using var app = await apps.OwnOn(database);
        var course = await app.Course(1);
        var (browser, learner) = await app.SignedIn(Role.Learner);
        using var _ = browser;
        var opens = app.Clock.GetUtcNow().AddDays(2).UtcDateTime;
        await app.InDb(async db =>
        {
            (await db.Courses.SingleAsync(c => c.Id == course.Id)).Plan(new CourseSchedule { Pacing = Pacing.Fixed, Zone = "UTC", Opens = DateTime.SpecifyKind(opens, DateTimeKind.Unspecified) });
            await db.SaveChangesAsync();
        });
        await app.Enrol(course, learner);
        await app.Settle();
        Assert.Null(await app.Open(course.Activities[0], learner));
        Assert.Contains("The course begins ", (await browser.Open($"/courses/{course.Slug}/home")).Everything, StringComparison.Ordinal);
        Assert.Contains("The course begins ", (await browser.Open("/")).Everything, StringComparison.Ordinal);
        app.Clock.Advance(TimeSpan.FromDays(3));
        Assert.NotNull(await app.Open(course.Activities[0], learner));
    }

    [Theory, EveryDatabase]
    public async Task ends_the_attempts_at_a_quiz_that_are_open_and_counts_what_was_answered(Database database)
    {
        await using var app = await apps.OwnOn(database);
        var world = await World.Make(app.Address, app.Services);
        await World.Send(world.Instructor.Api, HttpMethod.Put, $"/api/v1/courses/{world.Course}/schedule", new { schedule = new { pacing = "SelfPaced", zone = "UTC", endsAfter = 0, due = new { } } });
        var learner = await world.Enrolled();
        var attempt = await world.Begin(learner);
        var due = (await World.Send(learner.Api, HttpMethod.Get, $"/api/v1/attempts/{attempt}"))["dueAt"]!.GetValue<DateTimeOffset>();
        Assert.Equal(new DateTimeOffset(app.Clock.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero).AddDays(1).AddSeconds(-1), due);
    }
}
