using System.Net;
using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Kernel;
using Lectern.People;
using Lectern.Progress;
using Microsoft.EntityFrameworkCore;

namespace Lectern.Tests.Progress;

public sealed class A_class_as_a_grid(Apps apps)
{
    [Theory, EveryDatabase]
    public async Task says_how_each_learner_stands_with_each_lesson(Database database)
    {
        var app = await apps.On(database);
        var course = await app.Course(2, 2);
        var (ahead, beginning) = (await app.Person(Role.Learner, name: "Ahead <i>"), await app.Person(Role.Learner, name: "Beginning"));
        foreach (var learner in new[] { ahead, beginning }) await app.Enrol(course, learner);
        await app.DoEach(course.Activities.Take(1), ahead);
        await app.Do(course.Activities[1], ahead, LearningFact.Scored(17, 20), LearningFact.Of(ActivityStatus.Passed));
        await app.Settle();
        await app.Do(course.Activities[2], ahead, LearningFact.Scored(8, 20), LearningFact.Of(ActivityStatus.Failed));
        await app.Settle();
        var (browser, _) = await app.SignedIn(Role.Instructor, course.ScopeId);
        using var __ = browser;

        var page = await browser.Open($"/courses/{course.Id}/progress/grid");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal(course.Activities.Select(a => a.ToString()), page.Html.QuerySelectorAll("thead th[data-lesson]").Select(th => th.GetAttribute("data-lesson")));
        Assert.Equal(["Completed", "Passed 85%", "Not passed yet 40%", "Not started"], Cells(page, "Ahead <i>"));
        Assert.Equal(["Not started", "Not started", "Not started", "Not started"], Cells(page, "Beginning"));
        Assert.True(page.Has("turbo-stream-source"));
        Assert.Equal(["Beginning", "Ahead <i>"], Names(page));   // who needs attention comes first
    }

    [Theory, EveryDatabase]
    public async Task marks_what_is_late_in_every_view_until_it_is_done(Database database)
    {
        var app = await apps.On(database);
        var course = await app.Course(3);
        var (behind, through) = (await app.Person(Role.Learner, name: "Behind"), await app.Person(Role.Learner, name: "Through"));
        foreach (var learner in new[] { behind, through }) await app.Enrol(course, learner);
        await app.DoEach(course.Activities.Take(1), behind);
        await app.DoEach(course.Activities, through);
        await app.InDb(async db =>
        {
            var planned = await db.Courses.SingleAsync(c => c.Id == course.Id);
            var yesterday = DateTime.SpecifyKind(app.Clock.GetUtcNow().UtcDateTime.Date.AddDays(-1), DateTimeKind.Unspecified);
            Assert.Null(planned.Plan(new CourseSchedule { Pacing = Pacing.Fixed, Zone = "UTC", Due = new Dictionary<Guid, DueDate> { [course.Activities[0].Value] = new(At: yesterday), [course.Activities[1].Value] = new(At: yesterday), [course.Activities[2].Value] = new(At: yesterday.AddDays(9)) } }));
            await db.SaveChangesAsync();
        });
        await app.Settle();
        var (browser, _) = await app.SignedIn(Role.Manager);
        using var __ = browser;

        var grid = await browser.Open($"/courses/{course.Id}/progress/grid");
        Assert.Equal(["Completed", "Not started Late", "Not started"], Cells(grid, "Behind"));
        Assert.Equal(["Completed", "Completed", "Completed"], Cells(grid, "Through"));
        foreach (var address in new[] { $"/courses/{course.Id}/progress", $"/courses/{course.Id}/progress/grid", $"/team?q={behind.Email}" })
        {
            var row = (await browser.Open(address)).Html.QuerySelectorAll("tbody tr").Single(r => r.QuerySelector("th a")!.TextContent.Trim() == "Behind");
            Assert.Contains("1 late", row.TextContent, StringComparison.Ordinal);
        }

        Assert.Contains(",1,3,1,", (await browser.Open($"/team.csv?q={behind.Email}")).Text, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task goes_through_everybody_once_in_every_order_with_and_without_scripts(Database database)
    {
        const int Learners = 60;
        var app = await apps.On(database);
        var course = await app.Course(3);
        var people = await app.Crowd(Learners, "Zoë");
        await app.InDb(async db =>
        {
            var at = app.Clock.GetUtcNow();   // all at one moment: only the id tells them apart
            db.AddRange(people.Select(p => new CourseEnrolment(course.Id, p.Id, EnrolmentSources.Self, at)));
            await db.SaveChangesAsync();
        });
        for (var i = 0; i < 9; i++) await app.DoEach(course.Activities.Take(1 + i % 3), people[i]);
        var (browser, _) = await app.SignedIn(Role.Manager);
        using var __ = browser;

        foreach (var order in Enum.GetNames<Lectern.Progress.Following.LearnerOrder>())
            foreach (var direction in new[] { "up", "down" })
            {
                var question = $"?sort={order}&dir={direction}";
                var (pages, parts) = (new List<string>(), new List<string>());
                for (var address = $"/courses/{course.Id}/progress/grid{question}"; address is not null;)
                {
                    var page = await browser.Open(address);
                    pages.AddRange(page.Html.QuerySelectorAll("tbody tr").Select(r => r.Id!));
                    address = page.Html.QuerySelector("main a[rel=next]")?.GetAttribute("href");
                }

                for (string? next = ""; next is not null;)
                {
                    var part = (await browser.Open($"/courses/{course.Id}/progress/grid/rows{question}&after={next}")).Html.QuerySelector("tbody")!;
                    parts.AddRange(part.QuerySelectorAll("tr").Select(r => r.Id!));
                    next = part.GetAttribute("data-next");
                }

                Assert.Equal((order, direction, Learners), (order, direction, pages.Distinct().Count()));
                Assert.Equal(pages, parts);
            }
    }

    [Theory, EveryDatabase]
    public async Task puts_first_who_needs_attention(Database database)
    {
        await using var app = await apps.OwnOn(database);   // moves the clock
        var course = await app.Course(2);
        var people = new Dictionary<string, Person>();
        foreach (var name in new[] { "Stopped first", "Stopped later", "Waiting", "Steady", "Through" }) people[name] = await app.Person(Role.Learner, name: name);
        foreach (var name in new[] { "Stopped first", "Through", "Waiting", "Stopped later", "Steady" }) await app.Enrol(course, people[name]);
        await app.Do(course.Activities[0], people["Stopped first"]);
        app.Clock.Advance(TimeSpan.FromHours(1));
        await app.Do(course.Activities[0], people["Stopped later"]);
        await app.DoEach(course.Activities, people["Through"]);
        app.Clock.Advance(TimeSpan.FromDays(8));
        await app.Do(course.Activities[0], people["Steady"]);
        await app.Settle();
        var (browser, _) = await app.SignedIn(Role.Instructor);
        using var __ = browser;
        Assert.Equal(["Stopped first", "Stopped later", "Waiting", "Steady", "Through"], Names(await browser.Open($"/courses/{course.Id}/progress/grid")));
        Assert.Equal(["Through", "Steady", "Waiting", "Stopped later", "Stopped first"], Names(await browser.Open($"/courses/{course.Id}/progress/grid?sort=attention&dir=down")));
    }

    [Theory, EveryDatabase]
    public async Task shows_an_open_page_what_has_changed_in_its_rows_alone(Database database)
    {
        var app = await apps.On(database);
        var (course, other) = (await app.Course(2), await app.Course(1));
        var people = await app.Crowd(3);
        var enrolments = new List<Id<CourseEnrolment>>();
        foreach (var person in people) enrolments.Add(await app.Enrol(course, person));
        var elsewhere = await app.Enrol(other, people[0]);
        await app.Do(course.Activities[0], people[1]);
        await app.Settle();
        var (browser, _) = await app.SignedIn(Role.Instructor, course.ScopeId);
        using var __ = browser;

        var again = await browser.Open($"/courses/{course.Id}/progress/grid/rows?of={enrolments[1]},{enrolments[2]},{elsewhere},nonsense,,");
        Assert.Equal(new[] { enrolments[1], enrolments[2] }.Select(id => $"learner-{id}").Order(), again.Html.QuerySelectorAll("tbody tr").Select(r => r.Id!).Order());
        Assert.Equal("3", again.Words("#class-counts dd"));
        Assert.False(again.Has("html > body header, nav"));   // rows, not a page
    }

    [Theory, EveryDatabase]
    public async Task is_narrowed_by_name_state_and_unit(Database database)
    {
        var app = await apps.On(database);
        var course = await app.Course(1);
        var (ward, beside) = await app.InDb(async db =>
        {
            var root = await db.Scopes.SingleAsync(s => s.ParentId == null);
            var (one, two) = (root.AddUnit("Ward <7>"), root.AddUnit("Beside"));
            db.AddRange(one, two);
            await db.SaveChangesAsync();
            return (one.Id, two.Id);
        });
        var (inWard, inOther) = (await app.Person(Role.Learner, ward, "Özil Here"), await app.Person(Role.Learner, beside, "Özil There"));
        foreach (var learner in new[] { inWard, inOther }) await app.Enrol(course, learner);
        await app.Do(course.Activities[0], inOther);
        await app.Settle();
        var (browser, _) = await app.SignedIn(Role.Instructor, course.ScopeId);
        using var __ = browser;

        foreach (var look in new[] { "progress", "progress/grid" })
        {
            var address = $"/courses/{course.Id}/{look}";
            var page = await browser.Open(address);
            Assert.Equal(["Beside", "Ward <7>"], page.Html.QuerySelectorAll("select[name=unit] option").Skip(1).Select(o => o.TextContent).Order());
            Assert.Equal(["Özil Here"], Names(await browser.Open($"{address}?unit={ward}")));
            Assert.Equal(["Özil There"], Names(await browser.Open($"{address}?show=completed&q=ozil")));
            Assert.Equal(["Özil Here", "Özil There"], Names(await browser.Open($"{address}?unit={Id<Scope>.New()}")).Order());
            Assert.Empty(Names(await browser.Open($"{address}?q=%27%22%3Cscript%3E%25_")));
        }
    }

    [Theory, EveryDatabase]
    public async Task takes_whatever_stands_in_its_address_calmly(Database database)
    {
        var app = await apps.On(database);
        var course = await app.Course(1);
        await app.Enrol(course, await app.Person(Role.Learner, name: "Somebody"));
        await app.Settle();
        var (browser, _) = await app.SignedIn(Role.Instructor, course.ScopeId);
        using var __ = browser;
        var long_ = new string('x', 4000);
        foreach (var query in new[]
        {
            "?sort=99&dir=sideways&show=-1&unit=zzz&lesson=1&way=7&after=!!!", $"?after={long_}&q={long_}", "?after=AAAA&sort=attention", "?sort=attention&after=" + Lectern.Web.Api.Cursor.Encode($"{Guid.Empty} 99999999999 -5"),
            "?sort=attention&after=" + Lectern.Web.Api.Cursor.Encode($"{Guid.Empty} 0 {long.MaxValue}"), "?q=%00%FF%FE&unit=%00", "?show=all&show=stuck", "?lesson=" + course.Activities[0] + "&way=failing",
        })
            foreach (var look in new[] { "", "/grid", "/stuck", "/insights", "/grid/rows" })
                Assert.Equal((look, query, HttpStatusCode.OK), (look, query, (await browser.Open($"/courses/{course.Id}/progress{look}{query}")).Status));
        Assert.Equal(HttpStatusCode.OK, (await browser.Open($"/courses/{course.Id}/progress/grid/rows?of={string.Join(',', Enumerable.Repeat("%00", 500))}")).Status);
    }

    [Theory, EveryDatabase]
    public async Task takes_the_same_statements_for_few_and_for_many(Database database)
    {
        var app = await apps.On(database);
        var (small, large) = (await app.Course(1), await app.Course(20, 20));
        var enrolments = new Dictionary<Taught, List<Id<CourseEnrolment>>> { [small] = [], [large] = [] };
        foreach (var (course, size) in new[] { (small, 1), (large, 40) })
            foreach (var person in await app.Crowd(size))
            {
                enrolments[course].Add(await app.Enrol(course, person));
                await app.Do(course.Activities[0], person);
            }

        await app.Settle();
        var (browser, _) = await app.SignedIn(Role.Administrator);
        using var __ = browser;
        foreach (var look in new[] { "/grid", "/grid/rows", "/stuck", "/insights", "/grid/rows?of=" })
        {
            var (few, many) = (await browser.Open(Address(small, look)), await browser.Open(Address(large, look)));
            Assert.Equal((look, few.Statements), (look, many.Statements));
            Assert.True(many.Html.QuerySelectorAll("tbody tr").Length <= 40);
        }

        string Address(Taught course, string look) => $"/courses/{course.Id}/progress{look}{(look.EndsWith('=') ? string.Join(',', enrolments[course]) : "")}";
    }

    internal static List<string> Names(Seen page) => [.. page.Html.QuerySelectorAll("tbody th a").Select(a => a.TextContent.Trim())];

    private static List<string> Cells(Seen page, string name) =>
        [.. page.Html.QuerySelectorAll("tbody tr").Single(row => row.QuerySelector("th a")!.TextContent.Trim() == name).QuerySelectorAll("td.cell").Select(cell => string.Join(' ', cell.Children.Select(part => part.TextContent)))];
}
