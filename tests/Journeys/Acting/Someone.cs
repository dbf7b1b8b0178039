using System.Text.RegularExpressions;

namespace Lectern.Journeys;

/// <summary>A person at a browser, who finds things by what they are called.</summary>
public sealed class Someone(Stage stage, IBrowserContext context, IPage page, bool scripts) : IAsyncDisposable
{
    public Stage Stage => stage;
    public IPage Page => page;
    public IBrowserContext Context => context;
    public string Email { get; internal set; } = "";

    /// <summary>The same person at another page of their browser.</summary>
    public Someone At(IPage other) => new(stage, context, other, scripts) { Email = Email };

    public async Task Open(string path)
    {
        var answer = await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        Assert.True(answer is null || answer.Status < 500, $"{path}: {answer?.Status}");
    }

    public async Task SignIn(string email)
    {
        Email = email;
        await Open("/sign-in");
        await Fill("E-mail address", email);
        await Fill("Password", Stage.Password);
        await Press("Sign in");
        await page.WaitForURLAsync(new Regex("^(?!.*/sign-in).*$"));
    }

    public Task Fill(string label, string value) => Field(label).FillAsync(value);

    /// <summary>Writes formatted text. Without scripts it is a text area; with them an editor takes its place as soon as it has come.</summary>
    public Task Write(string label, string text) =>
        (scripts ? page.Locator("[contenteditable=true]").And(page.GetByRole(AriaRole.Textbox, new() { Name = label, Exact = true })) : Field(label)).FillAsync(text);

    public Task Choose(string label, string option) => Field(label).SelectOptionAsync(new SelectOptionValue { Label = option });

    public ILocator Field(string label) => page.GetByLabel(new Regex($@"^\s*{Regex.Escape(label)}(\s*optional)?\s*$")).First;

    /// <summary>A box or a radio button; its label may go on with a hint.</summary>
    public Task Tick(string label) => page.GetByLabel(new Regex($@"^\s*{Regex.Escape(label)}")).First.CheckAsync();

    public Task Press(string button) => Button(button).ClickAsync();

    public Task Follow(string link) => Link(link).ClickAsync();

    public ILocator Button(string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).First;

    public ILocator Link(string name) => page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true }).First;

    public ILocator Heading(string name) => page.GetByRole(AriaRole.Heading, new() { Name = name }).First;

    /// <summary>Waits until the page says so.</summary>
    public Task Reads(string text) => Assertions.Expect(page.GetByText(text).First).ToBeVisibleAsync(new() { Timeout = 15_000 });

    /// <summary>Opens the page again and again until it says so: what follows from an act comes a moment later, and without scripts a page doesn't refresh itself.</summary>
    public async Task ReadsSoon(string path, string text)
    {
        for (var tries = 0; tries < 200; tries++)
        {
            await Open(path);
            if (await page.Locator("main").GetByText(text).CountAsync() > 0) return;
        }

        Assert.Fail($"{path} never says \"{text}\".");
    }

    public Task ReadsHeading(string text) => Assertions.Expect(Heading(text)).ToBeVisibleAsync(new() { Timeout = 15_000 });

    /// <summary>Waits until the address is as the pattern says and returns its first group.</summary>
    public async Task<string> Arrives(string pattern)
    {
        await page.WaitForURLAsync(new Regex(pattern));
        return Regex.Match(page.Url, pattern).Groups[1].Value;
    }

    public async ValueTask DisposeAsync() => await context.DisposeAsync();
}
