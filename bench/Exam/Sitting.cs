using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Lectern.Bench.Driving;
using Lectern.Bench.Serving;

namespace Lectern.Bench.Exam;

/// <summary>One examinee at a browser of their own. Sends what the pages' forms and scripts send.</summary>
internal sealed partial class Sitting(Uri address, Examinee examinee, Guid quiz, int number) : IDisposable
{
    private readonly HttpClient _client = Load.Client(address);
    private readonly Dictionary<string, string> _answers = [];
    private readonly Dictionary<string, string> _cookies = new(examinee.Cookie.Split('=', 2) is [var name, var value] ? [new(name, value)] : []);
    private IReadOnlyList<string> _questions = [];
    private string _token = "";
    private string _attempt = "";

    internal Guid LearnerId => examinee.Id;
    /// <summary>What these answers earn.</summary>
    internal int Right => _answers.Values.Count(answer => answer == "true");
    /// <summary>Times of each kind of request, in milliseconds.</summary>
    internal List<double> Starts { get; } = [];
    internal List<double> Saves { get; } = [];
    internal List<double> Submits { get; } = [];
    internal List<string> Errors { get; } = [];

    /// <summary>Waits at the door: the page of the quiz is open.</summary>
    internal async Task Wait(CancellationToken cancel) => Keep(await Body(await Send(HttpMethod.Get, $"/quizzes/{quiz}", null, HttpStatusCode.OK, null, cancel), cancel));

    /// <summary>Presses Start, and sees the questions.</summary>
    internal async Task Start(CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        using var started = await Send(HttpMethod.Post, $"/quizzes/{quiz}/attempts", Token, HttpStatusCode.SeeOther, "exam-start", cancel);
        if (started?.Headers.Location is not { } attempt) return;
        _attempt = attempt.ToString();
        var html = await Body(await Send(HttpMethod.Get, _attempt, null, HttpStatusCode.OK, "exam-open", cancel), cancel);
        Starts.Add(clock.Elapsed.TotalMilliseconds);
        Keep(html);
        _questions = [.. Question().Matches(html).Select(match => match.Groups[1].Value)];
        if (_questions.Count != ExamPlan.Questions) Errors.Add($"{_questions.Count} questions on the page.");
    }

    /// <summary>Answers the next question; the script saves what is on the page.</summary>
    internal async Task Answer(int place, CancellationToken cancel)
    {
        if (_questions.Count <= place) return;
        _answers[_questions[place]] = (number + place) % 3 == 0 ? "false" : "true";
        var form = string.Join('&', _questions.Select(id => _answers.TryGetValue(id, out var said) ? $"question={id}&q-{id}={said}" : $"question={id}&drawn-{id}=&drawn-flag-{id}=").Append($"page-opened=exam&save-number={place + 1}").Append(Token));
        var clock = Stopwatch.StartNew();
        if (await Send(HttpMethod.Post, $"{_attempt}/answers", form, HttpStatusCode.OK, "exam-save", cancel) is not { } saved) return;
        using (saved) Saves.Add(clock.Elapsed.TotalMilliseconds);
    }

    internal async Task Submit(CancellationToken cancel)
    {
        if (_attempt.Length == 0) return;
        var clock = Stopwatch.StartNew();
        if (await Send(HttpMethod.Post, $"{_attempt}/submit", Token, HttpStatusCode.SeeOther, "exam-submit", cancel) is not { } submitted) return;
        using (submitted) Submits.Add(clock.Elapsed.TotalMilliseconds);
    }

    public void Dispose() => _client.Dispose();

    /// <summary>Set for one examinee who comes before the others: the server notes the SQL, and how much it is ends up here.</summary>
    internal Dictionary<string, int>? Statements { get; init; }

    private string Token => "__RequestVerificationToken=" + Uri.EscapeDataString(_token);

    private async Task<HttpResponseMessage?> Send(HttpMethod method, string path, string? form, HttpStatusCode expected, string? step, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(method, path) { Content = form is null ? null : new StringContent(form, null, "application/x-www-form-urlencoded") };
        request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", _cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        if (Statements is not null) request.Headers.TryAddWithoutValidation(BenchDoor.Counted, "yes");
        try
        {
            var response = await _client.SendAsync(request, cancel);
            if (response.Headers.TryGetValues("Set-Cookie", out var set))
                foreach (var cookie in set.Select(one => one.Split(';')[0].Split('=', 2))) _cookies[cookie[0]] = cookie[1];
            if (step is not null && Statements is not null && response.Headers.TryGetValues(BenchDoor.Counted, out var counted)) Statements[step] = int.Parse(counted.First());
            if (response.StatusCode == expected) return response;
            Errors.Add($"{method} {(step ?? path)}: {(int)response.StatusCode}");
            response.Dispose();
        }
        catch (Exception failed) when (failed is HttpRequestException or TaskCanceledException && !cancel.IsCancellationRequested)
        {
            Errors.Add($"{method} {(step ?? path)}: {failed.Message}");
        }

        return null;
    }

    private void Keep(string html)
    {
        if (FormToken().Match(html) is { Success: true } found) _token = WebUtility.HtmlDecode(found.Groups[1].Value);
    }

    private static async Task<string> Body(HttpResponseMessage? response, CancellationToken cancel)
    {
        using (response) return response is null ? "" : await response.Content.ReadAsStringAsync(cancel);
    }

    [GeneratedRegex("""name="__RequestVerificationToken" value="([^"]+)""")]
    private static partial Regex FormToken();

    [GeneratedRegex("""name="question" value="([^"]+)""")]
    private static partial Regex Question();
}
