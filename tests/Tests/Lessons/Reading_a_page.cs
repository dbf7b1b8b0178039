using System.Net;
using Lectern.Courses;
using Lectern.Kernel;
using Lectern.Progress;
using Microsoft.EntityFrameworkCore;

namespace Lectern.Tests.Lessons;

public class Reading_a_page(Apps apps)
{
    [Theory, EveryDatabase]
    public async Task shows_the_published_text_and_is_done_on_next(Database database)
    {
        var course = await Published(database);
        using var learner = await course.Learner();
        var page = await learner.Open($"/pages/{course.First}");
        Assert.Equal("Count the squares.", page.Words("#main .prose p"));
        Assert.Equal("The page 1", page.Words("h1"));
        var next = await learner.Submit(page, $"form[action^='/pages/{course.First}/done']");
        Assert.StartsWith($"/pages/{course.Second}", next.Path, StringComparison.Ordinal);
        var statuses = await course.App.InDb(db => db.ActivityProgresses.Where(p => p.CourseId == course.Id).ToDictionaryAsync(p => p.ActivityId, p => p.Status));
        Assert.Equal(ActivityStatus.Completed, statuses[course.First]);
        Assert.Equal(ActivityStatus.Started, statuses[course.Second]);
    }

    [Theory, EveryDatabase]
    public async Task never_shows_what_is_being_edited(Database database)
    {
        var course = await Published(database);
        await course.WritePage(course.First, "<p>Half a thought</p>");
        using var learner = await course.Learner();
        Assert.Equal("Count the squares.", (await learner.Open($"/pages/{course.First}")).Words("#main .prose p"));
        await course.Publish();
        Assert.Equal("Half a thought", (await learner.Open($"/pages/{course.First}")).Words("#main .prose p"));
    }

    [Theory, EveryDatabase]
    public async Task is_for_those_who_are_enrolled(Database database)
    {
        var course = await Published(database);
        var (stranger, _) = await course.App.SignedIn(Role.Learner);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Open($"/pages/{course.First}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Open($"/pages/{course.First}?preview=1")).Status);
        using var nobody = course.App.Browser();
        Assert.StartsWith("/sign-in", (await nobody.Open($"/pages/{course.First}")).Path, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task of_the_draft_is_for_editors_and_records_nothing(Database database)
    {
        var course = await ACourse.With(await apps.On(database), "page", "page");
        await course.WritePage(course.First, "<p>Draft</p>");
        using var instructor = await course.Instructor();
        var page = await instructor.Open($"/pages/{course.First}?preview=1");
        Assert.Equal("Draft", page.Words("#main .prose p"));
        var next = await instructor.Submit(page, "form[action*='/done']");
        Assert.Equal($"/pages/{course.Second}?preview=1", next.Path);
        Assert.Equal(0, await course.App.InDb(db => db.ActivityProgresses.CountAsync(p => p.CourseId == course.Id)));
    }

    [Theory, EveryDatabase]
    public async Task knows_which_paragraphs_were_read_and_where_to_go_on(Database database)
    {
        var course = await ACourse.With(await apps.On(database), "page");
        await course.WritePage(course.First, $"<h2>Count</h2>{string.Concat(Enumerable.Repeat("<p>A square.</p>", 8))}<ul><li>One</li><li>Two</li></ul>");
        await course.Complete(course.First, Rule.Clause("coverage", ("percent", "80")));
        await course.Publish();
        using var learner = await course.Learner();
        var page = await learner.Open($"/pages/{course.First}");
        Assert.Equal("You have read 0% of this page.", page.Words("#how-far-state"));
        Assert.Contains("\"percent\":40", (await Report(learner, page, "1-4", 5)).Text, StringComparison.Ordinal);
        Assert.Contains("\"percent\":40", (await Report(learner, page, "2;3;99", 5)).Text, StringComparison.Ordinal);
        page = await learner.Open($"/pages/{course.First}");
        Assert.Equal("You have read 40% of this page.", page.Words("#how-far-state"));
        Assert.Equal("5", page.Html.QuerySelector("[data-controller='page-reader']")!.GetAttribute("data-page-reader-position-value"));
        Assert.Contains("\"isDone\":true", (await Report(learner, page, "5-8", 9)).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await Report(learner, page, "all", 9)).Status);

        using var instructor = await course.Instructor();
        var preview = await instructor.Open($"/pages/{course.First}?preview=1");
        Assert.False(preview.Has("#how-far-state"));
        Assert.Equal(HttpStatusCode.NotFound, (await Report(instructor, await instructor.Open($"/pages/{course.First}/edit"), "1", 1, $"/pages/{course.First}/seen")).Status);
    }

    private static Task<Seen> Report(Browser browser, Seen page, string seen, int position, string? address = null) => browser.Send(new HttpRequestMessage(HttpMethod.Post, address ?? $"{page.Path}/seen")
    {
        Content = new FormUrlEncodedContent([new("__RequestVerificationToken", Browser.TokenOf(page)), new("seen", seen), new("page", $"{position}")]),
    });

    [Theory, EveryDatabase]
    public async Task takes_at_most_six_statements(Database database)
    {
        var course = await Published(database);
        using var learner = await course.Learner();
        await learner.Open($"/pages/{course.First}");
        var again = await learner.Open($"/pages/{course.First}");
        Assert.InRange(again.Statements, 1, 6);
    }

    [Theory, EveryDatabase]
    public async Task needs_a_text_before_it_can_be_published(Database database)
    {
        var course = await ACourse.With(await apps.On(database), "page");
        Assert.Equal("page-empty", (await course.SealingRefusal("page"))?.Code);
        await course.WritePage(course.First, "<p>Now</p>");
        Assert.Null(await course.SealingRefusal("page"));
    }

    private async Task<ACourse> Published(Database database)
    {
        var course = await ACourse.With(await apps.On(database), "page", "page");
        await course.WritePage(course.First, "<p>Count the squares.</p>");
        await course.WritePage(course.Second, "<p>Then divide.</p>");
        await course.Publish();
        return course;
    }
}
