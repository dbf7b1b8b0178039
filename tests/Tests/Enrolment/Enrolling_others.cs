using System.Net;
using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Kernel;
using Lectern.Tests.Courses;
using Microsoft.EntityFrameworkCore;

namespace Lectern.Tests.Enrolment;

public sealed class Enrolling_others(Apps apps)
{
    [Theory, EveryDatabase]
    public async Task says_what_would_happen_before_it_does(Database database)
    {
        var app = await apps.On(database);
        var (browser, instructor) = await app.SignedIn(Role.Instructor);
        var course = await app.APublishedCourse("By list", instructor.Id, EnrolmentPolicy.Assigned);
        var (anna, ben) = (await app.Person(Role.Learner, name: "Anna Ek"), await app.Person(Role.Learner, name: "Ben Ost"));

        var form = await browser.Open($"/courses/{course.Id}/people/add");
        var list = $"{anna.Email}\nBen <{ben.Email!.ToUpperInvariant()}>\nnobody@example.org\n{anna.Email}";
        var summary = await browser.Submit(form, "form[action$='/people/add']", ("people", list));
        Assert.Contains("2 people will be enrolled", summary.Everything, StringComparison.Ordinal);
        Assert.Contains("Line 3: nobody@example.org", summary.Everything, StringComparison.Ordinal);
        Assert.Equal(0, await app.InDb(db => db.Enrolments.CountAsync(e => e.CourseId == course.Id)));

        var done = await browser.Submit(summary, "form:has(button[name=confirmed])", ("confirmed", "yes"));
        Assert.Contains("Anna Ek", done.Everything, StringComparison.Ordinal);
        Assert.Equal(2, await app.InDb(db => db.Enrolments.CountAsync(e => e.CourseId == course.Id && e.Source == "assigned")));

        var again = await browser.Submit(form, "form[action$='/people/add']", ("people", list));
        Assert.Contains("2 people are learners already", again.Everything, StringComparison.Ordinal);
        Assert.False(again.Has("button[name=confirmed]"));

        var gone = await browser.Submit(done, $"form[action$='/withdraw']");
        Assert.Contains("Withdrawn1", gone.Words("nav.segmented"), StringComparison.Ordinal);
        var back = await browser.Submit(gone, "form[action$='/restore']");
        Assert.Contains("Learners2", back.Words("nav.segmented"), StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task names_only_those_whom_one_sees_anyway(Database database)
    {
        var app = await apps.On(database);
        var (browser, instructor) = await app.SignedIn(Role.Instructor);
        var course = await app.APublishedCourse("Not a directory", instructor.Id, EnrolmentPolicy.Assigned);
        var stranger = await app.Person(Role.Learner, name: "Somebody Elsewhere");
        var form = await browser.Open($"/courses/{course.Id}/people/add");
        var summary = await browser.Submit(form, "form[action$='/people/add']", ("people", stranger.Email));
        Assert.Contains("1 person will be enrolled", summary.Everything, StringComparison.Ordinal);
        Assert.DoesNotContain("Somebody Elsewhere", summary.Everything, StringComparison.Ordinal);
        Assert.Contains(stranger.Email!, summary.Words("main"), StringComparison.Ordinal);

        var (manager, __) = await app.SignedIn(Role.Administrator);
        Assert.Contains("Somebody Elsewhere", (await manager.Submit(await manager.Open($"/courses/{course.Id}/people/add"), "form[action$='/people/add']", ("people", stranger.Email))).Everything, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task is_no_way_to_try_out_addresses(Database database)
    {
        var app = await apps.OwnOn(database, ("RateLimits:Off", "false"), ("Enrolment:AddressesPerPersonAndHour", "20"));
        var (browser, instructor) = await app.SignedIn(Role.Instructor);
        var course = await app.APublishedCourse("Not a directory", instructor.Id, EnrolmentPolicy.Assigned);
        var form = await browser.Open($"/courses/{course.Id}/people/add");
        var list = string.Join('\n', Enumerable.Range(0, 15).Select(i => $"guess{i}@example.org"));
        Assert.Equal(HttpStatusCode.OK, (await browser.Submit(form, "form[action$='/people/add']", ("people", list))).Status);
        var refused = await browser.Submit(form, "form[action$='/people/add']", ("people", list));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("very many addresses", refused.Everything, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task lists_the_learners_page_by_page_without_their_names_in_an_address(Database database)
    {
        var app = await apps.On(database);
        var (browser, instructor) = await app.SignedIn(Role.Instructor);
        var course = await app.APublishedCourse("Many", instructor.Id, EnrolmentPolicy.Assigned);
        var people = new List<Lectern.People.Person>();
        for (var i = 0; i < 30; i++) people.Add(await app.Person(Role.Learner, name: i % 3 == 0 ? "Same Näme" : $"Pérson {i:00}"));
        var form = await browser.Open($"/courses/{course.Id}/people/add");
        var summary = await browser.Submit(form, "form[action$='/people/add']", ("people", string.Join('\n', people.Select(p => p.Email))));
        var first = await browser.Submit(summary, "form:has(button[name=confirmed])", ("confirmed", "yes"));
        var next = first.Html.QuerySelector("a[rel=next]")!.GetAttribute("href")!;
        var cursor = Lectern.Web.Api.Cursor.Decode(System.Web.HttpUtility.ParseQueryString(next[next.IndexOf('?', StringComparison.Ordinal)..])["after"]);
        Assert.True(Guid.TryParse(cursor, out _), cursor);
        var second = await browser.Open(next);
        var seen = people.Select(p => p.Email!).Where(email => first.Everything.Contains(email, StringComparison.Ordinal) ^ second.Everything.Contains(email, StringComparison.Ordinal));
        Assert.Equal(30, seen.Count());
        Assert.Contains("Same Näme", (await browser.Open($"/courses/{course.Id}/people?q=same+name")).Everything, StringComparison.Ordinal);
        Assert.DoesNotContain("Same Näme", (await browser.Open($"/courses/{course.Id}/people?q=person")).Words("main table"), StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task is_refused_before_the_course_is_published(Database database)
    {
        var app = await apps.On(database);
        var (browser, instructor) = await app.SignedIn(Role.Instructor);
        var course = await app.ADraft("Too early", instructor.Id);
        var refused = await browser.Submit(await browser.Open($"/courses/{course.Id}/people/add"), "form[action$='/people/add']", ("people", instructor.Email));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("Publish the course first", refused.Everything, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task is_not_for_learners(Database database)
    {
        var app = await apps.On(database);
        var course = await app.APublishedCourse("Not theirs");
        var (browser, _) = await app.SignedIn(Role.Learner);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Open($"/courses/{course.Id}/people")).Status);
    }
}
