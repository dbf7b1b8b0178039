using System.Net;
using System.Text.RegularExpressions;
using Lectern.Bench.Serving;

namespace Lectern.Bench.Driving;

/// <summary>Someone at a browser: keeps cookies and the token of forms, and has begun a course.</summary>
internal sealed partial class VirtualUser
{
    internal const string Password = Host.Demonstration.DemonstrationInstitution.Password;
    private readonly Dictionary<string, string> _cookies = [];
    private string _token = "";
    private int _saves;

    internal required string Email { get; init; }
    /// <summary>Null for the instructor.</summary>
    internal LearnersSeat? Seat { get; init; }
    internal Guid CourseId { get; init; }
    /// <summary>What the package that they have open reports; null where none is.</summary>
    internal Reports? Reports { get; init; }

    /// <summary>The attempt that is being answered.</summary>
    internal string Attempt { get; private set; } = "";
    /// <summary>Two ways to fill in its page; each save takes the other one, so that each has something to keep.</summary>
    internal IReadOnlyList<string> Answers { get; private set; } = [];
    /// <summary>Attempts to hand in.</summary>
    internal Queue<Guid> ToSubmit { get; } = [];

    /// <summary>The cookies of someone who isn't signed in yet, with the form to sign in.</summary>
    internal (string Cookies, string Form) Door { get; private set; }

    internal async Task SignIn(HttpClient client, CancellationToken cancel)
    {
        await Open(client, "/sign-in", cancel);
        Door = (Cookies, $"email={Uri.EscapeDataString(Email)}&password={Uri.EscapeDataString(Password)}&return=&remember=true&{Token}");
        await Post(client, "/sign-in", Door.Form, cancel);
        await Open(client, "/account", cancel);   // for a token that is bound to this person
    }

    /// <summary>Reads a page of the course, finishes it, and begins the quiz: so that the pages have something to show.</summary>
    internal async Task Begin(HttpClient client, CancellationToken cancel)
    {
        await Open(client, $"/pages/{Seat!.PageId}", cancel);
        await Post(client, $"/pages/{Seat.PageId}/done", Token, cancel);
        Attempt = await Post(client, $"/quizzes/{Seat.QuizId}/attempts", Token, cancel);
        var page = await Open(client, Attempt, cancel);
        var questions = Question().Matches(page).Select(match => match.Groups[1].Value).ToList();
        var options = Input().Matches(page).GroupBy(match => match.Groups[1].Value).ToDictionary(group => group.Key, group => group.Select(match => match.Groups[2].Value).ToList());
        Answers = [.. Enumerable.Range(0, 2).Select(way => string.Join('&', questions.Select(id =>
            $"question={id}&q-{id}={Uri.EscapeDataString(options.GetValueOrDefault(id) is { Count: > 1 } choices ? choices[way] : $"answer {way}")}").Append(Token)))];
    }

    internal HttpRequestMessage Get(string path, string? cookies = null) => Browsing(new HttpRequestMessage(HttpMethod.Get, path), cookies);

    internal HttpRequestMessage PostOf(string path, string form, string? cookies = null) =>
        Browsing(new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(form, null, "application/x-www-form-urlencoded") }, cookies);

    internal HttpRequestMessage Save() => PostOf(Attempt + "/answers", Answers[_saves++ % Answers.Count]);

    internal HttpRequestMessage Commit() => Reports!.Next();

    internal HttpRequestMessage? Submit() => ToSubmit.TryDequeue(out var attempt) ? PostOf($"/quizzes/attempts/{attempt}/submit", Token) : null;

    private string Cookies => string.Join("; ", _cookies.Select(cookie => $"{cookie.Key}={cookie.Value}"));
    private string Token => "__RequestVerificationToken=" + Uri.EscapeDataString(_token);

    private HttpRequestMessage Browsing(HttpRequestMessage request, string? cookies)
    {
        request.Headers.TryAddWithoutValidation("Cookie", cookies ?? Cookies);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip, deflate, br, zstd");
        return request;
    }

    /// <summary>The token of forms as it stands in them.</summary>
    internal string FormTokenValue => _token;

    internal async Task<string> Open(HttpClient client, string path, CancellationToken cancel)
    {
        using var request = Get(path);
        request.Headers.Remove("Accept-Encoding");
        using var response = await client.SendAsync(request, cancel);
        var html = await response.Content.ReadAsStringAsync(cancel);
        if (response.StatusCode != HttpStatusCode.OK) throw new InvalidOperationException($"GET {path} as {Email}: {(int)response.StatusCode}");
        Keep(response);
        if (FormToken().Match(html) is { Success: true } found) _token = WebUtility.HtmlDecode(found.Groups[1].Value);
        return html;
    }

    /// <returns>Where the answer leads.</returns>
    private Task<string> Post(HttpClient client, string path, string form, CancellationToken cancel) => Post(client, PostOf(path, form), path, cancel);

    /// <summary>Sends a form with nothing but its token.</summary>
    internal Task<string> Post(HttpClient client, string path, CancellationToken cancel) => Post(client, path, Token, cancel);

    /// <summary>Sends a form with a file.</summary>
    internal Task<string> Post(HttpClient client, string path, MultipartFormDataContent form, CancellationToken cancel) =>
        Post(client, Browsing(new HttpRequestMessage(HttpMethod.Post, path) { Content = form }, null), path, cancel);

    private async Task<string> Post(HttpClient client, HttpRequestMessage sent, string path, CancellationToken cancel)
    {
        using var request = sent;
        using var response = await client.SendAsync(request, cancel);
        if (response.StatusCode != HttpStatusCode.SeeOther) throw new InvalidOperationException($"POST {path} as {Email}: {(int)response.StatusCode}");
        Keep(response);
        return response.Headers.Location!.ToString();
    }

    private void Keep(HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues("Set-Cookie", out var set)) return;
        foreach (var cookie in set)
        {
            var parts = cookie.Split(';')[0].Split('=', 2);
            if (parts[1].Length > 0) _cookies[parts[0]] = parts[1];
            else _cookies.Remove(parts[0]);
        }
    }

    [GeneratedRegex("""name="__RequestVerificationToken" value="([^"]+)""")]
    private static partial Regex FormToken();

    [GeneratedRegex("""name="question" value="([^"]+)""")]
    private static partial Regex Question();

    [GeneratedRegex("""name="q-([^"]+)"[^>]*? value="([^"]+)""")]
    private static partial Regex Input();
}
