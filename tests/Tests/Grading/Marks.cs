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
    [Fact]
    public void is_the_best_result_of_the_server_or_else_of_the_content_in_whatever_order_results_come() =>
        Prop.ForAll(Gen.Choose(0, 20).SelectMany(points => Gen.Choose(1, 20), (points, maximum) => (Points: Math.Min(points, maximum), Maximum: maximum))
            .SelectMany(_ => ArbMap.Default.GeneratorFor<bool>(), (r, isSelfReported) => (r.Points, r.Maximum, IsSelfReported: isSelfReported)).NonEmptyListOf().ToArbitrary(), results =>
        {
            var told = results.Select((r, i) => (r.Points, r.Maximum, At: DateTimeOffset.UnixEpoch.AddMinutes(i), r.IsSelfReported)).ToList();
            var counting = told.Exists(r => !r.IsSelfReported) ? told.Where(r => !r.IsSelfReported).ToList() : told;
            var forwards = Fold(told);
            told.Reverse();
            var backwards = Fold(told);
            return forwards.Percent == counting.Max(r => Mark.PercentOf(r.Points, r.Maximum))
                && forwards.IsSelfReported == told.TrueForAll(r => r.IsSelfReported) && forwards.IsSelfReported == backwards.IsSelfReported
                && (forwards.Points, forwards.MaximumPoints, forwards.At, forwards.LastAt, forwards.Attempts) == (backwards.Points, backwards.MaximumPoints, backwards.At, backwards.LastAt, results.Count);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(1, 3, "33.33")]
    [InlineData(2, 3, "66.67")]
    [InlineData(5, 0, "0")]
    [InlineData(7, 5, "100")]
    public void is_a_percentage_from_0_to_100(int points, int maximum, string percent) =>
        Assert.Equal(decimal.Parse(percent, System.Globalization.CultureInfo.InvariantCulture), Mark.PercentOf(points, maximum));

    private static Mark Fold(IEnumerable<(int Points, int Maximum, DateTimeOffset At, bool IsSelfReported)> results)
    {
        var mark = new Mark(Id<CourseEnrolment>.New(), Id<Course>.New(), Id<Activity>.New());
        foreach (var (points, maximum, at, isSelfReported) in results) mark.Report(points, maximum, at, isSelfReported);
        return mark;
    }
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
        var at = app.Clock.GetUtcNow();
        await app.Score(course, enrolment, learner, 0, 7, 10, at);
        await app.Score(course, enrolment, learner, 0, 9, 10, at.AddMinutes(1));
        await app.Score(course, enrolment, learner, 0, 9, 10, at.AddMinutes(1));   // the same report again
        await app.Score(course, enrolment, learner, 0, 3, 10, at.AddMinutes(2));
        await app.Settle();

        var mark = await app.InDb(db => db.Marks.AsNoTracking().SingleAsync(m => m.EnrolmentId == enrolment));
        Assert.Equal((9m, 10m, 90m, 3), (mark.Points, mark.MaximumPoints, mark.Percent, mark.Attempts));
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
        var at = app.Clock.GetUtcNow();
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
        Assert.Equal("Learner,Email,Course total (%),Reading 1.1", lines[0]);
        Assert.Equal($"\"'=HYPERLINK(\"\"http://evil.example\"\",\"\"x\"\")\",{learner.Email},33.33,33.33", lines[1]);
        Assert.StartsWith("\"Zu, Li\",", lines[2], StringComparison.Ordinal);
        Assert.EndsWith(",,", lines[2], StringComparison.Ordinal);
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
