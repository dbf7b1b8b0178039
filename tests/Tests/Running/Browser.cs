using System.Net;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Lectern.Tests;

/// <summary>What a request was answered with.</summary>
public sealed record Seen(HttpStatusCode Status, string Path, string Text, HttpResponseMessage Response, IHtmlDocument Html)
{
    /// <summary>SQL statements that the last request took.</summary>
    public int Statements => int.Parse(Response.Headers.GetValues("X-Sql-Statements").Single(), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The text of the first element that the selector finds, white space folded; fails when there is none.</summary>
    public string Words(string selector) => Fold((Html.QuerySelector(selector) ?? throw new InvalidOperationException($"{Path} ({Status}) has no {selector}:\n{Fold(Html.Body?.TextContent ?? Text)}")).TextContent);

    public bool Has(string selector) => Html.QuerySelector(selector) is not null;

    /// <summary>All that a person can read on the page, white space folded.</summary>
    public string Everything => Fold(Html.Body?.TextContent ?? Text);

    private static string Fold(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

/// <summary>A browser without scripts: keeps cookies, follows redirects, fills in and sends the forms it sees.</summary>
public sealed class Browser : IDisposable
{
    private readonly SocketsHttpHandler _handler = new() { AllowAutoRedirect = false, UseCookies = true, CookieContainer = new CookieContainer() };
    private readonly HttpClient _client;

    public Browser(Uri address) => _client = new HttpClient(_handler) { BaseAddress = address };

    public HttpClient Client => _client;
    public CookieContainer Cookies => _handler.CookieContainer;

    public Task<Seen> Open(string path) => Send(new HttpRequestMessage(HttpMethod.Get, path));

    /// <summary>Sends the form that the selector finds, as the browser would: its own values, changed or added to by <paramref name="fields"/>.</summary>
    public Task<Seen> Submit(Seen page, string form, params (string Name, string? Value)[] fields)
    {
        var found = page.Html.QuerySelector(form) as IHtmlFormElement ?? throw new InvalidOperationException($"{page.Path} ({page.Status}) has no form {form}:\n{page.Everything}");
        return Submit(page, found, fields);
    }

    public Task<Seen> Submit(Seen page, IHtmlFormElement form, params (string Name, string? Value)[] fields)
    {
        var values = new List<KeyValuePair<string, string>>();
        foreach (var control in form.Elements.OfType<IElement>())
        {
            var name = control.GetAttribute("name");
            if (string.IsNullOrEmpty(name) || control.HasAttribute("disabled") || fields.Any(field => field.Name == name)) continue;
            switch (control)
            {
                case IHtmlInputElement { Type: "checkbox" or "radio" } box when !box.IsChecked:
                case IHtmlInputElement { Type: "file" or "submit" or "button" or "image" }:
                case IHtmlButtonElement:
                    continue;
                case IHtmlSelectElement select:
                    values.AddRange(select.SelectedOptions.Select(option => KeyValuePair.Create(name, option.Value)));
                    break;
                case IHtmlTextAreaElement area:
                    values.Add(KeyValuePair.Create(name, area.Value));
                    break;
                case IHtmlInputElement input:
                    values.Add(KeyValuePair.Create(name, input.Value ?? ""));
                    break;
            }
        }

        values.AddRange(fields.Where(field => field.Value is not null).Select(field => KeyValuePair.Create(field.Name, field.Value!)));
        var action = form.GetAttribute("action") is { Length: > 0 } address ? new Uri(new Uri(_client.BaseAddress!, page.Path), address).PathAndQuery : page.Path;
        if (string.Equals(form.GetAttribute("method"), "get", StringComparison.OrdinalIgnoreCase) || !form.HasAttribute("method"))
            return Open($"{action.Split('?')[0]}?{string.Join('&', values.Select(v => $"{Uri.EscapeDataString(v.Key)}={Uri.EscapeDataString(v.Value)}"))}");
        HttpContent body = string.Equals(form.GetAttribute("enctype"), "multipart/form-data", StringComparison.OrdinalIgnoreCase) ? Multipart(values) : new FormUrlEncodedContent(values);
        return Send(new HttpRequestMessage(HttpMethod.Post, action) { Content = body });
    }

    /// <summary>The antiforgery token of a page's form, for requests that a script would send.</summary>
    public static string TokenOf(Seen page) =>
        page.Html.QuerySelector("input[name=__RequestVerificationToken]")?.GetAttribute("value") ?? throw new InvalidOperationException($"{page.Path} has no form token.");

    public async Task SignIn(string email, string password)
    {
        var page = await Open("/sign-in");
        var form = page.Html.QuerySelector("form:has(input[type=password])") as IHtmlFormElement ?? throw new InvalidOperationException("There is no sign-in form.");
        var done = await Submit(page, form, (NameOf(form, "email"), email), (NameOf(form, "password"), password));
        Assert.False(done.Path.StartsWith("/sign-in", StringComparison.Ordinal), $"Signing in failed: {done.Everything}");
    }

    /// <summary>Sends a request and follows where it leads (at most ten times), as a browser does after 303.</summary>
    public async Task<Seen> Send(HttpRequestMessage request)
    {
        var response = await _client.SendAsync(request);
        for (var hop = 0; hop < 10 && (int)response.StatusCode is >= 301 and <= 303 && response.Headers.Location is { } to; hop++)
        {
            var next = new Uri(response.RequestMessage!.RequestUri!, to);
            if (next.Authority != _client.BaseAddress!.Authority) break;
            response = await _client.GetAsync(next);
        }

        var text = await response.Content.ReadAsStringAsync();
        var html = (IHtmlDocument)await BrowsingContext.New(Configuration.Default).OpenAsync(r => r.Content(text).Address(response.RequestMessage!.RequestUri!.ToString()));
        return new Seen(response.StatusCode, response.RequestMessage!.RequestUri!.PathAndQuery, text, response, html);
    }

    public void Dispose()
    {
        _client.Dispose();
        _handler.Dispose();
    }

    private static string NameOf(IHtmlFormElement form, string type) => form.QuerySelector($"input[type={type}]")!.GetAttribute("name")!;

    private static MultipartFormDataContent Multipart(List<KeyValuePair<string, string>> values)
    {
        var content = new MultipartFormDataContent();
        foreach (var (name, value) in values) content.Add(new StringContent(value), name);
        return content;
    }
}
