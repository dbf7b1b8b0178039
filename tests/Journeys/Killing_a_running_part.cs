using System.Globalization;
using Lectern.Tests;

namespace Lectern.Journeys;

/// <summary>
/// Content sets values and commits them while its page, the server, or both are killed at random: what was committed is found afterwards.
/// What could not be sent yet is nobody else's to read or to send. A few rounds in the ordinary run; <c>KILLS=1000</c> makes as many as it says.
/// </summary>
public sealed class Killing_a_running_part(Killing_a_running_part.OwnStage own) : IClassFixture<Killing_a_running_part.OwnStage>
{
    private static readonly int Rounds = int.Parse(Environment.GetEnvironmentVariable("KILLS") ?? "12", CultureInfo.InvariantCulture);

    private const int BrowserRounds = 4;

    // Content that commits as fast as it can, and says of each value that it was committed; with "lasts" only when the browser has
    // written that to its disk too: of what writes to one store, the earlier is done before the later begins.
    private const string Commits = """
        async ([from, names, lasts]) => {
          const opening = lasts && indexedDB.open("lectern.scorm", 1);
          if (opening) await new Promise((resolve) => (opening.onsuccess = resolve));
          const says = (n) => console.log(`committed ${n}`);
          const saysLater = (n) => (opening.result.transaction("reports", "readwrite").oncomplete = () => says(n));
          let w = window; while (!w[names.Api] && w.parent !== w) w = w.parent;
          const api = w[names.Api];
          api[names.Initialize]("");
          const next = (n) => {
            if (api[names.Set]("cmi.suspend_data", `${n}`) !== "true" || api[names.Set](names.Location, `${n}`) !== "true") return console.log(`refused ${n}`);
            if (api[names.Commit]("") === "true") lasts ? setTimeout(() => saysLater(n)) : says(n);
            setTimeout(() => next(n + 1), 1);
          };
          next(from);
        }
        """;

    [Fact]
    public async Task loses_nothing_that_was_committed()
    {
        var stage = own.Stage;
        await using var instructor = await stage.SignedIn("instructor");
        await using var learner = await stage.SignedIn("learner");
        var parts = await Parts(instructor, learner);
        var random = new Random(Rounds);
        for (var round = 0; round < Rounds + parts.Count; round++)   // at last each is only looked at
        {
            var part = parts[round % parts.Count];
            var page = await learner.Context.NewPageAsync();
            var content = await Open(page, part.Activity);
            await FindsAll(content, part, round);
            if (round >= Rounds) continue;

            await CommitSome(page, content, part, random.Next(1, 40));
            var killsServer = round % 3 == 2;
            if (killsServer) await stage.Program.Kill();
            if (killsServer && random.Next(2) == 0)   // an hour offline, in short
            {
                var later = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                page.Console += (_, message) => later.TrySetResult();
                await later.Task.WaitAsync(TimeSpan.FromSeconds(30));
            }

            await Crash(page);
            if (killsServer) await stage.Program.Start();
            await page.CloseAsync();
        }

        await KeepsWhatIsUnsentForItsOwnerAlone(stage, learner, parts[0]);
        await KeepsWhatIsAnswered(stage, instructor, learner);
    }

    /// <summary>
    /// The same when the browser itself is killed. It forgets its local storage of some seconds, which a page's crash leaves; its database it has written
    /// some milliseconds after a commit. In every other round the server dies first, so that only the browser's disk has what was committed since.
    /// </summary>
    [Fact]
    public async Task and_the_whole_browser_loses_nothing_that_was_committed_and_written()
    {
        var stage = own.Stage;
        await using var instructor = await stage.SignedIn("instructor");
        await using var learner = await stage.SignedIn("learner");
        var parts = await Parts(instructor, learner);
        await using var browser = stage.OwnBrowser();
        var random = new Random(Rounds);
        for (var round = 0; round < BrowserRounds + parts.Count; round++)   // at last each is only looked at
        {
            var part = parts[round % parts.Count];
            await browser.Start();
            await browser.Context.AddCookiesAsync((await learner.Context.CookiesAsync()).Select(c => new Cookie { Name = c.Name, Value = c.Value, Domain = c.Domain, Path = c.Path, HttpOnly = c.HttpOnly, Secure = c.Secure, SameSite = c.SameSite }));
            var page = await browser.Context.NewPageAsync();
            var content = await Open(page, part.Activity, stage.Program.Address);
            await FindsAll(content, part, round);
            var killsServer = round < BrowserRounds && round / parts.Count % 2 == 1;
            if (killsServer) await stage.Program.Kill();
            if (round < BrowserRounds) await CommitSome(page, content, part, random.Next(1, 40), lasts: true);
            await browser.Kill();
            if (killsServer) await stage.Program.Start();
        }
    }

    /// <summary>A published course with a package of each edition, with the learner in it.</summary>
    private static async Task<List<Part>> Parts(Someone instructor, Someone learner)
    {
        var folder = Directory.CreateTempSubdirectory("lectern-kill-").FullName;
        var parts = new List<Part>();
        foreach (var names in new[] { new Names("API", "LMSInitialize", "LMSSetValue", "LMSCommit", "LMSGetValue", "cmi.core.lesson_location"), new Names("API_1484_11", "Initialize", "SetValue", "Commit", "GetValue", "cmi.location") })
        {
            var (course, activity) = await ByRequest.Publish(instructor, PackageMaking.OfOnePart(folder, "Commits", is2004: names.Api != "API"));
            await ByRequest.Enrol(learner, course);
            parts.Add(new Part(course, activity, names));
        }

        Directory.Delete(folder, recursive: true);
        return parts;
    }

    private static async Task FindsAll(IFrame content, Part part, int round)
    {
        var found = await content.EvaluateAsync<string[]>(Find, part.Names);
        if (part.Committed > 0) Assert.All(found, value => Assert.True(int.Parse(value, CultureInfo.InvariantCulture) >= part.Committed, $"Round {round} ({part.Names.Api}): {part.Committed} was committed, {value} is there."));
    }

    /// <summary>The content commits so many times at least; it goes on when this returns.</summary>
    private static async Task CommitSome(IPage page, IFrame content, Part part, int times, bool lasts = false)
    {
        var most = part.Committed + times;
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        page.Console += (_, message) =>
        {
            if (message.Text.Split(' ') is not ["committed", var number]) return;
            part.Committed = Math.Max(part.Committed, int.Parse(number, CultureInfo.InvariantCulture));
            if (part.Committed >= most) enough.TrySetResult();
        };
        await content.EvaluateAsync(Commits, new object[] { part.Committed + 1, part.Names, lasts });
        await enough.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    /// <summary>The same in a quiz: answers given while the server is away are there after its page crashed and the server is back.</summary>
    private static async Task KeepsWhatIsAnswered(Stage stage, Someone instructor, Someone learner)
    {
        var id = await CourseMaking.Start(instructor, "Answers");
        await CourseMaking.AddQuiz(instructor, id, "Check yourself");
        var course = await CourseMaking.Publish(instructor, id, "Answers");
        await ByRequest.Enrol(learner, id);
        await Learning.OpenLesson(learner, course, "Check yourself");
        await learner.Press("Start the quiz");
        var attempt = await learner.Arrives("(/quizzes/attempts/[^/?]+)");
        await Learning.IsSaved(learner, () => Learning.Answer(learner, Learning.Answers[0].Question, Learning.Answers[0].Right));
        await stage.Program.Kill();
        foreach (var (question, right) in Learning.Answers.Skip(1)) await Learning.Answer(learner, question, right);
        await learner.Reads("3 answers are only on this device so far.");
        await Crash(learner.Page);
        await stage.Program.Start();

        var page = await learner.Context.NewPageAsync();
        await page.GotoAsync(attempt);
        await Assertions.Expect(page.GetByLabel("Open tasks")).ToBeCheckedAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Textbox).First).ToHaveValueAsync("situation");
        await Assertions.Expect(page.Locator("#navigator [data-answered=true]")).ToHaveCountAsync(4);
        await page.CloseAsync();
    }

    /// <summary>On a shared computer: somebody commits while the server is away and leaves; somebody else signs in, and opens the same part.</summary>
    private static async Task KeepsWhatIsUnsentForItsOwnerAlone(Stage stage, Someone learner, Part part)
    {
        const string committed = "for their owner alone";
        var (owner, other) = (learner.Email, await stage.Person("learner"));
        var page = await learner.Context.NewPageAsync();
        var content = await Open(page, part.Activity);
        await content.EvaluateAsync(Find, part.Names);   // begins
        await stage.Program.Kill();
        await content.EvaluateAsync(CommitsOnce, new object[] { committed, part.Names });
        await Crash(page);
        await page.CloseAsync();
        await stage.Program.Start();

        await learner.Context.ClearCookiesAsync();
        await ByRequest.SignIn(learner, other);
        await ByRequest.Enrol(learner, part.Course);
        page = await learner.Context.NewPageAsync();
        content = await Open(page, part.Activity);
        Assert.NotEqual(committed, (await content.EvaluateAsync<string[]>(Find, part.Names))[0]);
        var stored = await content.EvaluateAsync<string>(Stored);
        Assert.Contains("sealed", stored, StringComparison.Ordinal);
        Assert.DoesNotContain(committed, stored, StringComparison.Ordinal);
        Assert.DoesNotContain("/content/", stored, StringComparison.Ordinal);   // nor where it would be sent to
        await page.CloseAsync();

        await learner.Context.ClearCookiesAsync();
        await ByRequest.SignIn(learner, owner);
        page = await learner.Context.NewPageAsync();
        content = await Open(page, part.Activity);
        Assert.Equal(committed, (await content.EvaluateAsync<string[]>(Find, part.Names))[0]);
        await page.CloseAsync();
    }

    private const string CommitsOnce = """
        ([value, names]) => {
          let w = window; while (!w[names.Api] && w.parent !== w) w = w.parent;
          const api = w[names.Api];
          return [api[names.Set]("cmi.suspend_data", value), api[names.Commit]("")];
        }
        """;

    // All that lies in the browser under the content's origin.
    private const string Stored = """
        () => new Promise((resolve) => {
          const request = indexedDB.open("lectern.scorm", 1);
          request.onsuccess = () => {
            const store = request.result.transaction("reports").objectStore("reports");
            const [keys, reports] = [store.getAllKeys(), store.getAll()];
            reports.onsuccess = () => resolve(JSON.stringify([{ ...localStorage }, keys.result, reports.result]));
          };
        })
        """;

    private const string Find = """
        (names) => {
          let w = window; while (!w[names.Api] && w.parent !== w) w = w.parent;
          const api = w[names.Api];
          api[names.Initialize]("");
          return [api[names.Get]("cmi.suspend_data"), api[names.Get](names.Location)];
        }
        """;

    /// <summary>Its program is killed: no other journey may be on it.</summary>
    public sealed class OwnStage : IAsyncLifetime
    {
        public Stage Stage { get; } = new();
        public ValueTask InitializeAsync() => Stage.InitializeAsync();
        public ValueTask DisposeAsync() => Stage.DisposeAsync();
    }

    private sealed record Names(string Api, string Initialize, string Set, string Commit, string Get, string Location);

    private sealed class Part(string course, string activity, Names names)
    {
        public string Course => course;
        public string Activity => activity;
        public Names Names => names;
        /// <summary>The last number that the content had committed.</summary>
        public int Committed { get; set; }
    }

    private static async Task<IFrame> Open(IPage page, string activity, Uri? program = null)
    {
        var opened = new TaskCompletionSource<IFrame>(TaskCreationOptions.RunContinuationsAsynchronously);
        page.FrameNavigated += (_, frame) =>
        {
            if (frame.ParentFrame?.ParentFrame is not null && frame.Url.StartsWith("http", StringComparison.Ordinal)) opened.TrySetResult(frame);
        };
        await page.GotoAsync(program is null ? $"/packages/{activity}" : new Uri(program, $"/packages/{activity}").ToString());
        var content = await opened.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await content.WaitForFunctionAsync("() => document.readyState === 'complete'");
        return content;
    }

    /// <summary>The page's process dies at once: no handler runs, nothing is said.</summary>
    private static async Task Crash(IPage page)
    {
        var crashed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        page.Crash += (_, _) => crashed.TrySetResult();
        var devtools = await page.Context.NewCDPSessionAsync(page);
        _ = devtools.SendAsync("Page.crash");   // it never answers
        await crashed.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }
}
