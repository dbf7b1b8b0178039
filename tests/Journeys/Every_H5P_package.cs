namespace Lectern.Journeys;

/// <summary>Every H5P package of the shared data that is one: from the file to a completed course, with the facts of MANIFEST.md.</summary>
public sealed class Every_H5P_package(Stage stage)
{
    private static readonly string[] Capitals = ["Brasilia", "Washington", "Berlin", "Canberra"];

    [Fact]
    public Task fills_the_blanks_and_gets_every_point() => Play("filltheblanks.h5p", "Geography", "Fill in the Blanks", async learner =>
    {
        var content = await Packages.H5pLoads(learner);
        var blanks = content.GetByRole(AriaRole.Textbox);
        await Assertions.Expect(blanks).ToHaveCountAsync(Capitals.Length);
        for (var i = 0; i < Capitals.Length; i++) await blanks.Nth(i).FillAsync(Capitals[i]);
        await content.GetByRole(AriaRole.Button, new() { NameRegex = new("Check") }).ClickAsync();
        await Assertions.Expect(Packages.State(learner)).ToContainTextAsync("100%");
        return "Completed";   // it gives points and no verdict
    });

    [Fact]
    public Task writes_the_essay_and_passes() => Play("basic_essay.h5p", "Essay", "Essay", async learner =>
    {
        var content = await Packages.H5pLoads(learner);
        await content.GetByRole(AriaRole.Textbox).FillAsync("A smurf is smurfy.");
        await content.GetByRole(AriaRole.Button, new() { NameRegex = new("Check") }).ClickAsync();
        await Assertions.Expect(Packages.State(learner)).ToContainTextAsync("100%");
        return "Passed";
    });

    [Fact]
    public Task opens_the_accordion_which_is_all_that_it_asks() => Play("ipsums.h5p", "Ipsums", "Accordion", async learner =>
    {
        await (await Packages.H5pLoads(learner)).GetByText("Kafka").WaitForAsync();
        return "Completed";
    });

    [Fact]
    public Task says_by_hand_that_the_greeting_is_read_because_it_reports_nothing() => Play("greeting-card.h5p", "Greeting card", "Greeting Card", async learner =>
    {
        await (await Packages.H5pLoads(learner)).GetByText("Hello world!").WaitForAsync();
        await learner.Press("I have finished this");
        return "Completed";
    });

    [Fact]
    public async Task is_refused_when_it_is_none()
    {
        if (CourseMaking.PackageFile("no-json-file.h5p", "h5p") is not { } file) return;
        await using var ines = await stage.SignedIn("instructor");
        await ines.Open("/packages/import");
        await ines.Page.Locator("input[type=file]").SetInputFilesAsync(file);
        await ines.Press("Import package");
        await ines.Reads("There is no h5p.json in this file");
    }

    [Fact]
    public async Task goes_on_where_it_was_left_on_another_device()
    {
        if (CourseMaking.PackageFile("filltheblanks.h5p", "h5p") is not { } file) return;
        await using var ines = await stage.SignedIn("instructor");
        var id = await CourseMaking.Import(ines, file);
        await CourseMaking.Rename(ines, id, "Capitals to come back to");
        var course = await CourseMaking.Publish(ines, id, "Capitals to come back to");
        await using var noor = await stage.SignedIn("learner");
        await Learning.Enrol(noor, course);
        await Packages.Open(noor, course);
        await (await Packages.H5pLoads(noor)).GetByRole(AriaRole.Textbox).First.FillAsync("Brasilia");
        await noor.Link("Save and leave").ClickAsync();
        await noor.Page.WaitForURLAsync(url => url.EndsWith("/home", StringComparison.Ordinal));

        await using var again = await stage.Anyone(Look.Phone);
        await again.SignIn(noor.Email);
        await Packages.Open(again, course);
        await Assertions.Expect((await Packages.H5pLoads(again)).GetByRole(AriaRole.Textbox).First).ToHaveValueAsync("Brasilia");
    }

    private async Task Play(string file, string title, string type, Func<Someone, Task<string>> play)
    {
        if (CourseMaking.PackageFile(file, "h5p") is not { } package) return;
        await using var ines = await stage.SignedIn("instructor");
        var id = await CourseMaking.Import(ines, package);
        await Assertions.Expect(ines.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(title);
        var course = await CourseMaking.Publish(ines, id, title);
        await using var amara = await stage.SignedIn("learner");
        await Learning.Enrol(amara, course);
        await Packages.Open(amara, course);
        var status = await play(amara);
        await Assertions.Expect(Packages.State(amara)).ToContainTextAsync(status, new() { Timeout = 15_000 });
        await Assertions.Expect(Packages.State(amara)).ToContainTextAsync(type);
        await amara.ReadsSoon($"/courses/{course.Slug}/home", "You have completed this course");
    }
}
