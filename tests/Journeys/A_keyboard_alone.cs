namespace Lectern.Journeys;

/// <summary>The learner's whole way without a mouse, with a focus that can be seen at every stop.</summary>
public sealed class A_keyboard_alone(Stage stage)
{
    [Fact]
    public async Task is_enough_to_sign_in_enrol_read_and_pass_the_quiz()
    {
        await using var ines = await stage.SignedIn("instructor");
        var id = await CourseMaking.Start(ines, "Keys only");
        await CourseMaking.AddPage(ines, id, "A page", "Words to read.");
        await CourseMaking.AddQuiz(ines, id, "A quiz");
        var course = await CourseMaking.Publish(ines, id, "Keys only");

        var email = await stage.Person("learner", "Kay Board");
        await using var kay = await stage.Anyone();
        await kay.Open("/sign-in");
        await kay.TypeInto("E-mail address", email);
        await kay.TypeInto("Password", Stage.Password);
        await kay.Page.Keyboard.PressAsync("Enter");
        await kay.Page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));

        await kay.Open("/catalog");
        await kay.FollowByKey("Keys only");
        await kay.Arrives($"/courses/({course.Slug})$");
        await kay.PressByKey("Enrol and start");
        await kay.Page.WaitForURLAsync(url => !url.EndsWith($"/courses/{course.Slug}", StringComparison.Ordinal));

        await kay.Open("/");
        await kay.FollowByKey("Start now");
        await kay.Page.WaitForURLAsync(url => url.Contains("/pages/", StringComparison.Ordinal));
        await Assertions.Expect(kay.Page.GetByText("Words to read.")).ToBeVisibleAsync();
        var onward = Learning.Onward(kay);
        await kay.TabTo(await onward.EvaluateAsync<string>("e => e.tagName") == "A" ? AriaRole.Link : AriaRole.Button, (await onward.InnerTextAsync()).Trim());
        await kay.Page.Keyboard.PressAsync("Enter");
        await kay.Page.WaitForURLAsync(url => url.Contains("/quizzes/", StringComparison.Ordinal));

        await kay.PressByKey("Start the quiz");
        await kay.Arrives("/quizzes/attempts/([^/?]+)");
        await Pick(kay, AriaRole.Radio, "The situation");
        await Pick(kay, AriaRole.Checkbox, "Allergies");
        await Pick(kay, AriaRole.Checkbox, "Open tasks");
        await Pick(kay, AriaRole.Radio, "False");
        await kay.Page.Keyboard.PressAsync("Tab");
        var written = kay.Page.Locator("main input[type=text]").First;
        for (var i = 0; i < 10 && !await written.EvaluateAsync<bool>("e => e === document.activeElement"); i++) await kay.Page.Keyboard.PressAsync("Tab");
        await kay.Page.Keyboard.TypeAsync("situation");
        await kay.PressByKey("Check and submit");
        await kay.ReadsHeading("Everything is answered");
        await kay.PressByKey("Submit all answers");
        await kay.ReadsHeading("Every answer right");

        await kay.ReadsSoon($"/courses/{course.Slug}/home", "You have completed this course");
    }

    // Of a group of radio buttons Tab stops at the chosen or the first; arrows go on.
    private static async Task Pick(Someone someone, AriaRole role, string name)
    {
        var target = someone.Page.GetByRole(role, new() { NameRegex = new($"{name}$") }).First;
        for (var i = 0; i < 60; i++)
        {
            if (await target.EvaluateAsync<bool>("e => e === document.activeElement")) break;
            var besides = await target.EvaluateAsync<bool>("e => e.type === 'radio' && document.activeElement?.name === e.name");
            await someone.Page.Keyboard.PressAsync(besides ? "ArrowDown" : "Tab");
        }

        if (!await target.IsCheckedAsync()) await someone.Page.Keyboard.PressAsync("Space");
        Assert.True(await target.IsCheckedAsync(), $"{name} can't be chosen by keyboard.");
    }
}
