using System.Net;
using System.Text;
using Lectern.Grading;
using Lectern.Packages;
using Lectern.Progress;
using Lectern.Tests.Progress;
using Microsoft.EntityFrameworkCore;

namespace Lectern.Tests.Packages;

/// <summary>What content, or somebody at its console, can send that it should not: nothing of it spoils what was taken before.</summary>
public sealed class A_running_part_that_sends_what_it_should_not(Apps apps)
{
    private const string Good = "page=3";

    [Theory, EveryDatabase]
    public async Task is_refused_a_commit_of_10_MB_and_goes_on(Database database)
    {
        var (player, launch) = await Running(database);

        var answer = await Post(launch, $$$"""{"sequence":2,"final":true,"values":{"cmi.suspend_data":"{{{new string('x', 10 << 20)}}}"}}""");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        await StillHas(player, Good);
        await launch.Send(2, false, ("cmi.suspend_data", "page=4"));
        await StillHas(player, "page=4");
    }

    [Theory, EveryDatabase]
    public async Task is_refused_what_is_no_report(Database database)
    {
        var (player, launch) = await Running(database);
        foreach (var body in new[]
        {
            "", "null", "[]", "{}", "not JSON", """{"sequence":2}{"sequence":3}""", """{"sequence":0,"values":{}}""", """{"sequence":-1,"values":{}}""", """{"sequence":99999999999,"values":{}}""",
            """{"sequence":2,"values":[]}""", """{"sequence":2,"values":{"cmi.core.score.raw":80}}""", """{"sequence":2,"values":{"cmi.suspend_data":{"a":1}}}""", """{"sequence":2,"batch":5,"batches":2,"values":{}}""", """{"sequence":2,"batch":0,"batches":101,"values":{}}""",
            """{"sequence":2,"values":{"cmi.suspend_data":"\ud800"}}""",
        })
            Assert.True((await Post(launch, body)).StatusCode == HttpStatusCode.BadRequest, body);
        await StillHas(player, Good);
    }

    [Theory, EveryDatabase]
    public async Task has_left_out_each_value_of_a_wrong_type_or_length_and_keeps_the_rest(Database database)
    {
        var player = await APackage.InFrontOf(await apps.On(database), APackage.Of2004("""<imsss:controlMode flow="true"/>""", "one"));
        var launch = await player.Launch();
        await launch.Says(
            ("cmi.score.scaled", "5"), ("cmi.score.raw", "many"), ("cmi.progress_measure", "-1"), ("cmi.completion_status", "done"), ("cmi.session_time", "an hour"), ("cmi.learner_name", "Somebody else"), ("cmi.total_time", "PT9H"),
            ("cmi.interactions.5.id", "out-of-order"), ("cmi.interactions.0.learner_response", "before its type"), ("cmi.objectives.0.success_status", "passed"), ("cmi", "all of it"), ("adl.data.0.store", "nobody's"), ("__proto__", "x"),
            ("cmi.location", "page 3"), ("cmi.interactions.0.id", "q1"));

        var kept = (await Record(player)).State.Values;
        Assert.Equal(["cmi.interactions.0.id", "cmi.location"], kept.Keys.Where(element => !element.StartsWith("cmi.objectives", StringComparison.Ordinal)).Order());
    }

    [Theory, EveryDatabase]
    public async Task is_not_heard_after_its_end(Database database)
    {
        var (player, launch) = await Running(database);
        await launch.Send(2, true, ("cmi.core.lesson_status", "failed"), ("cmi.core.score.raw", "10"));

        var late = await launch.Send(3, true, ("cmi.core.lesson_status", "passed"), ("cmi.core.score.raw", "100"), ("cmi.suspend_data", "forged"));

        Assert.Contains("Repeated", await late.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var record = await Record(player);
        Assert.Equal(("failed", "10", Good), (record.State["cmi.core.lesson_status"], record.State["cmi.core.score.raw"], record.State["cmi.suspend_data"]));
    }

    [Theory, EveryDatabase]
    public async Task writes_into_no_session_but_the_one_that_its_address_was_sealed_for(Database database)
    {
        var app = await apps.On(database);
        var (player, launch) = await Running(database);
        var other = await APackage.InFrontOf(app, APackage.Of("one"));
        var theirs = await other.Launch();
        await theirs.Says(("cmi.suspend_data", "theirs"));
        var address = launch.Start.GetProperty("commit").GetString()!;
        var token = address.Split('/')[5];

        foreach (var forged in new[] { address.Replace(token, token[..^4] + (token.EndsWith("AAAA", StringComparison.Ordinal) ? "BBBB" : "AAAA"), StringComparison.Ordinal), address.Replace(token, "x", StringComparison.Ordinal) })
            Assert.Equal(HttpStatusCode.NotFound, (await launch.Client.PostAsync(new Uri(forged), new StringContent("""{"sequence":9,"final":true,"values":{"cmi.suspend_data":"forged"}}"""), TestContext.Current.CancellationToken)).StatusCode);

        await StillHas(player, Good);
        await StillHas(other, "theirs");
    }

    [Theory, EveryDatabase]
    public async Task is_not_heard_when_its_activity_was_taken_out_of_the_course(Database database)
    {
        var (player, launch) = await Running(database);
        await player.App.Republish(new Taught(player.Course, "", "", []), course =>
        {
            course.DraftModules.First().Add(Reading.Kind, "In its place", 10);
            course.Remove(course.ActivityOf(player.Activity)!, player.App.Clock.GetUtcNow());
        });

        Assert.Equal(HttpStatusCode.NotFound, (await launch.Send(2, true, ("cmi.core.lesson_status", "passed"), ("cmi.suspend_data", "late"))).StatusCode);
        await StillHas(player, Good);
    }

    [Theory, EveryDatabase]
    public async Task gives_a_forged_score_no_more_than_the_full_mark_which_says_whose_word_it_is(Database database)
    {
        var (player, launch) = await Running(database);
        await launch.Send(2, false, ("cmi.core.score.raw", "1000000"), ("cmi.core.score.max", "1e9"));
        Assert.Null((await Record(player)).Score);

        await launch.Send(3, true, ("cmi.core.score.raw", "100"), ("cmi.core.score.max", "0.5"), ("cmi.core.lesson_status", "passed"));
        await player.App.Settle();

        var mark = await player.App.InDb(db => db.Marks.AsNoTracking().SingleAsync(m => m.ActivityId == player.Activity));
        Assert.Equal((100m, 100m, true), (mark.Points, mark.MaximumPoints, mark.IsSelfReported));
        Assert.NotNull((await player.Instructor.Open($"/courses/{player.Course}/grades")).Html.QuerySelector("tbody td [title*='Reported by the package itself']"));
    }

    private async Task<(Player, Launch)> Running(Database database)
    {
        var player = await APackage.InFrontOf(await apps.On(database), APackage.Of("one"));
        var launch = await player.Launch();
        await launch.Send(1, false, ("cmi.suspend_data", Good));
        return (player, launch);
    }

    // Waits for the server to say that it wants to have the body: an answer that comes before it was written is read, too.
    private static Task<HttpResponseMessage> Post(Launch launch, string body) => launch.Client.SendAsync(
        new(HttpMethod.Post, launch.Start.GetProperty("commit").GetString()) { Content = new StringContent(body, Encoding.UTF8, "text/plain"), Headers = { ExpectContinue = true } }, TestContext.Current.CancellationToken);

    private static async Task StillHas(Player player, string suspended) => Assert.Equal(suspended, (await Record(player)).State["cmi.suspend_data"]);

    private static Task<ScoRecord> Record(Player player) => player.App.InDb(async db =>
        (await db.PackageAttempts.AsNoTracking().Include(a => a.Parts).Where(a => a.ActivityId == player.Activity).SingleAsync()).Parts.Single());
}
