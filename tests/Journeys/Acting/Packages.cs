using System.Text.RegularExpressions;

namespace Lectern.Journeys;

/// <summary>Playing a package, SCORM or H5P: it runs in a frame of another origin.</summary>
public static class Packages
{
    private const int MostParts = 40;

    /// <summary>Opens part after part until the package says that it is finished.</summary>
    public static async Task PlayAll(Someone learner, MadeCourse course)
    {
        await Open(learner, course);
        var finished = learner.Page.GetByText("You have finished this package.");
        var byHand = learner.Page.GetByRole(AriaRole.Button, new() { Name = "I have finished this" });
        var next = learner.Page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Next part:") });
        for (var part = 0; part < MostParts; part++)
        {
            await ContentLoads(learner);
            await learner.Page.ReloadAsync();   // the content is told to end, as when the window is closed
            await finished.Or(byHand).Or(next).First.WaitForAsync();
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
        var content = learner.Page.FrameLocator("iframe").FrameLocator("#content").Locator("body");
        await content.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        return (await (await content.ElementHandleAsync()).OwnerFrameAsync())!;
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
