using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Lectern.Data.Audit;
using Lectern.Host.Operations;
using Lectern.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Lectern.Tests.Operations;

public sealed class Behind_a_proxy(Apps apps)
{
    [Theory, EveryDatabase]
    public async Task that_is_named_the_visitors_own_address_and_https_count(Database database)
    {
        await using var app = await apps.OwnOn(database, ("Proxies", "127.0.0.1, 10.0.0.0/8"));
        using var browser = app.Browser();
        browser.Client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9, 10.1.2.3");
        browser.Client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https, https");
        Assert.Contains("secure", await ThemeCookie(browser), StringComparison.OrdinalIgnoreCase);
        Assert.Equal("203.0.113.9", await AddressInTheLog(app));
    }

    [Theory, EveryDatabase]
    public async Task that_is_not_named_nobody_is_believed(Database database)
    {
        await using var app = await apps.OwnOn(database);
        using var browser = app.Browser();
        browser.Client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");
        browser.Client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        Assert.DoesNotContain("secure", await ThemeCookie(browser), StringComparison.OrdinalIgnoreCase);
        Assert.Equal("127.0.0.1", await AddressInTheLog(app));
    }

    [Theory, InlineData("proxy.example"), InlineData("10.0.0.0/99"), InlineData("127.0.0.1;10.0.0.1")]
    public void a_name_that_is_no_address_is_refused(string named) => Assert.Throws<InvalidOperationException>(() => Proxies.Read(named));

    private static async Task<string> ThemeCookie(Browser browser)
    {
        using var post = new HttpRequestMessage(HttpMethod.Post, "/theme") { Content = new FormUrlEncodedContent([KeyValuePair.Create("theme", "lectern-dark")]) };
        using var answer = await browser.Client.SendAsync(post);
        return answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("lectern.theme", StringComparison.Ordinal));
    }

    private static async Task<string?> AddressInTheLog(TheApp app)
    {
        var person = await app.Person(Role.Learner);
        using var program = new HttpClient { BaseAddress = app.Address };
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await People.A_personal_access_token.Token(app, person));
        program.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");
        Assert.Equal(HttpStatusCode.Created, (await program.PostAsJsonAsync("/api/v1/tokens", new { name = "Looked for", days = 1 })).StatusCode);
        return await app.InDb(db => db.Set<AuditEntry>().Where(e => e.ActorId == person.Id.Value && e.Action == "PersonalAccessToken.added").Select(e => e.From).SingleAsync());
    }
}
