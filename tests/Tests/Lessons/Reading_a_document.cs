using System.Net;
using System.Net.Http.Json;
using Lectern.Courses;
using Lectern.Kernel;
using Lectern.Progress;
using Microsoft.EntityFrameworkCore;

namespace Lectern.Tests.Lessons;

public class Reading_a_document(Apps apps)
{
    [Theory, EveryDatabase]
    public async Task is_done_when_enough_different_pages_were_seen(Database database)
    {
        var course = await Published(database);
        using var learner = await course.Learner();
        var page = await learner.Open($"/documents/{course.First}");
        Assert.Contains("\"percent\":30", (await Report(learner, page, "1-3", 3)).Text, StringComparison.Ordinal);
        Assert.Contains("\"percent\":30", (await Report(learner, page, "1;2;3", 3)).Text, StringComparison.Ordinal);
        Assert.Contains("\"percent\":40", (await Report(learner, page, "10;11;500", 10)).Text, StringComparison.Ordinal);
        Assert.Equal(ActivityStatus.Started, await Status(course));
        Assert.Contains("\"isDone\":true", (await Report(learner, page, "4-9", 9)).Text, StringComparison.Ordinal);
        Assert.Equal(ActivityStatus.Completed, await Status(course));
    }

    [Theory, EveryDatabase]
    public async Task goes_on_at_the_page_where_it_was_left(Database database)
    {
        var course = await Published(database);
        using var learner = await course.Learner();
        await Report(learner, await learner.Open($"/documents/{course.First}"), "1-6", 6);
        var again = await learner.Open($"/documents/{course.First}");
        Assert.Equal("6", again.Html.QuerySelector("[data-controller=document-viewer]")!.GetAttribute("data-document-viewer-page-value"));
        Assert.Equal("Done when you have seen 100% of the pages, now 60%", again.Words("#how-far-state"));
    }

    [Theory, EveryDatabase]
    public async Task is_not_believed_faster_than_pages_can_be_turned(Database database)
    {
        var course = await Published(await apps.OwnOn(database), pages: 200);
        using var learner = await course.Learner();
        var page = await learner.Open($"/documents/{course.First}");
        var refused = await Report(learner, page, "1-200", 200);
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("read-too-fast", refused.Text, StringComparison.Ordinal);
        await Report(learner, page, "1", 1);
        course.App.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Contains("\"isDone\":true", (await Report(learner, page, "1-200", 200)).Text, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task is_believed_from_when_it_was_opened(Database database)
    {
        var course = await Published(await apps.OwnOn(database), pages: 60);
        using var learner = await course.Learner();
        var page = await learner.Open($"/documents/{course.First}");
        Assert.Contains("read-too-fast", (await Report(learner, page, "1-60", 60)).Text, StringComparison.Ordinal);
        course.App.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Contains("\"isDone\":true", (await Report(learner, page, "1-60", 60)).Text, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task is_brought_to_its_end_where_it_was_begun_while_it_was_open(Database database)
    {
        var course = await Published(await apps.OwnOn(database), pages: 10, openFor: TimeSpan.FromMinutes(10));
        using var learner = await course.Learner();
        using var late = await course.Learner();
        var page = await learner.Open($"/documents/{course.First}");
        await Report(learner, page, "1-6", 6);
        course.App.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Contains("\"isDone\":true", (await Report(learner, page, "7-10", 10)).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await Report(late, page, "1-6", 6, token: Browser.TokenOf(await late.Open("/account")))).Status);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("3-1")]
    [InlineData("1-")]
    [InlineData("a")]
    [InlineData("1-99999999")]
    [InlineData("1-100000;1-100000")]
    public async Task refuses_reports_that_are_none(string seen)
    {
        var course = await Published(Database.Sqlite);
        using var learner = await course.Learner();
        Assert.Equal(HttpStatusCode.BadRequest, (await Report(learner, await learner.Open($"/documents/{course.First}"), seen, 1)).Status);
    }

    [Theory, EveryDatabase]
    public async Task is_done_when_opened_where_that_is_enough(Database database)
    {
        var course = await Published(database, percent: 0);
        using var learner = await course.Learner();
        Assert.Contains("Done", (await learner.Open($"/documents/{course.First}")).Words("#main"), StringComparison.Ordinal);
        Assert.Equal(ActivityStatus.Completed, await Status(course));
    }

    [Theory, EveryDatabase]
    public async Task gives_the_file_to_the_viewer_and_to_nobody_else_without_permission(Database database)
    {
        var course = await Published(database);
        using var learner = await course.Learner();
        var page = await learner.Open($"/documents/{course.First}");
        Assert.Empty(page.Html.QuerySelectorAll("a[download]"));
        var address = page.Html.QuerySelector("[data-controller=document-viewer]")!.GetAttribute("data-document-viewer-file-value")!;
        var file = (await Get(learner, address, "empty")).Response;
        Assert.Equal("application/pdf", file.Content.Headers.ContentType?.MediaType);
        Assert.Contains("Sec-Fetch-Dest", file.Headers.Vary);   // the browser's cache answers no typed address with it
        Assert.Equal(HttpStatusCode.NotFound, (await Get(learner, address, "document")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Get(learner, address, "iframe")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Get(learner, address + "?download=1", "document")).Status);
        var (stranger, _) = await course.App.SignedIn(Role.Learner);
        Assert.Equal(HttpStatusCode.NotFound, (await Get(stranger, address, "empty")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Open($"/documents/{course.First}")).Status);
    }

    [Theory, EveryDatabase]
    public async Task offers_the_file_with_permission(Database database)
    {
        var course = await Published(database, mayDownload: true);
        using var learner = await course.Learner();
        var link = (await learner.Open($"/documents/{course.First}")).Html.QuerySelector("a[download]")!.GetAttribute("href")!;
        var file = (await learner.Open(link)).Response.Content.Headers;
        Assert.Equal(("attachment", "handbook.pdf"), (file.ContentDisposition?.DispositionType, file.ContentDisposition?.FileNameStar));
    }

    [Theory, EveryDatabase]
    public async Task shows_words_as_words_whatever_they_are(Database database)
    {
        var course = await ACourse.With(await apps.On(database), "document");
        using var instructor = await course.Instructor();
        await course.SendDocument(instructor, "notes.txt", "<script>alert(1)</script> Überall"u8.ToArray());
        await course.Publish();
        using var learner = await course.Learner();
        var page = await learner.Open($"/documents/{course.First}");
        Assert.Equal("<script>alert(1)</script> Überall", page.Words("#main [role=region] p"));
        Assert.Equal(ActivityStatus.Completed, await Status(course));
    }

    [Theory, EveryDatabase]
    public async Task is_done_by_downloading_what_cannot_be_shown(Database database)
    {
        var course = await ACourse.With(await apps.On(database), "document");
        using var instructor = await course.Instructor();
        await course.SendDocument(instructor, "form.docx", Papers.Word());
        await course.Publish();
        using var learner = await course.Learner();
        var page = await learner.Open($"/documents/{course.First}");
        Assert.Equal(ActivityStatus.Started, await Status(course));
        var link = page.Html.QuerySelector("a[download]")!.GetAttribute("href")!;
        Assert.Equal(HttpStatusCode.NotFound, (await learner.Open(link.Split('?')[0])).Status);
        Assert.Equal("attachment", (await learner.Open(link)).Response.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal(ActivityStatus.Completed, await Status(course));
    }

    [Theory, EveryDatabase]
    public async Task counts_on_or_is_done_anew_with_a_new_file_as_its_author_chose_when_publishing(Database database)
    {
        var course = await Published(database);
        using var learner = await course.Learner();
        using var instructor = await course.Instructor();
        await Report(learner, await learner.Open($"/documents/{course.First}"), "1-6", 6);
        await course.SendDocument(instructor, "first.pdf", Papers.PackedPdf(10));
        Assert.Contains("Version 2 is published.", (await Publish(instructor, course)).Everything, StringComparison.Ordinal);   // nobody had done it
        await Report(learner, await learner.Open($"/documents/{course.First}"), "7-10", 10);
        Assert.Equal(ActivityStatus.Completed, await Status(course));

        await course.SendDocument(instructor, "corrected.pdf", Papers.Pdf(10));
        var asked = await Publish(instructor, course);
        Assert.EndsWith("/publish", asked.Path, StringComparison.Ordinal);
        Assert.Contains("1 learner has done it", asked.Everything, StringComparison.Ordinal);
        Assert.Contains("Version 3 is published.", (await instructor.Submit(asked, "form[action$='/publish']")).Everything, StringComparison.Ordinal);
        Assert.Equal(ActivityStatus.Completed, await Status(course));
        Assert.Contains("Done.", (await learner.Open($"/documents/{course.First}")).Words("#how-far-state"), StringComparison.Ordinal);

        await course.SendDocument(instructor, "another.pdf", Papers.PackedPdf(20));
        asked = await Publish(instructor, course);
        await instructor.Submit(asked, "form[action$='/publish']", ("anew", $"{course.First}"));
        await course.App.Settle();
        Assert.Equal(ActivityStatus.Started, await Status(course));
        Assert.Contains("now 0%", (await learner.Open($"/documents/{course.First}")).Words("#how-far-state"), StringComparison.Ordinal);
        await Report(learner, await learner.Open($"/documents/{course.First}"), "1-20", 20);
        Assert.Equal(ActivityStatus.Completed, await Status(course));
        await Publish(instructor, course);
        await course.App.Settle();
        Assert.Equal(ActivityStatus.Completed, await Status(course));
    }

    [Theory, EveryDatabase]
    public async Task is_published_by_a_program_only_when_it_says_what_is_done_anew(Database database)
    {
        var app = await apps.On(database);
        var course = await Published(app, 2);
        using var learner = await course.Learner();
        using var instructor = await course.Instructor();
        await Report(learner, await learner.Open($"/documents/{course.First}"), "1-2", 2);
        await course.SendDocument(instructor, "another.pdf", Papers.Pdf(3));
        var (_, editor) = await app.SignedIn(Role.Instructor);
        using var api = await app.Program(editor);
        var undecided = await api.PostAsJsonAsync($"/api/v1/courses/{course.Id}/publish", new { });
        Assert.Contains("anew-choice-missing", await undecided.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var unknown = await api.PostAsJsonAsync($"/api/v1/courses/{course.Id}/publish", new { anew = new[] { $"{Id<Activity>.New()}" } });
        Assert.Contains("anew-unknown", await unknown.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var decided = await api.PostAsJsonAsync($"/api/v1/courses/{course.Id}/publish", new { anew = new[] { $"{course.First}" } });
        Assert.Equal(HttpStatusCode.OK, decided.StatusCode);
        await course.App.Settle();
        Assert.Equal(ActivityStatus.Started, await Status(course));
    }

    private static async Task<Seen> Publish(Browser instructor, ACourse course) => await instructor.Submit(await instructor.Open($"/courses/{course.Id}/edit"), "form[action$='/publish']");

    [Theory]
    [InlineData("handbook.pdf", "handbook.pdf")]
    [InlineData("Handbook 1.2", "Handbook 1.2.pdf")]
    [InlineData("handbook.exe", "handbook.exe.pdf")]
    [InlineData("handbook.PDF", "handbook.PDF")]
    public async Task is_called_on_the_learners_device_as_what_it_is(string name, string called)
    {
        var course = await Published(await apps.On(Database.Sqlite), 3, mayDownload: true, name: name);
        using var learner = await course.Learner();
        var link = (await learner.Open($"/documents/{course.First}")).Html.QuerySelector("a[download]")!.GetAttribute("href")!;
        Assert.Equal(called, (await learner.Open(link)).Response.Content.Headers.ContentDisposition?.FileNameStar);
    }

    private async Task<ACourse> Published(Database database, int percent = 100, bool mayDownload = false) => await Published(await apps.On(database), 10, percent, mayDownload);

    private static async Task<ACourse> Published(TheApp app, int pages, int percent = 100, bool mayDownload = false, string name = "handbook.pdf", TimeSpan? openFor = null)
    {
        var course = await ACourse.With(app, "document");
        using var instructor = await course.Instructor();
        var editor = await course.SendDocument(instructor, name, Papers.Pdf(pages));
        await instructor.Submit(editor, "#document-form", [("requiredPercent", $"{percent}"), .. mayDownload ? [("mayDownload", "true")] : Array.Empty<(string, string)>()]);
        if (openFor is { } time) await course.Close(course.First, app.Clock.GetUtcNow() + time);
        await course.Publish();
        return course;
    }

    private static Task<ActivityStatus> Status(ACourse course) => course.App.InDb(db => db.ActivityProgresses.Where(p => p.ActivityId == course.First).Select(p => p.Status).SingleAsync());

    private static Task<Seen> Report(Browser browser, Seen page, string seen, int position, string? token = null) => browser.Send(new HttpRequestMessage(HttpMethod.Post, $"{page.Path.Split('?')[0]}/seen")
    {
        Content = new FormUrlEncodedContent([new("__RequestVerificationToken", token ?? Browser.TokenOf(page)), new("seen", seen), new("page", $"{position}"), new("pages", "10")]),
    });

    private static Task<Seen> Get(Browser browser, string address, string destination)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("Sec-Fetch-Dest", destination);
        return browser.Send(request);
    }
}
