using System.Text.Json;
using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Kernel;
using Lectern.People;
using Lectern.Quizzes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Quizzes;

/// <summary>A published course with one quiz in it, and who teaches it.</summary>
internal sealed record AQuizCourse(TheApp App, Course Course, Id<Activity> Quiz, Person Instructor)
{
    public string Start => $"/quizzes/{Quiz}";
    public string Editor => $"/quizzes/{Quiz}/edit";

    /// <summary>With one question of each kind, five points in all: choose "Right" (2), "Also" and "Right" (1), true (1), "rhythm" (1).</summary>
    public static async Task<AQuizCourse> On(TheApp app, QuizSettings? settings = null, int copies = 1, Action<Quiz, QuestionBank>? also = null)
    {
        var institution = await app.Institution();
        var at = app.Clock.GetUtcNow();
        var course = new Course(institution.Id, "Reading an ECG", $"ecg-{Id<Course>.New()}", at);
        await app.InDb(async db =>
        {
            db.Add(course);
            db.Add(institution.AddCourse(course.Id.Value, course.Title));
            var activity = course.AddModule("Rate", at).Add("quiz", "Check: rate and rhythm", 10);
            var bank = new QuestionBank(course.Id);
            db.Add(bank);
            var quiz = new Quiz(activity.Id);
            quiz.Change(settings ?? new QuizSettings { PassingPercent = 60, ShuffleChoices = false });
            for (var copy = 0; copy < copies; copy++)
            {
                Add(quiz, bank, "multiple-choice", "Which one?", 2, Words("Right*", "Wrong", "Other"), "<p>Because it is.</p>");
                Add(quiz, bank, "multiple-answer", "Which ones?", 1, Words("Also*", "Wrong", "Right*"), "");
                Add(quiz, bank, "true-false", "Is it?", 1, new { isTrue = true }, "");
                Add(quiz, bank, "short-answer", "What is it?", 1, new { accepted = new[] { "rhythm" } }, "");
            }

            also?.Invoke(quiz, bank);
            db.Add(quiz);
            await db.SaveChangesAsync();
        });
        var made = new AQuizCourse(app, course, course.Modules[0].Activities[0].Id, await app.Person(Role.Instructor, new Id<Scope>(course.Id.Value)));
        await made.Publish();
        return made;
    }

    public async Task<Refusal?> Publish()
    {
        await using var scope = App.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Lectern.Data.LecternDb>();
        var kinds = scope.ServiceProvider.GetRequiredService<ActivityKinds>();
        var course = await db.Courses.Include(c => c.Modules).ThenInclude(m => m.Activities).SingleAsync(c => c.Id == Course.Id);
        if (await CoursePublishing.Publish(db, kinds, course, null, App.Clock.GetUtcNow(), CancellationToken.None) is [var problem, ..]) return problem.Refusal;
        await db.SaveChangesAsync();
        return null;
    }

    /// <summary>Someone who is enrolled and signed in.</summary>
    public async Task<(Browser Browser, Person Person)> Learner()
    {
        var (browser, person) = await App.SignedIn(Role.Learner);
        await App.InDb(async db =>
        {
            db.Add(new CourseEnrolment(Course.Id, person.Id, "self", App.Clock.GetUtcNow()));
            await db.SaveChangesAsync();
        });
        return (browser, person);
    }

    public async Task<Browser> SignedInInstructor()
    {
        var browser = App.Browser();
        await browser.SignIn(Instructor.Email!, TheApp.Password);
        return browser;
    }

    public Task<Attempt> AttemptOf(Person learner) => App.InDb(db => db.Attempts.AsNoTracking().OrderByDescending(a => a.Number).FirstAsync(a => a.LearnerId == learner.Id));

    public Task<List<AttemptStep>> StepsOf(Attempt attempt) => App.InDb(db => db.AttemptSteps.AsNoTracking().Where(s => s.AttemptId == attempt.Id).OrderBy(s => s.Position).ToListAsync());

    internal static void Add(Quiz quiz, QuestionBank bank, string kind, string prompt, decimal points, object data, string feedback)
    {
        var question = bank.Add(kind, "{}", DateTimeOffset.UnixEpoch);
        Assert.Null(question.Write(new QuestionContent($"<p>{prompt}</p>", points, Documents.Kinds[kind].ReadData(JsonSerializer.SerializeToElement(data)).Value, feedback), null, DateTimeOffset.UnixEpoch));
        Assert.Null(quiz.Add(question).Refusal);
    }

    // A star marks a right one; the ids are c1, c2, c3.
    private static object Words(params string[] words) => new { choices = words.Select((w, i) => new { id = $"c{i + 1}", text = w.TrimEnd('*'), isRight = w.EndsWith('*'), remark = "" }) };
}

/// <summary>An attempt as a learner sees it in a browser without scripts.</summary>
internal static class Taking
{
    /// <summary>Presses Start; the first page of the attempt.</summary>
    internal static async Task<Seen> Begin(this Browser browser, AQuizCourse course)
    {
        var page = await browser.Open(course.Start);
        return await browser.Submit(page, "form[action$='/attempts']");
    }

    /// <summary>The name of the field of the question with this text.</summary>
    internal static string Field(Seen page, string prompt)
    {
        var section = page.Html.QuerySelectorAll("section[data-id]").Single(s => s.TextContent.Contains(prompt, StringComparison.Ordinal));
        return $"q-{section.GetAttribute("data-id")}";
    }

    /// <summary>All four right.</summary>
    internal static (string, string?)[] AllRight(Seen page) =>
    [
        (Field(page, "Which one?"), "c1"), (Field(page, "Which ones?"), "c1"), (Field(page, "Which ones?"), "c3"), (Field(page, "Is it?"), "true"), (Field(page, "What is it?"), " Rhythm "),
    ];

    internal static Task<Seen> Go(this Browser browser, Seen page, string go, params (string, string?)[] answers) => browser.Submit(page, "#attempt", [.. answers, ("go", go)]);

    /// <summary>What the script sends while the learner writes.</summary>
    internal static async Task<HttpResponseMessage> Autosave(this Browser browser, Seen page, params (string Name, string? Value)[] answers)
    {
        var values = page.Html.QuerySelectorAll("#attempt input[type=hidden]").Select(i => KeyValuePair.Create(i.GetAttribute("name")!, i.GetAttribute("value") ?? "")).Where(i => !answers.Any(a => a.Name == i.Key))
            .Concat(answers.Where(a => a.Value is not null).Select(a => KeyValuePair.Create(a.Name, a.Value!)));
        var request = new HttpRequestMessage(HttpMethod.Post, page.Html.QuerySelector("#attempt")!.GetAttribute("data-autosave-url-value")) { Content = new FormUrlEncodedContent(values) };
        request.Headers.Add("Accept", "application/json");
        return await browser.Client.SendAsync(request);
    }
}
