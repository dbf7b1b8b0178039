using System.Net.Http.Json;
using System.Text.Json;
using Lectern.Tests;

[assembly: AssemblyFixture(typeof(Lectern.Journeys.Stage))]

namespace Lectern.Journeys;

/// <summary>What all journeys share: the program as a process on an empty data folder, one browser, and a course that an instructor made in it.</summary>
public sealed class Stage : IAsyncLifetime
{
    public const string Password = "Correct-horse-7-battery";
    private static readonly string[] BrowserArguments = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
    private static int _people;

    // The one without a window does half the work for a page; where only the whole browser is installed, that one.
    private static readonly string Chromium = Environment.GetEnvironmentVariable("CHROMIUM") ?? new[] { "/usr/bin/chromium-headless-shell", "/usr/bin/chromium" }.First(File.Exists);

    private readonly Lazy<Task<MadeCourse>> _course, _lessons;
    private IPlaywright _playwright = null!;
    private HttpClient _api = null!;
    private string _unit = "";

    public Stage() => (_course, _lessons) = (new(MakeCourse), new(MakeLessons));

    public TheProgram Program { get; private set; } = null!;
    public IBrowser Browser { get; private set; } = null!;

    /// <summary>A published course: a SCORM package, a page and a quiz of the four kinds of question.</summary>
    public Task<MadeCourse> Course => _course.Value;

    /// <summary>Another of the same instructor: a film, a document, cards and a link.</summary>
    public Task<MadeCourse> Lessons => _lessons.Value;

    public async ValueTask InitializeAsync()
    {
        var program = TheProgram.Start(null, "--no-demo");
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = BrowserArguments });
        Program = await program;
        _api = await Api(Program);
        _unit = (await _api.GetFromJsonAsync<JsonElement>("units")).GetProperty("items")[0].GetProperty("id").GetString()!;
    }

    /// <summary>Someone at a browser of their own, not signed in.</summary>
    public async Task<Someone> Anyone(Look? look = null)
    {
        look ??= Look.Desktop;
        var context = await Browser.NewContextAsync(new()
        {
            BaseURL = Program.Address.ToString(),
            ViewportSize = new() { Width = look.Width, Height = look.Height },
            ColorScheme = look.Dark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
            JavaScriptEnabled = look.Scripts,
            Locale = look.Language,
            TimezoneId = "Europe/London",
        });
        context.SetDefaultTimeout(15_000);
        if (look.Language != "en") await context.AddCookiesAsync([new() { Name = "lectern.language", Value = look.Language, Url = Program.Address.ToString() }]);
        return new Someone(this, context, await context.NewPageAsync(), look.Scripts);
    }

    /// <summary>A browser that isn't the shared one, not started yet.</summary>
    public OwnBrowser OwnBrowser() => new(_playwright, Chromium, BrowserArguments);

    /// <summary>A new person with a role at the whole institution, signed in without the page for it.</summary>
    public async Task<Someone> SignedIn(string role, string? name = null, Look? look = null)
    {
        var email = await Person(role, name);
        var someone = await Anyone(look);
        await ByRequest.SignIn(someone, email);
        return someone;
    }

    /// <summary>The same, through the page.</summary>
    public async Task<Someone> SignedInByPage(string role, string? name = null, Look? look = null)
    {
        var email = await Person(role, name);
        var someone = await Anyone(look);
        await someone.SignIn(email);
        return someone;
    }

    /// <summary>Adds a person and returns the address to sign in with.</summary>
    public async Task<string> Person(string role, string? name = null)
    {
        var number = Interlocked.Increment(ref _people);
        var email = $"{role}{number}@example.org";
        using var answer = await _api.PostAsJsonAsync("people", new { Name = name ?? $"{char.ToUpperInvariant(role[0])}{role[1..]} {number}", Email = email, UnitId = _unit, Role = role, Password });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return email;
    }

    private static async Task<HttpClient> Api(TheProgram program)
    {
        const string email = "operator@example.org";
        await program.Run("user", "add", email, "--name", "Operator", "--role", "administrator", "--password", Password);
        var token = (await program.Run("user", "token", email)).GetProperty("token").GetString();
        return new() { BaseAddress = new(program.Address, "api/v1/"), DefaultRequestHeaders = { Authorization = new("Bearer", token) } };
    }

    /// <summary>The end of all journeys: whatever was done in them, what pages show of learners is what was recorded, and marks are what was earned.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Browser is not null) await Browser.DisposeAsync();
        _playwright?.Dispose();
        _api?.Dispose();
        if (Program is null) return;
        await using var program = Program;
        for (var tries = 0; (await program.Run("progress", "verify")).GetProperty("waiting").GetInt32() > 0; tries++)   // each is a process that starts: time for the news to arrive
            Assert.True(tries < 100, "News of some learners never reaches their progress.");
        await program.Run("grades", "verify");
    }

    private async Task<MadeCourse> MakeCourse()
    {
        await using var instructor = await SignedIn("instructor", "Ines Okafor");
        return await CourseMaking.Whole(instructor, "Safe handover");
    }

    private async Task<MadeCourse> MakeLessons()
    {
        await using var instructor = await Anyone();
        await ByRequest.SignIn(instructor, (await Course).Instructor);
        var id = await CourseMaking.Start(instructor, "A film and small lessons");
        await CourseMaking.AddFilm(instructor, id, "Who hands over");
        await CourseMaking.AddSmallLessons(instructor, id);
        return await CourseMaking.Publish(instructor, id, "A film and small lessons");
    }
}

/// <summary>How somebody looks at the program.</summary>
public sealed record Look(int Width, int Height, bool Dark = false, string Language = "en", bool Scripts = true)
{
    public static readonly Look Desktop = new(1440, 900);
    public static readonly Look Phone = new(390, 844);
    public static readonly Look Narrow = new(320, 700);
    public static readonly Look NoScripts = new(1440, 900, Scripts: false);

    public override string ToString() => $"{(Width < 600 ? "phone" : "desktop")}-{(Dark ? "dark" : "light")}-{Language}";
}

/// <summary>A course that was made and published through its pages.</summary>
public sealed record MadeCourse(string Id, string Slug, string Title, string Instructor);
