using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Lectern.Data;
using Lectern.Data.Audit;
using Lectern.Kernel;
using Lectern.People;
using Microsoft.EntityFrameworkCore;

namespace Lectern.Tests.People;

public sealed class Administering_people(Apps apps)
{
    [Theory, EveryDatabase]
    public async Task adds_somebody_who_is_invited_and_comes_in(Database database)
    {
        var app = await apps.On(database);
        var (browser, _) = await app.SignedIn(Role.Administrator);
        using var __ = browser;
        var email = $"theo{Id<Person>.New()}@example.org";
        var added = await browser.Submit(await browser.Open("/people/new"), "form[action='/people/new']", ("name", "Theo Barnes"), ("email", email), ("role", "Instructor"), ("how", "invite"));
        Assert.Equal("Theo Barnes", added.Words("main h1"));
        Assert.Contains("Instructor", added.Everything, StringComparison.Ordinal);
        await app.Settle();
        using var theo = app.Browser();
        await theo.Submit(await theo.Open(await Registering.LinkTo(app, email)), "form[action='/set-password']", ("password", "theo's own password"));
        Assert.Equal(HttpStatusCode.OK, (await theo.Open("/account")).Status);
    }

    [Theory, EveryDatabase]
    public async Task gives_and_takes_roles_and_leaves_a_trace(Database database)
    {
        var app = await apps.On(database);
        var (browser, administrator) = await app.SignedIn(Role.Administrator);
        using var _ = browser;
        var person = await app.Person(Role.Learner);
        var root = await app.Institution();
        var given = await browser.Submit(await browser.Open($"/people/{person.Id}"), $"form[action='/people/{person.Id}/roles']", ("role", "Manager"), ("scope", root.Id.ToString()));
        Assert.Contains("Manager", given.Words("main table"), StringComparison.Ordinal);
        var assignment = await app.InDb(db => db.RoleAssignments.SingleAsync(a => a.PersonId == person.Id && a.Role == Role.Manager));
        var taken = await browser.Submit(given, $"form[action='/people/{person.Id}/roles/{assignment.Id}/take']");
        Assert.False(await app.InDb(db => db.RoleAssignments.AnyAsync(a => a.Id == assignment.Id)));
        Assert.Contains("Role taken away", taken.Everything, StringComparison.Ordinal);
        var line = await app.InDb(db => db.Set<AuditEntry>().Where(e => e.SubjectId == assignment.Id.Value && e.Action == "RoleAssignment.removed").SingleAsync());
        Assert.Equal(administrator.Id.Value, line.ActorId);
        Assert.Equal("127.0.0.1", line.From);
        Assert.Equal(person.Id.Value, line.AboutId);
        var history = (await browser.Open($"/people/{person.Id}")).Everything;
        Assert.Contains("Role taken away", history, StringComparison.Ordinal);
        Assert.Contains("Role given", history, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task never_takes_the_last_administrator(Database database)
    {
        await using var app = await apps.OwnOn(database);
        var (browser, administrator) = await app.SignedIn(Role.Administrator);
        using var _ = browser;
        var page = await browser.Open($"/people/{administrator.Id}");
        var closed = await browser.Submit(page, $"form[action='/people/{administrator.Id}/close']");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, closed.Status);
        Assert.Contains("last administrator", closed.Words("[role=alert]"), StringComparison.Ordinal);
        var assignment = await app.InDb(db => db.RoleAssignments.SingleAsync(a => a.PersonId == administrator.Id));
        var taken = await browser.Submit(page, $"form[action='/people/{administrator.Id}/roles/{assignment.Id}/take']");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, taken.Status);
        Assert.True(await app.InDb(db => db.RoleAssignments.AnyAsync(a => a.Id == assignment.Id)));
    }

    [Theory, EveryDatabase]
    public async Task shows_a_manager_only_the_own_units(Database database)
    {
        var app = await apps.On(database);
        var north = await Unit(app, "North");
        var south = await Unit(app, "South");
        var here = await app.Person(Role.Learner, north.Id);
        var there = await app.Person(Role.Learner, south.Id);
        var (browser, _) = await app.SignedIn(Role.Manager, north.Id);
        using var __ = browser;
        var list = await browser.Open("/people");
        Assert.Contains(here.Email!, list.Everything, StringComparison.Ordinal);
        Assert.DoesNotContain(there.Email!, list.Everything, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await browser.Open($"/people/{here.Id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Open($"/people/{there.Id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Open($"/people?unit={south.Id}")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.Open("/people/new")).Status);
    }

    [Theory, EveryDatabase]
    public async Task of_a_branch_gives_no_role_outside_it(Database database)
    {
        var app = await apps.On(database);
        var north = await Unit(app, "North");
        var person = await app.Person(Role.Learner, north.Id);
        var (browser, _) = await app.SignedIn(Role.Administrator, north.Id);
        using var __ = browser;
        var root = await app.Institution();
        var page = await browser.Open($"/people/{person.Id}");
        var refused = await browser.Submit(page, $"form[action='/people/{person.Id}/roles']", ("role", "Administrator"), ("scope", root.Id.ToString()));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.False(await app.InDb(db => db.RoleAssignments.AnyAsync(a => a.PersonId == person.Id && a.Role == Role.Administrator)));
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Open("/audit")).Status);
    }

    [Theory, EveryDatabase]
    public async Task finds_names_however_they_are_written(Database database)
    {
        var app = await apps.On(database);
        var unit = await Unit(app, "Names");
        var person = await app.Person(Role.Learner, unit.Id, name: "Mesut Özil");
        var (browser, _) = await app.SignedIn(Role.Manager, unit.Id);
        using var __ = browser;
        foreach (var search in new[] { "Özil", "özil", "ÖZIL", "ozil", "mesut o", person.Email!, "z%00il" })
            Assert.Contains("Mesut Özil", (await browser.Open($"/people?q={(search.Contains('%') ? search : Uri.EscapeDataString(search))}")).Everything, StringComparison.Ordinal);
        Assert.DoesNotContain("Mesut Özil", (await browser.Open("/people?q=ozal")).Everything, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task takes_a_character_that_no_database_keeps_out_of_what_was_sent(Database database)
    {
        var app = await apps.On(database);
        var (browser, _) = await app.SignedIn(Role.Administrator);
        using var __ = browser;
        var person = await app.Person(Role.Learner);
        var page = await browser.Open($"/people/{person.Id}");
        using var parts = new HttpRequestMessage(HttpMethod.Post, $"/people/{person.Id}")
        {
            Content = new MultipartFormDataContent { { new StringContent(Browser.TokenOf(page)), "__RequestVerificationToken" }, { new StringContent("Nul\0la"), "name" } },
        };
        var renamed = await browser.Send(parts);
        Assert.Equal("Nulla", renamed.Words("main h1"));
        // In the other kind of form the framework refuses it; so do we, and it is not our fault.
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.Submit(renamed, $"form[action='/people/{person.Id}']", ("name", "Nul\0la"))).Status);
        using var theme = new HttpRequestMessage(HttpMethod.Post, "/theme") { Content = new FormUrlEncodedContent([KeyValuePair.Create("theme", "\0")]) };
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.Send(theme)).Status);
        var refused = await browser.Submit(renamed, $"form[action='/people/{person.Id}']", ("name", "Two\nlines"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
    }

    [Theory, EveryDatabase]
    public async Task does_not_undo_what_somebody_else_changes_at_the_same_moment(Database database)
    {
        await using var app = await apps.OwnOn(database);
        var person = await app.Person(Role.Learner);
        await Collide(db => db.People.SingleAsync(p => p.Id == person.Id), (p, name) => p.Rename(name));
        await Collide(db => db.People.SingleAsync(p => p.Id == person.Id), (p, name) => p.Prefer(name == "mine" ? "ar" : "en", name == "mine" ? "UTC" : "Asia/Tokyo"));
        await Collide(db => db.Scopes.SingleAsync(s => s.ParentId == null), (s, name) => s.Rename(name));
        await Collide(db => db.Institutions.SingleAsync(), (i, name) => i.Wear(name == "mine" ? "#0b6e5f" : "#102030", null, 1, app.Clock.GetUtcNow()));

        async Task Collide<T>(Func<LecternDb, Task<T>> find, Action<T, string> change)
        {
            await app.InDb(async mine =>
            {
                var opened = await find(mine);
                await app.InDb(async theirs =>
                {
                    change(await find(theirs), "theirs");
                    await theirs.SaveChangesAsync();
                });
                change(opened, "mine");
                await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => mine.SaveChangesAsync());
            });
        }
    }

    [Theory, EveryDatabase]
    public async Task publishes_no_brand_over_one_that_was_published_meanwhile(Database database)
    {
        await using var app = await apps.OwnOn(database);
        var (browser, _) = await app.SignedIn(Role.Administrator);
        using var __ = browser;
        var opened = await browser.Open("/institution");
        await browser.Submit(opened, "form[action='/institution']", ("name", "Riverside College"), ("colour", "#0b6e5f"));
        var late = await browser.Submit(opened, "form[action='/institution']", ("name", "Hillside College"), ("colour", "#102030"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.Status);
        Assert.Contains("Somebody else has changed this", late.Everything, StringComparison.Ordinal);
        Assert.Equal("Riverside College", (await app.Institution()).Name);
    }

    [Theory, EveryDatabase]
    public async Task turns_pages_without_losing_or_repeating_anyone(Database database)
    {
        var app = await apps.On(database);
        var unit = await Unit(app, "Large");
        for (var i = 0; i < 30; i++) await app.Person(Role.Learner, unit.Id, name: i % 3 == 0 ? "Same Name" : $"Person {i:00}");
        var (browser, _) = await app.SignedIn(Role.Manager, unit.Id);
        using var __ = browser;
        var first = await browser.Open("/people");
        var second = await browser.Open(first.Html.QuerySelector("a[rel=next]")!.GetAttribute("href")!);
        var seen = first.Html.QuerySelectorAll("td a[href^='/people/']").Concat(second.Html.QuerySelectorAll("td a[href^='/people/']")).Select(a => a.GetAttribute("href")).ToList();
        Assert.Equal(31, seen.Count);
        Assert.Equal(31, seen.Distinct().Count());
        Assert.False(second.Has("a[rel=next]"));
    }

    [Theory, EveryDatabase]
    public async Task adds_and_renames_units_and_publishes_a_brand(Database database)
    {
        await using var app = await apps.OwnOn(database);
        var (browser, _) = await app.SignedIn(Role.Administrator);
        using var __ = browser;
        var units = await browser.Submit(await browser.Open("/units"), "form[action='/units']", ("name", "Ward 7"));
        Assert.Contains("Ward 7", units.Words("main ul"), StringComparison.Ordinal);
        var unit = await app.InDb(db => db.Scopes.SingleAsync(s => s.Name == "Ward 7"));
        await browser.Submit(await browser.Open($"/units?edit={unit.Id}"), $"form[action='/units/{unit.Id}']", ("name", "Ward 8"));
        Assert.Contains("Ward 8", (await browser.Open("/units")).Words("main ul"), StringComparison.Ordinal);
        var institution = await browser.Submit(await browser.Open("/institution"), "form[action='/institution']", ("name", "Riverside College"), ("colour", "#0b6e5f"), ("radius", "0.5"));
        Assert.Contains("--brand:#0b6e5f", institution.Text, StringComparison.Ordinal);
        using var anyone = app.Browser();
        Assert.Contains("Riverside College", (await anyone.Open("/sign-in")).Html.Title!, StringComparison.Ordinal);
        var refused = await browser.Submit(await browser.Open("/institution"), "form[action='/institution']", ("colour", "red;}body{display:none"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("Brand changed", (await browser.Open("/audit")).Everything, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await browser.Open("/outbox")).Status);
    }

    private static Task<Scope> Unit(TheApp app, string name) => app.InDb(async db =>
    {
        var unit = (await db.Scopes.SingleAsync(s => s.ParentId == null)).AddUnit(name);
        db.Add(unit);
        await db.SaveChangesAsync();
        return unit;
    });
}

public sealed class A_personal_access_token(Apps apps)
{
    [Theory, EveryDatabase]
    public async Task acts_for_its_person_until_it_is_revoked(Database database)
    {
        var app = await apps.On(database);
        var (browser, person) = await app.SignedIn(Role.Administrator);
        using var _ = browser;
        var made = await browser.Submit(await browser.Open("/account"), "form[action='/account/tokens']", ("tokenName", "Reports"), ("days", "30"));
        var secret = made.Html.QuerySelector("#new-token")!.GetAttribute("value")!;
        Assert.DoesNotContain(secret, (await browser.Open("/account")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.Client.GetAsync("/api/v1/me")).StatusCode);   // a cookie never counts here

        using var program = new HttpClient { BaseAddress = app.Address };
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        var me = await program.GetFromJsonAsync<JsonElement>("/api/v1/me");
        Assert.Equal(person.Id.Value, me.GetProperty("id").GetGuid());

        var token = await app.InDb(db => db.PersonalAccessTokens.SingleAsync(t => t.PersonId == person.Id));
        Assert.DoesNotContain(secret, token.Hash, StringComparison.Ordinal);
        await browser.Submit(await browser.Open("/account"), $"form[action='/account/tokens/{token.Id}/revoke']");
        Assert.Equal(HttpStatusCode.Unauthorized, (await program.GetAsync("/api/v1/me")).StatusCode);
    }

    [Theory, EveryDatabase]
    public async Task ends_with_a_new_password(Database database)
    {
        var app = await apps.On(database);
        var (browser, person) = await app.SignedIn(Role.Learner);
        using var _ = browser;
        using var program = new HttpClient { BaseAddress = app.Address };
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await Token(app, person));
        Assert.Equal(HttpStatusCode.OK, (await program.GetAsync("/api/v1/me")).StatusCode);
        await browser.Submit(await browser.Open("/account"), "form[action='/account/password']", ("current", TheApp.Password), ("password", "another good password"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await program.GetAsync("/api/v1/me")).StatusCode);
    }

    [Theory, EveryDatabase]
    public async Task makes_none_that_outlives_it(Database database)
    {
        var app = await apps.On(database);
        var person = await app.Person(Role.Learner);
        using var program = new HttpClient { BaseAddress = app.Address };
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await Token(app, person));   // for thirty days
        var longer = await program.PostAsJsonAsync("/api/v1/tokens", new { name = "For ever", days = 31 });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, longer.StatusCode);
        Assert.Equal("/problems/outlives-its-maker", (await longer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString());
        Assert.Equal(HttpStatusCode.Created, (await program.PostAsJsonAsync("/api/v1/tokens", new { name = "Shorter", days = 29 })).StatusCode);
    }

    [Theory, EveryDatabase]
    public async Task manages_people_by_the_rules_of_the_pages(Database database)
    {
        var app = await apps.On(database);
        var person = await app.Person(Role.Administrator);
        using var program = new HttpClient { BaseAddress = app.Address };
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await Token(app, person));
        var root = await app.Institution();
        var unit = await (await program.PostAsJsonAsync("/api/v1/units", new { name = "Surgery", parentId = root.Id.Value })).Content.ReadFromJsonAsync<JsonElement>();
        var created = await program.PostAsJsonAsync("/api/v1/people", new { name = "Lena Fischer", email = $"lena{Id<Person>.New()}@example.org", unitId = unit.GetProperty("id").GetGuid(), password = "a good long password" });
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        var lena = await created.Content.ReadFromJsonAsync<JsonElement>();
        var refused = await program.PostAsJsonAsync("/api/v1/people", new { name = "Lena Fischer", email = lena.GetProperty("email").GetString(), unitId = root.Id.Value, password = "a good long password" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal("/problems/email-taken", (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString());
        var id = lena.GetProperty("id").GetGuid();
        Assert.Equal(HttpStatusCode.NoContent, (await program.PatchAsJsonAsync($"/api/v1/people/{id}", new { name = "Lena Maria Fischer" })).StatusCode);
        var given = await program.PostAsJsonAsync("/api/v1/role-assignments", new { personId = id, scopeId = root.Id.Value, role = "Instructor" });
        Assert.Equal(HttpStatusCode.Created, given.StatusCode);
        var assignment = (await given.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        Assert.Equal(HttpStatusCode.NoContent, (await program.DeleteAsync($"/api/v1/role-assignments/{assignment}")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await program.PostAsync($"/api/v1/people/{id}/close", null)).StatusCode);
        var listed = await program.GetFromJsonAsync<JsonElement>($"/api/v1/people?unit={unit.GetProperty("id").GetGuid()}&state=Closed");
        Assert.Equal("Lena Maria Fischer", listed.GetProperty("items")[0].GetProperty("name").GetString());
        Assert.Equal(HttpStatusCode.OK, (await program.GetAsync("/api/v1/units?size=1")).StatusCode);
    }

    internal static Task<string> Token(TheApp app, Person person) => app.InDb(async db =>
    {
        var (token, secret) = PersonalAccessToken.Create(person.Id, "Test", 30, app.Clock.GetUtcNow()).Value;
        db.Add(token);
        await db.SaveChangesAsync();
        return secret;
    });
}
