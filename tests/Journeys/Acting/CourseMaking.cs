using Lectern.Tests.Lessons;

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

    /// <summary>A document of three pages, two cards, and a link that counts once the learner says so.</summary>
    public static async Task AddSmallLessons(Someone instructor, string id)
    {
        await Add(instructor, id, "Document", "Pocket guide");
        await EditContent(instructor, id, "Pocket guide");
        await instructor.Page.Locator("input[name=file]").SetInputFilesAsync(new FilePayload { Name = "guide.pdf", MimeType = "application/pdf", Buffer = Papers.Pdf(3) });
        await instructor.Press("Upload file");
        await instructor.Reads("PDF document, ");

        await Add(instructor, id, "Cards", "Two cards");
        await EditContent(instructor, id, "Two cards");
        foreach (var (place, heading) in new[] { "Ask first", "Then listen" }.Index())
        {
            await instructor.Press("Add card");
            await instructor.ReadsHeading($"Card {place + 1} of {place + 1}");
            await instructor.Fill("Heading", heading);
            await instructor.Press("Save card");
            await instructor.Reads("The card is saved.");
        }

        await Add(instructor, id, "Link", "The guideline");
        await EditContent(instructor, id, "The guideline");
        await instructor.Fill("Address", "https://guideline.example/");
        await instructor.Tick("When learners say that they are through");
        await instructor.Press("Save link");
        await instructor.Reads("The link is saved.");
    }

    /// <summary>A film with captions: what says of itself to be one, and has no pictures.</summary>
    public static async Task AddFilm(Someone instructor, string id, string title)
    {
        await Add(instructor, id, "Video", title);
        await EditContent(instructor, id, title);
        await instructor.Page.Locator("input[name=file]").SetInputFilesAsync(new FilePayload { Name = "film.mp4", MimeType = "video/mp4", Buffer = Papers.Mp4(60) });
        await instructor.Press("Upload video");
        await instructor.Reads("The video file is in place.");
        await instructor.Page.Locator("input[name=captions]").SetInputFilesAsync(new FilePayload { Name = "film.vtt", MimeType = "text/vtt", Buffer = "WEBVTT\n\n00:00.000 --> 00:05.000\nWho hands over to whom.\n"u8.ToArray() });
        await instructor.Press("Add captions");
        await instructor.Reads("Captions added: English");
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
