using System.Net;
using Lectern.Kernel;
using Lectern.Notifications;
using Lectern.People;
using Microsoft.EntityFrameworkCore;

namespace Lectern.Tests.Notifications;

public sealed class Telling_people(Apps apps)
{
    [Theory, EveryDatabase]
    public async Task rings_their_bell_until_they_have_read_it(Database database)
    {
        var app = await apps.On(database);
        var (browser, person) = await app.SignedIn(Role.Learner);
        using var _ = browser;
        await app.InDb(async db =>
        {
            db.Notify(person.Id, "{0} was added", ["Sepsis basics"], "/account", app.Clock.GetUtcNow());
            await db.SaveChangesAsync();
        });
        await app.Settle();
        var page = await browser.Open("/notifications");
        Assert.Contains("Sepsis basics was added", page.Words("main"), StringComparison.Ordinal);
        Assert.Contains("1", page.Html.QuerySelector("header a[href='/notifications']")!.GetAttribute("aria-label")!, StringComparison.Ordinal);
        var led = await browser.Submit(page, "main form[action$='/read'][action^='/notifications/']:not([action='/notifications/read'])");
        Assert.Equal("/account", led.Path);
        Assert.Equal("Notifications", (await browser.Open("/notifications")).Html.QuerySelector("header a[href='/notifications']")!.GetAttribute("aria-label"));
    }

    [Theory, EveryDatabase]
    public async Task shows_nobody_elses(Database database)
    {
        var app = await apps.On(database);
        var other = await app.Person(Role.Learner);
        var (browser, _) = await app.SignedIn(Role.Learner);
        using var __ = browser;
        await app.InDb(async db =>
        {
            db.Notify(other.Id, "{0} was added", ["Something private"], null, app.Clock.GetUtcNow());
            await db.SaveChangesAsync();
        });
        Assert.DoesNotContain("Something private", (await browser.Open("/notifications")).Everything, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task by_mail_speaks_their_language(Database database)
    {
        var app = await apps.On(database);
        var person = await app.Person(Role.Learner);
        await app.InDb(async db =>
        {
            (await db.People.SingleAsync(p => p.Id == person.Id)).Prefer("ar", "UTC");
            await db.SaveChangesAsync();
        });
        await Write(app, person);
        await app.Settle();
        var mail = await app.InDb(db => db.MailMessages.SingleAsync(m => m.PersonId == person.Id));
        Assert.Equal("تعيين كلمة مرور جديدة", mail.Subject);
        Assert.Contains("dir=\"rtl\"", mail.Html, StringComparison.Ordinal);
        Assert.NotNull(mail.SentAt);
    }

    [Theory, EveryDatabase]
    public async Task keeps_the_mailbox_from_everyone_but_administrators(Database database)
    {
        var app = await apps.On(database);
        var person = await app.Person(Role.Learner);
        await Write(app, person);
        await app.Settle();
        var mail = await app.InDb(db => db.MailMessages.AsNoTracking().SingleAsync(m => m.PersonId == person.Id));
        using var stranger = app.Browser();
        Assert.StartsWith("/sign-in", (await stranger.Open("/mailbox")).Path, StringComparison.Ordinal);
        Assert.StartsWith("/sign-in", (await stranger.Open($"/mailbox/{mail.Id}/html")).Path, StringComparison.Ordinal);
        var (learner, _) = await app.SignedIn(Role.Learner);
        using (learner) Assert.Equal(HttpStatusCode.Forbidden, (await learner.Open($"/mailbox/{mail.Id}")).Status);
        var (administrator, __) = await app.SignedIn(Role.Administrator);
        using (administrator) Assert.Contains("Set a new password", (await administrator.Open($"/mailbox/{mail.Id}")).Everything, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task keeps_the_mailbox_and_the_outbox_from_an_administrator_of_a_branch(Database database)
    {
        var app = await apps.On(database);
        var branch = await app.InDb(async db =>
        {
            var unit = (await db.Scopes.SingleAsync(s => s.ParentId == null)).AddUnit("Branch");
            db.Add(unit);
            await db.SaveChangesAsync();
            return unit;
        });
        var above = await app.Person(Role.Administrator);
        await Write(app, above);
        await app.Settle();
        var mail = await app.InDb(db => db.MailMessages.AsNoTracking().SingleAsync(m => m.PersonId == above.Id));
        var (administrator, _) = await app.SignedIn(Role.Administrator, branch.Id);
        using var __ = administrator;
        Assert.Equal(HttpStatusCode.Forbidden, (await administrator.Open("/mailbox")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await administrator.Open($"/mailbox/{mail.Id}")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await administrator.Open($"/mailbox/{mail.Id}/html")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await administrator.Open("/outbox")).Status);
        var units = await administrator.Open("/units");
        Assert.False(units.Has("a[href='/mailbox']"));
        foreach (var address in new[] { "/mailbox/try-again", "/outbox/try-again", $"/outbox/{Id<Lectern.Data.Outbox.OutboxMessage>.New()}/try-again" })
        {
            using var post = new HttpRequestMessage(HttpMethod.Post, address);
            post.Headers.Add("RequestVerificationToken", Browser.TokenOf(units));
            Assert.Equal(HttpStatusCode.NotFound, (await administrator.Send(post)).Status);
        }
    }

    private static Task Write(TheApp app, Person person) => app.InDb(async db =>
    {
        (await db.People.SingleAsync(p => p.Id == person.Id)).AskToResetPassword();
        await db.SaveChangesAsync();
    });
}
