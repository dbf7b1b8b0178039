using System.Net;
using System.Text;
using Lectern.Files;
using Lectern.Kernel;
using Lectern.Lessons;
using Lectern.Lessons.Videos;
using Lectern.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Lessons;

public class Studying_a_video(Apps apps)
{
    private const string Captions = """
        WEBVTT

        NOTE not spoken

        STYLE
        ::cue { color: red }

        1
        00:00.000 --> 00:04.000
        So you have a strip &amp; a ruler.

        00:01:05.500 --> 00:01:09.000 align:start
        <v Ines>Count the <b>large</b>
        squares.
        """;

    [Theory, EveryDatabase]
    public async Task shows_its_words_as_a_text_to_jump_by_and_to_search_without_scripts(Database database)
    {
        var course = await Published(database);
        using var learner = await course.Learner();
        var page = await learner.Open($"/videos/{course.First}");
        Assert.Equal(["0:00 So you have a strip & a ruler.", "1:05 Count the large squares."], page.Html.QuerySelectorAll("#transcript li").Select(row => $"{row.QuerySelector("time")!.TextContent} {row.QuerySelector("span")!.TextContent}"));
        var moment = await learner.Open(page.Html.QuerySelectorAll("#transcript a")[1].GetAttribute("href")!);
        Assert.EndsWith("#t=65", moment.Html.QuerySelector("video source")!.GetAttribute("src"), StringComparison.Ordinal);
        var found = await learner.Open($"/videos/{course.First}?find=SQUARES");
        Assert.Equal("Count the large squares.", Assert.Single(found.Html.QuerySelectorAll("#transcript li span")).TextContent);
        Assert.Equal("1", found.Words("#transcript-found"));
    }

    [Fact]
    public async Task reads_its_words_once_for_everybody()
    {
        var services = (await apps.On(Database.Sqlite)).Services;
        var (store, known) = (services.GetRequiredService<IFileStore>(), services.GetRequiredService<Transcripts>());
        var track = new CaptionTrack("en", (await store.Write(new MemoryStream(Encoding.UTF8.GetBytes(Captions)), 1 << 20, default)).Hash, "words.vtt");
        var first = await Transcript.Of(store, known, track, default);
        Assert.Equal(2, first.Count);
        Assert.Same(first, await Transcript.Of(store, known, track, default));
    }

    [Fact]
    public void reads_words_of_nothing_but_open_brackets()
    {
        var brackets = new string('<', 1 << 20);
        Assert.Equal(brackets + "so", Assert.Single(Transcript.Read($"WEBVTT\n\n00:00.000 --> 00:04.000\n{brackets}<b>so")).Words);
    }

    [Theory, EveryDatabase]
    public async Task keeps_notes_at_moments_for_the_learner_alone(Database database)
    {
        var course = await Published(database);
        using var learner = await course.Learner();
        var page = await learner.Submit(await learner.Open($"/videos/{course.First}"), "#note-form", ("at", "131.2"), ("words", "Bed 4: <b>4 squares</b>"));
        Assert.Equal("2:11", page.Words("#notes li a"));
        Assert.Equal("Bed 4: <b>4 squares</b>", page.Words("#notes li p"));
        using var other = await course.Learner();
        Assert.False((await other.Open($"/videos/{course.First}")).Has("#notes li"));
        var delete = page.Html.QuerySelector("#notes li form")!.GetAttribute("action")!;
        Assert.Equal(HttpStatusCode.NotFound, (await other.Send(new HttpRequestMessage(HttpMethod.Post, delete) { Content = new FormUrlEncodedContent([new("__RequestVerificationToken", Browser.TokenOf(await other.Open($"/videos/{course.First}")))]) })).Status);
        Assert.False((await learner.Submit(page, "#notes li form")).Has("#notes li"));
    }

    [Theory, EveryDatabase]
    public async Task says_why_a_note_was_not_kept(Database database)
    {
        var course = await Published(database);
        using var learner = await course.Learner();
        var page = await learner.Open($"/videos/{course.First}");
        var refused = await learner.Submit(page, "#note-form", ("words", "  "));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("Write something first", refused.Words("#notes .field-error"), StringComparison.Ordinal);
        refused = await learner.Submit(page, "#note-form", ("words", new string('x', 2001)));
        Assert.Contains("at most 2000", refused.Words("#notes .field-error"), StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task has_chapters(Database database)
    {
        var course = await ACourse.With(await apps.On(database), "video");
        await course.SetVideo(course.First);
        using var instructor = await course.Instructor();
        var editor = await instructor.Open($"/videos/{course.First}/edit");
        var refused = await instructor.Submit(editor, "#video-form", ("chapters", "0:00 Paper\nthe 300 rule"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("the 300 rule", refused.Words(".field-error"), StringComparison.Ordinal);
        await instructor.Submit(refused, "#video-form", ("chapters", "1:05 The 300 rule\n0:00 Paper\n"));
        var preview = await instructor.Open($"/videos/{course.First}?preview=1");
        Assert.Equal(["0:00Paper", "1:05The 300 rule"], preview.Html.QuerySelectorAll("section[aria-labelledby=chapters-heading] li").Select(row => row.TextContent.Trim()));
        Assert.Equal("0:00 Paper\n1:05 The 300 rule", Chapter.Write((await course.App.InDb(db => db.VideoDrafts.SingleAsync(d => d.ActivityId == course.First))).Setup.Chapters));
    }

    [Theory]
    [InlineData("https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=10s", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?rel=0")]
    [InlineData("https://youtu.be/dQw4w9WgXcQ?si=x", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?rel=0")]
    [InlineData("https://m.youtube.com/shorts/dQw4w9WgXcQ", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?rel=0")]
    [InlineData("https://vimeo.com/76979871", "https://player.vimeo.com/video/76979871?dnt=1")]
    [InlineData("https://vimeo.com/76979871/8272103f6e", "https://player.vimeo.com/video/76979871?dnt=1&h=8272103f6e")]
    [InlineData("https://media.example.org/a/film.mp4?key=1", "https://media.example.org/a/film.mp4?key=1")]
    public void knows_addresses_of_videos(string typed, string address) => Assert.Equal(address, VideoLink.Read(typed).Value.Address);

    [Theory]
    [InlineData("")]
    [InlineData("film.mp4")]
    [InlineData("http://media.example.org/film.mp4")]
    [InlineData("javascript:alert(1)//film.mp4")]
    [InlineData("https://bank@evil.example/film.mp4")]
    [InlineData("https://example.org/page")]
    [InlineData("https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ")]
    [InlineData("https://www.youtube.com/watch?v=dQw4w9WgXcQxxxx")]
    [InlineData("https://evil.example/?x=youtube.com/watch?v=dQw4w9WgXcQ")]
    [InlineData("data:video/mp4;base64,AAAA")]
    [InlineData("https://a.example；script-src-attr　＇unsafe-inline＇/film.mp4")]
    [InlineData("https://a.b＠c.example/film.mp4")]
    public void refuses_addresses_of_nothing_or_of_somebody_else(string typed) => Assert.Equal("video-link-unknown", VideoLink.Read(typed).Refusal?.Code);

    [Theory, EveryDatabase]
    public async Task frames_a_video_site_on_its_own_page_only_and_takes_the_learners_word(Database database)
    {
        var course = await ACourse.With(await apps.On(database), "video", "video");
        await course.SetVideo(course.Second);
        using var instructor = await course.Instructor();
        var refused = await instructor.Submit(await instructor.Open($"/videos/{course.First}/edit"), "#link-form", ("link", "https://example.org/"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "https://example.org/"), (refused.Status, refused.Html.QuerySelector("input[name=link]")!.GetAttribute("value")));
        await instructor.Submit(refused, "#link-form", ("link", "https://youtu.be/dQw4w9WgXcQ"));
        await course.Publish();
        using var learner = await course.Learner();
        var page = await learner.Open($"/videos/{course.First}");
        Assert.Contains("allow-scripts", page.Html.QuerySelector("iframe")!.GetAttribute("sandbox"), StringComparison.Ordinal);
        Assert.Contains(" https://www.youtube-nocookie.com; connect-src", Policy(page), StringComparison.Ordinal);
        Assert.DoesNotContain("youtube", Policy(await learner.Open($"/videos/{course.Second}")), StringComparison.Ordinal);
        Assert.Contains("Done", (await learner.Submit(page, "form[action*='/done']")).Words("#main"), StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task tells_followers_where_learners_stop_and_what_they_watch_again(Database database)
    {
        var course = await ACourse.With(await apps.OwnOn(database), "video");
        await course.SetVideo(course.First, seconds: 120);
        await course.Publish();
        var (follower, _) = await course.App.SignedIn(Role.Instructor, new Id<Scope>(course.Id.Value));
        Assert.Contains("Nobody has watched", (await follower.Open($"/courses/{course.Id}/progress/videos/{course.First}")).Words("main"), StringComparison.Ordinal);
        foreach (var parts in (string[][])[["0-120"], ["0-60", "20-30", "20-30", "20-31"], ["0-60"]])
        {
            using var learner = await course.Learner();
            var player = await learner.Open($"/videos/{course.First}");
            course.App.Clock.Advance(TimeSpan.FromMinutes(5));
            foreach (var watched in parts) await learner.Send(new HttpRequestMessage(HttpMethod.Post, $"/videos/{course.First}/watched") { Content = new FormUrlEncodedContent([new("__RequestVerificationToken", Browser.TokenOf(player)), new("watched", watched), new("position", "1"), new("duration", "120")]) });
        }

        var watch = await course.App.InDb(db => db.VideoWatches.OrderByDescending(w => w.PlayedText.Length).ThenBy(w => w.Id).ToListAsync());
        Assert.Contains(watch, w => Math.Abs(PlayedTimes.Read(w.PlayedText).Times[12] - 3) < 0.01);   // once, twice, and the report that came again didn't count
        var page = await follower.Open($"/courses/{course.Id}/progress/videos/{course.First}");
        Assert.Contains("Most stop at 1:00", page.Words("figcaption"), StringComparison.Ordinal);
        Assert.Contains("0:20–0:22", page.Words("dl"), StringComparison.Ordinal);
        Assert.Equal(60, page.Html.QuerySelectorAll("figure svg rect").Length);
        Assert.Equal("3", page.Html.QuerySelector("table tbody tr td")!.TextContent);
        using var stranger = await course.Learner();
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Open($"/courses/{course.Id}/progress/videos/{course.First}")).Status);
    }

    private static string Policy(Seen page) => page.Response.Headers.GetValues("Content-Security-Policy").Single();

    private async Task<ACourse> Published(Database database)
    {
        var course = await ACourse.With(await apps.On(database), "video");
        await course.SetVideo(course.First, seconds: 200);
        using var instructor = await course.Instructor();
        var form = new MultipartFormDataContent { { new StringContent(Browser.TokenOf(await instructor.Open($"/videos/{course.First}/edit"))), "__RequestVerificationToken" }, { new StringContent("en"), "language" } };
        form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(Captions)), "captions", "words.vtt");
        await instructor.Send(new HttpRequestMessage(HttpMethod.Post, $"/videos/{course.First}/captions") { Content = form });
        await course.Publish();
        return course;
    }
}
