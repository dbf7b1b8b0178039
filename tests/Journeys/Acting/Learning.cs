using System.Text.RegularExpressions;

namespace Lectern.Journeys;

/// <summary>What a learner does in a course.</summary>
public static class Learning
{
    /// <summary>Right answers to the quiz that <see cref="CourseMaking.AddQuiz"/> makes.</summary>
    public static readonly IReadOnlyList<(string Question, string[] Right)> Answers =
    [
        ("What comes first in a handover?", ["The situation"]),
        ("What belongs into a handover?", ["Allergies", "Open tasks"]),
        ("A handover may be interrupted at any time.", ["False"]),
        ("What do the letters in SBAR begin with?", ["situation"]),
    ];

    public static async Task Enrol(Someone learner, MadeCourse course)
    {
        await learner.Open($"/courses/{course.Slug}");
        await learner.Press("Enrol and start");
        await learner.Page.WaitForURLAsync(url => !url.EndsWith($"/courses/{course.Slug}", StringComparison.Ordinal));
    }

    public static async Task OpenLesson(Someone learner, MadeCourse course, string lesson)
    {
        await learner.Open($"/courses/{course.Slug}/home");
        await learner.Page.Locator("main").GetByRole(AriaRole.Link, new() { NameRegex = new(Regex.Escape(lesson)) }).Last.ClickAsync();
        await Assertions.Expect(learner.Page.GetByRole(AriaRole.Heading, new() { Name = lesson, Level = 1 })).ToBeAttachedAsync();
    }

    /// <summary>Reads a page to its end, by the button that leads on.</summary>
    public static async Task Read(Someone learner, MadeCourse course, string lesson)
    {
        await OpenLesson(learner, course, lesson);
        await Onward(learner).ClickAsync();
        await learner.Page.WaitForURLAsync(url => !url.Contains("/pages/", StringComparison.Ordinal));
    }

    public static ILocator Onward(Someone learner) => learner.Page.GetByRole(AriaRole.Navigation, new() { Name = "Lessons" }).Locator("a, button").Last;

    /// <summary>Starts the quiz, answers everything and hands it in.</summary>
    public static async Task TakeQuiz(Someone learner, MadeCourse course, string lesson)
    {
        await OpenLesson(learner, course, lesson);
        await learner.Press("Start the quiz");
        await learner.Arrives("/quizzes/attempts/([^/?]+)");
        foreach (var (question, right) in Answers) await Answer(learner, question, right);
        await learner.Page.GetByRole(AriaRole.Button, new() { Name = "Check and submit" }).Last.ClickAsync();
        await learner.ReadsHeading("Everything is answered");
        await learner.Press("Submit all answers");
        await learner.ReadsHeading("Every answer right");
    }

    /// <summary>Does something and waits until the server has told that answers are saved.</summary>
    public static async Task IsSaved(Someone learner, Func<Task> does)
    {
        var saved = learner.Page.WaitForResponseAsync(answer => answer.Url.EndsWith("/answers", StringComparison.Ordinal) && answer.Ok);
        await does();
        await saved;
    }

    public static async Task Answer(Someone learner, string question, params string[] right)
    {
        var panel = learner.Page.Locator("section").Filter(new() { HasText = question }).Last;
        foreach (var answer in right)
        {
            var choice = panel.GetByLabel(answer);
            if (await choice.CountAsync() > 0) await choice.First.CheckAsync();
            else await panel.GetByRole(AriaRole.Textbox).FillAsync(answer);
        }
    }
}
