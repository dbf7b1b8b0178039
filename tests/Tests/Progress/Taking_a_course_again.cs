using System.Net;
using Lectern.Courses;
using Lectern.Credentials;
using Lectern.Enrolment;
using Lectern.Kernel;
using Lectern.People;
using Lectern.Progress;
using Microsoft.EntityFrameworkCore;

namespace Lectern.Tests.Progress;

/// <summary>Cycles: a course is taken again, and the earlier time stays whole and readable.</summary>
public sealed class Taking_a_course_again(Apps apps)
{
    [Theory, EveryDatabase]
    public async Task begins_from_the_start_and_keeps_what_was(Database database)
    {
        var app = await apps.On(database);
        var course = await app.Course(2);
        var (browser, me) = await app.SignedIn(Role.Learner);
        using var _ = browser;
        var first = await app.Enrol(course, me);
        foreach (var activity in course.Activities) await app.Do(activity, me);
        await app.Settle();
        await Set(app, course, Retakes.WhenCompleted);

        Assert.Contains("Take the course again", (await browser.Open($"/courses/{course.Slug}/home")).Everything, StringComparison.Ordinal);
        var home = await browser.Submit(await browser.Open($"/courses/{course.Slug}/home"), "form[action$='/again']");
        Assert.Contains("your cycle 2", home.Everything, StringComparison.Ordinal);
        Assert.Contains("0 of 2 lessons", home.Everything, StringComparison.Ordinal);
        await app.Settle();

        var then = await browser.Open($"/courses/{course.Slug}/cycles/1");
        Assert.Contains("2 of 2", then.Everything, StringComparison.Ordinal);
        Assert.Contains("Reading 1.1", then.Everything, StringComparison.Ordinal);
        var before = await Standing(app, first);
        Assert.NotNull(before.CompletedAt);

        // The newer time is completed by itself, and has a certificate of its own.
        foreach (var activity in course.Activities) await app.Do(activity, me);
        await app.Settle();
        Assert.Equal(before, await Standing(app, first));
        Assert.Equal(2, await app.InDb(db => db.Set<Certificate>().CountAsync(c => c.LearnerId == me.Id && c.CourseId == course.Id)));
        Assert.Equal([1, 2], await app.InDb(db => db.Enrolments.Where(e => e.LearnerId == me.Id && e.CourseId == course.Id).OrderBy(e => e.Cycle).Select(e => e.Cycle).ToListAsync()));
    }

    [Theory, EveryDatabase]
    public async Task is_found_under_my_learning_with_the_times_before(Database database)
    {
        var app = await apps.On(database);
        var course = await app.Course(2);
        var (browser, me) = await app.SignedIn(Role.Learner);
        var (stranger, _) = await app.SignedIn(Role.Learner);
        using var __ = browser;
        using var ___ = stranger;
        var first = await app.Enrol(course, me);
        foreach (var activity in course.Activities) await app.Do(activity, me);
        await app.Settle();
        Assert.DoesNotContain("Earlier cycles", (await browser.Open("/learning?view=finished")).Everything, StringComparison.Ordinal);
        var second = await app.InDb(db => db.BeginAgain(first, EnrolmentSources.Self, app.Clock.GetUtcNow(), default));
        await app.Do(course.Activities[0], me);
        await app.Settle();

        var present = await browser.Open("/learning");
        Assert.Contains("Cycle 2 · 1 of 2 lessons", present.Words("main article"), StringComparison.Ordinal);
        var earlier = await browser.Open(present.Html.QuerySelectorAll("main nav a").Single(a => a.TextContent.StartsWith("Earlier cycles", StringComparison.Ordinal)).GetAttribute("href")!);
        Assert.Contains("Cycle 1 · 2 of 2 lessons", earlier.Words("main article"), StringComparison.Ordinal);
        Assert.Contains("Completed", earlier.Words("main article"), StringComparison.Ordinal);
        Assert.Contains("Begun again", (await browser.Open(earlier.Html.QuerySelector("main article a")!.GetAttribute("href")!)).Everything, StringComparison.Ordinal);
        Assert.Contains("No course taken again yet", (await stranger.Open("/learning?view=earlier")).Everything, StringComparison.Ordinal);

        // Also when they leave the course, and at no further statement for a further cycle.
        await app.InDb(async db =>
        {
            (await db.Enrolments.SingleAsync(e => e.Id == second.Value.Id)).Withdraw(me.Id, app.Clock.GetUtcNow());
            await db.SaveChangesAsync();
        });
        var another = await app.Course(1);
        var anotherFirst = await app.Enrol(another, me);
        await app.InDb(db => db.BeginAgain(anotherFirst, EnrolmentSources.Self, app.Clock.GetUtcNow(), default));
        await app.Settle();
        var both = await browser.Open("/learning?view=earlier");
        Assert.Equal([$"/courses/{another.Slug}/cycles/1", $"/courses/{course.Slug}/cycles/1"], both.Html.QuerySelectorAll("main article a").Select(a => a.GetAttribute("href")));
        Assert.Contains("Not completed", both.Words("main article"), StringComparison.Ordinal);
        Assert.Equal(earlier.Statements, both.Statements);

        using var program = await app.Program(me);
        var told = (await World.Send(program, HttpMethod.Get, "/api/v1/me/courses?show=earlier"))["items"]!.AsArray();
        Assert.Equal([another.Slug, course.Slug], told.Select(c => c!.Text("slug")));
        Assert.Equal((1, 2, 2), (told[1]!["cycle"]!.GetValue<int>(), told[1]!["done"]!.GetValue<int>(), told[1]!["total"]!.GetValue<int>()));
        var now = (await World.Send(program, HttpMethod.Get, "/api/v1/me/courses"))["items"]!.AsArray();
        Assert.Equal((another.Slug, 2, null), (Assert.Single(now)!.Text("slug"), now[0]!["cycle"]!.GetValue<int>(), now[0]!["pastAt"]));
    }

    [Theory, EveryDatabase]
    public async Task leaves_an_earlier_time_alone_when_a_new_version_is_published(Database database)
    {
        var app = await apps.On(database);
        var course = await app.Course(2);
        var learner = await app.Person(Role.Learner);
        var first = await app.Enrol(course, learner);
        await app.Do(course.Activities[0], learner);
        await app.Settle();
        var before = await Standing(app, first);
        await app.InDb(db => db.BeginAgain(first, EnrolmentSources.Assigned, app.Clock.GetUtcNow(), default));
        await app.Settle();
        await app.Republish(course, draft => draft.Remove(draft.Modules[0].Activities.Single(a => a.Id == course.Activities[1]), app.Clock.GetUtcNow()));
        await app.Settle();
        Assert.Equal(before, await Standing(app, first));
        await app.Do(course.Activities[0], learner);   // all that the new version asks for
        await app.Settle();
        Assert.Equal(before, await Standing(app, first));
        Assert.NotNull((await app.ProgressOf(await app.InDb(db => db.Enrolments.Where(e => e.CourseId == course.Id && e.Cycle == 2).Select(e => e.Id).SingleAsync()))).CompletedAt);
    }

    [Theory, EveryDatabase]
    public async Task waits_until_it_may(Database database)
    {
        var app = await apps.On(database);
        var course = await app.Course(1);
        var (browser, me) = await app.SignedIn(Role.Learner);
        var (stranger, _) = await app.SignedIn(Role.Learner);
        using var _1 = browser;
        using var _2 = stranger;
        var first = await app.Enrol(course, me);
        await app.Settle();
        var again = $"/courses/{course.Id}/again";
        var home = $"/courses/{course.Slug}/home";
        Assert.Equal(HttpStatusCode.NotFound, (await Post(stranger, "/catalog", again)).Status);
        Assert.Contains("complete the course first", (await Post(browser, home, again)).Everything, StringComparison.Ordinal);
        await app.Do(course.Activities[0], me);
        await app.Settle();
        Assert.Contains("only by those who enrol people", (await Post(browser, home, again)).Everything, StringComparison.Ordinal);
        await Set(app, course, Retakes.BeforeExpiry, months: 12, days: 30);
        Assert.Contains("It is too early", (await Post(browser, home, again)).Everything, StringComparison.Ordinal);
        Assert.Equal(1, await app.InDb(db => db.Enrolments.CountAsync(e => e.CourseId == course.Id)));
        Assert.Equal(first, await app.InDb(db => db.CurrentEnrolments.Where(e => e.CourseId == course.Id).Select(e => e.Id).SingleAsync()));
    }

    [Theory, EveryDatabase]
    public async Task happens_once_however_often_it_is_asked_for_at_the_same_moment(Database database)
    {
        var app = await apps.On(database);
        var course = await app.Course(1);
        var learner = await app.Person(Role.Learner);
        var first = await app.Enrol(course, learner);
        await app.Settle();
        var begun = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => app.InDb(db => db.BeginAgain(first, EnrolmentSources.Assigned, app.Clock.GetUtcNow(), default))));
        Assert.Single(begun.Select(b => b.Value.Id).Distinct());
        Assert.Equal(2, await app.InDb(db => db.Enrolments.CountAsync(e => e.CourseId == course.Id)));
    }

    [Theory, EveryDatabase]
    public async Task is_begun_for_a_class_by_its_list(Database database)
    {
        var app = await apps.On(database);
        var course = await app.Course(1);
        var learner = await app.Person(Role.Learner);
        await app.Enrol(course, learner);
        await app.Settle();
        var (browser, _) = await app.SignedIn(Role.Instructor, course.ScopeId);
        using var __ = browser;
        var add = $"/courses/{course.Id}/people/add";
        var plan = await browser.Submit(await browser.Open(add), "form[action$='/people/add']", ("people", learner.Email), ("again", "on"));
        Assert.Contains("begins the course again", plan.Everything, StringComparison.Ordinal);
        Assert.Equal(1, await app.InDb(db => db.Enrolments.CountAsync(e => e.CourseId == course.Id)));
        for (var i = 0; i < 2; i++) await browser.Submit(plan, "form:has(button[name=confirmed])", ("confirmed", "yes"));   // a double click
        Assert.Equal([EnrolmentStatus.Past, EnrolmentStatus.Active], await app.InDb(db => db.Enrolments.Where(e => e.CourseId == course.Id).OrderBy(e => e.Cycle).Select(e => e.Status).ToListAsync()));
        await app.Settle();

        // Who follows them sees both times.
        var ids = await app.InDb(db => db.Enrolments.Where(e => e.CourseId == course.Id).OrderBy(e => e.Cycle).Select(e => e.Id).ToListAsync());
        foreach (var id in ids) Assert.Contains("Cycle 2", (await browser.Open($"/courses/{course.Id}/progress/{id}")).Everything, StringComparison.Ordinal);
        Assert.Single((await browser.Open($"/courses/{course.Id}/progress")).Html.QuerySelectorAll("tbody tr"));
    }

    private static async Task Set(TheApp app, Taught course, Retakes retakes, int? months = null, int days = 60) => await app.InDb(async db =>
    {
        var found = await db.Set<Course>().SingleAsync(c => c.Id == course.Id);
        Assert.Null(found.Describe(found.Title, "", "", found.Cover, "", EnrolmentPolicy.Open, months));
        Assert.Null(found.Repeat(retakes, days));
        await db.SaveChangesAsync();
    });

    private static async Task<(int Done, int Total, DateTimeOffset? CompletedAt, Id<CourseVersion>? Version)> Standing(TheApp app, Id<CourseEnrolment> id)
    {
        var progress = await app.ProgressOf(id);
        return (progress.Done, progress.Total, progress.CompletedAt, progress.VersionId);
    }

    /// <summary>Sends what no form of the page offers.</summary>
    private static async Task<Seen> Post(Browser browser, string page, string action) =>
        await browser.Send(new HttpRequestMessage(HttpMethod.Post, action) { Content = new FormUrlEncodedContent([new("__RequestVerificationToken", Browser.TokenOf(await browser.Open(page)))]) });
}
