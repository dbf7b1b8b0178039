using System.Net;
using FsCheck;
using FsCheck.Fluent;
using Lectern.Courses;
using Lectern.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Lectern.Tests.Courses;

public sealed class Publishing_a_course(Apps apps)
{
    [Theory, EveryDatabase]
    public async Task makes_a_version_that_learners_meet(Database database)
    {
        var app = await apps.On(database);
        var (browser, person) = await app.SignedIn(Role.Instructor);
        var course = await app.ADraft("Going public", person.Id);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Browser().Open($"/courses/{course.Slug}")).Status);

        var page = await browser.Submit(await browser.Open($"/courses/{course.Id}/edit"), "form[action$='/publish']");
        Assert.Contains("Published, version 1", page.Everything, StringComparison.Ordinal);
        Assert.Contains("First", Teaching.SyllabusOf(await app.Browser().Open($"/courses/{course.Slug}")), StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task is_refused_with_a_list_of_what_is_missing_and_links_to_it(Database database)
    {
        var app = await apps.On(database);
        var (browser, person) = await app.SignedIn(Role.Instructor);
        var course = await app.ADraft("Unfinished", person.Id);
        var page = await browser.Open($"/courses/{course.Id}/edit");
        page = await browser.Submit(page, "form[action$='/activities']", ("kind", "quiz"));
        page = await browser.Submit(page, "form[action$='/modules']", ("title", "Empty one"));
        var refused = await browser.Submit(page, "form[action$='/publish']");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        var links = refused.Html.QuerySelectorAll("#problems li a").Select(a => a.GetAttribute("href")!).ToList();
        Assert.Equal(2, links.Count);
        Assert.Contains(links, href => href.StartsWith("/quizzes/", StringComparison.Ordinal));
        Assert.Contains(links, href => href.Contains("?module=", StringComparison.Ordinal));
        Assert.Equal(0, (await app.Read(course.Id)).PublishedNumber);
    }

    [Theory, EveryDatabase]
    public async Task shows_learners_the_last_version_whatever_happens_to_the_draft(Database database)
    {
        var app = await apps.On(database);
        var (browser, person) = await app.SignedIn(Role.Instructor);
        var course = await app.APublishedCourse("Steady", person.Id);
        var visitor = app.Browser();
        var published = Teaching.SyllabusOf(await visitor.Open($"/courses/{course.Slug}"));

        foreach (var edits in Gen.ArrayOf(Gen.Choose(0, 9999), 6).Sample(4))
        {
            foreach (var edit in edits) await Edit(app, course.Id, edit);
            Assert.Equal(published, Teaching.SyllabusOf(await visitor.Open($"/courses/{course.Slug}")));
            var problems = await app.WithKinds(async (db, kinds, cancel) =>
            {
                var draft = (await db.Draft(course.Id, cancel))!;
                var found = await CoursePublishing.Publish(db, kinds, draft, person.Id, app.Clock.GetUtcNow(), cancel);
                if (found.Count == 0) await db.SaveChangesAsync(cancel);
                return found;
            });
            var now = await app.Read(course.Id);
            var version = await app.InDb(db => db.CourseVersions.AsNoTracking().SingleAsync(v => v.Id == now.PublishedVersionId));
            if (problems.Count == 0) Assert.Equal(now.DraftOutline().Activities.Select(a => (a.Id, a.Title)), version.Outline.Activities.Select(a => (a.Id, a.Title)));
            published = Teaching.SyllabusOf(await visitor.Open($"/courses/{course.Slug}"));
        }
    }

    [Theory, EveryDatabase]
    public async Task at_the_same_moment_twice_numbers_the_versions_in_order(Database database)
    {
        var app = await apps.On(database);
        var (browser, person) = await app.SignedIn(Role.Instructor);
        var course = await app.ADraft("Doubly", person.Id);
        var page = await browser.Open($"/courses/{course.Id}/edit");
        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => browser.Submit(page, "form[action$='/publish']")));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        var numbers = await app.InDb(db => db.CourseVersions.Where(v => v.CourseId == course.Id).OrderBy(v => v.Number).Select(v => v.Number).ToListAsync());
        Assert.Equal(Enumerable.Range(1, numbers.Count), numbers);
        Assert.Equal(numbers.Count, (await app.Read(course.Id)).PublishedNumber);
    }

    private static Task<bool> Edit(TheApp app, Id<Course> id, int edit) => app.WithKinds(async (db, kinds, cancel) =>
    {
        var (course, now) = ((await db.Draft(id, cancel))!, app.Clock.GetUtcNow());
        var modules = course.DraftModules.ToList();
        var activities = modules.SelectMany(m => m.DraftActivities).ToList();
        switch (edit % 6)
        {
            case 0:
                var added = course.AddModule($"Module {edit}", now);
                db.CourseModules.Add(added);
                await Teaching.AddReadyQuiz(db, kinds, course, added, $"Quiz {edit}", now, cancel);
                break;
            case 1 when modules.Count > 0: await Teaching.AddReadyQuiz(db, kinds, course, modules[edit % modules.Count], $"Quiz {edit}", now, cancel); break;
            case 2 when activities.Count > 0: Assert.Null(course.Describe(activities[edit % activities.Count], $"Renamed {edit}", edit % 60, edit % 2 == 0, now)); break;
            case 3 when activities.Count > 1: course.Remove(activities[edit % activities.Count], now); break;
            case 4 when activities.Count > 0: course.Place(activities[edit % activities.Count], modules[edit / 7 % modules.Count], edit % 3, now); break;
            case 5 when modules.Count > 0: course.Place(modules[edit % modules.Count], edit % 2, now); break;
        }

        await db.SaveChangesAsync(cancel);
        return true;
    });
}
