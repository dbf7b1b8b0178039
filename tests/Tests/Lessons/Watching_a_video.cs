using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Kernel;
using Lectern.Lessons;
using Lectern.People;
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
    public async Task is_done_anew_when_its_author_says_so_also_with_a_film_that_was_there_before(Database database)
    {
        var course = await Published(database);
        using var learner = await course.Learner();
        async Task Watch(string parts)
        {
            var player = await learner.Open($"/videos/{course.First}");
            course.App.Clock.Advance(TimeSpan.FromMinutes(5));
            await Report(learner, player, parts);
        }

        await Watch("0-100");
        Assert.Equal(ActivityStatus.Completed, await Status(course));
        course.App.Clock.Advance(TimeSpan.FromMinutes(1));
        await course.SetVideo(course.First, seconds: 120);
        await course.Publish();
        await course.SetVideo(course.First);
        await course.Publish(anew: course.First);
        await course.App.Settle();
        Assert.Equal(ActivityStatus.Started, await Status(course));
        Assert.Contains("now 0%", (await learner.Open($"/videos/{course.First}")).Words("#main"), StringComparison.Ordinal);
        await Watch("0-50");
        Assert.Equal(ActivityStatus.Started, await Status(course));
        await Watch("50-100");
        Assert.Equal(ActivityStatus.Completed, await Status(course));
        Assert.Equal(["0-100", "0-100"], await course.App.InDb(db => db.VideoWatches.Where(w => w.ActivityId == course.First).OrderBy(w => w.Edition).Select(w => w.WatchedText).ToListAsync()));
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
        var course = await Published(database);
        using var learner = await course.Learner();
        var player = await learner.Open($"/videos/{course.First}");
        var refused = await Report(learner, player, "0-100");
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("watched-too-fast", refused.Text, StringComparison.Ordinal);
        course.App.Clock.Advance(TimeSpan.FromSeconds(100));
        Assert.Contains("\"isDone\":true", (await Report(learner, player, "0-100")).Text, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task takes_nothing_in_a_break_and_goes_on_where_it_was(Database database)
    {
        var course = await Published(database);
        using var learner = await course.Learner();
        var player = await learner.Open($"/videos/{course.First}");
        course.App.Clock.Advance(TimeSpan.FromMinutes(5));
        await Report(learner, player, "0-50");
        var enrolment = await course.App.InDb(db => db.Set<CourseEnrolment>().Select(e => new { e.Id, e.CourseId }).SingleAsync());
        var (instructor, _) = await course.App.SignedIn(Role.Instructor);
        using var __ = instructor;
        string? today = course.App.Clock.GetUtcNow().ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        await instructor.Submit(await instructor.Open($"/courses/{enrolment.CourseId}/progress/{enrolment.Id}/schedule"), "form[action$='/pauses']", ("first", today), ("last", today), ("reason", "Ill"));
        Assert.Equal(HttpStatusCode.NotFound, (await Report(learner, player, "50-100")).Status);
        Assert.Contains("You can read what you have begun.", (await learner.Open($"/videos/{course.First}")).Everything, StringComparison.Ordinal);
        course.App.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Contains("\"isDone\":true", (await Report(learner, await learner.Open($"/videos/{course.First}"), "50-90")).Text, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task is_brought_to_its_end_where_it_was_begun_while_it_was_open(Database database)
    {
        await using var app = await apps.OwnOn(database);
        var course = await ACourse.With(app, "video");
        await course.SetVideo(course.First);
        await course.Close(course.First, app.Clock.GetUtcNow().AddMinutes(10));
        await course.Publish();
        using var learner = await course.Learner();
        using var late = await course.Learner();
        var player = await learner.Open($"/videos/{course.First}");
        app.Clock.Advance(TimeSpan.FromMinutes(9));
        await Report(learner, player, "0-60");
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Contains("\"isDone\":true", (await Report(learner, player, "60-100")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await Report(late, player, "0-60", token: Browser.TokenOf(await late.Open("/account")))).Status);
    }

    [Theory, EveryDatabase]
    public async Task refuses_reports_of_programs_without_parts_or_with_more_than_anybody_plays(Database database)
    {
        var app = await apps.On(database);
        var world = await World.Make(app.Address, app.Services);
        await World.Send(world.Instructor.Api, HttpMethod.Put, $"/api/v1/videos/{world.Video}", new { link = "https://media.example.org/film.mp4" });
        await World.Send(world.Instructor.Api, HttpMethod.Delete, $"/api/v1/courses/{world.Course}/activities/{world.Scorm}");
        await World.Send(world.Instructor.Api, HttpMethod.Post, $"/api/v1/courses/{world.Course}/publish", new { });
        var learner = await world.Enrolled();
        foreach (var (count, status) in ((int, HttpStatusCode)[])[(-1, HttpStatusCode.BadRequest), (401, HttpStatusCode.BadRequest), (400, HttpStatusCode.OK)])
        {
            var parts = count < 0 ? null : Enumerable.Range(0, count).Select(at => new { from = at / 1000d, to = (at + 1) / 1000d });
            using var answer = await learner.Api.PostAsJsonAsync($"/api/v1/videos/{world.Video}/watched", new { parts, position = 0 });
            Assert.Equal(status, answer.StatusCode);
        }

        Assert.Equal(64, (await app.InDb(db => db.VideoWatches.Where(w => w.ActivityId == new Id<Activity>(Guid.Parse(world.Video))).Select(w => w.LastReport).SingleAsync())).Length);
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
        Assert.InRange(again.Statements, 1, 7);
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
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Open($"/videos/{course.First}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Open($"/videos/{course.First}?preview=1")).Status);
        // With a token of their own, as a page of theirs would send it; and with the learner's, as a stolen page would.
        Assert.Equal(HttpStatusCode.NotFound, (await Report(stranger, player, "0-5", token: Browser.TokenOf(await stranger.Open("/account")))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await Report(stranger, player, "0-5")).Status);
        Assert.Empty(await course.App.InDb(db => db.VideoWatches.Where(w => w.ActivityId == course.First).ToListAsync()));
    }

    [Theory, EveryDatabase]
    public async Task keeps_what_waits_on_a_shared_computer_apart_by_learner(Database database)
    {
        var course = await Published(database);
        using var one = await course.Learner();
        using var other = await course.Learner();
        var keys = new List<string?>();
        foreach (var learner in new[] { one, other, one })
            keys.Add((await learner.Open($"/videos/{course.First}")).Html.QuerySelector("form[data-controller=video-player]")!.GetAttribute("data-video-player-learner-value"));
        Assert.NotEqual(keys[0], keys[1]);
        Assert.Equal(keys[0], keys[2]);
        Assert.All(keys, key => Assert.True(Guid.TryParse(key, out _)));
    }

    [Theory, EveryDatabase]
    public async Task is_done_by_the_learners_word_only_where_the_author_takes_it(Database database)
    {
        var course = await ACourse.With(await apps.On(database), "video", "video");
        await course.SetVideo(course.First, percent: 0);
        await course.SetVideo(course.Second);
        await course.Publish();
        using var learner = await course.Learner();
        var player = await learner.Open($"/videos/{course.First}");
        Assert.Contains("\"isDone\":false", (await Report(learner, player, "0-5")).Text, StringComparison.Ordinal);   // watching alone says nothing here
        var done = await learner.Submit(player, "form[action*='/done']");
        Assert.Equal($"/videos/{course.First}", done.Path);
        Assert.False(done.Has("form[action*='/done']"));
        Assert.Equal(ActivityStatus.Completed, await Status(course));

        var strict = await learner.Open($"/videos/{course.Second}");
        Assert.False(strict.Has("form[action*='/done']"));
        var refused = await learner.Send(new HttpRequestMessage(HttpMethod.Post, $"/videos/{course.Second}/done") { Content = new FormUrlEncodedContent([new("__RequestVerificationToken", Browser.TokenOf(strict))]) });
        Assert.Contains("is done when 90% of it has been watched", refused.Everything, StringComparison.Ordinal);
        Assert.Equal(ActivityStatus.Started, await course.App.InDb(db => db.ActivityProgresses.Where(p => p.ActivityId == course.Second).Select(p => p.Status).SingleAsync()));
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

    private static Task<Seen> Report(Browser browser, Seen player, string watched, string position = "1", string? token = null) => browser.Send(new HttpRequestMessage(HttpMethod.Post, $"{player.Path}/watched")
    {
        Content = new FormUrlEncodedContent([new("__RequestVerificationToken", token ?? Browser.TokenOf(player)), new("watched", watched), new("position", position), new("duration", "100")]),
    });

    // A program of its own: these tests move the clock.
    private async Task<ACourse> Published(Database database) => await Published(await apps.OwnOn(database));

    private static async Task<ACourse> Published(TheApp app)
    {
        var course = await ACourse.With(app, "video");
        await course.SetVideo(course.First);
        await course.Publish();
        return course;
    }
}
