using System.Net;
using AngleSharp.Html.Dom;
using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Kernel;
using Lectern.Lessons;
using Lectern.Lessons.Decks;
using Lectern.Lessons.Links;
using Lectern.People;
using Lectern.Progress;
using Microsoft.EntityFrameworkCore;

namespace Lectern.Tests.Lessons;

/// <summary>A tab that is still open, or a device without a connection, brings what was done before the learner began the course again.</summary>
public sealed class Reporting_from_an_earlier_cycle(Apps apps)
{
    [Theory, EveryDatabase]
    public async Task counts_for_that_cycle_and_not_for_the_newer_one_in_every_kind_that_measures(Database database)
    {
        var there = await Begun(database);
        var (video, page, document) = (await there.Open("video"), await there.Open("page"), await there.Open("document"));
        var second = await there.BeginAgain();

        Assert.Contains("\"isDone\":true", (await there.Learner.Submit(video, "[data-controller=video-player]", ("watched", "0-95"), ("position", "95"), ("duration", "100"))).Text, StringComparison.Ordinal);
        Assert.Contains("\"percent\":100", (await there.Learner.Submit(page, "[data-controller=page-reader]", ("seen", "1-2"), ("page", "2"))).Text, StringComparison.Ordinal);
        Assert.Contains("\"isDone\":true", (await there.Learner.Submit(document, "[data-controller=document-viewer]", ("seen", "1-10"), ("page", "10"), ("pages", "10"))).Text, StringComparison.Ordinal);

        Assert.Equal([(there.First, ActivityStatus.Completed), (there.First, ActivityStatus.Completed)], await there.Standings("video", "document"));
        Assert.Equal([there.First], await there.Course.App.InDb(db => db.VideoWatches.Select(w => w.EnrolmentId).ToListAsync()));
        Assert.Equal([there.First, there.First], await there.Course.App.InDb(db => db.LessonReadings.Select(r => r.EnrolmentId).ToListAsync()));

        // The newer one goes on by itself.
        Assert.Contains("now 0%", (await there.Open("video")).Words("#how-far-state"), StringComparison.Ordinal);
        Assert.Equal([(there.First, ActivityStatus.Completed), (second, ActivityStatus.Started)], await there.Standings("video"));
    }

    [Theory, EveryDatabase]
    public async Task finishes_what_is_finished_there_in_that_cycle(Database database)
    {
        var there = await Begun(database);
        var (page, link) = (await there.Open("page"), await there.Open("link"));
        using var program = await there.Course.App.Program(await there.Person());
        await there.Open("deck");
        var second = await there.BeginAgain();

        var home = await there.Learner.Submit(page, "form[action*='/done']");
        Assert.EndsWith("/home", home.Path, StringComparison.Ordinal);
        Assert.Contains("That counts for your earlier cycle.", home.Everything, StringComparison.Ordinal);
        await there.Learner.Client.GetAsync(new Uri(link.Html.QuerySelector("a[target=_blank]")!.GetAttribute("href")!, UriKind.Relative));
        var deck = await there.IdOf("deck");
        foreach (var card in new[] { 1, 2 }) using (var answer = await program.PostAsync(new Uri($"/api/v1/decks/{deck}/cards/{card}/seen?of={there.First}", UriKind.Relative), null)) Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(Enumerable.Repeat((there.First, ActivityStatus.Completed), 3), await there.Standings("page", "link", "deck"));

        // A program that doesn't say whose it is means the present one.
        using (var answer = await program.PostAsync(new Uri($"/api/v1/decks/{deck}/cards/1/seen", UriKind.Relative), null)) Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Contains((second, ActivityStatus.Started), await there.Standings("deck"));
    }

    [Theory, EveryDatabase]
    public async Task is_judged_by_what_that_cycle_met(Database database)
    {
        var there = await Begun(database);
        var (video, page) = (await there.Open("video"), await there.Open("page"));
        await there.Course.App.Settle();
        await there.BeginAgain();
        var videoId = await there.IdOf("video");
        await there.Course.WritePage(await there.IdOf("page"), string.Concat(Enumerable.Repeat("<p>More.</p>", 20)));
        await there.Course.App.InDb(async db =>
        {
            var course = await db.Courses.Include(c => c.Modules).ThenInclude(m => m.Activities).SingleAsync(c => c.Id == there.Course.Id);
            course.Remove(course.ActivityOf(videoId)!, there.Course.App.Clock.GetUtcNow());
            return await db.SaveChangesAsync();
        });
        await there.Course.Publish();

        Assert.Contains("\"percent\":50", (await there.Learner.Submit(page, "[data-controller=page-reader]", ("seen", "1"), ("page", "1"))).Text, StringComparison.Ordinal);
        Assert.Contains("\"isDone\":true", (await there.Learner.Submit(video, "[data-controller=video-player]", ("watched", "0-95"), ("position", "95"), ("duration", "100"))).Text, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task is_refused_in_words_where_that_cycle_takes_nothing_more(Database database)
    {
        var there = await Begun(database);
        var video = await there.Learner.Open($"/videos/{await there.IdOf("video")}");
        var address = ((IHtmlFormElement)video.Html.QuerySelector("[data-controller=video-player]")!).GetAttribute("action")!;
        Task<Seen> Report(Browser browser, Seen page, string parts) => browser.Send(new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new FormUrlEncodedContent([new("__RequestVerificationToken", Browser.TokenOf(page)), new("watched", parts), new("position", "1"), new("duration", "100")]),
        });

        // Ten seconds were between: who says more than can have been watched in them isn't believed, however much later.
        there.Course.App.Clock.Advance(TimeSpan.FromSeconds(10));
        await there.BeginAgain();
        there.Course.App.Clock.Advance(TimeSpan.FromHours(1));
        var more = await Report(there.Learner, video, "0-95");
        Assert.Equal((HttpStatusCode.Conflict, true), (more.Status, more.Text.Contains("cycle-over", StringComparison.Ordinal)));
        Assert.Contains("\"percent\":61", (await Report(there.Learner, video, "0-60")).Text, StringComparison.Ordinal);

        // Somebody else's, and what was never opened then.
        using var other = await there.Course.Learner();
        Assert.Equal(HttpStatusCode.NotFound, (await Report(other, await other.Open("/account"), "0-50")).Status);
        var pageId = await there.IdOf("page");
        var never = await there.Learner.Send(new HttpRequestMessage(HttpMethod.Post, $"/pages/{pageId}/seen?of={there.First}") { Content = new FormUrlEncodedContent([new("__RequestVerificationToken", Browser.TokenOf(video)), new("seen", "1")]) });
        Assert.Equal((HttpStatusCode.Conflict, true), (never.Status, never.Text.Contains("cycle-over", StringComparison.Ordinal)));

        // Later than a device keeps it.
        there.Course.App.Clock.Advance(TimeSpan.FromDays(31));
        using var later = there.Course.App.Browser();
        await later.SignIn((await there.Person()).Email!, TheApp.Password);
        var late = await Report(later, await later.Open("/account"), "60-61");
        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains("earlier cycle of the course, which takes nothing more", late.Text, StringComparison.Ordinal);
        Assert.Equal([there.First], await there.Course.App.InDb(db => db.VideoWatches.Select(w => w.EnrolmentId).ToListAsync()));
    }

    private sealed record There(ACourse Course, Browser Learner, Id<CourseEnrolment> First)
    {
        internal async Task<Id<Activity>> IdOf(string kind) => await Course.App.InDb(db => db.Activities.Where(a => a.CourseId == Course.Id && a.Kind == kind).Select(a => a.Id).SingleAsync());

        internal Task<Person> Person() => Course.App.InDb(async db =>
        {
            var enrolments = db.Enrolments.Where(e => e.Id == First);
            return await db.People.SingleAsync(p => enrolments.Any(e => e.LearnerId == p.Id));
        });

        internal async Task<Seen> Open(string kind)
        {
            var page = await Learner.Open($"/{kind}s/{await IdOf(kind)}");
            Course.App.Clock.Advance(TimeSpan.FromMinutes(5));
            return page;
        }

        internal async Task<Id<CourseEnrolment>> BeginAgain()
        {
            await Course.App.Settle();
            var next = (await Course.App.InDb(db => db.BeginAgain(First, EnrolmentSources.Assigned, Course.App.Clock.GetUtcNow(), default))).Value.Id;
            await Course.App.Settle();
            return next;
        }

        /// <summary>How every cycle stands with these, the earlier one first.</summary>
        internal async Task<List<(Id<CourseEnrolment>, ActivityStatus)>> Standings(params string[] kinds)
        {
            await Course.App.Settle();
            return await Course.App.InDb(async db =>
            {
                var (activities, enrolments) = (db.Activities, db.Enrolments);
                var found = await db.ActivityProgresses.Where(p => activities.Any(a => a.Id == p.ActivityId && kinds.Contains(a.Kind))).Join(enrolments, p => p.EnrolmentId, e => e.Id, (p, e) => new { e.Cycle, e.Id, p.Status }).OrderBy(p => p.Cycle).ToListAsync();
                return found.ConvertAll(p => (p.Id, p.Status));
            });
        }
    }

    // A program of its own: these tests move the clock.
    private async Task<There> Begun(Database database)
    {
        var app = await apps.OwnOn(database);
        var course = await ACourse.With(app, "document", "video", "page", "link", "deck");
        await course.SetVideo(course.Second);
        using (var instructor = await course.Instructor()) await instructor.Submit(await course.SendDocument(instructor, "handbook.pdf", Papers.Pdf(10)), "#document-form", ("requiredPercent", "100"));
        var ids = await app.InDb(db => db.Activities.Where(a => a.CourseId == course.Id).ToDictionaryAsync(a => a.Kind, a => a.Id));
        await course.WritePage(ids["page"], "<p>Count the squares.</p><p>Divide.</p>");
        await app.InDb(async db =>
        {
            var (link, deck) = (ids["link"], ids["deck"]);
            (await db.LessonDrafts.SingleAsync(d => d.ActivityId == link)).Change(new LinkSetup("https://example.org/guide", "", IsEmbedded: false, IsConfirmed: false), app.Clock.GetUtcNow());
            (await db.LessonDrafts.SingleAsync(d => d.ActivityId == deck)).Change(new DeckSetup([new(1, "One", "", null), new(2, "Two", "", null)]), app.Clock.GetUtcNow());
            return await db.SaveChangesAsync();
        });
        await course.Publish();
        var learner = await course.Learner();
        return new There(course, learner, await app.InDb(db => db.Enrolments.Where(e => e.CourseId == course.Id).Select(e => e.Id).SingleAsync()));
    }
}
