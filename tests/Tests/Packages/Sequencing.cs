using System.Net;
using System.Text.Json;
using Lectern.Enrolment;
using Lectern.Kernel;
using Lectern.Packages;
using Lectern.Progress;
using Lectern.Scorm;
using Microsoft.EntityFrameworkCore;

namespace Lectern.Tests.Packages;

public sealed class Going_through_a_sequenced_package(Apps apps)
{
    private const string Flow = """<imsss:controlMode choice="false" flow="true"/>""";

    [Theory, EveryDatabase]
    public async Task begins_by_itself_follows_what_the_content_asks_for_and_says_when_it_is_over(Database database)
    {
        var player = await APackage.InFrontOf(await apps.On(database), APackage.Of2004(Flow, "one", "two"));
        var first = await player.Launch();
        Assert.EndsWith("/one.html", first.Content, StringComparison.Ordinal);

        var answer = await Read(await first.Ends(("cmi.success_status", "passed"), ("cmi.score.scaled", "0.6"), ("cmi.completion_status", "completed"), ("adl.nav.request", "continue")));
        Assert.Equal("on", answer.GetProperty("leads").GetString());
        var second = await player.Launch();
        Assert.EndsWith("/two.html", second.Content, StringComparison.Ordinal);
        Assert.Equal(ActivityStatus.Started, await Status(player));

        await second.Ends(("cmi.success_status", "passed"), ("cmi.score.scaled", "1"), ("cmi.completion_status", "completed"), ("adl.nav.request", "continue"));
        Assert.Contains("You have come to the end of this package", (await player.Open()).Words("main"), StringComparison.Ordinal);
        Assert.Equal(ActivityStatus.Passed, await Status(player));
        Assert.Equal(0.8m, (await player.App.InDb(db => db.PackageAttempts.SingleAsync(a => a.ActivityId == player.Activity))).ReportedScore);
    }

    [Theory, EveryDatabase]
    public async Task takes_the_end_of_a_part_once_and_tells_its_page_again_where_it_leads(Database database)
    {
        var player = await APackage.InFrontOf(await apps.On(database), APackage.Of2004(Flow, "one", "two", "three"));
        var first = await player.Launch();
        await first.Send(1, true, ("cmi.session_time", "PT60S"), ("adl.nav.request", "continue"));

        foreach (var sequence in new[] { 1, 2 })   // its answer was lost; and the page's last word overtook it
            Assert.Equal("on", (await Read(await first.Send(sequence, true, ("cmi.session_time", "PT60S"), ("adl.nav.request", "continue")))).GetProperty("leads").GetString());

        Assert.EndsWith("/two.html", (await player.Launch()).Content, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromMinutes(1), (await Attempt(player)).Part("one")!.State.TotalTime);
    }

    [Theory, EveryDatabase]
    public async Task offers_what_the_package_allows_and_follows_nothing_else(Database database)
    {
        var player = await APackage.InFrontOf(await apps.On(database), APackage.Of2004(Flow, """
            <item identifier="one" identifierref="r-one"><title>One</title><adlnav:presentation><adlnav:navigationInterface><adlnav:hideLMSUI>continue</adlnav:hideLMSUI></adlnav:navigationInterface></adlnav:presentation></item>
            <item identifier="two" identifierref="r-two"><title>Two</title></item>
            """, ["one", "two"]));
        var page = await player.Open();
        Assert.False(page.Has("button[value=continue]"));
        Assert.True(page.Has("button[value=previous][disabled]"));
        Assert.Equal(["One", "Two"], page.Html.QuerySelectorAll("#package-parts li span[dir=auto]").Select(row => row.TextContent.Trim()));   // not one of them can be chosen
        foreach (var forged in new[] { "continue", "{target=two}choice", "{target=two}jump", "start" })
        {
            var answer = await player.Learner.Submit(page, "form[action$='/go']", ("request", forged));
            Assert.Contains("That can't be done from here now.", answer.Everything, StringComparison.Ordinal);
            Assert.EndsWith("/one.html", (await Player.Launch(answer)).Content, StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.BadRequest, (await player.Learner.Submit(page, "form[action$='/go']", ("request", "anything"))).Status);
    }

    [Theory, EveryDatabase]
    public async Task lets_the_learner_choose_where_it_may_be_chosen(Database database)
    {
        var player = await APackage.InFrontOf(await apps.On(database), APackage.Of2004("", "one", "two"));   // choice, and no flow
        var page = await player.Open();
        Assert.False(page.Has("iframe"));
        Assert.Contains("Choose a part", page.Words("main"), StringComparison.Ordinal);

        page = await player.Learner.Submit(page, "#package-parts form:has(button[value='{target=two}choice'])", ("request", "{target=two}choice"));
        var launch = await Player.Launch(page);

        Assert.EndsWith("/two.html", launch.Content, StringComparison.Ordinal);
        Assert.Equal(["one", "two"], launch.Start.GetProperty("valid").GetProperty("choices").EnumerateArray().Select(id => id.GetString()).Where(id => id != "course").Order());
    }

    [Theory, EveryDatabase]
    public async Task is_put_to_rest_and_goes_on_there(Database database)
    {
        var player = await APackage.InFrontOf(await apps.On(database), APackage.Of2004(Flow, "one", "two"));
        await (await player.Launch()).Ends(("adl.nav.request", "continue"));
        await (await player.Launch()).Ends(("cmi.exit", "suspend"), ("cmi.location", "p7"), ("cmi.session_time", "PT30S"));
        var left = await player.Learner.Submit(await player.Open(), "form[action$='/go']", ("request", "suspendAll"));
        Assert.StartsWith("/courses/", left.Path, StringComparison.Ordinal);

        var again = await player.Launch();

        Assert.EndsWith("/two.html", again.Content, StringComparison.Ordinal);
        Assert.Equal(("resume", "p7", TimeSpan.FromSeconds(30)), (again.Model("cmi.entry"), again.Model("cmi.location"), CmiTime.Parse(ScormVersion.Scorm2004FourthEdition, again.Model("cmi.total_time"))));
    }

    [Theory, EveryDatabase]
    public async Task counts_the_time_of_a_launch_that_never_ended(Database database)
    {
        var player = await APackage.InFrontOf(await apps.On(database), APackage.Of2004(Flow, "one"));
        await (await player.Launch()).Says(("cmi.session_time", "PT60S"), ("cmi.suspend_data", "x"));
        var second = await player.Launch();
        Assert.Equal(("resume", TimeSpan.FromSeconds(60)), (second.Model("cmi.entry"), CmiTime.Parse(ScormVersion.Scorm2004FourthEdition, second.Model("cmi.total_time"))));
        await second.Says(("cmi.session_time", "PT10S"));

        Assert.Equal(TimeSpan.FromSeconds(70), CmiTime.Parse(ScormVersion.Scorm2004FourthEdition, (await player.Launch()).Model("cmi.total_time")));
    }

    [Theory, EveryDatabase]
    public async Task takes_what_an_older_page_says_late_unless_the_newer_one_has_said_otherwise(Database database)
    {
        var player = await APackage.InFrontOf(await apps.On(database), APackage.Of2004(Flow, "one"));
        var old = await player.Launch();
        await old.Says(("cmi.suspend_data", "a"));
        var now = await player.Launch();
        await now.Says(("cmi.location", "9"));

        await old.Send(2, true, ("cmi.suspend_data", "b"), ("cmi.location", "4"), ("cmi.completion_status", "completed"), ("cmi.session_time", "PT20S"), ("adl.nav.request", "exitAll"));

        var part = (await Attempt(player)).Part("one")!;
        Assert.Equal(("b", "9", TimeSpan.FromSeconds(20)), (part.State["cmi.suspend_data"], part.State["cmi.location"], part.State.TotalTime));
        Assert.Equal(ActivityStatus.Completed, await Status(player));
        Assert.EndsWith("/one.html", (await player.Launch()).Content, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task shares_objectives_with_the_learners_other_packages_where_it_says_so(Database database)
    {
        var app = await apps.On(database);
        const string objective = """
            <imsss:sequencing><imsss:objectives><imsss:primaryObjective objectiveID="local"><imsss:mapInfo targetObjectiveID="skill" readSatisfiedStatus="true" writeSatisfiedStatus="true"/></imsss:primaryObjective></imsss:objectives></imsss:sequencing>
            """;
        byte[] Package(string attributes) => APackage.Of2004(Flow, $"""<item identifier="one" identifierref="r-one"><title>One</title>{objective}</item>""", ["one"], attributes);
        var player = await APackage.InFrontOf(app, Package(""));
        await (await player.Launch()).Says(("cmi.success_status", "passed"));

        foreach (var (attributes, known) in new[] { ("", "passed"), ("""adlseq:objectivesGlobalToSystem="false" """, null) })
        {
            var (course, activity) = await player.Instructor.Import(app, Package(attributes));
            await player.Instructor.Publish(course);
            await app.InDb(async db =>
            {
                db.Add(new Lectern.Enrolment.CourseEnrolment(course, player.LearnerId, "test", app.Clock.GetUtcNow()));
                await db.SaveChangesAsync();
            });
            Assert.Equal(known, (await (player with { Course = course, Activity = activity }).Launch()).Model("cmi.objectives.0.success_status"));
        }
    }

    [Theory, EveryDatabase]
    public async Task shares_nothing_with_an_earlier_cycle_and_lets_its_late_news_count_there(Database database)
    {
        var player = await APackage.InFrontOf(await apps.On(database), APackage.Of2004(Flow, "one"));
        var first = await player.Launch();
        var before = await Attempt(player);
        await player.App.InDb(db => db.BeginAgain(before.EnrolmentId, EnrolmentSources.Assigned, player.App.Clock.GetUtcNow(), CancellationToken.None));
        var again = await player.Launch();

        // The page of before says late that all was done.
        await first.Ends(("cmi.success_status", "passed"), ("cmi.completion_status", "completed"));
        var attempts = await player.App.InDb(db => db.PackageAttempts.Include(a => a.Parts).AsNoTracking().AsSingleQuery().Where(a => a.ActivityId == player.Activity).ToListAsync());
        Assert.Equal(2, attempts.Count);
        Assert.Equal(LessonStatus.Passed, attempts.Single(a => a.EnrolmentId == before.EnrolmentId).Status);
        Assert.NotEqual(LessonStatus.Passed, attempts.Single(a => a.EnrolmentId != before.EnrolmentId).Status);
        var done = await player.App.InDb(db => db.ActivityProgresses.Where(p => p.ActivityId == player.Activity && p.Status == ActivityStatus.Passed).Select(p => p.EnrolmentId).ToListAsync());
        Assert.Equal([before.EnrolmentId], done);
        Assert.Equal(2, (await player.App.InDb(db => db.SharedStores.Where(s => s.LearnerId == before.LearnerId).Select(s => s.ScopeId).ToListAsync())).Distinct().Count());
        await again.Ends(("cmi.success_status", "passed"), ("cmi.completion_status", "completed"));
    }

    [Theory, EveryDatabase]
    public async Task keeps_each_attempt_at_a_part_for_those_who_follow(Database database)
    {
        var player = await APackage.InFrontOf(await apps.On(database), APackage.Of2004(Flow, """
            <item identifier="one" identifierref="r-one"><title>One</title><imsss:sequencing>
              <imsss:sequencingRules><imsss:postConditionRule><imsss:ruleConditions><imsss:ruleCondition operator="not" condition="satisfied"/></imsss:ruleConditions><imsss:ruleAction action="retry"/></imsss:postConditionRule></imsss:sequencingRules>
            </imsss:sequencing></item>
            """, ["one"]));
        await (await player.Launch()).Ends(("cmi.success_status", "failed"), ("cmi.score.scaled", "0.2"), ("cmi.suspend_data", "first"), ("adl.nav.request", "continue"));

        var second = await player.Launch();

        Assert.Equal(("ab-initio", null), (second.Model("cmi.entry"), second.Model("cmi.suspend_data")));
        await second.Ends(("cmi.success_status", "passed"), ("cmi.score.scaled", "0.9"), ("cmi.completion_status", "completed"), ("adl.nav.request", "continue"));
        Assert.Equal([(1, LessonStatus.Failed, (decimal?)0.2m, "first"), (2, LessonStatus.Passed, 0.9m, null)],
            (await Attempt(player)).Parts.OrderBy(part => part.Number).Select(part => (part.Number, part.Status, part.Score, part.State["cmi.suspend_data"])));
        Assert.Equal(ActivityStatus.Passed, await Status(player));
    }

    [Theory, EveryDatabase]
    public async Task is_not_led_by_a_page_that_another_one_has_overtaken(Database database)
    {
        var player = await APackage.InFrontOf(await apps.On(database), APackage.Of2004(Flow, "one", "two"));
        var page = await player.Open();
        var first = await Player.Launch(page);
        await first.Ends(("adl.nav.request", "continue"));

        var stale = await first.Client.PostAsync(new Uri(page.Html.QuerySelector("iframe")!.GetAttribute("src")!), null, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
        Assert.EndsWith("/two.html", (await player.Launch()).Content, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task takes_the_same_statements_however_many_parts_there_are(Database database)
    {
        var app = await apps.On(database);
        var few = await APackage.InFrontOf(app, APackage.Of2004(Flow, "one"));
        var many = await APackage.InFrontOf(app, APackage.Of2004(Flow, [.. Enumerable.Range(1, 30).Select(n => $"p{n}")]));
        foreach (var player in new[] { few, many })
        {
            await (await player.Launch()).Says(("cmi.completion_status", "incomplete"));
            await player.Open();
        }

        var statements = (await few.Open()).Statements;

        Assert.Equal(statements, (await many.Open()).Statements);
        Assert.InRange(statements, 1, 7);
    }

    private static async Task<JsonElement> Read(HttpResponseMessage answer) => JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;

    private static Task<PackageAttempt> Attempt(Player player) => player.App.InDb(db => db.PackageAttempts.AsNoTracking().Include(a => a.Parts).SingleAsync(a => a.ActivityId == player.Activity));

    private static Task<ActivityStatus> Status(Player player) =>
        player.App.InDb(db => db.ActivityProgresses.Where(p => p.ActivityId == player.Activity).Select(p => p.Status).SingleAsync());
}
