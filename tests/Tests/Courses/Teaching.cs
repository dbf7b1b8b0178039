using Lectern.Courses;
using Lectern.Data;
using Lectern.Kernel;
using Lectern.People;
using Lectern.Quizzes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Courses;

/// <summary>Courses, made as imports and the demonstration make them.</summary>
internal static class Teaching
{
    /// <summary>A draft with one module of two ready quizzes, "First" and "Second".</summary>
    internal static Task<Course> ADraft(this TheApp app, string title, Id<Person>? by = null, Id<Scope>? unit = null) => app.WithKinds(async (db, kinds, cancel) =>
    {
        var now = app.Clock.GetUtcNow();
        var course = (await CourseDraft.Start(db, unit ?? (await app.Institution()).Id, title, by, now, cancel)).Value;
        var module = course.AddModule("Basics", now);
        db.CourseModules.Add(module);
        foreach (var name in new[] { "First", "Second" }) await AddReadyQuiz(db, kinds, course, module, name, now, cancel);
        await db.SaveChangesAsync(cancel);
        return course;
    });

    internal static async Task<Course> APublishedCourse(this TheApp app, string title, Id<Person>? by = null, EnrolmentPolicy policy = EnrolmentPolicy.Open, string topic = "", string summary = "", Id<Scope>? unit = null)
    {
        var draft = await app.ADraft(title, by, unit);
        return await app.WithKinds(async (db, kinds, cancel) =>
        {
            var course = (await db.Draft(draft.Id, cancel))!;
            Assert.Null(course.Describe(title, summary, "", course.Cover, topic, policy, null));
            Assert.Empty(await CoursePublishing.Publish(db, kinds, course, by, app.Clock.GetUtcNow(), cancel));
            await db.SaveChangesAsync(cancel);
            return course;
        });
    }

    internal static async Task AddReadyQuiz(LecternDb db, ActivityKinds kinds, Course course, CourseModule module, string title, DateTimeOffset at, CancellationToken cancel)
    {
        var activity = await CourseDraft.Add(db, kinds, course, module, "quiz", title, 10, at, cancel);
        var quiz = db.Set<Quiz>().Local.Single(q => q.ActivityId == activity.Id);
        var question = (await db.Set<QuestionBank>().FindAsync([QuestionBank.Of(course.Id)], cancel))!.Add("true-false", "{}", at);
        Assert.Null(question.Write(new QuestionContent("<p>Is it?</p>", 1, """{"isTrue":true}""", ""), null, at));
        Assert.Null(quiz.Add(question).Refusal);
    }

    internal static async Task<T> WithKinds<T>(this TheApp app, Func<LecternDb, ActivityKinds, CancellationToken, Task<T>> work)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<LecternDb>(), scope.ServiceProvider.GetRequiredService<ActivityKinds>(), TestContext.Current.CancellationToken);
    }

    internal static Task<Course> Read(this TheApp app, Id<Course> id) =>
        app.InDb(async db => (await db.Courses.AsNoTracking().Include(c => c.Modules).ThenInclude(m => m.Activities).SingleAsync(c => c.Id == id)));

    /// <summary>The draft in one line: "Basics: First, Second; More: Third".</summary>
    internal static string InWords(this Course course) =>
        string.Join("; ", course.DraftModules.Select(m => $"{m.Title}: {string.Join(", ", m.DraftActivities.Select(a => a.Title))}"));

    /// <summary>What stands in the syllabus of a course's public page.</summary>
    internal static string SyllabusOf(Seen page) => page.Words("main .panel.rows");
}
