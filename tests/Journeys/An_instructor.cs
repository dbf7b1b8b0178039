namespace Lectern.Journeys;

/// <summary>Making a course: a package, a page, a quiz; order, preview, publishing.</summary>
public sealed class An_instructor(Stage stage)
{
    [Fact]
    public async Task makes_a_course_puts_it_in_order_looks_at_it_and_publishes_it()
    {
        await using var ines = await stage.SignedIn("instructor", "Ines Hall");
        var course = await CourseMaking.Start(ines, "Reading an ECG");
        await CourseMaking.AddPage(ines, course, "Leads and axes", "Twelve leads, one heart.");
        await CourseMaking.AddQuiz(ines, course, "Rhythms");

        await LiftAndMove(ines, course, "Rhythms", "ArrowUp");
        Assert.Equal(["Rhythms", "Leads and axes"], await Lessons(ines, course));

        await ines.Follow("View as learner");
        await ines.ReadsHeading("Reading an ECG");
        await ines.Reads("This is the draft, as learners would meet it.");

        await using var nobody = await stage.Anyone();
        await nobody.Open("/catalog?q=ECG");
        await Assertions.Expect(nobody.Page.GetByRole(AriaRole.Link, new() { Name = "Reading an ECG" })).ToHaveCountAsync(0);

        var made = await CourseMaking.Publish(ines, course, "Reading an ECG");
        await nobody.Open("/catalog?q=ECG");
        await nobody.Follow("Reading an ECG");
        await nobody.Arrives($"/courses/{made.Slug}$");
    }

    [Fact]
    public async Task is_told_what_is_missing_before_a_course_is_published()
    {
        await using var ines = await stage.SignedIn("instructor");
        var course = await CourseMaking.Start(ines, "Not finished");
        await CourseMaking.Add(ines, course, "Quiz", "Empty quiz");
        await ines.Open($"/courses/{course}/edit");
        await ines.Press("Publish");
        await ines.Reads("The course was not published. This is missing:");
    }

    [Fact]
    public async Task sees_where_learners_are_without_reloading()
    {
        await using var ines = await stage.SignedIn("instructor", "Ines Wood");
        var id = await CourseMaking.Start(ines, "Hand hygiene");
        await CourseMaking.AddPage(ines, id, "Five moments", "Before and after.");
        var course = await CourseMaking.Publish(ines, id, "Hand hygiene");
        await ines.Open($"/courses/{id}/progress");
        await ines.Reads("Nobody is enrolled yet");

        await using var amara = await stage.SignedIn("learner", "Amara Live");
        await amara.Open($"/courses/{course.Slug}");
        await amara.Press("Enrol and start");
        await ines.Reads("Amara Live");
        await ines.Page.GetByRole(AriaRole.Link, new() { Name = "Grid", Exact = true }).ClickAsync();
        var cell = ines.Page.GetByRole(AriaRole.Grid).GetByRole(AriaRole.Row, new() { NameRegex = new("Amara Live") }).Locator("td.cell");
        await Assertions.Expect(cell).ToHaveTextAsync("Not started");

        await amara.Arrives("/(.+)$");
        await Learning.Read(amara, course, "Five moments");
        await Assertions.Expect(cell).ToHaveTextAsync("Completed", new() { Timeout = 15_000 });
        await ines.Page.GetByRole(AriaRole.Link, new() { Name = "List", Exact = true }).ClickAsync();
        await Assertions.Expect(ines.Page.GetByRole(AriaRole.Row, new() { NameRegex = new("Amara Live") }).GetByRole(AriaRole.Img, new() { Name = "1 of 1 lessons done" })).ToBeVisibleAsync(new() { Timeout = 15_000 });
    }

    private static async Task LiftAndMove(Someone someone, string course, string item, string arrow)
    {
        await someone.Open($"/courses/{course}/edit");
        var handle = someone.Button($"Move {item}");
        await handle.FocusAsync();
        var saved = someone.Page.WaitForResponseAsync(answer => answer.Url.EndsWith("/order", StringComparison.Ordinal));
        foreach (var key in new[] { "Space", arrow, "Space" }) await someone.Page.Keyboard.PressAsync(key);
        await saved;
    }

    private static async Task<IReadOnlyList<string>> Lessons(Someone someone, string course)
    {
        await someone.Open($"/courses/{course}/edit");
        return await someone.Page.Locator("[data-kind=row] > a").AllInnerTextsAsync();
    }
}
