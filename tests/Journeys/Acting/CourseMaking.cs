namespace Lectern.Journeys;

/// <summary>What an instructor does to make a course, by the pages that are there for it.</summary>
public static class CourseMaking
{
    public const string Package = "PrerequisitesTest_SCORM12.zip";

    /// <summary>A whole course: a package where the data is there, a page, a quiz; published.</summary>
    public static async Task<MadeCourse> Whole(Someone instructor, string title)
    {
        var package = PackageFile(Package);
        var id = package is null ? await Start(instructor, title) : await Import(instructor, package);
        await Rename(instructor, id, title);
        await AddPage(instructor, id, "Why handover fails", "Three things go missing: who, what and until when.");
        await AddQuiz(instructor, id, "Check yourself");
        return await Publish(instructor, id, title);
    }

    /// <summary>A file of the shared data, or null where that is absent.</summary>
    public static string? PackageFile(string name, string kind = "scorm12") => Lectern.Tests.SharedData.Folder(kind) is { } folder ? Path.Combine(folder, name) : null;

    public static async Task<string> Start(Someone instructor, string title)
    {
        await instructor.Open("/teach/new");
        await instructor.Fill("Title", title);
        await instructor.Press("Create draft");
        return await instructor.Arrives("/courses/([0-9a-f-]{36})/edit");
    }

    public static async Task<string> Import(Someone instructor, string file)
    {
        await instructor.Open("/packages/import");
        await instructor.Page.Locator("input[type=file]").SetInputFilesAsync(file);
        await instructor.Press("Import package");
        return await instructor.Arrives("/courses/([0-9a-f-]{36})/edit");
    }

    public static async Task Rename(Someone instructor, string id, string title)
    {
        await instructor.Open($"/courses/{id}/settings");
        await instructor.Fill("Title", title);
        await instructor.Fill("Summary", "Hand a patient over so that nothing is lost.");
        await instructor.Press("Save settings");
        await instructor.ReadsHeading(title);
    }

    /// <summary>Adds an activity of a kind and returns its address in the builder.</summary>
    public static async Task Add(Someone instructor, string id, string kind, string title)
    {
        await instructor.Open($"/courses/{id}/edit");
        await instructor.Press(kind);
        var settings = instructor.Page.Locator("#inspector");
        await settings.GetByLabel("Title", new() { Exact = true }).FillAsync(title);
        await settings.GetByRole(AriaRole.Button, new() { Name = "Save settings" }).ClickAsync();
        await instructor.Link(title).WaitForAsync();
    }

    public static async Task EditContent(Someone instructor, string id, string title)
    {
        await instructor.Open($"/courses/{id}/edit");
        await instructor.Follow(title);
        await instructor.Follow("Edit content");
        await instructor.Page.WaitForURLAsync(url => !url.Contains($"/courses/{id}/edit", StringComparison.Ordinal));
    }

    public static async Task AddPage(Someone instructor, string id, string title, string text)
    {
        await Add(instructor, id, "Page", title);
        await EditContent(instructor, id, title);
        await instructor.Write("Text", text);
        await instructor.Press("Save page");
        await instructor.Reads("The page is saved.");
    }

    public static async Task AddQuiz(Someone instructor, string id, string title)
    {
        await Add(instructor, id, "Quiz", title);
        await EditContent(instructor, id, title);

        await AddQuestion(instructor, "Multiple choice", "What comes first in a handover?", async page =>
        {
            await instructor.Write("Choice 1", "The situation");
            await instructor.Write("Choice 2", "The weather");
            await instructor.Tick("Choice 1 is right");
        });
        await AddQuestion(instructor, "Multiple answers", "What belongs into a handover?", async page =>
        {
            await instructor.Write("Choice 1", "Allergies");
            await instructor.Write("Choice 2", "Open tasks");
            await instructor.Write("Choice 3", "Lunch plans");
            await instructor.Tick("Choice 1 is right");
            await instructor.Tick("Choice 2 is right");
        });
        await AddQuestion(instructor, "True or false", "A handover may be interrupted at any time.", page => instructor.Tick("False"));
        await AddQuestion(instructor, "Short answer", "What do the letters in SBAR begin with?", page => instructor.Fill("Accepted answers", "Situation"));
    }

    public static async Task<MadeCourse> Publish(Someone instructor, string id, string title)
    {
        await instructor.Open($"/courses/{id}/edit");
        await instructor.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Publish") }).First.ClickAsync();
        await instructor.Reads("Published, version");
        await instructor.Follow("Course page");
        var slug = await instructor.Arrives("/courses/([^/?]+)$");
        return new MadeCourse(id, slug, title, instructor.Email);
    }

    private static async Task AddQuestion(Someone instructor, string kind, string question, Func<IPage, Task> answers)
    {
        await instructor.Page.GetByRole(AriaRole.Button, new() { NameRegex = new($"^{kind}") }).ClickAsync();
        await instructor.Arrives("/quizzes/[^/]+/questions/([^/?]+)");
        await instructor.Write("Question", question);
        await answers(instructor.Page);
        await instructor.Press("Save question");
        await instructor.Link(question).WaitForAsync();
    }
}
