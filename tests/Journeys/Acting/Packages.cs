using System.Text.RegularExpressions;

namespace Lectern.Journeys;

/// <summary>Playing a package, SCORM or H5P: it runs in a frame of another origin.</summary>
public static class Packages
{
    private const int MostParts = 40;

    // What the player says to its page is written down.
    private const string Heard = """if (window === top) addEventListener("message", ({ data }) => data?.lectern === "package" && (window.heard ??= []).push(data.news));""";

    // The content has talked, or the page has seen that it never will.
    private const string HasSpoken = """() => window.heard?.includes("saved") || [...document.querySelectorAll("button")].some((button) => button.textContent.includes("I have finished this"))""";

    /// <summary>Opens part after part until the package says that it is finished.</summary>
    public static async Task PlayAll(Someone learner, MadeCourse course)
    {
        await learner.Page.AddInitScriptAsync(Heard);
        await Open(learner, course);
        var finished = learner.Page.GetByText("You have finished this package.");
        var byHand = learner.Page.GetByRole(AriaRole.Button, new() { Name = "I have finished this" });
        var next = learner.Page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Next part:") });
        for (var part = 0; part < MostParts; part++)
        {
            await ContentLoads(learner);
            await learner.Page.WaitForFunctionAsync(HasSpoken);
            var current = learner.Page.Locator("#package-parts [aria-current]");
            var moved = current.Filter(new() { HasNotText = await current.CountAsync() > 0 ? await current.TextContentAsync() : "" });
            await learner.Page.ReloadAsync();   // the content is told to end, as when the window is closed
            await finished.Or(byHand).Or(next).Or(moved).First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
            if (await moved.CountAsync() > 0) continue;   // the server knew before the page came again, and opened the next part
            if (await byHand.CountAsync() > 0)
            {
                await byHand.First.ClickAsync();
                await finished.Or(next).First.WaitForAsync();
            }

            if (await finished.CountAsync() > 0) return;
            var here = learner.Page.Url;
            await next.First.ClickAsync();
            await learner.Page.WaitForURLAsync(url => url != here);
        }

        Assert.Fail($"The package of {course.Title} never ends.");
    }

    /// <summary>
    /// Goes through a package of SCORM 2004 by its buttons, and does well in each part that it leads to. Returns the titles of the parts in
    /// the order in which they were open.
    /// </summary>
    public static async Task<IReadOnlyList<string>> PlaySequenced(Someone learner, MadeCourse course)
    {
        await Open(learner, course);
        var met = new List<string>();
        for (var part = 0; part < MostParts; part++)
        {
            await learner.Page.WaitForLoadStateAsync(LoadState.DOMContentLoaded);
            if (await learner.Page.Locator("iframe").CountAsync() == 0)
            {
                await learner.ReadsHeading("You have come to the end of this package");
                return met;
            }

            var content = await ContentLoads(learner);
            await content.WaitForFunctionAsync("() => document.readyState === 'complete'");
            met.Add(await learner.Page.Locator("iframe").GetAttributeAsync("title") ?? "");
            await content.EvaluateAsync(DoesWell);
            var next = learner.Page.GetByRole(AriaRole.Button, new() { Name = "Next part", Exact = true });
            await learner.Page.EvaluateAsync("() => { window.isOld = true; }");
            if (await next.IsEnabledAsync()) await next.ClickAsync();
            else
            {
                await learner.Page.GetByLabel("Other ways to end").ClickAsync();
                await learner.Page.GetByRole(AriaRole.Button, new() { Name = "Finish the package", Exact = true }).ClickAsync();
            }

            await learner.Page.WaitForFunctionAsync("() => !window.isOld && document.readyState === 'complete'");
        }

        Assert.Fail($"The package of {course.Title} never ends: {string.Join(", ", met)}");
        return met;
    }

    private const string DoesWell = """
        () => {
          let w = window; while (!w.API_1484_11 && w.parent !== w) w = w.parent;
          const api = w.API_1484_11;
          if (!api) return;
          api.Initialize("");   // refused where the content has done so itself
          for (const [element, value] of [["cmi.score.scaled", "1"], ["cmi.progress_measure", "1"], ["cmi.completion_status", "completed"], ["cmi.success_status", "passed"]]) api.SetValue(element, value);
          const count = Number(api.GetValue("cmi.objectives._count"));
          for (let n = 0; n < count; n++) api.SetValue(`cmi.objectives.${n}.success_status`, "passed");
          api.Commit("");
        }
        """;

    /// <summary>Opens the course's package, wherever it was left.</summary>
    public static async Task Open(Someone learner, MadeCourse course)
    {
        await learner.Open($"/courses/{course.Slug}/home");
        var lesson = learner.Page.Locator("main a[href^='/packages/'], main a[href^='/h5p/']").First;
        await lesson.ClickAsync();
        await learner.Page.WaitForURLAsync(new Regex("/(packages|h5p)/"));
    }

    /// <summary>Waits until the part's own document stands in its frame, and returns that frame.</summary>
    public static async Task<IFrame> ContentLoads(Someone learner)
    {
        var content = learner.Page.FrameLocator("iframe").FrameLocator("#content[src]").Locator("body");
        while (true)
        {
            await content.WaitForAsync(new() { State = WaitForSelectorState.Attached });
            try
            {
                var frame = (await (await content.ElementHandleAsync()).OwnerFrameAsync())!;
                await frame.WaitForURLAsync(address => address.StartsWith("http", StringComparison.Ordinal));   // empty until the launch is answered
                return frame;
            }
            catch (PlaywrightException gone) when (gone.Message.Contains("context was destroyed", StringComparison.Ordinal))
            {
                // The empty frame that was found has just made place for the part's document.
            }
        }
    }

    /// <summary>Waits until H5P content stands in its frame.</summary>
    public static async Task<IFrameLocator> H5pLoads(Someone learner)
    {
        var frame = learner.Page.FrameLocator("iframe");
        await frame.Locator(".h5p-container > *").First.WaitForAsync();
        return frame;
    }

    /// <summary>How the package stands, as its page says.</summary>
    public static ILocator State(Someone learner) => learner.Page.Locator("#package-state");

    /// <summary>A call of the SCORM 1.2 API, as the part's own script makes it.</summary>
    public static Task<string> Call(IFrame content, string function, params string[] arguments) =>
        content.EvaluateAsync<string>("([name, args]) => { let w = window; while (!w.API && w.parent !== w) w = w.parent; return String(w.API[name](...args)); }", new object[] { function, arguments });
}
