using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Lectern.Tests.Packages;

/// <summary>A player seals what it keeps in the browser until the server has it; for the ticket beside it, the key is given back.</summary>
public sealed partial class What_lies_in_a_shared_browser(Apps apps)
{
    [Theory, EveryDatabase]
    public async Task is_opened_for_its_owner_alone(Database database)
    {
        var app = await apps.On(database);
        var (mine, theirs) = (await APackage.InFrontOf(app, APackage.Of("one")), await APackage.InFrontOf(app, APackage.Of("one")));
        var (first, later, other) = (await JournalOf(mine), await JournalOf(mine), await JournalOf(theirs));

        Assert.Equal(3, new[] { first.Key, later.Key, other.Key }.Select(key => Convert.ToBase64String(Convert.FromBase64String(key))).Distinct().Count());
        Assert.Equal(new List<string?> { first.Key, later.Key, null, null, null }, await Keys(later, first.Ticket, later.Ticket, other.Ticket, first.Ticket[..^2], null));
        Assert.Equal(new List<string?> { null, other.Key }, await Keys(other, first.Ticket, other.Ticket));
    }

    [Theory, EveryDatabase]
    public async Task is_asked_for_in_measure(Database database)
    {
        var journal = await JournalOf(await APackage.InFrontOf(await apps.On(database), APackage.Of("one")));
        foreach (var body in new[] { "", "{}", "[1]", JsonSerializer.Serialize(Enumerable.Repeat("x", 201)) })
            Assert.True((await Ask(journal, new StringContent(body))).StatusCode == HttpStatusCode.BadRequest, body);
    }

    private static async Task<Journal> JournalOf(Player player)
    {
        var frame = (await player.Open()).Html.QuerySelector("iframe")!.GetAttribute("src")!;
        using var client = new HttpClient();
        var page = await client.GetStringAsync(new Uri(frame), TestContext.Current.CancellationToken);
        return JsonSerializer.Deserialize<Journal>(WebUtility.HtmlDecode(Attribute.Match(page).Groups[1].Value), JsonSerializerOptions.Web)!;
    }

    private static async Task<List<string?>> Keys(Journal journal, params string?[] tickets)
    {
        var answer = await Ask(journal, JsonContent.Create(tickets));
        return (await answer.Content.ReadFromJsonAsync<List<string?>>(TestContext.Current.CancellationToken))!;
    }

    private static async Task<HttpResponseMessage> Ask(Journal journal, HttpContent tickets)
    {
        using var client = new HttpClient();
        return await client.PostAsync(new Uri(journal.Keys), tickets, TestContext.Current.CancellationToken);
    }

    private sealed record Journal(string Key, string Ticket, string Keys);

    [GeneratedRegex("data-journal=\"([^\"]*)\"")]
    private static partial Regex Attribute { get; }
}
