using System.Net;
using Lectern.Kernel;
using Lectern.People;

namespace Lectern.Tests.Progress;

public sealed class The_home_of_a_learner(Apps apps)
{
    [Theory, EveryDatabase]
    public async Task sends_strangers_to_the_catalog(Database database)
    {
        var app = await apps.On(database);
        using var browser = app.Browser();
        var answer = await browser.Client.GetAsync("/");
        Assert.Equal((HttpStatusCode.SeeOther, "/catalog"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
    }

    [Theory, EveryDatabase]
    public async Task leads_to_the_next_thing_to_do(Database database)
    {
        var app = await apps.On(database);
        var (browser, learner) = await app.SignedIn(Role.Learner);
        using var _ = browser;
        Assert.Contains("Choose your first course", (await browser.Open("/")).Everything, StringComparison.Ordinal);

        var course = await app.Course(2, 1);
        await app.Enrol(course, learner);
        await app.Settle();
        var first = await browser.Open("/");
        Assert.Equal($"/readings/{course.Activities[0]}", first.Html.QuerySelector("main a.btn")!.GetAttribute("href"));
        Assert.Contains("Start now", first.Everything, StringComparison.Ordinal);
        Assert.False(first.Has("main b"));   // titles are text

        await app.Do(course.Activities[0], learner);
        await app.Settle();
        var second = await browser.Open("/");
        Assert.Equal($"/readings/{course.Activities[1]}", second.Html.QuerySelector("main a.btn")!.GetAttribute("href"));
        Assert.Contains("1 of 3 lessons", second.Everything, StringComparison.Ordinal);
        Assert.Contains("20 min left", second.Everything, StringComparison.Ordinal);

        await app.Do(course.Activities[1], learner);
        await app.Do(course.Activities[2], learner);
        await app.Settle();
        var last = await browser.Open("/");
        Assert.Contains("Everything is finished", last.Everything, StringComparison.Ordinal);
        Assert.Contains(course.Title, last.Everything, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task begins_with_what_is_due_however_long_ago_it_was_in_hand_and_however_many_others_there_are(Database database)
    {
        await using var app = await apps.OwnOn(database);
        var (browser, learner) = await app.SignedIn(Role.Learner);
        using var _ = browser;
        var due = await app.Course(2);
        await Reminding_learners.Plan(app, due, 0, new() { [due.Activities[1].Value] = new(After: 1) });
        await app.Enrol(due, learner);
        for (var i = 0; i < 10; i++)
        {
            app.Clock.Advance(TimeSpan.FromMinutes(1));
            var other = await app.Course(1);
            await app.Enrol(other, learner);
            await app.Open(other.Activities[0], learner);
        }

        await app.Settle();
        var home = await browser.Open("/");
        Assert.Equal($"/readings/{due.Activities[0]}", home.Html.QuerySelector("main a.btn")!.GetAttribute("href"));
        Assert.InRange(home.Statements, 1, 6);
    }

    [Theory, EveryDatabase]
    public async Task takes_the_same_few_statements_for_one_course_and_for_twelve(Database database)
    {
        var app = await apps.On(database);
        var (one, oneLearner) = await app.SignedIn(Role.Learner);
        var (many, manyLearner) = await app.SignedIn(Role.Learner);
        using var _ = one;
        using var __ = many;
        await Enrolled(oneLearner, 1, 2);
        await Enrolled(manyLearner, 12, 30);
        await app.Settle();

        foreach (var address in new[] { "/", "/learning", "/learning?view=finished" })
        {
            var (few, lots) = (await one.Open(address), await many.Open(address));
            Assert.Equal(HttpStatusCode.OK, lots.Status);
            Assert.True(few.Statements == lots.Statements && lots.Statements <= 6, $"{address}: {few.Statements} and {lots.Statements} statements");
        }

        async Task Enrolled(Person learner, int courses, int readings)
        {
            for (var i = 0; i < courses; i++)
            {
                var course = await app.Course(readings, readings);
                await app.Enrol(course, learner);
                await app.Do(course.Activities[0], learner);
            }
        }
    }
}

public sealed class My_learning(Apps apps)
{
    [Theory, EveryDatabase]
    public async Task shows_every_course_once_page_by_page(Database database)
    {
        var app = await apps.On(database);
        var (browser, learner) = await app.SignedIn(Role.Learner);
        using var _ = browser;
        var titles = new HashSet<string>();
        for (var i = 0; i < 30; i++)
        {
            var course = await app.Course(1);
            await app.Enrol(course, learner);
            titles.Add(course.Title);
        }

        await app.Settle();
        var seen = new List<string>();
        for (var address = "/learning"; address is not null;)
        {
            var page = await browser.Open(address);
            seen.AddRange(page.Html.QuerySelectorAll("main article h2, main article h3").Select(h => h.TextContent.Trim()));
            address = page.Html.QuerySelector("main a[rel=next]")?.GetAttribute("href");
        }

        Assert.Equal(titles.Order(), seen.Order());
    }
}

public sealed class The_home_of_a_course(Apps apps)
{
    [Theory, EveryDatabase]
    public async Task shows_what_is_done_and_what_the_certificate_still_needs(Database database)
    {
        var app = await apps.On(database);
        var (browser, learner) = await app.SignedIn(Role.Learner);
        using var _ = browser;
        var course = await app.Course(2);
        await app.Enrol(course, learner);
        await app.Do(course.Activities[0], learner);
        await app.Settle();

        var page = await browser.Open($"/courses/{course.Slug}/home");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("Resume: Reading 1.2", page.Everything, StringComparison.Ordinal);
        Assert.Contains("To earn the certificate All 2 lessons 1 done", page.Everything, StringComparison.Ordinal);
        Assert.Contains("1 of 2 lessons", page.Everything, StringComparison.Ordinal);

        await app.Do(course.Activities[1], learner);
        await app.Settle();
        Assert.Contains("You have completed this course", (await browser.Open($"/courses/{course.Slug}/home")).Everything, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task sends_those_who_are_not_in_it_to_its_own_page(Database database)
    {
        var app = await apps.On(database);
        var (browser, _) = await app.SignedIn(Role.Learner);
        using var __ = browser;
        var course = await app.Course(1);
        var answer = await browser.Client.GetAsync($"/courses/{course.Slug}/home");
        Assert.Equal((HttpStatusCode.SeeOther, $"/courses/{course.Slug}"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Open("/courses/no-such-course/home")).Status);
    }

    [Theory, EveryDatabase]
    public async Task takes_the_same_few_statements_however_long_the_course_is(Database database)
    {
        var app = await apps.On(database);
        var (browser, learner) = await app.SignedIn(Role.Learner);
        using var _ = browser;
        var (brief, lengthy) = (await app.Course(1), await app.Course(10, 10, 10, 10, 10));
        foreach (var course in new[] { brief, lengthy })
        {
            await app.Enrol(course, learner);
            await app.Do(course.Activities[0], learner);
        }

        await app.Settle();
        var (few, lots) = (await browser.Open($"/courses/{brief.Slug}/home"), await browser.Open($"/courses/{lengthy.Slug}/home"));
        Assert.True(few.Statements == lots.Statements && lots.Statements <= 6, $"{few.Statements} and {lots.Statements} statements");
    }
}
