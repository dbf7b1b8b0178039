using Lectern.Courses;
using Lectern.Kernel;
using Lectern.People;
using Lectern.Progress;
using Microsoft.EntityFrameworkCore;

namespace Lectern.Tests.Progress;

public sealed class Where_a_class_gets_no_further(Apps apps)
{
    [Theory, EveryDatabase]
    public async Task is_shown_with_the_people(Database database)
    {
        await using var app = await apps.OwnOn(database);   // moves the clock
        var course = await app.Course(4);
        var people = new Dictionary<string, Person>();
        foreach (var name in new[] { "Stops", "Stops too", "Fails", "Fails once", "Slow", "Through", "Gone" })
        {
            people[name] = await app.Person(Role.Learner, name: name);
            await app.Enrol(course, people[name]);
        }

        await app.Settle();

        foreach (var name in new[] { "Stops", "Stops too", "Gone" }) await app.Do(course.Activities[1], people[name]);
        await app.Open(course.Activities[3], people["Slow"]);
        await app.DoEach(course.Activities, people["Through"]);
        app.Clock.Advance(TimeSpan.FromDays(8));
        await app.Open(course.Activities[3], people["Slow"]);
        foreach (var (name, times) in new[] { ("Fails", 2), ("Fails once", 1) })
            for (var time = 0; time < times; time++)
            {
                await app.Do(course.Activities[2], people[name], LearningFact.Of(ActivityStatus.Failed, Guid.NewGuid()));
                await app.Settle();
            }

        await app.InDb(async db =>
        {
            var gone = people["Gone"].Id;
            var enrolment = await db.Set<Lectern.Enrolment.CourseEnrolment>().SingleAsync(e => e.LearnerId == gone);
            enrolment.Withdraw(gone, app.Clock.GetUtcNow());
            await db.SaveChangesAsync();
        });
        await app.Settle();
        var (browser, _) = await app.SignedIn(Role.Instructor);
        using var __ = browser;

        var page = await browser.Open($"/courses/{course.Id}/progress/stuck");
        Assert.Equal(["Reading 1.2", "Reading 1.3", "Reading 1.4"], page.Html.QuerySelectorAll("tbody th").Select(th => th.TextContent.Trim()));
        Assert.Equal(["3/3", "1/3", "1/2"], page.Html.QuerySelectorAll("tbody td:nth-child(2)").Select(td => td.TextContent.Trim()));
        await Leads(0, "Stops", "Stops too");
        await Leads(1, "Fails");
        await Leads(2, "Slow");

        var insights = await browser.Open($"/courses/{course.Id}/progress/insights");
        Assert.Equal(["3", "12%", "–", "4"], insights.Html.QuerySelectorAll("#class-figures dd:nth-of-type(1) span:first-child").Select(dd => dd.TextContent.Trim()));
        var atRisk = insights.Html.QuerySelectorAll("section[aria-labelledby='at-risk'] li:has(ul)").ToDictionary(li => li.QuerySelector("a")!.TextContent.Trim(), li => li.QuerySelectorAll("ul li").Select(reason => reason.TextContent.Trim()).ToList());
        Assert.Equal(["Fails", "Slow", "Stops", "Stops too"], atRisk.Keys.Order());
        Assert.Equal(["No activity for 8 days"], atRisk["Stops"]);
        Assert.Equal(["Failed “Reading 1.3” 2 times"], atRisk["Fails"]);
        Assert.Equal(["At “Reading 1.4” for 8 days"], atRisk["Slow"]);
        Assert.Contains("2 learners stopped on the way. 2 of them were last at “Reading 1.2”.", insights.Everything, StringComparison.Ordinal);
        Assert.Equal(["6", "6", "1", "1"], insights.Html.QuerySelectorAll("section[aria-labelledby='funnel'] strong").Select(count => count.TextContent));

        async Task Leads(int row, params string[] names)
        {
            var link = page.Html.QuerySelectorAll("tbody tr")[row].QuerySelector("td a")!;
            Assert.Equal(names.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), link.TextContent);
            Assert.Equal(names, A_class_as_a_grid.Names(await browser.Open(link.GetAttribute("href")!)).Order());
        }
    }

    [Theory, EveryDatabase]
    public async Task is_said_on_the_page_of_one_learner(Database database)
    {
        var app = await apps.On(database);
        var course = await app.Course(3);
        var learner = await app.Person(Role.Learner);
        var enrolment = await app.Enrol(course, learner);
        await app.DoEach(course.Activities.Take(1), learner);
        await app.Do(course.Activities[1], learner, LearningFact.Scored(8, 20), LearningFact.Of(ActivityStatus.Failed));
        await app.Settle();
        var (browser, _) = await app.SignedIn(Role.Instructor, course.ScopeId);
        using var __ = browser;

        var page = await browser.Open($"/courses/{course.Id}/progress/{enrolment}");
        Assert.Equal(["Reading 1.2 Not passed yet: 40% so far", "Reading 1.3 Not begun"], page.Html.QuerySelectorAll("section[aria-labelledby=missing] li").Select(li => string.Join(' ', li.Children.Select(part => part.TextContent.Trim()))));
        var one = await browser.Open($"/courses/{course.Id}/progress/{enrolment}?lesson={course.Activities[1]}");
        Assert.All(one.Html.QuerySelectorAll("ol.rows li"), line => Assert.Contains("Reading 1.2", line.TextContent, StringComparison.Ordinal));
        Assert.Equal(3, one.Html.QuerySelectorAll("ol.rows li").Length);
    }
}
