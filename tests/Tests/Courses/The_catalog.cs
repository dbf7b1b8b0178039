using System.Net;
using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Lectern.Tests.Courses;

public sealed class The_catalog(Apps apps)
{
    [Theory, EveryDatabase]
    public async Task finds_courses_by_the_beginnings_of_words_in_any_case_and_accent(Database database)
    {
        var app = await apps.On(database);
        await app.APublishedCourse("Électrocardiogramme zebrafish", summary: "Lire un tracé", topic: "Cardiologie");
        await app.ADraft("Electro zebrafish draft");
        var browser = app.Browser();
        Assert.Contains("Électrocardiogramme", (await browser.Open("/catalog?q=ELECTRO+zebraf")).Everything, StringComparison.Ordinal);
        Assert.Contains("Électrocardiogramme", (await browser.Open("/catalog?q=trace+zebrafish+cardio")).Everything, StringComparison.Ordinal);
        Assert.DoesNotContain("draft", (await browser.Open("/catalog?q=zebrafish")).Everything, StringComparison.Ordinal);
        Assert.Contains("Nothing found", (await browser.Open("/catalog?q=cardiogramme+zebrafish")).Everything, StringComparison.Ordinal);
        Assert.Contains("Nothing found", (await browser.Open("/catalog?q=%27%20OR%201%3D1%20zebrafish%20%26%20%7C%21%3A%2A")).Everything, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task shows_courses_by_assignment_to_those_who_work_on_them_and_their_learners_only(Database database)
    {
        var app = await apps.On(database);
        var course = await app.APublishedCourse("Quokka secret", policy: EnrolmentPolicy.Assigned);
        var (account, person) = await app.SignedIn(Role.Learner);   // as whoever registers by themselves: a learner at the institution
        foreach (var stranger in new[] { app.Browser(), account, (await app.SignedIn(Role.Learner, course.ScopeId)).Browser })
        {
            Assert.False((await stranger.Open("/catalog?q=quokka")).Has("article"));
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.Open($"/courses/{course.Slug}")).Status);
        }

        foreach (var role in new[] { Role.Instructor, Role.Manager, Role.Administrator })
        {
            var (worker, _) = await app.SignedIn(role);
            Assert.True((await worker.Open("/catalog?q=quokka")).Has("article"));
            Assert.Equal(HttpStatusCode.OK, (await worker.Open($"/courses/{course.Slug}")).Status);
        }

        await app.InDb(db => db.Enrol(course.Id, person.Id, EnrolmentSources.Assigned, app.Clock.GetUtcNow(), TestContext.Current.CancellationToken));
        Assert.True((await account.Open("/catalog?q=quokka")).Has("article"));
        Assert.Equal(HttpStatusCode.OK, (await account.Open($"/courses/{course.Slug}")).Status);
    }

    [Theory, EveryDatabase]
    public async Task leaves_out_what_was_withdrawn_or_archived_though_its_learners_keep_it(Database database)
    {
        var app = await apps.On(database);
        var (editor, instructor) = await app.SignedIn(Role.Instructor);
        var course = await app.APublishedCourse("Wombat", instructor.Id);
        var (learner, person) = await app.SignedIn(Role.Learner);
        var (other, _) = await app.SignedIn(Role.Learner);
        await app.InDb(db => db.Enrol(course.Id, person.Id, EnrolmentSources.Self, app.Clock.GetUtcNow(), TestContext.Current.CancellationToken));
        var token = Browser.TokenOf(await other.Open($"/courses/{course.Slug}"));

        foreach (var offer in new[] { "Withdrawn", "Archived" })
        {
            var settings = await editor.Open($"/courses/{course.Id}/settings");
            await editor.Submit(settings, $"form:has(input[name=offer][value={offer}])");
            Assert.False((await app.Browser().Open("/catalog?q=wombat")).Has("article"));
            Assert.Equal(HttpStatusCode.NotFound, (await other.Open($"/courses/{course.Slug}")).Status);
            await other.Client.PostAsync(new Uri($"/courses/{course.Id}/enrolment", UriKind.Relative), new FormUrlEncodedContent([new("__RequestVerificationToken", token)]));
            Assert.Equal(1, await app.InDb(db => db.Enrolments.CountAsync(e => e.CourseId == course.Id)));
            Assert.Equal(HttpStatusCode.OK, (await learner.Open($"/courses/{course.Slug}/home")).Status);
            Assert.Contains("You are enrolled", (await learner.Open($"/courses/{course.Slug}")).Everything, StringComparison.Ordinal);
            Assert.Equal(offer == "Withdrawn", (await editor.Open("/teach")).Has($"a[href='/courses/{course.Id}/edit']"));
        }

        Assert.True((await editor.Open("/teach?show=archived")).Has($"a[href='/courses/{course.Id}/edit']"));
        var refused = await editor.Submit(await editor.Open($"/courses/{course.Id}/people/add"), "form[action$='/people/add']", ("people", person.Email));
        Assert.Contains("This course is archived", refused.Everything, StringComparison.Ordinal);
        await editor.Submit(await editor.Open($"/courses/{course.Id}/settings"), "form:has(input[name=offer][value=Offered])");
        Assert.True((await app.Browser().Open("/catalog?q=wombat")).Has("article"));
    }

    [Theory, EveryDatabase]
    public async Task pages_through_everything_once_in_every_order(Database database)
    {
        var app = await apps.On(database);
        for (var n = 0; n < 30; n++) await app.APublishedCourse($"Narwhal {n % 5}", topic: n % 2 == 0 ? "Even" : "Odd");
        foreach (var sort in new[] { "", "&sort=newest", "&sort=shortest" })
        {
            var browser = app.Browser();
            var (seen, address) = (new List<string>(), $"/catalog?q=narwhal{sort}");
            while (address is not null)
            {
                var page = await browser.Open(address);
                seen.AddRange(page.Html.QuerySelectorAll("article h3 a").Select(a => a.GetAttribute("href")!));
                address = page.Html.QuerySelector("a[rel=next]")?.GetAttribute("href");
            }

            Assert.Equal(30, seen.Count);
            Assert.Equal(30, seen.Distinct().Count());
        }

        Assert.Contains("15 results", (await app.Browser().Open("/catalog?q=narwhal&topic=Odd")).Everything, StringComparison.Ordinal);
        Assert.Contains("30 results", (await app.Browser().Open("/catalog?q=narwhal&length=middling")).Everything, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task takes_the_same_few_statements_however_much_there_is(Database database)
    {
        await using var app = await apps.OwnOn(database);
        await app.APublishedCourse("Only one");
        var (browser, _) = await app.SignedIn(Role.Learner);
        var few = await browser.Open("/catalog");
        for (var n = 0; n < 30; n++) await app.APublishedCourse($"Course {n}");
        var many = await browser.Open("/catalog");
        Assert.Equal(few.Statements, many.Statements);
        Assert.InRange(many.Statements, 1, 6);
        var course = await browser.Open("/courses/only-one");
        Assert.InRange(course.Statements, 1, 6);
    }
}
