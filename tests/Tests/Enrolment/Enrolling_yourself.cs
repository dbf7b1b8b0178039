using System.Net;
using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Kernel;
using Lectern.Notifications;
using Lectern.Tests.Courses;
using Microsoft.EntityFrameworkCore;

namespace Lectern.Tests.Enrolment;

public sealed class Enrolling_yourself(Apps apps)
{
    [Theory, EveryDatabase]
    public async Task happens_once_however_often_it_is_asked_at_the_same_moment(Database database)
    {
        var app = await apps.On(database);
        var course = await app.APublishedCourse("Rush");
        var (browser, person) = await app.SignedIn(Role.Learner);
        var page = await browser.Open($"/courses/{course.Slug}");
        var token = Browser.TokenOf(page);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => browser.Client.PostAsync(
            new Uri($"/courses/{course.Id}/enrolment", UriKind.Relative), new FormUrlEncodedContent([new("__RequestVerificationToken", token)]))));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode));
        Assert.Equal(1, await app.InDb(db => db.Enrolments.CountAsync(e => e.CourseId == course.Id && e.LearnerId == person.Id)));
        Assert.Contains("You are enrolled", (await browser.Open($"/courses/{course.Slug}")).Everything, StringComparison.Ordinal);
        await app.Settle();
        Assert.Equal(1, await app.InDb(db => db.Notifications.CountAsync(n => n.PersonId == person.Id)));
    }

    [Theory, EveryDatabase]
    public async Task asks_to_sign_in_first_and_leads_back(Database database)
    {
        var app = await apps.On(database);
        var course = await app.APublishedCourse("At the door");
        var page = await app.Browser().Open($"/courses/{course.Slug}");
        Assert.Equal($"/sign-in?return=%2Fcourses%2F{course.Slug}", page.Html.QuerySelector("aside a.btn-primary")!.GetAttribute("href"));
    }

    [Theory, EveryDatabase]
    public async Task is_refused_where_people_are_assigned(Database database)
    {
        var app = await apps.On(database);
        var course = await app.APublishedCourse("Assigned only", policy: EnrolmentPolicy.Assigned);
        var (browser, person) = await app.SignedIn(Role.Learner);
        var (manager, _) = await app.SignedIn(Role.Manager);
        var page = await manager.Open($"/courses/{course.Slug}");
        Assert.Contains("By assignment", page.Everything, StringComparison.Ordinal);
        Assert.False(page.Has("form[action$='/enrolment']"));
        var other = await browser.Open($"/courses/{(await app.APublishedCourse("Another")).Slug}");
        await browser.Client.PostAsync(new Uri($"/courses/{course.Id}/enrolment", UriKind.Relative), new FormUrlEncodedContent([new("__RequestVerificationToken", Browser.TokenOf(other))]));
        Assert.Equal(0, await app.InDb(db => db.Enrolments.CountAsync(e => e.CourseId == course.Id && e.LearnerId == person.Id)));
    }

    [Theory, EveryDatabase]
    public async Task keeps_to_the_dates_of_the_course_and_says_them(Database database)
    {
        await using var app = await apps.OwnOn(database);
        var world = await World.Make(app.Address, app.Services);
        var dates = $"/api/v1/courses/{world.Course}/schedule";
        var (opens, closes) = (app.Clock.GetUtcNow().AddDays(2), app.Clock.GetUtcNow().AddDays(4));
        await World.Send(world.Instructor.Api, HttpMethod.Put, dates, new { schedule = new { pacing = "Fixed", zone = "UTC", opens = Wall(opens), closes = Wall(closes), due = new { } } });
        var (early, late) = (await world.Join(Role.Learner), await world.Join(Role.Learner));
        var door = await early.Browser.Open($"/courses/{world.Slug}");
        Assert.Contains("you can enrol now", door.Words("aside"), StringComparison.Ordinal);
        Assert.DoesNotContain("at your own pace", door.Words("aside"), StringComparison.Ordinal);
        Assert.Contains("Begins ", (await early.Browser.Open("/catalog")).Everything, StringComparison.Ordinal);
        Assert.Contains("The course begins ", (await early.Browser.Submit(door, "form[action$='/enrolment']")).Everything, StringComparison.Ordinal);

        var before = await late.Browser.Open($"/courses/{world.Slug}");
        app.Clock.Advance(TimeSpan.FromDays(5));
        door = await late.Browser.Open($"/courses/{world.Slug}");
        Assert.Contains("This course ended ", door.Words("aside"), StringComparison.Ordinal);
        Assert.False(door.Has("form[action$='/enrolment']"));
        Assert.Contains("This course ended ", (await late.Browser.Submit(before, "form[action$='/enrolment']")).Everything, StringComparison.Ordinal);
        using (var refused = await late.Api.PostAsync(new Uri($"/api/v1/courses/{world.Course}/enrolment", UriKind.Relative), null))
            Assert.Contains("course-over", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var listed = (await World.Send(late.Api, HttpMethod.Get, "/api/v1/catalog"))["items"]!.AsArray().Single(c => c!.Text("id") == world.Course)!;
        Assert.Equal(Wall(closes), Wall(listed["closesAt"]!.GetValue<DateTimeOffset>()));
        Assert.Contains("Ended", (await late.Browser.Open("/catalog")).Everything, StringComparison.Ordinal);
        // Whoever enrols others may bring somebody in, and is told what that means.
        var plan = await world.Instructor.Browser.Submit(await world.Instructor.Browser.Open($"/courses/{world.Course}/people/add"), "form:has([name=people])", ("people", late.Person.Email));
        Assert.Contains("This course has ended", plan.Everything, StringComparison.Ordinal);

        static string Wall(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);
    }

    [Theory, EveryDatabase]
    public async Task can_be_undone_and_done_again(Database database)
    {
        var app = await apps.On(database);
        var course = await app.APublishedCourse("In and out");
        var (browser, person) = await app.SignedIn(Role.Learner);
        await browser.Submit(await browser.Open($"/courses/{course.Slug}"), "form[action$='/enrolment']");
        var left = await browser.Submit(await browser.Open($"/courses/{course.Slug}"), "form[action$='/enrolment/leave']");
        Assert.Contains("You left this course", left.Everything, StringComparison.Ordinal);
        Assert.False(left.Has(".toast-refusal"));
        var back = await browser.Submit(left, "form[action$='/enrolment']");
        Assert.True(back.Has(".toast-card:not(.toast-refusal):not([data-toast-seconds-value])"));
        Assert.Equal(EnrolmentStatus.Active, (await app.InDb(db => db.Enrolments.AsNoTracking().SingleAsync(e => e.CourseId == course.Id && e.LearnerId == person.Id))).Status);
    }
}
