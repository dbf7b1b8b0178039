using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Lectern.Courses;
using Lectern.Data.Audit;
using Lectern.Enrolment;
using Lectern.Kernel;
using Lectern.Notifications;
using Lectern.People;
using Lectern.Progress;
using Lectern.Tests.Packages;
using Microsoft.EntityFrameworkCore;

namespace Lectern.Tests.Progress;

public sealed class Agreeing_with_a_learner_on_dates(Apps apps)
{
    private const string More = "form[action$='/extensions']";
    private const string Break = "form[action$='/pauses']";

    [Theory, EveryDatabase]
    public async Task puts_a_lesson_off_tells_them_and_can_be_taken_back(Database database)
    {
        await using var app = await apps.OwnOn(database);
        var (course, enrolment, learner, browser) = await Dated(app, 2, 5);
        var (editor, teacher) = await app.SignedIn(Role.Instructor);
        using var _ = browser;
        using var __ = editor;
        var (lesson, due) = (course.Activities[0], await Due(app, browser, course));

        var page = await editor.Open($"/courses/{course.Id}/progress/{enrolment}/schedule");
        foreach (var (until, why) in new[] { ("9999-12-31T23:59", "between the years 2000 and 2100"), (Wall(app, -1), "passed already"), (Wall(app, 1), "not later than"), (Wall(app, 9), "ended for them by then"), ("soon", "Enter a day and a time") })
        {
            var refused = await editor.Submit(page, More, ("lesson", $"{lesson}"), ("until", until), ("reason", "Night shifts"));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
            Assert.Contains(why, refused.Words($"{More} .field-error"), StringComparison.Ordinal);
        }

        Assert.Contains("Say why.", (await editor.Submit(page, More, ("lesson", $"{lesson}"), ("until", Wall(app, 4)), ("reason", "  "))).Words($"{More} .field-error"), StringComparison.Ordinal);
        page = await editor.Submit(page, More, ("lesson", $"{lesson}"), ("until", Wall(app, 4)), ("reason", "Night shifts"));
        Assert.Contains("The date is put off.", page.Everything, StringComparison.Ordinal);
        Assert.Contains("Night shifts", page.Everything, StringComparison.Ordinal);
        Assert.NotEqual(due, await Due(app, browser, course));
        await app.Settle();
        Assert.Contains("You have more time for “Reading 1.1”", (await browser.Open("/notifications")).Everything, StringComparison.Ordinal);
        Assert.DoesNotContain("Night shifts", (await browser.Open("/notifications")).Everything, StringComparison.Ordinal);
        Assert.Equal(1, await app.InDb(db => db.MailMessages.CountAsync(m => m.PersonId == learner.Id && m.Subject.StartsWith("Your dates in"))));
        var entry = await app.InDb(db => db.Set<AuditEntry>().SingleAsync(e => e.Action == "ScheduleAdjustment.added" && e.AboutId == learner.Id.Value));
        Assert.Equal(teacher.Id.Value, entry.ActorId);
        Assert.DoesNotContain("Night shifts", entry.Details, StringComparison.Ordinal);

        page = await editor.Submit(page, "form[action$='/revoke']");
        Assert.Contains("Taken back by", page.Everything, StringComparison.Ordinal);
        Assert.Equal(due, await Due(app, browser, course));
        Assert.Equal(1, await app.InDb(db => db.Set<AuditEntry>().CountAsync(e => e.Action == "ScheduleAdjustment.changed" && e.AboutId == learner.Id.Value)));
    }

    [Theory, EveryDatabase]
    public async Task gives_a_break_in_which_nothing_counts_and_after_which_every_date_has_moved_on(Database database)
    {
        await using var app = await apps.OwnOn(database);
        var (course, enrolment, learner, browser) = await Dated(app, 2, 5);
        var (editor, _) = await app.SignedIn(Role.Manager);
        using var __ = browser;
        using var ___ = editor;
        await app.Open(course.Activities[0], learner);
        await app.Settle();
        var page = await editor.Open($"/courses/{course.Id}/progress/{enrolment}/schedule");
        foreach (var (first, last, why) in new[] { (Day(app, 3), Day(app, 1), "ends after it begins"), (Day(app, -9), Day(app, 1), "not in the course yet"), (Day(app, 0), Day(app, 400), "at most 366 days"), ("", Day(app, 1), "Enter a day") })
            Assert.Contains(why, (await editor.Submit(page, Break, ("first", first), ("last", last), ("reason", "Ill"))).Words($"{Break} .field-error"), StringComparison.Ordinal);

        page = await editor.Submit(page, Break, ("first", Day(app, 0)), ("last", Day(app, 2)), ("reason", "Ill"));
        Assert.Contains("The break is agreed.", page.Everything, StringComparison.Ordinal);
        Assert.Contains("Another break", (await editor.Submit(page, Break, ("first", Day(app, 2)), ("last", Day(app, 4)), ("reason", "Ill"))).Words($"{Break} .field-error"), StringComparison.Ordinal);

        Assert.Null(await app.Open(course.Activities[0], learner));
        var home = await browser.Open($"/courses/{course.Slug}/home");
        Assert.Contains("You are taking a break until", home.Everything, StringComparison.Ordinal);
        Assert.InRange(home.Statements, 1, 6);
        Assert.InRange((await browser.Open("/")).Statements, 1, 6);
        var moved = await app.InDb(db => db.LearnerSchedules.SingleAsync(s => s.EnrolmentId == enrolment));
        Assert.Contains("Pause", moved.AgreedJson, StringComparison.Ordinal);

        app.Clock.Advance(TimeSpan.FromDays(1));
        page = await editor.Submit(await editor.Open($"/courses/{course.Id}/progress/{enrolment}/schedule"), "form[action$='/end']");
        Assert.Contains("The break is over.", page.Everything, StringComparison.Ordinal);
        Assert.NotNull(await app.Open(course.Activities[0], learner));
        app.Clock.Advance(TimeSpan.FromDays(2));   // one day of rest: due three days after enrolment instead of two
        Assert.Contains("Due today", await Due(app, browser, course), StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task is_for_those_who_follow_the_course_and_never_with_oneself(Database database)
    {
        var app = await apps.On(database);
        var world = await World.Make(app.Address, app.Services);
        await World.Send(world.Instructor.Api, HttpMethod.Put, $"/api/v1/courses/{world.Course}/schedule", new { schedule = new { pacing = "SelfPaced", zone = "UTC", endsAfter = 10, due = new { } } });
        var learner = await world.Join(Role.Learner);
        var enrolment = await world.Enrol(learner);
        var address = $"/api/v1/courses/{world.Course}/progress/{enrolment}/schedule";
        var until = app.Clock.GetUtcNow().AddDays(20).ToString("yyyy-MM-dd'T'09:00:00", CultureInfo.InvariantCulture);

        var made = await World.Send(world.Instructor.Api, HttpMethod.Post, $"{address}/extensions", new { until, reason = "A late start" });
        Assert.Equal(until, made.Text("terms"));
        Assert.Equal(DateTimeOffset.Parse(until + "Z", CultureInfo.InvariantCulture), (await World.Send(world.Instructor.Api, HttpMethod.Get, address))["endsAt"]!.GetValue<DateTimeOffset>());
        foreach (var (path, body) in new (string, object)[] { ($"{address}/extensions", new { until, reason = "Mine" }), ($"{address}/pauses", new { first = "2027-01-01", last = "2027-01-02", reason = "Mine" }), ($"{address}/{made.Text("id")}/revoke", new { }) })
        {
            using var refused = await learner.Api.PostAsync(new Uri(path, UriKind.Relative), JsonContent.Create(body));
            Assert.Equal(404, (int)refused.StatusCode);
        }

        // Somebody else's learner: not of this course.
        var other = await World.Make(app.Address, app.Services);
        using (var strange = await world.Instructor.Api.PostAsync(new Uri($"/api/v1/courses/{other.Course}/progress/{enrolment}/schedule/extensions", UriKind.Relative), JsonContent.Create(new { until, reason = "?" }))) Assert.Equal(404, (int)strange.StatusCode);
        var own = await world.Enrol(world.Instructor);
        using (var oneself = await world.Instructor.Api.PostAsync(new Uri($"/api/v1/courses/{world.Course}/progress/{own}/schedule/extensions", UriKind.Relative), JsonContent.Create(new { until, reason = "Me" })))
            Assert.Contains("adjustment-own", await oneself.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await World.Send(world.Instructor.Api, HttpMethod.Post, $"{address}/{made.Text("id")}/revoke", new { });
        using var twice = await world.Instructor.Api.PostAsync(new Uri($"{address}/{made.Text("id")}/revoke", UriKind.Relative), JsonContent.Create(new { }));
        Assert.Contains("adjustment-revoked", await twice.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task gives_a_break_that_holds_on_every_way_to_an_activity_and_loses_nothing(Database database)
    {
        await using var app = await apps.OwnOn(database);
        var world = await World.Make(app.Address, app.Services);
        var learner = await world.Enrolled();
        var page = await learner.Browser.Open($"/pages/{world.Page}");
        var attempt = await world.Begin(learner);
        await world.Answer(learner, attempt, "situation");
        var quiz = await learner.Browser.Open($"/quizzes/attempts/{attempt}");
        await app.Settle();
        var enrolment = await app.InDb(db => db.Enrolments.Where(e => e.LearnerId == learner.Person.Id).Select(e => e.Id).SingleAsync());
        await World.Send(world.Instructor.Api, HttpMethod.Post, $"/api/v1/courses/{world.Course}/progress/{enrolment}/schedule/pauses", new { first = Day(app, 0), last = Day(app, 3), reason = "Ill" });
        var records = await app.InDb(db => db.LearningRecords.CountAsync());

        Assert.Equal(HttpStatusCode.NotFound, (await learner.Browser.Submit(page, "form[action*='/done']")).Status);
        Assert.Contains("You can read what you have begun.", (await learner.Browser.Open($"/pages/{world.Page}")).Everything, StringComparison.Ordinal);
        var turned = await learner.Browser.Submit(quiz, "form[action*='/quizzes/attempts/']", ("go", "submit"));
        Assert.Equal($"/quizzes/{world.Quiz}?unsaved=1", turned.Path);
        Assert.Contains("Nothing counts in this course at present", turned.Everything, StringComparison.Ordinal);
        Assert.EndsWith("/home", (await learner.Browser.Open($"/quizzes/attempts/{attempt}")).Path, StringComparison.Ordinal);
        foreach (var (method, path, body) in new (HttpMethod, string, object)[]
        {
            (HttpMethod.Put, $"/api/v1/attempts/{attempt}/answers", new { answers = new[] { new { questionId = world.Question, response = "another", flagged = false } } }), (HttpMethod.Post, $"/api/v1/attempts/{attempt}/submit", new { }),
        })
        {
            using var refused = await learner.Api.SendAsync(new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) });
            Assert.Equal(409, (int)refused.StatusCode);
            Assert.Contains("course-rests", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        await app.Settle();
        Assert.Equal(records, await app.InDb(db => db.LearningRecords.CountAsync()));

        app.Clock.Advance(TimeSpan.FromDays(4));
        await World.Submit(learner, attempt);   // what was answered before the break
        await app.Settle();
        Assert.Equal(ActivityStatus.Passed, await app.InDb(db => db.ActivityProgresses.Where(p => p.EnrolmentId == enrolment && p.Status == ActivityStatus.Passed).Select(p => p.Status).SingleAsync()));
    }

    [Theory, EveryDatabase]
    public async Task gives_a_break_in_which_what_a_package_commits_is_kept_and_counts_afterwards(Database database)
    {
        await using var app = await apps.OwnOn(database);
        var player = await APackage.InFrontOf(app, APackage.Of("one"));
        var launch = await player.Launch();
        await launch.Says(("cmi.suspend_data", "before"));
        var (instructor, _) = await app.SignedIn(Role.Instructor);
        using var __ = instructor;
        var enrolment = await app.InDb(db => db.Enrolments.Where(e => e.CourseId == player.Course).Select(e => e.Id).SingleAsync());
        var agreed = await instructor.Submit(await instructor.Open($"/courses/{player.Course}/progress/{enrolment}/schedule"), Break, ("first", Day(app, 0)), ("last", Day(app, 3)), ("reason", "Ill"));

        Assert.Equal(HttpStatusCode.OK, (await launch.Ends(("cmi.suspend_data", "meanwhile"), ("cmi.core.lesson_status", "passed"))).StatusCode);
        await app.Settle();
        Assert.Equal(ActivityStatus.Started, await Status());
        await instructor.Submit(agreed, "form[action$='/end']");
        var again = await player.Launch();
        Assert.Contains("meanwhile", again.Start.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await again.Ends(("cmi.core.lesson_status", "passed"))).StatusCode);
        await app.Settle();
        Assert.Equal(ActivityStatus.Passed, await Status());

        Task<ActivityStatus> Status() => app.InDb(db => db.ActivityProgresses.Where(p => p.ActivityId == player.Activity).Select(p => p.Status).SingleAsync());
    }

    private static async Task<(Taught Course, Id<CourseEnrolment> Enrolment, Person Learner, Browser Browser)> Dated(TheApp app, int due, int ends)
    {
        var course = await app.Course(1);
        var (browser, learner) = await app.SignedIn(Role.Learner);
        await app.InDb(async db =>
        {
            (await db.Courses.SingleAsync(c => c.Id == course.Id)).Plan(new CourseSchedule { Pacing = Pacing.SelfPaced, Zone = "UTC", EndsAfter = ends, Due = new Dictionary<Guid, DueDate> { [course.Activities[0].Value] = new(After: due) } });
            await db.SaveChangesAsync();
        });
        var enrolment = await app.Enrol(course, learner);
        await app.Settle();
        return (course, enrolment, learner, browser);
    }

    private static async Task<string> Due(TheApp app, Browser browser, Taught course) => (await browser.Open($"/courses/{course.Slug}/home")).Words("#module-1 li");
    private static string Wall(TheApp app, int days) => app.Clock.GetUtcNow().AddDays(days).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);
    private static string Day(TheApp app, int days) => app.Clock.GetUtcNow().AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
