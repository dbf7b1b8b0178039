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
    public async Task can_be_undone_and_done_again(Database database)
    {
        var app = await apps.On(database);
        var course = await app.APublishedCourse("In and out");
        var (browser, person) = await app.SignedIn(Role.Learner);
        await browser.Submit(await browser.Open($"/courses/{course.Slug}"), "form[action$='/enrolment']");
        var left = await browser.Submit(await browser.Open($"/courses/{course.Slug}"), "form[action$='/enrolment/leave']");
        Assert.Contains("You left this course", left.Everything, StringComparison.Ordinal);
        await browser.Submit(left, "form[action$='/enrolment']");
        Assert.Equal(EnrolmentStatus.Active, (await app.InDb(db => db.Enrolments.AsNoTracking().SingleAsync(e => e.CourseId == course.Id && e.LearnerId == person.Id))).Status);
    }
}
