using System.Net;
using System.Text;
using Lectern.Kernel;
using Lectern.Lessons;
using Microsoft.EntityFrameworkCore;

namespace Lectern.Tests.Lessons;

public class Preparing_a_video(Apps apps)
{
    [Theory, EveryDatabase]
    public async Task takes_the_file_with_the_form(Database database)
    {
        var course = await ACourse.With(await apps.On(database), "video");
        using var instructor = await course.Instructor();
        var editor = await instructor.Open($"/videos/{course.First}/edit");
        var done = await Send(instructor, editor, course, "file", "file", "film.mp4", Papers.Mp4(65));
        Assert.Equal(HttpStatusCode.OK, done.Status);
        Assert.Contains("film.mp4", done.Everything, StringComparison.Ordinal);
        var setup = await Setup(course);
        Assert.Equal(("video/mp4", 65.0), (setup.File!.MediaType, setup.File.Seconds));
    }

    [Theory, EveryDatabase]
    public async Task says_at_the_field_that_it_is_not_a_video(Database database)
    {
        var course = await ACourse.With(await apps.On(database), "video");
        using var instructor = await course.Instructor();
        var editor = await instructor.Open($"/videos/{course.First}/edit");
        var refused = await Send(instructor, editor, course, "file", "file", "film.mp4", Encoding.UTF8.GetBytes("Dear all, this is a letter."));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        var field = refused.Html.QuerySelector("input[name=file]")!;
        Assert.Equal("true", field.GetAttribute("aria-invalid"));
        Assert.Contains("This is not a video", refused.Words(".field-error"), StringComparison.Ordinal);
        Assert.Null((await Setup(course)).File);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Send(instructor, editor, course, "file", "file", "", [])).Status);
    }

    [Theory, EveryDatabase]
    public async Task takes_a_file_that_came_in_pieces(Database database)
    {
        var course = await ACourse.With(await apps.On(database), "video");
        using var instructor = await course.Instructor();
        var editor = await instructor.Open($"/videos/{course.First}/edit");
        var film = Papers.Mp4(30);
        var begun = await instructor.Client.SendAsync(Tus(HttpMethod.Post, "/uploads", ("Upload-Length", $"{film.Length}"), ("Upload-Metadata", $"purpose {Base64("video")},filename {Base64("long film.mp4")}")));
        Assert.Equal(HttpStatusCode.Created, begun.StatusCode);
        var address = begun.Headers.Location!.ToString();
        foreach (var (from, to) in new[] { (0, 2000), (2000, film.Length) })
        {
            var patch = Tus(HttpMethod.Patch, address, ("Upload-Offset", $"{from}"));
            patch.Content = new ByteArrayContent(film[from..to]);
            patch.Content.Headers.ContentType = new("application/offset+octet-stream");
            Assert.Equal(HttpStatusCode.NoContent, (await instructor.Client.SendAsync(patch)).StatusCode);
        }

        var upload = address[(address.LastIndexOf('/') + 1)..];
        var stolen = await (await course.Instructor()).Client.SendAsync(Tus(HttpMethod.Head, address));
        Assert.Equal(HttpStatusCode.NotFound, stolen.StatusCode);
        var form = new MultipartFormDataContent { { new StringContent(Browser.TokenOf(editor)), "__RequestVerificationToken" }, { new StringContent(upload), "upload" } };
        var done = await instructor.Send(new HttpRequestMessage(HttpMethod.Post, $"/videos/{course.First}/file") { Content = form });
        Assert.Contains("long film.mp4", done.Everything, StringComparison.Ordinal);
        Assert.Equal(30, (await Setup(course)).File!.Seconds);
    }

    [Theory, EveryDatabase]
    public async Task adds_and_removes_captions(Database database)
    {
        var course = await ACourse.With(await apps.On(database), "video");
        await course.SetVideo(course.First);
        using var instructor = await course.Instructor();
        var editor = await instructor.Open($"/videos/{course.First}/edit");
        var wrong = await Send(instructor, editor, course, "captions", "captions", "words.vtt", "1\n00:00 --> 00:01\nHi"u8.ToArray(), ("language", "en"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Contains("WEBVTT", wrong.Words(".field-error"), StringComparison.Ordinal);
        var added = await Send(instructor, editor, course, "captions", "captions", "words.vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\nHi"u8.ToArray(), ("language", "ar"));
        Assert.Contains("words.vtt", added.Everything, StringComparison.Ordinal);
        var preview = await instructor.Open($"/videos/{course.First}?preview=1");
        var track = preview.Html.QuerySelector("track")!;
        Assert.Equal("ar", track.GetAttribute("srclang"));
        Assert.Equal("text/vtt", (await instructor.Open(track.GetAttribute("src")!)).Response.Content.Headers.ContentType?.MediaType);
        var removed = await instructor.Submit(added, "form[action$='/captions/ar/remove']");
        Assert.DoesNotContain("words.vtt", removed.Everything, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task checks_the_percentage_and_keeps_what_was_entered(Database database)
    {
        var course = await ACourse.With(await apps.On(database), "video");
        using var instructor = await course.Instructor();
        var editor = await instructor.Open($"/videos/{course.First}/edit");
        var refused = await instructor.Submit(editor, "#video-form", ("requiredPercent", "250"), ("overview", "Three ways"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal("250", refused.Html.QuerySelector("input[name=requiredPercent]")!.GetAttribute("value"));
        Assert.Contains("Three ways", refused.Html.QuerySelector("textarea[name=overview]")!.TextContent, StringComparison.Ordinal);
        await instructor.Submit(refused, "#video-form", ("requiredPercent", "80"), ("overview", "<p>Three <b>ways</b></p>"));
        var setup = await Setup(course);
        Assert.Equal((80, "<p>Three <strong>ways</strong></p>"), (setup.RequiredPercent, setup.Overview));
    }

    [Theory, EveryDatabase]
    public async Task needs_a_file_before_it_can_be_published(Database database)
    {
        var course = await ACourse.With(await apps.On(database), "video");
        Assert.Equal("video-missing", (await course.SealingRefusal("video"))?.Code);
    }

    private static Task<VideoSetup> Setup(ACourse course) =>
        course.App.InDb(async db => (await db.VideoDrafts.SingleAsync(d => d.ActivityId == course.First)).Setup);

    private static Task<Seen> Send(Browser browser, Seen editor, ACourse course, string part, string field, string name, byte[] content, params (string Name, string Value)[] fields)
    {
        var form = new MultipartFormDataContent { { new StringContent(Browser.TokenOf(editor)), "__RequestVerificationToken" } };
        foreach (var (key, value) in fields) form.Add(new StringContent(value), key);
        var file = new ByteArrayContent(content);
        file.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"{field}\"; filename=\"{name}\"");
        form.Add(file);
        return browser.Send(new HttpRequestMessage(HttpMethod.Post, $"/videos/{course.First}/{part}") { Content = form });
    }

    private static HttpRequestMessage Tus(HttpMethod method, string address, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, address);
        request.Headers.Add("Tus-Resumable", "1.0.0");
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        return request;
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
