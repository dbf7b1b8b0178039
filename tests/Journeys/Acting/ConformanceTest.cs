using System.Text.Json;
using System.Threading.Channels;
using Lectern.Scorm;
using Lectern.Scorm.Replay;
using Lectern.Scorm.Sequencing;

namespace Lectern.Journeys;

/// <summary>
/// Plays a case of ADL's conformance test as the person before the screen: the suite's own pages run in the player, the learner presses what
/// the test asks for, and answers what it asks about the screen. The suite drives its pages by a Java applet that browsers no longer know;
/// what that did, making the calls of the case, is done here inside the page.
/// </summary>
internal sealed class ConformanceTest
{
    /// <summary>Stands in for the applet. A page begins when it is told to, so that the screen can be looked at before.</summary>
    internal const string Applet = """
        if (window === top) addEventListener("message", ({ data }) => data?.lectern === "package" && window.hear(data.news));
        if (new URLSearchParams(location.search).has("act")) {
          addEventListener("load", (event) => event.stopImmediatePropagation(), true);
          // An asset has no run-time: the way up ends at a window of another origin.
          const find = () => { try { let w = window; while (!w.API_1484_11 && w.parent !== w) w = w.parent; return w.API_1484_11; } catch { return undefined; } };
          const ids = (api, collection) => Array.from({ length: Number(api.GetValue(collection + "_count")) }, (_, n) => api.GetValue(`${collection}${n}.id`));
          const make = (api, { call, element, value, argument }) => {
            const named = /^(.*?)&(.*)&(.*)$/.exec(element ?? "");
            if (named) element = named[1] + ids(api, named[1]).indexOf(named[2]) + named[3];
            if (call === "CompareObjectiveIds") return ids(api, "cmi.objectives.").join("\n");
            if (call === "GetLastError") return api.GetLastError();
            if (call === "GetValue") return api.GetValue(element);
            if (call === "SetValue") return api.SetValue(element, value);
            return api[call](argument);
          };
          const hasEnded = (api) => api !== undefined && (api.GetValue("cmi.location"), String(api.GetLastError()) === "123");
          window.perform = (calls) => { window.calls = calls; window.told = []; performTest(); return { told: window.told, ended: hasEnded(find()) }; };
          Object.assign(HTMLObjectElement.prototype, {
            evalID: () => true, getUITestQuestions: () => "", evaluateUIResults: () => true, getScoStatus: () => "", setSCOStatus() {}, terminateTest() {},
            writeToLog() {}, curUserInstructions: () => "", completed() {}, failed() {}, testTerminate() {}, alertFailure() {},
            runCommands() {
              const api = find();
              for (const call of window.calls) window.told.push([String(make(api, call)), String(api.GetLastError())]);
              return true;
            },
          });
        }
        """;

    private const string Look = """
        () => ({
          buttons: [...document.querySelectorAll("button:not(:disabled)")].map((button) => (button.getAttribute("aria-label") ?? button.textContent).trim()),
          contents: [...document.querySelectorAll("#package-parts li")].map((line) => ({
            title: (line.querySelector("[dir=auto]") ?? line).textContent.trim(), selectable: line.querySelector("button") !== null, current: line.querySelector("[aria-current]") !== null })),
        })
        """;

    private readonly Someone _learner;
    private readonly ConformanceCase _case;
    private readonly IReadOnlyList<(string Activity, Organization Organization)> _packages;
    private string _activity;
    private Organization _organization;
    private readonly Channel<IFrame> _opened = Channel.CreateUnbounded<IFrame>();
    private readonly Channel<string> _news = Channel.CreateUnbounded<string>();
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private ConformanceTest(Someone learner, ConformanceCase conformance, IReadOnlyList<(string Activity, Organization Organization)> packages)
    {
        (_learner, _case, _packages) = (learner, conformance, packages);
        (_activity, _organization) = packages[0];
    }

    /// <summary>A learner who sits down in front of the packages of a case, in a page of their own.</summary>
    /// <param name="learner">Who.</param>
    /// <param name="conformance">The case.</param>
    /// <param name="packages">Its packages as they are published, the one first that it begins with.</param>
    internal static async Task Play(Someone learner, ConformanceCase conformance, IReadOnlyList<(string Activity, Organization Organization)> packages)
    {
        var page = await learner.Context.NewPageAsync();
        var test = new ConformanceTest(learner.At(page), conformance, packages);
        page.FrameNavigated += test.Note;
        await page.ExposeFunctionAsync("hear", (string news) => test._news.Writer.TryWrite(news));
        await test.Play();
        await page.CloseAsync();
    }

    /// <summary>From the first launch to the last; the first difference fails the test.</summary>
    private async Task Play()
    {
        await Open(_case.Start);
        for (var index = 0; index < _case.Launches.Count; index++)
        {
            var launch = _case.Launches[index];
            var content = await Next(launch);
            var number = System.Web.HttpUtility.ParseQueryString(new Uri(content.Url).Query)["act"];
            Assert.True(number == launch.Activity, $"{At(launch)}: activity {number} was launched.");
            await Visit(launch, content);
            if (launch.LearnerAction is { } action) await Act(action, isLast: index == _case.Launches.Count - 1);
        }
    }

    private async Task Visit(ExpectedLaunch launch, IFrame content)
    {
        var devices = await Devices();
        foreach (var (question, answer) in launch.UiQuestions.Zip(launch.UiAnswers))
            Assert.True(ScreenAnswer.To(question, devices, _organization) is not { } isSo || isSo == (answer == "Y"), $"{At(launch)}: screen {question.Key} {question.Target} should be {answer}");

        var calls = launch.Calls.Where(call => call.IsOne).ToList();
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _learner.Page.FrameDetached += (_, frame) => gone.TrySetResult();
        while (_news.Reader.TryRead(out var _)) { }
        var (answers, hasEnded) = (await content.EvaluateAsync<JsonElement>("(calls) => perform(calls)",
            calls.Select(call => new { call = call.Call, element = call.Element, value = call.Value ?? "", argument = call.ArgumentToSend }).ToArray())).Deserialize<Performance>(JsonSerializerOptions.Web)!;
        Assert.Equal(calls.Count, answers.Length);
        foreach (var (call, told) in calls.Zip(answers))
        {
            if (call.Call == "CompareObjectiveIds") Assert.Equal(call.Objectives.Order(), told[0].Split('\n').Order());
            else if (call.Misses(told[0], told[1]) is { } wrong) Assert.Fail($"{At(launch)}: {call.Call} {call.Element} {call.Value}: expected {wrong.Expected}, got {wrong.Actual}");
        }

        // Where the content asked to go on or to leave, the page follows.
        if (hasEnded && await Leads()) await gone.Task.WaitAsync(Patience);
    }

    private async Task<bool> Leads()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            switch (await _news.Reader.ReadAsync(patience.Token))
            {
                case "on" or "out": return true;
                case "finished": return false;
            }
        }
    }

    /// <summary>What the learner sees: the buttons, and the table of contents.</summary>
    private async Task<NavigationDevices> Devices()
    {
        var seen = (await _learner.Page.EvaluateAsync<JsonElement>(Look)).Deserialize<Screen>(JsonSerializerOptions.Web)!;
        return new()
        {
            Continue = seen.Buttons.Contains(Continue),
            Previous = seen.Buttons.Contains(Previous),
            Exit = seen.Buttons.Contains("Finish this part"),
            ExitAll = seen.Buttons.Contains(ExitAll),
            Abandon = seen.Buttons.Contains("Leave this part and discard it"),
            AbandonAll = seen.Buttons.Contains("Leave and discard this part"),
            SuspendAll = seen.Buttons.Contains(SuspendAll),
            Contents = [.. seen.Contents.Select((line, index) => new ContentsEntry(line.Title, line.Title, index == 0 && line.Title == _organization.Title ? 0 : 1, line.Current, line.Selectable))],
        };
    }

    private async Task Act(LearnerAction action, bool isLast)
    {
        if (action.EndsAttempt && !action.EndsSession) await Assertions.Expect(_learner.Page.Locator("iframe")).ToHaveCountAsync(0);
        if (action.RequestIn(_organization) is { } request)
            await (request.Kind switch
            {
                NavigationKind.Continue => Press(Continue),
                NavigationKind.Previous => Press(Previous),
                NavigationKind.ExitAll => Press(ExitAll),
                NavigationKind.SuspendAll => Press(SuspendAll),
                NavigationKind.Choice => Choose(_organization.AllItems().SingleOrDefault(item => item.Identifier == request.Target)?.Title ?? _organization.Title!),
                _ => throw new NotSupportedException(action.Text),
            });
        if (action.EndsSession) await Assertions.Expect(_learner.Page.Locator("iframe")).ToHaveCountAsync(0);
        if (!action.IsLeaving || isLast) return;
        // Who just leaves has not suspended anything.
        await _learner.Page.WaitForLoadStateAsync(LoadState.DOMContentLoaded);
        if (await _learner.Page.Locator("iframe").CountAsync() > 0) await Press(ExitAll);
        if (action.Package is { } name && _packages.FirstOrDefault(package => package.Organization.Title?.Trim() == name) is { Activity: not null } other) (_activity, _organization) = other;
        await Open(action.Choice ?? _case.Start);
    }

    /// <summary>Opens the package; where it opens with nothing, the learner chooses, or begins once more.</summary>
    private async Task Open(string? choice)
    {
        await _learner.Page.WaitForLoadStateAsync(LoadState.DOMContentLoaded);
        await _learner.Open($"/packages/{_activity}");
        if (await _learner.Page.Locator("iframe").CountAsync() > 0) return;
        if (_organization.AllItems().Any(item => item.Title == choice)) await Choose(choice!);
        else if (await _learner.Button("Open it once more").CountAsync() > 0) await _learner.Press("Open it once more");
        else await Choose(_organization.AllItems().First(item => Replayer.NumberOf(item) == _case.Launches[0].Activity).Title);
    }

    private async Task Choose(string title)
    {
        var contents = _learner.Page.Locator("#package-parts");
        if (await contents.GetAttributeAsync("open") is null) await contents.Locator("summary").ClickAsync();
        await contents.GetByRole(AriaRole.Button, new() { Name = title, Exact = true }).First.ClickAsync();
    }

    private async Task Press(string button)
    {
        if (button == ExitAll) await _learner.Page.GetByLabel("Other ways to end").ClickAsync();
        await _learner.Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).Last.ClickAsync();
        if (button is ExitAll or SuspendAll) await Assertions.Expect(_learner.Page.Locator("iframe")).ToHaveCountAsync(0, new() { Timeout = 15_000 });
    }

    private async Task<IFrame> Next(ExpectedLaunch launch)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            while (true)
            {
                var content = await _opened.Reader.ReadAsync(patience.Token);
                if (content.IsDetached) continue;
                await content.WaitForLoadStateAsync();
                return content;
            }
        }
        catch (OperationCanceledException)
        {
            throw new InvalidOperationException($"{At(launch)}: nothing was launched.\n{await _learner.Page.Locator("main").InnerTextAsync()}");
        }
    }

    private void Note(object? sender, IFrame frame)
    {
        if (frame.ParentFrame?.ParentFrame is not null && frame.Url.StartsWith("http", StringComparison.Ordinal)) _opened.Writer.TryWrite(frame);
    }

    private string At(ExpectedLaunch launch) => $"{_case.Id}, activity {launch.Activity}, visit {launch.Visit}";

    private const string Continue = "Next part", Previous = "Previous part", ExitAll = "Finish the package", SuspendAll = "Save and leave";

    private sealed record Performance(string[][] Told, bool Ended);

    private sealed record Screen(string[] Buttons, Line[] Contents);

    private sealed record Line(string Title, bool Selectable, bool Current);
}
