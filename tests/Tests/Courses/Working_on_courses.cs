using System.Net;
using Lectern.Courses;
using Lectern.Data.Audit;
using Lectern.Kernel;
using Lectern.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Courses;

public sealed class Working_on_courses(Apps apps)
{
    [Fact]
    public async Task is_listed_for_every_role_that_has_a_view_of_one()
    {
        var app = await apps.On(Database.Sqlite);
        var tabs = app.Services.GetServices<CourseTab>().ToList();
        Assert.NotEmpty(tabs);
        Assert.All(tabs, tab => Assert.Subset(CourseCapabilities.WorkOnCourses.HeldBy.ToHashSet(), tab.Capability.HeldBy.ToHashSet()));
    }

    [Theory, EveryDatabase]
    public async Task leads_a_manager_to_the_views_that_are_theirs(Database database)
    {
        var app = await apps.On(database);
        var course = await app.APublishedCourse("Managed");
        var (browser, _) = await app.SignedIn(Role.Manager);
        var list = await browser.Open("/teach?q=managed");
        Assert.True(list.Has(".sidebar a[href='/teach']"));
        var page = await browser.Open(list.Html.QuerySelector("tbody a")!.GetAttribute("href")!);
        Assert.Equal((HttpStatusCode.OK, $"/courses/{course.Id}/progress"), (page.Status, page.Path));
        foreach (var link in page.Html.QuerySelectorAll(".topbar nav a, nav.tabline a").Select(a => a.GetAttribute("href")!).Distinct()) Assert.Equal((link, HttpStatusCode.OK), (link, (await browser.Open(link)).Status));
        var publicPage = await browser.Open($"/courses/{course.Slug}");
        Assert.True(publicPage.Has($"main a[href='/courses/{course.Id}/progress']"));
        var (learner, _) = await app.SignedIn(Role.Learner);
        Assert.False((await learner.Open("/")).Has("a[href='/teach']"));
    }

    [Theory, EveryDatabase]
    public async Task renames_the_place_of_a_course_with_it(Database database)
    {
        var app = await apps.On(database);
        var (browser, person) = await app.SignedIn(Role.Instructor);
        var course = await app.ADraft("Old name", person.Id);
        await browser.Submit(await browser.Open($"/courses/{course.Id}/settings"), "form[action$='/settings']", ("Title", "New name"));
        Assert.Equal("New name", await app.InDb(db => db.Scopes.Where(s => s.Id == course.ScopeId).Select(s => s.Name).SingleAsync()));
    }

    [Theory, EveryDatabase]
    public async Task leads_into_a_course_whose_name_is_in_another_script(Database database)
    {
        var app = await apps.On(database);
        var course = await app.APublishedCourse("قراءة تخطيط القلب");
        Assert.Contains(course.Slug, (char c) => c > '\x7F');
        var (browser, _) = await app.SignedIn(Role.Learner);
        var page = await browser.Open($"/courses/{course.Slug}");
        var home = await browser.Submit(page, "form[action$='/enrolment']");
        Assert.Equal((HttpStatusCode.OK, $"/courses/{course.Slug}/home"), (home.Status, Uri.UnescapeDataString(home.Path)));
        var left = await browser.Submit(await browser.Open($"/courses/{course.Slug}"), "form[action$='/leave']");
        Assert.Contains("You left this course", left.Everything, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task duplicates_a_draft_with_all_that_is_in_it(Database database)
    {
        var app = await apps.On(database);
        var (browser, person) = await app.SignedIn(Role.Instructor);
        var course = await app.APublishedCourse("Twice", person.Id, summary: "Two of it", topic: "Copies");
        var page = await browser.Submit(await browser.Open($"/courses/{course.Id}/settings"), "form[action$='/duplicate']");
        var id = Id<Course>.Parse(page.Path.Split('/')[2], null);
        var (original, copy) = (await app.Read(course.Id), await app.Read(id));
        Assert.Equal(("Copy of Twice", "Two of it", "Copies", 0), (copy.Title, copy.Summary, copy.Topic, copy.PublishedNumber));
        Assert.Equal(original.InWords(), copy.InWords());
        Assert.Empty(original.Modules.SelectMany(m => m.Activities).Select(a => a.Id).Intersect(copy.Modules.SelectMany(m => m.Activities).Select(a => a.Id)));
        var published = await browser.Submit(page, "form[action$='/publish']");   // its quizzes have their questions
        Assert.Contains("Published, version 1", published.Everything, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task deletes_a_draft_that_nobody_has_met_and_no_other(Database database)
    {
        var app = await apps.On(database);
        var (browser, person) = await app.SignedIn(Role.Instructor);
        var (draft, published) = (await app.ADraft("Never mind", person.Id), await app.APublishedCourse("Out there", person.Id));
        var gone = await browser.Submit(await browser.Open($"/courses/{draft.Id}/delete"), "main form[action$='/delete']");
        Assert.True(gone.Path == "/teach", gone.Everything);
        Assert.Equal((0, 0, 0), await app.InDb(async db => (
            await db.Courses.CountAsync(c => c.Id == draft.Id), await db.Scopes.CountAsync(s => s.Id == draft.ScopeId), await db.Activities.CountAsync(a => a.CourseId == draft.Id))));
        Assert.True(await app.InDb(db => db.Set<AuditEntry>().AnyAsync(e => e.Action == "Course.removed" && e.SubjectId == draft.Id.Value && e.ActorId == person.Id.Value)));

        Assert.Equal(HttpStatusCode.NotFound, (await browser.Open($"/courses/{published.Id}/delete")).Status);
        Assert.False((await browser.Open($"/courses/{published.Id}/settings")).Has("form[action$='/delete']"));
        var token = Browser.TokenOf(await browser.Open($"/courses/{published.Id}/settings"));
        await browser.Client.PostAsync(new Uri($"/courses/{published.Id}/delete", UriKind.Relative), new FormUrlEncodedContent([new("__RequestVerificationToken", token)]));
        Assert.Equal(1, await app.InDb(db => db.Courses.CountAsync(c => c.Id == published.Id)));
    }

    [Theory, EveryDatabase]
    public async Task tells_the_versions_with_what_changed_and_by_whom(Database database)
    {
        var app = await apps.On(database);
        var (browser, person) = await app.SignedIn(Role.Instructor);
        var course = await app.APublishedCourse("Versioned", person.Id);
        await app.WithKinds(async (db, kinds, cancel) =>
        {
            var draft = (await db.Draft(course.Id, cancel))!;
            await Teaching.AddReadyQuiz(db, kinds, draft, draft.DraftModules.Single(), "Third", app.Clock.GetUtcNow(), cancel);
            return await db.SaveChangesAsync(cancel);
        });
        await app.WithKinds(async (db, kinds, cancel) =>
        {
            var draft = (await db.Draft(course.Id, cancel))!;
            var activities = draft.DraftModules.Single().DraftActivities.ToList();
            Assert.Null(draft.Describe(activities[0], "Renamed one", 10, true, app.Clock.GetUtcNow()));
            draft.Remove(activities[1], app.Clock.GetUtcNow());
            Assert.Empty(await CoursePublishing.Publish(db, kinds, draft, person.Id, app.Clock.GetUtcNow(), cancel));
            return await db.SaveChangesAsync(cancel);
        });
        var page = await browser.Open($"/courses/{course.Id}/versions");
        var newest = page.Words("#version-2");
        foreach (var told in new[] { "Learners meet this", $"by {person.Name}", "New: Third", "Taken out: Second", "Renamed: Renamed one, before First" }) Assert.Contains(told, newest, StringComparison.Ordinal);
        Assert.DoesNotContain("Another order", newest, StringComparison.Ordinal);
        Assert.Contains("The first version.", page.Words("#version-1"), StringComparison.Ordinal);
    }
}
