using System.Net;
using Lectern.Courses;
using Lectern.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Lectern.Tests.Courses;

public sealed class Building_a_course(Apps apps)
{
    [Theory, EveryDatabase]
    public async Task goes_from_nothing_to_modules_and_activities_in_order(Database database)
    {
        var app = await apps.On(database);
        var (browser, _) = await app.SignedIn(Role.Instructor);
        var page = await browser.Submit(await browser.Open("/teach/new"), "form[action='/teach/new']", ("title", "Wound care"));
        Assert.Equal("Wound care", page.Words("h1"));
        var id = Id<Course>.Parse(page.Path.Split('/')[2], null);

        page = await browser.Submit(page, "form[action$='/modules']", ("title", "Basics"));
        page = await browser.Submit(page, "form[action$='/activities']", ("kind", "quiz"));
        page = await browser.Submit(page, "#inspector form", ("title", "First check"), ("minutes", "7"));
        page = await browser.Submit(page, "form[action$='/modules']", ("title", "More"));
        page = await browser.Submit(page, "form[action$='/activities']", ("kind", "quiz"));
        await browser.Submit(page, "#inspector form", ("title", "Second check"));

        var course = await app.Read(id);
        Assert.Equal("Basics: First check; More: Second check", course.InWords());
        Assert.Equal(7, course.DraftModules.First().DraftActivities.First().Minutes);

        await Drop(browser, id, course, "First check", course.DraftModules.Last().Id, 1);
        Assert.Equal("Basics: ; More: Second check, First check", (await app.Read(id)).InWords());

        await Press(browser, id, course, "First check", "move", ("to", "up"));
        await Press(browser, id, course, "First check", "move", ("to", "up"));
        Assert.Equal("Basics: First check; More: Second check", (await app.Read(id)).InWords());
    }

    [Theory, EveryDatabase]
    public async Task can_take_back_a_deletion(Database database)
    {
        var app = await apps.On(database);
        var (browser, person) = await app.SignedIn(Role.Instructor);
        var course = await app.ADraft("Undoing", person.Id);

        var page = await Press(browser, course.Id, course, "First", "delete");
        Assert.Equal("Basics: Second", (await app.Read(course.Id)).InWords());
        page = await browser.Submit(page, "form[action$='/restore']");
        Assert.Equal("Basics: First, Second", (await app.Read(course.Id)).InWords());

    }

    [Theory, EveryDatabase]
    public async Task tells_the_second_of_two_editors_instead_of_losing_the_first_ones_work(Database database)
    {
        var app = await apps.On(database);
        var (one, person) = await app.SignedIn(Role.Instructor);
        var (two, _) = await app.SignedIn(Role.Instructor);
        var course = await app.ADraft("Contested", person.Id);
        var address = $"/courses/{course.Id}/edit?activity={course.DraftModules.First().DraftActivities.First().Id}";
        var (first, second) = (await one.Open(address), await two.Open(address));

        await one.Submit(first, "#inspector form", ("title", "By the first"));
        var refused = await two.Submit(second, "#inspector form", ("title", "By the second"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("Somebody else changed this", refused.Words("#inspector [role=alert]"), StringComparison.Ordinal);
        Assert.Equal("By the second", refused.Html.QuerySelector("#inspector input[name=title]")!.GetAttribute("value"));
        Assert.Equal("Basics: By the first, Second", (await app.Read(course.Id)).InWords());

        await two.Submit(refused, "#inspector form");   // knowing it, they save again
        Assert.Equal("Basics: By the second, Second", (await app.Read(course.Id)).InWords());
    }

    [Theory, EveryDatabase]
    public async Task loses_nothing_when_many_change_it_at_once(Database database)
    {
        var app = await apps.On(database);
        var (browser, person) = await app.SignedIn(Role.Instructor);
        var course = await app.ADraft("Busy", person.Id);
        var page = await browser.Open($"/courses/{course.Id}/edit");
        var answers = await Task.WhenAll(Enumerable.Range(1, 4).Select(n => browser.Submit(page, "form[action$='/modules']", ("title", $"Module {n}"))));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.Equal(5, (await app.Read(course.Id)).DraftModules.Count());
    }

    [Theory, EveryDatabase]
    public async Task says_beside_the_field_what_is_wrong(Database database)
    {
        var app = await apps.On(database);
        var (browser, person) = await app.SignedIn(Role.Instructor);
        var course = await app.ADraft("Mistaken", person.Id);
        var page = await browser.Open($"/courses/{course.Id}/edit?activity={course.DraftModules.First().DraftActivities.First().Id}");
        var refused = await browser.Submit(page, "#inspector form", ("minutes", "ten"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal("Enter a number of minutes from 0 to 6000.", refused.Words("#f-minutes-error"));
        Assert.Equal("ten", refused.Html.QuerySelector("#f-minutes")!.GetAttribute("value"));

        refused = await browser.Submit(page, "form[action$='/modules']", ("title", " "));
        Assert.Equal("Enter a title.", refused.Words("#f-newmodule-error"));
    }

    [Theory, EveryDatabase]
    public async Task is_for_its_own_instructors_only(Database database)
    {
        var app = await apps.On(database);
        var unit = await app.InDb(async db =>
        {
            var made = (await db.Set<Lectern.People.Scope>().SingleAsync(s => s.ParentId == null)).AddUnit("Elsewhere");
            db.Add(made);
            await db.SaveChangesAsync();
            return made;
        });
        var course = await app.ADraft("Private", null);
        var (stranger, _) = await app.SignedIn(Role.Instructor, unit.Id);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Open($"/courses/{course.Id}/edit")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Open($"/courses/{course.Slug}/preview")).Status);
        Assert.DoesNotContain("Private", (await stranger.Open("/teach")).Everything, StringComparison.Ordinal);
        var (learner, _) = await app.SignedIn(Role.Learner);
        Assert.Equal(HttpStatusCode.NotFound, (await learner.Open($"/courses/{course.Id}/edit")).Status);
    }

    [Theory, EveryDatabase]
    public async Task keeps_scripts_out_of_the_description(Database database)
    {
        var app = await apps.On(database);
        var (browser, person) = await app.SignedIn(Role.Instructor);
        var course = await app.APublishedCourse("Described", person.Id);
        await browser.Submit(await browser.Open($"/courses/{course.Id}/settings"), "form[action$='/settings']",
            ("Description", "<h2>Aims</h2><p onclick=\"x()\">Do <b>it</b></p><script>alert(1)</script>"), ("Topic", "Care"), ("CertificateMonths", "24"));
        var page = await app.Browser().Open($"/courses/{course.Slug}");
        Assert.Equal("Aims", page.Words(".prose h2"));
        Assert.False(page.Has(".prose script, .prose [onclick]"));
        Assert.Contains("valid for 24 months", page.Everything, StringComparison.Ordinal);
    }

    private static async Task<Seen> Press(Browser browser, Id<Course> id, Course course, string title, string action, params (string, string?)[] fields)
    {
        var page = await browser.Open($"/courses/{id}/edit");
        var activity = course.Modules.SelectMany(m => m.Activities).Single(a => a.Title == title);
        return await browser.Send(Post(page, $"/courses/{id}/activities/{activity.Id}/{action}", fields));
    }

    private static async Task Drop(Browser browser, Id<Course> id, Course course, string title, Id<CourseModule> module, int position)
    {
        var page = await browser.Open($"/courses/{id}/edit");
        var activity = course.Modules.SelectMany(m => m.Activities).Single(a => a.Title == title);
        await browser.Submit(page, "form[data-reorder-target=form]", ("item", activity.Id.ToString()), ("list", module.ToString()), ("position", $"{position}"));
    }

    private static HttpRequestMessage Post(Seen page, string address, params (string Name, string? Value)[] fields) => new(HttpMethod.Post, address)
    {
        Content = new FormUrlEncodedContent([new("__RequestVerificationToken", Browser.TokenOf(page)), .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value ?? ""))]),
    };
}
