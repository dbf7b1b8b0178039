using System.Net;
using Lectern.Kernel;
using Lectern.Lessons;
using Lectern.Lessons.Links;
using Lectern.Progress;
using Microsoft.EntityFrameworkCore;

namespace Lectern.Tests.Lessons;

public class Following_a_link(Apps apps)
{
    [Theory, EveryDatabase]
    public async Task is_done_when_it_was_opened(Database database)
    {
        var course = await Published(await apps.On(database), new("https://example.org/guide?a=1", "<p>Read it.</p>", IsEmbedded: false, IsConfirmed: false));
        using var learner = await course.Learner();
        var page = await learner.Open($"/links/{course.First}");
        Assert.Equal("Read it.", page.Words("#main .prose"));
        Assert.False(page.Has("iframe"));
        Assert.Equal(ActivityStatus.Started, await Status(course));
        var away = await learner.Client.GetAsync(new Uri(page.Html.QuerySelector("a[target=_blank]")!.GetAttribute("href")!, UriKind.Relative));
        Assert.Equal((HttpStatusCode.SeeOther, "https://example.org/guide?a=1"), (away.StatusCode, away.Headers.Location?.AbsoluteUri));
        Assert.Equal(ActivityStatus.Completed, await Status(course));
        var (stranger, _) = await course.App.SignedIn(Role.Learner);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Open($"/links/{course.First}/open")).Status);
    }

    [Theory, EveryDatabase]
    public async Task is_framed_in_a_sandbox_that_this_page_alone_allows(Database database)
    {
        var course = await Published(await apps.On(database), new("https://example.org:8443/guide", "", IsEmbedded: true, IsConfirmed: true));
        using var learner = await course.Learner();
        var page = await learner.Open($"/links/{course.First}");
        var frame = page.Html.QuerySelector("iframe")!;
        Assert.DoesNotContain("allow-top-navigation", frame.GetAttribute("sandbox"), StringComparison.Ordinal);
        Assert.Equal("no-referrer", frame.GetAttribute("referrerpolicy"));
        Assert.Contains(" https://example.org:8443;", page.Response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal(ActivityStatus.Started, await Status(course));
        var done = await learner.Submit(page, "form[action*='/done']");
        Assert.False(done.Has("form[action*='/done']"));
        Assert.Equal(ActivityStatus.Completed, await Status(course));
    }

    [Theory]
    [InlineData("")]
    [InlineData("example.org")]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("//evil.example/x")]
    [InlineData("/catalog")]
    [InlineData("https://bank.example@evil.example/")]
    [InlineData("https://a.example；script-src-attr　＇unsafe-inline＇/x")]   // ASCII in the header of the policy
    [InlineData("https://a.b＠c.example/")]
    [InlineData("https://a_b.example/")]
    [InlineData("https://[::1]/")]
    public void leads_only_where_browsers_go(string address) => Assert.NotNull(LinkSetup.Read(address, "", false, false).Refusal);

    [Theory]
    [InlineData("https://bücher.example:8443/x", "https://xn--bcher-kva.example:8443")]
    [InlineData("http://192.0.2.7/x", "http://192.0.2.7")]
    public void leads_to_names_in_every_script(string address, string origin) => Assert.Equal(origin, LinkSetup.Read(address, "", false, false).Value.Origin);

    [Theory]
    [InlineData("https://a.example；script-src-attr　＇unsafe-inline＇/x")]
    [InlineData("https://a.b＠c.example/")]
    [InlineData("")]
    public void invites_nobody_from_an_address_that_was_kept_before(string address) => Assert.Null(new LinkSetup(address, "", true, false).Origin);

    [Theory, EveryDatabase]
    public async Task is_prepared_with_its_mistakes_beside_the_fields(Database database)
    {
        var course = await ACourse.With(await apps.On(database), "link");
        Assert.Equal("link-missing", (await course.SealingRefusal("link"))?.Code);
        using var instructor = await course.Instructor();
        var refused = await instructor.Submit(await instructor.Open($"/links/{course.First}/edit"), "#link-form", ("address", "http://example.org/"), ("shown", "here"), ("done", "confirmed"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("https://", refused.Words(".field-error"), StringComparison.Ordinal);
        Assert.True(refused.Html.QuerySelector("input[value=here]")!.HasAttribute("checked"));
        await instructor.Submit(refused, "#link-form", ("address", "https://example.org/"), ("shown", "here"), ("done", "confirmed"), ("overview", "<p>Go <script>x</script></p>"));
        Assert.Equal(new LinkSetup("https://example.org/", "<p>Go </p>", true, true), await course.App.InDb(async db => (await db.LessonDrafts.SingleAsync(d => d.ActivityId == course.First)).Setup<LinkSetup>()));
    }

    private static Task<ActivityStatus> Status(ACourse course) => course.App.InDb(db => db.ActivityProgresses.Where(p => p.ActivityId == course.First).Select(p => p.Status).SingleAsync());

    private static async Task<ACourse> Published(TheApp app, LinkSetup link)
    {
        var course = await ACourse.With(app, "link");
        await app.InDb(async db =>
        {
            (await db.LessonDrafts.SingleAsync(d => d.ActivityId == course.First)).Change(link, app.Clock.GetUtcNow());
            return await db.SaveChangesAsync();
        });
        await course.Publish();
        return course;
    }
}
