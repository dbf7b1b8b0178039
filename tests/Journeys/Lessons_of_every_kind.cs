namespace Lectern.Journeys;

/// <summary>A document read in the viewer, cards turned by the keyboard, a link confirmed: made by one, taken by another.</summary>
public sealed class Lessons_of_every_kind(Stage stage)
{
    [Fact]
    public async Task are_made_and_taken()
    {
        await using var ines = await stage.SignedIn("instructor");
        var id = await CourseMaking.Start(ines, "Small lessons");

        await CourseMaking.AddSmallLessons(ines, id);
        var course = await CourseMaking.Publish(ines, id, "Small lessons");

        await using var paul = await stage.SignedIn("learner", "Paul Reader");
        await Learning.Enrol(paul, course);
        await Learning.OpenLesson(paul, course, "Pocket guide");
        foreach (var number in new[] { 1, 2, 3 })
        {
            await paul.Page.Locator($".page[data-page-number='{number}'][data-loaded]").WaitForAsync();
            var told = paul.Page.WaitForResponseAsync(answer => answer.Url.Contains("/seen?of=", StringComparison.Ordinal) && answer.Ok);
            await told;   // what was on screen long enough is reported by itself
            if (number < 3) await paul.Press("Next page");
        }

        await paul.Reads("Done. You have seen 100% of the pages.");
        await Learning.OpenLesson(paul, course, "Two cards");
        await paul.ReadsHeading("Ask first");
        await paul.Page.Locator("[data-controller='deck'][data-ready]").WaitForAsync();   // the keys are listened to
        await paul.Page.Keyboard.PressAsync("ArrowRight");
        await paul.ReadsHeading("Then listen");
        await Learning.OpenLesson(paul, course, "The guideline");
        await paul.Press("I am through");
        await paul.ReadsSoon($"/courses/{course.Slug}/home", "You have completed this course");
    }

    [Fact]
    public async Task tell_what_was_read_without_a_connection_also_where_the_course_was_begun_again_meanwhile()
    {
        await using var ines = await stage.SignedIn("instructor");
        var id = await CourseMaking.Start(ines, "Read twice");
        await CourseMaking.AddPage(ines, id, "On the way", "One sentence.");
        await CourseMaking.AddPage(ines, id, "At home", "Another one.");
        var course = await CourseMaking.Publish(ines, id, "Read twice");

        await using var rosa = await stage.SignedIn("learner", "Rosa Reader");
        await Learning.Enrol(rosa, course);
        await rosa.Context.RouteAsync("**/seen?*", route => route.AbortAsync("internetdisconnected"));
        await Learning.OpenLesson(rosa, course, "On the way");
        const string waiting = "() => Object.keys(localStorage).find(key => key.startsWith('lectern.lesson '))?.split(' ')[2] ?? null";
        var address = await (await rosa.Page.WaitForFunctionAsync(waiting)).JsonValueAsync<string>();
        Assert.Contains("/seen?of=", address, StringComparison.Ordinal);
        await rosa.Open($"/courses/{course.Slug}/home");
        await ByRequest.Submit(ines, $"/courses/{id}/people/add", $"/courses/{id}/people/add", form => form.Set("people", rosa.Email).Set("again", "1").Set("confirmed", "1"));
        await rosa.Context.UnrouteAsync("**/seen?*");

        // Another lesson, in the newer cycle, brings it to where it belongs.
        var told = rosa.Page.WaitForResponseAsync(answer => answer.Url.EndsWith(address, StringComparison.Ordinal));
        await Learning.OpenLesson(rosa, course, "At home");
        var answer = await told;
        Assert.True(answer.Ok, $"{answer.Status}");
        Assert.Contains("\"percent\":100", await answer.TextAsync(), StringComparison.Ordinal);
        await rosa.Page.WaitForFunctionAsync("address => !Object.keys(localStorage).some(key => key.endsWith(address))", address);
        await Learning.OpenLesson(rosa, course, "On the way");
        await rosa.Page.WaitForFunctionAsync("address => !document.querySelector('[data-controller=page-reader]').action.endsWith(address)", address);
    }
}
