using System.Net;
using System.Net.Http.Headers;
using Lectern.Kernel;
using Lectern.Progress;
using Microsoft.EntityFrameworkCore;

namespace Lectern.Tests.Lessons;

public class Watching_a_video(Apps apps)
{
    [Theory, EveryDatabase]
    public async Task is_done_when_enough_different_parts_were_seen(Database database)
    {
        var course = await Published(database);
        using var learner = await course.Learner();
        var player = await learner.Open($"/videos/{course.First}");
        course.App.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Contains("\"percent\":51", (await Report(learner, player, "0-50")).Text, StringComparison.Ordinal);
        Assert.Contains("\"percent\":51", (await Report(learner, player, "0-50;10-40")).Text, StringComparison.Ordinal);
        var last = await Report(learner, player, "50-90");
        Assert.Contains("\"isDone\":true", last.Text, StringComparison.Ordinal);
        Assert.Equal(ActivityStatus.Completed, await Status(course));
        Assert.Contains("Done", (await learner.Open($"/videos/{course.First}")).Words("#main"), StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task is_not_done_by_jumping_to_the_end(Database database)
    {
        var course = await Published(database);
        using var learner = await course.Learner();
        var player = await learner.Open($"/videos/{course.First}");
        course.App.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Contains("\"isDone\":false", (await Report(learner, player, "0-3;97-100", position: "100")).Text, StringComparison.Ordinal);
        Assert.Equal(ActivityStatus.Started, await Status(course));
    }

    [Theory, EveryDatabase]
    public async Task is_not_believed_faster_than_time_passes(Database database)
    {
        var app = await apps.OwnOn(database);
        var course = await Published(app);
        using var learner = await course.Learner();
        var player = await learner.Open($"/videos/{course.First}");
        var refused = await Report(learner, player, "0-100");
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("watched-too-fast", refused.Text, StringComparison.Ordinal);
        app.Clock.Advance(TimeSpan.FromSeconds(100));
        Assert.Contains("\"isDone\":true", (await Report(learner, player, "0-100")).Text, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task goes_on_where_it_was_left(Database database)
    {
        var course = await Published(database);
        using var learner = await course.Learner();
        var player = await learner.Open($"/videos/{course.First}");
        course.App.Clock.Advance(TimeSpan.FromMinutes(1));
        await Report(learner, player, "0-20", position: "20.5");
        var again = await learner.Open($"/videos/{course.First}");
        Assert.Equal("20.5", again.Html.QuerySelector("form[data-controller=video-player]")!.GetAttribute("data-video-player-position-value"));
        Assert.InRange(again.Statements, 1, 6);
    }

    [Theory, EveryDatabase]
    public async Task refuses_reports_that_are_nonsense_or_not_theirs(Database database)
    {
        var course = await Published(database);
        using var learner = await course.Learner();
        var player = await learner.Open($"/videos/{course.First}");
        foreach (var nonsense in new[] { "x", "1", "-5-3", "1-NaN", "0-1e999" })
            Assert.Equal(HttpStatusCode.BadRequest, (await Report(learner, player, nonsense)).Status);
        var (stranger, _) = await course.App.SignedIn(Role.Learner);
        var elsewhere = await stranger.Open("/account");
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Open($"/videos/{course.First}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Open($"/videos/{course.First}?preview=1")).Status);
        _ = elsewhere;
    }

    [Theory, EveryDatabase]
    public async Task streams_the_parts_that_a_player_asks_for(Database database)
    {
        var course = await Published(database);
        using var learner = await course.Learner();
        var player = await learner.Open($"/videos/{course.First}");
        var address = player.Html.QuerySelector("video source")!.GetAttribute("src")!;
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Range = new RangeHeaderValue(4, 11);
        var part = await learner.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal("ftypisom", await part.Content.ReadAsStringAsync());
        var (stranger, _) = await course.App.SignedIn(Role.Learner);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Open(address)).Status);
    }

    private static Task<ActivityStatus> Status(ACourse course) =>
        course.App.InDb(db => db.ActivityProgresses.Where(p => p.ActivityId == course.First).Select(p => p.Status).SingleAsync());

    private static Task<Seen> Report(Browser browser, Seen player, string watched, string position = "1") => browser.Send(new HttpRequestMessage(HttpMethod.Post, $"{player.Path}/watched")
    {
        Content = new FormUrlEncodedContent([new("__RequestVerificationToken", Browser.TokenOf(player)), new("watched", watched), new("position", position), new("duration", "100")]),
    });

    private async Task<ACourse> Published(Database database) => await Published(await apps.On(database));

    private static async Task<ACourse> Published(TheApp app)
    {
        var course = await ACourse.With(app, "video");
        await course.SetVideo(course.First);
        await course.Publish();
        return course;
    }
}
