using System.Net;
using FsCheck;
using FsCheck.Fluent;
using Lectern.Courses;
using Lectern.Data.Audit;
using Lectern.Data.Outbox;
using Lectern.Enrolment;
using Lectern.Grading;
using Lectern.Grading.Gradebook;
using Lectern.Kernel;
using Lectern.People;
using Lectern.Tests.Progress;
using Lectern.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Grading;

internal static class Scores
{
    extension(TheApp app)
    {
        /// <summary>Reports a score as an activity would: through the outbox.</summary>
        internal Task Score(Taught course, Id<CourseEnrolment> enrolment, Person learner, int activity, decimal points, decimal maximum, DateTimeOffset at, bool isSelfReported = false) => app.InDb(async db =>
        {
            var handlers = app.Services.GetRequiredService<Handlers>();
            var said = new ScoreReported(enrolment, course.Id, learner.Id, course.Activities[activity], points, maximum, at, isSelfReported);
            foreach (var handler in handlers.Of(typeof(ScoreReported))) db.Add(new OutboxMessage(handler.Name, $"Test/{enrolment}", System.Text.Json.JsonSerializer.Serialize(said), at));
            await db.SaveChangesAsync();
        });
    }
}

public sealed class A_mark
{
    private static readonly MarkState[] States = [MarkState.InProgress, MarkState.NeedsMarking, MarkState.Provisional, MarkState.Released];

    /// <summary>Reports of up to five attempts, each revised some times; an attempt keeps its moment, and its state only goes forwards, unless it is given up.</summary>
    private static readonly Gen<List<ScoreEntry>> Reports =
        from attempts in Gen.Choose(1, 5)
        from policy in Gen.Elements(Enum.GetValues<GradingPolicy>())
        from reports in (
            from revisions in Gen.Choose(1, 4)
            from isSelfReported in Gen.Frequency((3, Gen.Constant(false)), (1, Gen.Constant(true)))
            from isGivenUp in Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true)))
            from states in isGivenUp ? Gen.Constant(Enumerable.Repeat(MarkState.InProgress, revisions - 1).Append(MarkState.None).ToList()) : Gen.Elements(States).ListOf(revisions).Select(any => any.Order().ToList())
            from points in Gen.Choose(0, 12).ListOf(revisions)
            from maximum in Gen.Choose(1, 12)
            select states.Select((state, r) => (state, points: Math.Min(points[r], maximum), maximum, revision: r * 3, isSelfReported)).ToList()).ListOf(attempts)
        select reports.SelectMany((of, attempt) => of.Select(r => Entry(attempt, r.revision, r.points, r.maximum, r.state, policy, r.isSelfReported))).ToList();

    private static ScoreEntry Entry(int attempt, int revision, decimal points, decimal maximum, MarkState state = MarkState.Released, GradingPolicy policy = GradingPolicy.Highest, bool isSelfReported = false) => new()
    {
        EnrolmentId = default, ActivityId = default, Points = points, MaximumPoints = maximum, At = DateTimeOffset.UnixEpoch.AddMinutes(attempt), IsSelfReported = isSelfReported,
        SourceId = new Guid(attempt + 1, 0, 0, new byte[8]), Revision = revision, State = state, Policy = policy,
    };

    private static (MarkState, GradingPolicy, Score?, Score?) Outcome(Reckoning r) => (r.State, r.Policy, r.Known, r.Told);

    [Fact]
    public void is_the_same_in_whatever_order_reports_come() =>
        Prop.ForAll(Reports.SelectMany(reports => Gen.Shuffle(reports.ToArray()), (reports, shuffled) => (reports, shuffled)).ToArbitrary(), told =>
            Outcome(Reckoning.Of(told.reports)) == Outcome(Reckoning.Of(told.shuffled))).QuickCheckThrowOnFailure();

    [Fact]
    public void is_what_its_policy_says_of_the_latest_word_on_each_attempt() =>
        Prop.ForAll(Reports.ToArbitrary(), reports =>
        {
            var latest = reports.GroupBy(r => r.SourceId).Select(g => g.MaxBy(r => r.Revision)!).OrderBy(r => r.At).ToList();
            if (latest.Exists(r => !r.IsSelfReported)) latest.RemoveAll(r => r.IsSelfReported);
            var scored = latest.Where(r => r.State >= MarkState.NeedsMarking).Select(r => r.Points / r.MaximumPoints * 100).ToList();
            var reckoning = Reckoning.Of(reports);
            if (scored.Count == 0) return reckoning.Known is null && reckoning.State == (latest.Exists(r => r.State == MarkState.InProgress) ? MarkState.InProgress : MarkState.None);
            var percent = reckoning.Policy switch { GradingPolicy.First => scored[0], GradingPolicy.Last => scored[^1], GradingPolicy.Average => scored.Average(), _ => scored.Max() };
            return Math.Abs(reckoning.Known!.Percent - percent) <= 0.01m;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void tells_its_learner_only_what_was_released() =>
        Prop.ForAll(Reports.ToArbitrary(), reports =>
        {
            var without = reports.Select(r => r.State == MarkState.Released ? r : Entry(r.At.Minute, r.Revision, 0, 1, r.State, r.Policy, r.IsSelfReported)).ToList();
            // What was told and waits to be marked again isn't told any more.
            var takenBack = Reckoning.Of([.. reports, .. reports.GroupBy(r => r.SourceId).Select(g => g.MaxBy(r => r.Revision)!).Select(r => Entry(r.At.Minute, r.Revision + 1, r.Points, r.MaximumPoints, MarkState.NeedsMarking, r.Policy, r.IsSelfReported))]);
            return takenBack.Told is null && Reckoning.Of(reports).Told == Reckoning.Of(without).Told && (reports.Exists(r => r.State == MarkState.Released) || Reckoning.Of(reports).Told is null);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void goes_back_when_a_correction_is_taken_back() =>
        Prop.ForAll(Reports.ToArbitrary(), Gen.Choose(0, 12).ToArbitrary(), (reports, points) =>
        {
            var before = Reckoning.Of(reports);
            var last = before.Attempts[^1].Latest;
            var there = Entry(last.At.Minute, 100, Math.Min(points, last.MaximumPoints), last.MaximumPoints, last.State, last.Policy, last.IsSelfReported);
            var back = Entry(last.At.Minute, 101, last.Points, last.MaximumPoints, last.State, last.Policy, last.IsSelfReported);
            return Outcome(Reckoning.Of([.. reports, there, back])) == Outcome(before);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void needs_only_what_was_said_last_of_each_attempt() =>
        Prop.ForAll(Reports.ToArbitrary(), reports =>
        {
            var (all, holding) = (Reckoning.Of(reports), Reckoning.Of(reports.AsQueryable().ThatHold()));
            return Outcome(all) == Outcome(holding) && (all.Attempts.Count, all.Unreleased) == (holding.Attempts.Count, holding.Unreleased);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(1, 3, "33.33")]
    [InlineData(2, 3, "66.67")]
    [InlineData(5, 0, "0")]
    [InlineData(7, 5, "100")]
    public void is_a_percentage_from_0_to_100(int points, int maximum, string percent) =>
        Assert.Equal(decimal.Parse(percent, System.Globalization.CultureInfo.InvariantCulture), new Score(points, maximum, default, false).Percent);
}

public sealed class Recording_a_mark(Apps apps)
{
    [Theory, EveryDatabase]
    public async Task keeps_every_result_and_counts_the_best_and_says_so_in_the_audit_log(Database database)
    {
        var app = await apps.On(database);
        var course = await app.Course(1);
        var learner = await app.Person(Role.Learner);
        var enrolment = await app.Enrol(course, learner);
        var at = app.Clock.GetUtcNow().AddMinutes(-2);
        await app.Score(course, enrolment, learner, 0, 7, 10, at);
        await app.Score(course, enrolment, learner, 0, 9, 10, at.AddMinutes(1));
        await app.Score(course, enrolment, learner, 0, 9, 10, at.AddMinutes(1));   // the same report again
        await app.Score(course, enrolment, learner, 0, 3, 10, at.AddMinutes(2));
        await app.Settle();

        var mark = await app.InDb(db => db.Marks.AsNoTracking().SingleAsync(m => m.EnrolmentId == enrolment));
        Assert.Equal((9m, 10m, 90m, 3), (mark.Points, mark.MaximumPoints, mark.Told!.Percent, mark.Attempts));
        Assert.Equal(3, await app.InDb(db => db.ScoreEntries.CountAsync(e => e.EnrolmentId == enrolment)));
        Assert.Equal(["Mark.added", "Mark.changed", "Mark.changed"], await app.InDb(db => db.Set<AuditEntry>().Where(e => e.SubjectId == mark.Id.Value).OrderBy(e => e.At).Select(e => e.Action).ToListAsync()));
    }
}

public sealed class The_gradebook(Apps apps)
{
    [Theory, EveryDatabase]
    public async Task shows_marks_and_totals_to_those_who_may_see_them(Database database)
    {
        var app = await apps.On(database);
        var course = await app.Course(3);
        var (learning, learner) = await app.SignedIn(Role.Learner);
        var enrolment = await app.Enrol(course, learner);
        var at = app.Clock.GetUtcNow();
        await app.Score(course, enrolment, learner, 0, 3, 4, at);
        await app.Score(course, enrolment, learner, 2, 10, 10, at);
        await app.Settle();
        var (teaching, _) = await app.SignedIn(Role.Instructor, course.ScopeId);
        using var __ = learning;
        using var ___ = teaching;

        var page = await teaching.Open($"/courses/{course.Id}/grades");
        Assert.Equal(["Learner", "Course total", "Reading 1.1", "Reading 1.3"], page.Html.QuerySelectorAll("thead th").Select(h => h.TextContent.Trim()));
        Assert.Equal(["87.5%", "75%", "100%"], page.Html.QuerySelectorAll("tbody td").Select(d => d.TextContent.Trim()));
        Assert.Equal(HttpStatusCode.NotFound, (await learning.Open($"/courses/{course.Id}/grades")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await learning.Open($"/courses/{course.Id}/grades.csv")).Status);

        var own = await learning.Open($"/courses/{course.Slug}/grades");
        Assert.Contains("87.5%", own.Everything, StringComparison.Ordinal);
        Assert.Contains("3 of 4 points", own.Everything, StringComparison.Ordinal);
        Assert.Equal(["75%", "100%", "87.5%"], (await learning.Open($"/courses/{course.Slug}/home")).Html.QuerySelectorAll("main section:has(a[href$='/grades']) li span:last-child").Select(s => s.TextContent.Trim()));
        Assert.True(own.Statements <= 6);
        Assert.Equal(HttpStatusCode.NotFound, (await teaching.Open($"/courses/{course.Slug}/grades")).Status);
    }

    [Theory, EveryDatabase]
    public async Task says_which_marks_content_reported_of_itself_and_lets_none_go_before_one_of_the_server(Database database)
    {
        var app = await apps.On(database);
        var course = await app.Course(2);
        var (learning, learner) = await app.SignedIn(Role.Learner);
        var enrolment = await app.Enrol(course, learner);
        var at = app.Clock.GetUtcNow().AddMinutes(-1);
        await app.Score(course, enrolment, learner, 0, 100, 100, at, isSelfReported: true);
        await app.Score(course, enrolment, learner, 1, 60, 100, at);
        await app.Score(course, enrolment, learner, 1, 100, 100, at.AddMinutes(1), isSelfReported: true);
        await app.Settle();
        var (teaching, _) = await app.SignedIn(Role.Instructor, course.ScopeId);
        using var __ = learning;
        using var ___ = teaching;

        var cells = (await teaching.Open($"/courses/{course.Id}/grades")).Html.QuerySelectorAll("tbody td").Skip(1).ToList();
        Assert.Equal([("100%", true), ("60%", false)], cells.Select(c => (c.TextContent.Trim(), c.QuerySelector("[title*='Reported by the package itself']") is not null)));
        var own = await learning.Open($"/courses/{course.Slug}/grades");
        Assert.Equal(2, own.Html.QuerySelectorAll("main li").Count(line => line.TextContent.Contains("Reported by the package itself", StringComparison.Ordinal)));
        Assert.NotNull((await learning.Open($"/courses/{course.Slug}/home")).Html.QuerySelector("main section:has(a[href$='/grades']) li:first-child [title*='Reported by the package itself']"));
    }

    [Theory, EveryDatabase]
    public async Task exports_what_no_spreadsheet_executes(Database database)
    {
        var app = await apps.On(database);
        var course = await app.Course(1);
        var learner = await app.Person(Role.Learner, name: "=HYPERLINK(\"http://evil.example\",\"x\")");
        var enrolment = await app.Enrol(course, learner);
        await app.Enrol(course, await app.Person(Role.Learner, name: "Zu, Li"));
        await app.Score(course, enrolment, learner, 0, 1, 3, app.Clock.GetUtcNow());
        await app.Settle();
        var (browser, _) = await app.SignedIn(Role.Manager);
        using var __ = browser;

        var file = await browser.Open($"/courses/{course.Id}/grades.csv");
        Assert.Equal("text/csv", file.Response.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith("attachment", file.Response.Content.Headers.ContentDisposition!.ToString(), StringComparison.Ordinal);
        var lines = file.Text.TrimStart('\uFEFF').Split("\r\n");
        Assert.Equal("Learner,Email,Course total (%),Reading 1.1,Not released to the learner", lines[0]);
        Assert.Equal($"\"'=HYPERLINK(\"\"http://evil.example\"\",\"\"x\"\")\",{learner.Email},33.33,33.33,", lines[1]);
        Assert.StartsWith("\"Zu, Li\",", lines[2], StringComparison.Ordinal);
        Assert.EndsWith(",,,", lines[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("+1", "\"'+1\"")]
    [InlineData("-1", "\"'-1\"")]
    [InlineData("@SUM(1)", "\"'@SUM(1)\"")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData("plain", "plain")]
    [InlineData("", "")]
    public void escapes_formulas(string text, string cell) => Assert.Equal(cell, CsvFile.Cell(text));

    [Theory, EveryDatabase]
    public async Task takes_the_same_statements_for_few_and_for_many(Database database)
    {
        var app = await apps.On(database);
        var (small, large) = (await app.Course(1), await app.Course(12));
        foreach (var (course, size) in new[] { (small, 1), (large, 40) })
            foreach (var person in await app.Crowd(size))
            {
                var enrolment = await app.Enrol(course, person);
                for (var a = 0; a < course.Activities.Count; a += 3) await app.Score(course, enrolment, person, a, a, 12, app.Clock.GetUtcNow());
            }

        await app.Settle();
        var (browser, _) = await app.SignedIn(Role.Administrator);
        using var __ = browser;
        Assert.Equal((await browser.Open($"/courses/{small.Id}/grades")).Statements, (await browser.Open($"/courses/{large.Id}/grades")).Statements);
    }
}
