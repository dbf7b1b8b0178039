using System.Net;
using Lectern.Kernel;
using Lectern.Notifications;
using Lectern.People;
using Microsoft.EntityFrameworkCore;

namespace Lectern.Tests.People;

public sealed class Signing_in(Apps apps)
{
    private const string Form = "form[action='/sign-in']";

    [Theory, EveryDatabase]
    public async Task leads_back_to_the_page_that_was_asked_for(Database database)
    {
        var app = await apps.On(database);
        var person = await app.Person(Role.Learner);
        using var browser = app.Browser();
        var page = await browser.Open("/account");
        Assert.StartsWith("/sign-in?return=", page.Path, StringComparison.Ordinal);
        var done = await browser.Submit(page, Form, ("email", person.Email), ("password", TheApp.Password));
        Assert.Equal("/account", done.Path);
    }

    [Theory, EveryDatabase]
    public async Task never_leads_to_another_site(Database database)
    {
        var app = await apps.On(database);
        var person = await app.Person(Role.Learner);
        using var browser = app.Browser();
        var page = await browser.Open("/sign-in?return=//evil.example");
        var done = await browser.Submit(page, Form, ("email", person.Email), ("password", TheApp.Password));
        Assert.DoesNotContain("evil", done.Response.RequestMessage!.RequestUri!.ToString(), StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task says_the_same_of_a_wrong_password_and_of_nobody(Database database)
    {
        var app = await apps.On(database);
        var person = await app.Person(Role.Learner);
        using var browser = app.Browser();
        var page = await browser.Open("/sign-in");
        var wrong = await browser.Submit(page, Form, ("email", person.Email), ("password", "not the password"));
        var nobody = await browser.Submit(page, Form, ("email", "nobody@example.org"), ("password", "not the password"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Equal(wrong.Status, nobody.Status);
        Assert.Equal(wrong.Words("[role=alert]"), nobody.Words("[role=alert]"));
    }

    [Theory, EveryDatabase]
    public async Task rests_after_five_wrong_passwords_and_works_again_later(Database database)
    {
        await using var app = await apps.OwnOn(database);
        var person = await app.Person(Role.Learner);
        using var browser = app.Browser();
        var page = await browser.Open("/sign-in");
        for (var i = 0; i < 5; i++) await browser.Submit(page, Form, ("email", person.Email), ("password", "not the password"));
        var locked = await browser.Submit(page, Form, ("email", person.Email), ("password", TheApp.Password));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, locked.Status);
        app.Clock.Advance(TimeSpan.FromMinutes(16));
        await browser.SignIn(person.Email!, TheApp.Password);
    }

    [Theory, EveryDatabase]
    public async Task is_limited_by_account_whether_there_is_one_or_not(Database database)
    {
        await using var app = await apps.OwnOn(database, ("RateLimits:Off", "false"), ("People:Limits:FailuresPerAccount", "3"));
        using var browser = app.Browser();
        var page = await browser.Open("/sign-in");
        for (var i = 0; i < 3; i++) await browser.Submit(page, Form, ("email", "nobody@example.org"), ("password", "not the password"));
        var limited = await browser.Submit(page, Form, ("email", "nobody@example.org"), ("password", "not the password"));
        Assert.Equal(HttpStatusCode.TooManyRequests, limited.Status);
        Assert.Contains("quarter of an hour", limited.Everything, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task is_forgotten_after_signing_out_or_when_the_account_closes(Database database)
    {
        var app = await apps.On(database);
        var (browser, person) = await app.SignedIn(Role.Learner);
        using var _ = browser;
        await app.InDb(async db =>
        {
            (await db.People.SingleAsync(p => p.Id == person.Id)).Close(app.Clock.GetUtcNow());
            await db.SaveChangesAsync();
        });
        Assert.StartsWith("/sign-in", (await browser.Open("/account")).Path, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task anywhere_else_ends_with_a_new_password(Database database)
    {
        var app = await apps.On(database);
        var (here, person) = await app.SignedIn(Role.Learner);
        using var _ = here;
        using var there = app.Browser();
        await there.SignIn(person.Email!, TheApp.Password);
        var account = await here.Open("/account");
        var changed = await here.Submit(account, "form[action='/account/password']", ("current", TheApp.Password), ("password", "another good password"));
        Assert.Equal("/account", changed.Path);
        Assert.StartsWith("/sign-in", (await there.Open("/account")).Path, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await here.Open("/account")).Status);
    }
}

public sealed class Registering(Apps apps)
{
    [Theory, EveryDatabase]
    public async Task takes_a_mail_and_makes_a_learner(Database database)
    {
        var app = await apps.On(database);
        var email = $"new{Id<Person>.New()}@example.org";
        using var browser = app.Browser();
        var sent = await browser.Submit(await browser.Open("/register"), "form[action='/register']", ("name", "Mei Tanaka"), ("email", email), ("password", "a good long password"), ("timeZone", "Asia/Tokyo"));
        Assert.Equal("/register/sent", sent.Path);
        await app.Settle();
        var confirm = await browser.Open(await LinkTo(app, email));
        var home = await browser.Submit(confirm, "form[action='/confirm-email']");
        Assert.Equal(HttpStatusCode.OK, (await browser.Open("/account")).Status);
        Assert.DoesNotContain("/confirm-email", home.Path, StringComparison.Ordinal);
        var person = await app.InDb(db => db.People.SingleAsync(p => p.Email == email));
        Assert.Equal("Asia/Tokyo", person.TimeZone);
        Assert.Equal([Role.Learner], await app.InDb(db => db.RoleAssignments.Where(a => a.PersonId == person.Id).Select(a => a.Role).ToListAsync()));
    }

    [Theory, EveryDatabase]
    public async Task again_before_it_is_confirmed_replaces_what_was_registered(Database database)
    {
        var app = await apps.On(database);
        var email = $"victim{Id<Person>.New()}@example.org";
        using var attacker = app.Browser();
        await Register(attacker, "Mallory", email, "password of mallory");
        await app.Settle();
        var first = await LinkTo(app, email);
        using var victim = app.Browser();
        await Register(victim, "Vera Victim", email, "password of vera");
        await app.Settle();

        Assert.Contains("doesn't work any more", (await attacker.Open(first)).Everything, StringComparison.Ordinal);
        var confirm = await victim.Open(await LinkTo(app, email));
        Assert.Contains("Vera Victim", confirm.Everything, StringComparison.Ordinal);
        Assert.Contains(email, confirm.Everything, StringComparison.Ordinal);
        await victim.Submit(confirm, "form[action='/confirm-email']");
        Assert.Equal(HttpStatusCode.OK, (await victim.Open("/account")).Status);
        using var later = app.Browser();
        await later.SignIn(email, "password of vera");
        await FailsToSignIn(app, email, "password of mallory");
    }

    [Theory, EveryDatabase]
    public async Task lets_whoever_has_the_mail_decide_on_the_password(Database database)
    {
        var app = await apps.On(database);
        var email = $"victim{Id<Person>.New()}@example.org";
        using var attacker = app.Browser();
        await Register(attacker, "Vera Victim", email, "password of mallory");
        await app.Settle();
        using var victim = app.Browser();      // who thinks that this is the mail she waited for
        var confirm = await victim.Open(await LinkTo(app, email));
        Assert.Contains("another browser", confirm.Everything, StringComparison.Ordinal);
        confirm = await victim.Submit(confirm, "form[action='/confirm-email']");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, confirm.Status);
        await FailsToSignIn(app, email, "password of mallory");
        await victim.Submit(confirm, "form[action='/confirm-email']", ("name", "Vera"), ("password", "password of vera"));
        Assert.Equal("/account", (await victim.Open("/account")).Path);
        Assert.Equal("Vera", await app.InDb(db => db.People.Where(p => p.Email == email).Select(p => p.Name).SingleAsync()));
        using var later = app.Browser();
        await later.SignIn(email, "password of vera");
        await FailsToSignIn(app, email, "password of mallory");
    }

    [Theory, EveryDatabase]
    public async Task the_address_of_somebody_invited_invites_them_again(Database database)
    {
        var app = await apps.On(database);
        var (administrator, _) = await app.SignedIn(Role.Administrator);
        using var __ = administrator;
        var email = $"theo{Id<Person>.New()}@example.org";
        await administrator.Submit(await administrator.Open("/people/new"), "form[action='/people/new']", ("name", "Theo Barnes"), ("email", email), ("role", "Instructor"), ("how", "invite"));
        using var attacker = app.Browser();
        await Register(attacker, "Mallory", email, "password of mallory");
        await app.Settle();
        var person = await app.InDb(db => db.People.AsNoTracking().SingleAsync(p => p.Email == email));
        Assert.Equal("Theo Barnes", person.Name);
        Assert.Null(person.PasswordHash);
        using var theo = app.Browser();
        await theo.Submit(await theo.Open(await LinkTo(app, email)), "form[action='/set-password']", ("password", "theo's own password"));
        Assert.Equal(HttpStatusCode.OK, (await theo.Open("/account")).Status);
    }

    private static async Task Register(Browser browser, string name, string email, string password) =>
        Assert.Equal("/register/sent", (await browser.Submit(await browser.Open("/register"), "form[action='/register']", ("name", name), ("email", email), ("password", password), ("timeZone", "UTC"))).Path);

    private static async Task FailsToSignIn(TheApp app, string email, string password)
    {
        using var browser = app.Browser();
        var answer = await browser.Submit(await browser.Open("/sign-in"), "form[action='/sign-in']", ("email", email), ("password", password));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
    }

    [Theory, EveryDatabase]
    public async Task with_a_known_address_says_the_same_and_tells_its_owner(Database database)
    {
        var app = await apps.On(database);
        var known = await app.Person(Role.Learner);
        using var browser = app.Browser();
        var sent = await browser.Submit(await browser.Open("/register"), "form[action='/register']", ("name", "Somebody"), ("email", known.Email), ("password", "a good long password"));
        Assert.Equal("/register/sent", sent.Path);
        await app.Settle();
        var subjects = await app.InDb(db => db.MailMessages.Where(m => m.PersonId == known.Id).Select(m => m.Subject).ToListAsync());
        Assert.Equal(["You have an account already"], subjects);
    }

    [Theory, EveryDatabase]
    public async Task says_beside_the_field_what_is_wrong(Database database)
    {
        var app = await apps.On(database);
        using var browser = app.Browser();
        var page = await browser.Submit(await browser.Open("/register"), "form[action='/register']", ("name", "Mei"), ("email", "mei@example.org"), ("password", "short"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains("at least 10", page.Words("#f-password-error"), StringComparison.Ordinal);
        Assert.Equal("Mei", page.Html.QuerySelector("[name=name]")!.GetAttribute("value"));
    }

    [Theory, EveryDatabase]
    public async Task can_be_switched_off(Database database)
    {
        await using var app = await apps.OwnOn(database, ("People:SelfRegistration", "false"));
        using var browser = app.Browser();
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Open("/register")).Status);
        Assert.False((await browser.Open("/sign-in")).Has("main a[href='/register']"));
    }

    [Theory, EveryDatabase]
    public async Task a_forgotten_password_is_replaced_by_a_link_that_works_once(Database database)
    {
        var app = await apps.On(database);
        var person = await app.Person(Role.Learner);
        using var browser = app.Browser();
        await browser.Submit(await browser.Open("/forgot-password"), "form[action='/forgot-password']", ("email", person.Email));
        var raised = await app.InDb(db => db.Set<Lectern.Data.Outbox.OutboxMessage>().Select(m => m.Body).ToListAsync());
        Assert.DoesNotContain(raised, body => body.Contains("token", StringComparison.OrdinalIgnoreCase));
        await app.Settle();
        var link = await LinkTo(app, person.Email!);
        var set = await browser.Submit(await browser.Open(link), "form[action='/set-password']", ("password", "another good password"));
        Assert.Equal(HttpStatusCode.OK, (await browser.Open("/account")).Status);
        Assert.NotEqual(HttpStatusCode.UnprocessableEntity, set.Status);
        using var again = app.Browser();
        var late = await again.Submit(await again.Open(link), "form[action='/set-password']", ("password", "a third good password"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.Status);
    }

    internal static async Task<string> LinkTo(TheApp app, string email)
    {
        var text = await app.InDb(db => db.MailMessages.Where(m => m.Address == email).OrderByDescending(m => m.At).Select(m => m.Text!).FirstAsync());
        var address = text.Split('\n').Single(line => line.StartsWith("http", StringComparison.Ordinal));
        return new Uri(address).PathAndQuery;
    }
}
