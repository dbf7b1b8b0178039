using System.Net;
using System.Net.Http.Json;
using Lectern.Courses;
using Lectern.Credentials;
using Lectern.Data.Audit;
using Lectern.Enrolment;
using Lectern.Kernel;
using Lectern.Notifications;
using Lectern.People;
using Lectern.Progress;
using Microsoft.EntityFrameworkCore;

namespace Lectern.Tests.Progress;

public sealed class Waiving_lessons(Apps apps)
{
    private const string Waive = "form[action$='/waivers']";

    [Theory, EveryDatabase]
    public async Task settles_them_everywhere_makes_up_no_mark_and_can_be_taken_back(Database database)
    {
        var app = await apps.On(database);
        var course = await app.Course(2, 1);
        var (browser, learner) = await app.SignedIn(Role.Learner);
        var (editor, teacher) = await app.SignedIn(Role.Instructor);
        using var _ = browser;
        using var __ = editor;
        var enrolment = await app.Enrol(course, learner);
        await app.Settle();
        var address = $"/courses/{course.Id}/progress/{enrolment}";

        var page = await editor.Open($"{address}/schedule");
        Assert.Contains("Say why.", (await editor.Submit(page, Waive, ("lessons", $"{course.Activities[0]}"), ("reason", " "))).Words($"{Waive} .field-error"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await editor.Submit(page, Waive, ("lessons", $"{Guid.CreateVersion7()}"), ("reason", "Did it elsewhere"))).Status);
        page = await editor.Submit(page, Waive, ("lessons", $"{course.Activities[0]}"), ("reason", "Did it elsewhere"));
        Assert.Contains("It is waived.", page.Everything, StringComparison.Ordinal);
        Assert.Contains("Waived: Reading 1.1", page.Everything, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await editor.Submit(await editor.Open($"{address}/schedule"), Waive, ("lessons", $"{course.Activities[0]}"), ("reason", "Twice"))).Status);
        await app.Settle();

        var progress = await app.ProgressOf(enrolment);
        Assert.Equal((1, 1, 2, null), (progress.Done, progress.Waived, progress.Missing, progress.LastAt));   // they weren't there
        Assert.Null(await app.InDb(db => db.ActivityProgresses.Where(p => p.EnrolmentId == enrolment).Select(p => p.Score).SingleAsync()));
        var home = await browser.Open($"/courses/{course.Slug}/home");
        Assert.Contains("Waived", home.Words("#module-1 li"), StringComparison.Ordinal);
        Assert.Contains("1 of 2 lessons", home.Words("#module-1"), StringComparison.Ordinal);
        Assert.Contains("1 waived", (await editor.Open($"/courses/{course.Id}/progress")).Everything, StringComparison.Ordinal);
        Assert.Contains("Waived", (await editor.Open($"/courses/{course.Id}/progress/grid")).Words("td.waived"), StringComparison.Ordinal);
        Assert.Contains("Waived", (await editor.Open(address)).Words("ol.rows"), StringComparison.Ordinal);
        Assert.Contains("Waived", await editor.Client.GetStringAsync(new Uri($"/courses/{course.Id}/progress.csv", UriKind.Relative)), StringComparison.Ordinal);
        var told = await browser.Open("/notifications");
        Assert.Contains("is waived: you don't have to do it.", told.Everything, StringComparison.Ordinal);
        Assert.DoesNotContain("elsewhere", told.Everything, StringComparison.Ordinal);
        Assert.Equal(1, await app.InDb(db => db.MailMessages.CountAsync(m => m.PersonId == learner.Id && m.Subject.StartsWith("What you have to do in"))));
        Assert.Equal(teacher.Id.Value, await app.InDb(db => db.Set<AuditEntry>().Where(e => e.Action == "ScheduleAdjustment.added" && e.AboutId == learner.Id.Value).Select(e => e.ActorId).SingleAsync()));

        page = await editor.Submit(await editor.Open($"{address}/schedule"), "form[action$='/revoke']");
        Assert.Contains("Taken back by", page.Everything, StringComparison.Ordinal);
        await app.Settle();
        progress = await app.ProgressOf(enrolment);
        Assert.Equal((0, 0, 3), (progress.Done, progress.Waived, progress.Missing));
        Assert.DoesNotContain("Waived", (await browser.Open($"/courses/{course.Slug}/home")).Words("#module-1 li"), StringComparison.Ordinal);
        Assert.DoesNotContain("Started", (await browser.Open($"/courses/{course.Slug}/home")).Words("#module-1 li"), StringComparison.Ordinal);   // as if nothing had been
        Assert.Contains("No longer waived", (await editor.Open(address)).Words("ol.rows"), StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task of_all_that_is_left_completes_the_course_and_what_was_completed_stays(Database database)
    {
        var app = await apps.On(database);
        var course = await app.Course(2, 2);
        var (browser, learner) = await app.SignedIn(Role.Learner);
        var (editor, _) = await app.SignedIn(Role.Manager);
        using var __ = browser;
        using var ___ = editor;
        var enrolment = await app.Enrol(course, learner);
        await app.Do(course.Activities[0], learner, [LearningFact.Scored(7, 10), LearningFact.Of(ActivityStatus.Passed)]);
        await app.Settle();
        var second = await app.InDb(db => db.CourseModules.Where(m => m.CourseId == course.Id).OrderByDescending(m => m.Position).Select(m => m.Id).FirstAsync());
        var page = await editor.Open($"/courses/{course.Id}/progress/{enrolment}/schedule");
        page = await editor.Submit(page, Waive, ("lessons", $"{second}"), ("reason", "Not for their ward"));
        Assert.Contains("Waived: 2 lessons", page.Everything, StringComparison.Ordinal);
        await app.Settle();
        Assert.Equal((3, 2, null), await Standing());
        page = await editor.Submit(await editor.Open($"/courses/{course.Id}/progress/{enrolment}/schedule"), Waive, ("lessons", "all"), ("reason", "Long experience"));
        await app.Settle();
        var (done, waived, completedAt) = await Standing();
        Assert.Equal((4, 3), (done, waived));
        Assert.NotNull(completedAt);
        var certificate = await app.InDb(db => db.Certificates.Where(c => c.EnrolmentId == enrolment).Select(c => c.Code).SingleAsync());
        Assert.DoesNotContain("completed all", (await browser.Open($"/verify/{certificate}")).Everything, StringComparison.OrdinalIgnoreCase);

        // What somebody does all the same is theirs, and stays when the waiver goes.
        await app.Do(course.Activities[1], learner);
        await app.Settle();
        await editor.Submit(await editor.Open($"/courses/{course.Id}/progress/{enrolment}/schedule"), "form[action$='/revoke']");   // the later one
        await app.Settle();
        Assert.Equal((4, 2, completedAt), await Standing());
        await editor.Submit(await editor.Open($"/courses/{course.Id}/progress/{enrolment}/schedule"), "form[action$='/revoke']");
        await app.Settle();
        Assert.Equal((2, 0, completedAt), await Standing());   // what was completed stays, and more is asked again
        Assert.Equal(0.7m, await app.InDb(db => db.ActivityProgresses.Where(p => p.EnrolmentId == enrolment && p.ActivityId == course.Activities[0]).Select(p => p.Score).SingleAsync()));

        // Another cycle begins without it, and the earlier one reads as it was.
        await app.InDb(db => db.BeginAgain(enrolment, EnrolmentSources.Assigned, app.Clock.GetUtcNow(), default));
        await app.Settle();
        Assert.Equal(HttpStatusCode.NotFound, (await editor.Open($"/courses/{course.Id}/progress/{enrolment}/schedule")).Status);
        Assert.DoesNotContain("a waiver", (await editor.Open($"/courses/{course.Id}/progress/{enrolment}")).Everything, StringComparison.Ordinal);
        Assert.Contains("Waived", (await editor.Open($"/courses/{course.Id}/progress/{enrolment}")).Words("ol.rows"), StringComparison.Ordinal);

        async Task<(int, int, DateTimeOffset?)> Standing()
        {
            var progress = await app.ProgressOf(enrolment);
            return (progress.Done, progress.Waived, progress.CompletedAt);
        }
    }

    [Theory, EveryDatabase]
    public async Task opens_what_waits_for_them_to_be_done_and_not_what_waits_for_a_pass_or_a_score(Database database)
    {
        var app = await apps.On(database);
        var course = await app.Course(4);
        var (editor, _) = await app.SignedIn(Role.Instructor);
        using var __ = editor;
        var learner = await app.Person(Role.Learner);
        var first = $"{course.Activities[0]}";
        Rule[] rules = [Rule.Clause("done", ("lesson", first)), Rule.Clause("passed", ("lesson", first)), Rule.Clause("score", ("lesson", first), ("percent", "50"))];
        await app.Republish(course, draft =>
        {
            foreach (var (index, rule) in rules.Index()) draft.Open(draft.Modules[0].Activities.Single(a => a.Id == course.Activities[index + 1]), rule, false, app.Clock.GetUtcNow());
        });
        var enrolment = await app.Enrol(course, learner);
        await app.Settle();
        Assert.Null(await app.Open(course.Activities[1], learner));
        var page = await editor.Submit(await editor.Open($"/courses/{course.Id}/progress/{enrolment}/schedule"), Waive, ("lessons", first), ("reason", "Did it elsewhere"));
        Assert.Contains("which a waiver doesn't give", page.Everything, StringComparison.Ordinal);
        Assert.NotNull(await app.Open(course.Activities[1], learner));
        Assert.Null(await app.Open(course.Activities[2], learner));
        Assert.Null(await app.Open(course.Activities[3], learner));
        Assert.True((await app.Open(course.Activities[0], learner))!.IsWaived);   // and it is there for whoever wants it
    }

    [Theory, EveryDatabase]
    public async Task is_for_those_who_follow_the_course_and_never_for_oneself(Database database)
    {
        var app = await apps.On(database);
        var world = await World.Make(app.Address, app.Services);
        var learner = await world.Join(Role.Learner);
        var enrolment = await world.Enrol(learner);
        var address = $"/api/v1/courses/{world.Course}/progress/{enrolment}/schedule";
        using (var refused = await learner.Api.PostAsync(new Uri($"{address}/waivers", UriKind.Relative), JsonContent.Create(new { activityIds = new[] { world.Page }, reason = "Mine" }))) Assert.Equal(404, (int)refused.StatusCode);
        using (var refused = await world.Instructor.Api.PostAsync(new Uri($"{address}/waivers", UriKind.Relative), JsonContent.Create(new { activityIds = new[] { world.Page, $"{Guid.CreateVersion7()}" }, reason = "?" })))
            Assert.Contains("lesson-unknown", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var made = await World.Send(world.Instructor.Api, HttpMethod.Post, $"{address}/waivers", new { moduleId = world.Module, reason = "Transferred" });
        Assert.Equal(("Waiver", 2), (made.Text("kind"), made["lessons"]!.AsArray().Count));
        await app.Settle();
        var listed = (await World.Send(world.Instructor.Api, HttpMethod.Get, $"/api/v1/courses/{world.Course}/progress"))["items"]!.AsArray().Single(l => l!.Text("enrolmentId") == enrolment)!;
        Assert.Equal((2, 2), (listed["done"]!.GetValue<int>(), listed["waived"]!.GetValue<int>()));
        var own = await world.Enrol(world.Instructor);
        using (var oneself = await world.Instructor.Api.PostAsync(new Uri($"/api/v1/courses/{world.Course}/progress/{own}/schedule/waivers", UriKind.Relative), JsonContent.Create(new { activityIds = new[] { world.Page }, reason = "Me" })))
            Assert.Contains("adjustment-own", await oneself.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await World.Send(world.Instructor.Api, HttpMethod.Post, $"{address}/{made.Text("id")}/revoke", new { });
        using var twice = await world.Instructor.Api.PostAsync(new Uri($"{address}/{made.Text("id")}/revoke", UriKind.Relative), JsonContent.Create(new { }));
        Assert.Contains("adjustment-revoked", await twice.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
