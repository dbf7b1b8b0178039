using System.Net;
using Lectern.Kernel;
using Lectern.Lessons;
using Microsoft.EntityFrameworkCore;

namespace Lectern.Tests.Lessons;

public class Writing_a_page(Apps apps)
{
    private static readonly byte[] Picture = [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, .. new byte[500]];

    [Theory, EveryDatabase]
    public async Task keeps_the_harmless_form_of_the_text(Database database)
    {
        var course = await ACourse.With(await apps.On(database), "page");
        using var instructor = await course.Instructor();
        var editor = await instructor.Open($"/pages/{course.First}/edit");
        var saved = await instructor.Submit(editor, "#page-form", ("html", "<h1>Rate</h1><p onclick=x>Count<script>alert(1)</script></p>"));
        Assert.Equal(HttpStatusCode.OK, saved.Status);
        Assert.Equal("<h2>Rate</h2><p>Count</p>", saved.Html.QuerySelector("textarea[name=html]")!.TextContent.Trim());
        Assert.Equal("<h2>Rate</h2><p>Count</p>", await course.App.InDb(db => db.PageDrafts.Where(d => d.ActivityId == course.First).Select(d => d.Html).SingleAsync()));
    }

    [Theory, EveryDatabase]
    public async Task takes_plain_words_when_scripts_are_off(Database database)
    {
        var course = await ACourse.With(await apps.On(database), "page");
        using var instructor = await course.Instructor();
        var editor = await instructor.Open($"/pages/{course.First}/edit");
        var saved = await instructor.Submit(editor, "#page-form", ("html", "First.\r\n\r\nIf x < 5 then"));
        Assert.Equal("<p>First.</p><p>If x &lt; 5 then</p>", saved.Html.QuerySelector("textarea[name=html]")!.TextContent.Trim());
    }

    [Theory, EveryDatabase]
    public async Task saves_itself_while_one_window_writes(Database database)
    {
        var course = await ACourse.With(await apps.On(database), "page");
        using var instructor = await course.Instructor();
        var editor = await instructor.Open($"/pages/{course.First}/edit");
        Assert.Equal(HttpStatusCode.NoContent, (await Autosave(instructor, editor, "<p>One</p>")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await Autosave(instructor, editor, "<p>One two</p>")).Status);
        Assert.Contains("One two", (await instructor.Open($"/pages/{course.First}/edit")).Text, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task never_overwrites_what_somebody_else_wrote_meanwhile(Database database)
    {
        var course = await ACourse.With(await apps.On(database), "page");
        using var one = await course.Instructor();
        using var other = await course.Instructor();
        var mine = await one.Open($"/pages/{course.First}/edit");
        var theirs = await other.Open($"/pages/{course.First}/edit");
        await Autosave(other, theirs, "<p>Theirs</p>");
        Assert.Equal(HttpStatusCode.Conflict, (await Autosave(one, mine, "<p>Mine</p>")).Status);
        var refused = await one.Submit(mine, "#page-form", ("html", "<p>Mine</p>"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("Mine", refused.Html.QuerySelector("textarea[name=html]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Somebody else", refused.Words("[role=alert]"), StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task is_for_editors_of_the_course(Database database)
    {
        var course = await ACourse.With(await apps.On(database), "page");
        var another = await ACourse.With(course.App, "page");
        using var learner = await course.Learner();
        using var neighbour = await another.Instructor();
        Assert.Equal(HttpStatusCode.Forbidden, (await learner.Open($"/pages/{course.First}/edit")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await neighbour.Open($"/pages/{course.First}/edit")).Status);
    }

    [Theory, EveryDatabase]
    public async Task shows_pictures_to_the_course_and_nobody_else(Database database)
    {
        var course = await ACourse.With(await apps.On(database), "page");
        using var instructor = await course.Instructor();
        var editor = await instructor.Open($"/pages/{course.First}/edit");
        var sent = await SendPicture(instructor, editor, course.First, Picture);
        Assert.Equal(HttpStatusCode.OK, sent.Status);
        var address = sent.Text.Split('"')[3];
        Assert.Equal(address, (await SendPicture(instructor, editor, course.First, Picture)).Text.Split('"')[3]);
        Assert.StartsWith($"/files/courses/{course.Id}/", address, StringComparison.Ordinal);
        using var learner = await course.Learner();
        var (stranger, _) = await course.App.SignedIn(Role.Learner);
        Assert.Equal("image/png", (await learner.Open(address)).Response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(HttpStatusCode.OK, (await instructor.Open(address)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Open(address)).Status);
        var kept = await instructor.Submit(editor, "#page-form", ("html", $"<img src='{address}' alt='A heart'>"));
        Assert.Contains(address, kept.Html.QuerySelector("textarea[name=html]")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task refuses_pictures_that_are_none(Database database)
    {
        var course = await ACourse.With(await apps.On(database), "page");
        using var instructor = await course.Instructor();
        var editor = await instructor.Open($"/pages/{course.First}/edit");
        var sent = await SendPicture(instructor, editor, course.First, "<svg onload=alert(1)>"u8.ToArray());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, sent.Status);
        Assert.Contains("file-not-an-image", sent.Text, StringComparison.Ordinal);
    }

    private static Task<Seen> Autosave(Browser browser, Seen editor, string html)
    {
        string Value(string name) => editor.Html.QuerySelector($"#page-form [name={name}]")!.GetAttribute("value")!;
        var form = new MultipartFormDataContent
        {
            { new StringContent(Browser.TokenOf(editor)), "__RequestVerificationToken" },
            { new StringContent(Value("revision")), "revision" },
            { new StringContent(Value("window")), "window" },
            { new StringContent(html), "html" },
        };
        var request = new HttpRequestMessage(HttpMethod.Post, editor.Path) { Content = form };
        request.Headers.Add("X-Autosave", "1");
        return browser.Send(request);
    }

    private static Task<Seen> SendPicture(Browser browser, Seen editor, Id<Lectern.Courses.Activity> page, byte[] picture)
    {
        var form = new MultipartFormDataContent { { new StringContent(Browser.TokenOf(editor)), "__RequestVerificationToken" } };
        form.Add(new ByteArrayContent(picture), "image", "heart.png");
        return browser.Send(new HttpRequestMessage(HttpMethod.Post, $"/pages/{page}/images") { Content = form });
    }
}
