using System.Globalization;
using Lectern.Courses;
using Lectern.Data;
using Lectern.Enrolment;
using Lectern.Kernel;
using Lectern.Lessons;
using Lectern.Lessons.Documents;
using Lectern.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Lessons;

/// <summary>A course with some activities and people in it, made through the entities that the builder uses.</summary>
internal sealed class ACourse(TheApp app, Id<Course> id, IReadOnlyList<Id<Activity>> activities)
{
    public TheApp App => app;
    public Id<Course> Id => id;
    public Id<Activity> First => activities[0];
    public Id<Activity> Second => activities[1];

    /// <summary>A draft with one module of these kinds.</summary>
    public static Task<ACourse> With(TheApp app, params string[] kinds) => InScope(app, async (services, db) =>
    {
        var now = app.Clock.GetUtcNow();
        var unit = await db.Scopes.SingleAsync(s => s.ParentId == null);
        var course = new Course(unit.Id, "Reading an ECG", $"ecg-{Id<Course>.New()}", now);
        db.Add(course);
        db.Add(unit.AddCourse(course.Id.Value, course.Title));
        var module = course.AddModule("Rate and rhythm", now);
        var made = new List<Id<Activity>>();
        foreach (var kind in kinds)
        {
            var activity = module.Add(kind, $"The {kind} {made.Count + 1}", 5);
            db.Add(activity);
            await services.GetRequiredService<ActivityKinds>()[kind].Create(activity, default);
            made.Add(activity.Id);
        }

        await db.SaveChangesAsync();
        return new ACourse(app, course.Id, made);
    });

    public Task WritePage(Id<Activity> page, string html) => InScope(app, async (_, db) =>
    {
        var draft = await db.PageDrafts.SingleAsync(d => d.ActivityId == page);
        Assert.Null(draft.Write(html, draft.Revision, "test", app.Clock.GetUtcNow()));
        return await db.SaveChangesAsync();
    });

    /// <summary>Gives a video a file of some seconds.</summary>
    public Task SetVideo(Id<Activity> video, double seconds = 100, int percent = 90) => InScope(app, async (services, db) =>
    {
        var stored = await services.GetRequiredService<Lectern.Files.IFileStore>().Write(new MemoryStream(Papers.Mp4(seconds)), 1 << 20, default);
        var draft = await db.VideoDrafts.SingleAsync(d => d.ActivityId == video);
        draft.UseFile(new VideoFile(stored.Hash, "video/mp4", "film.mp4", stored.Length, seconds), app.Clock.GetUtcNow());
        Assert.Null(draft.Describe("", percent, [], app.Clock.GetUtcNow()));
        return await db.SaveChangesAsync();
    });

    /// <summary>What the first activity, a document, holds in the draft.</summary>
    public Task<DocumentSetup> Document() => app.InDb(async db => (await db.LessonDrafts.SingleAsync(d => d.ActivityId == First)).Setup<DocumentSetup>());

    /// <summary>Sends a file for the first activity, a document, as its form does.</summary>
    public async Task<Seen> SendDocument(Browser instructor, string name, byte[] content, params (string Name, string Value)[] fields)
    {
        var form = new MultipartFormDataContent { { new StringContent(Browser.TokenOf(await instructor.Open($"/documents/{First}/edit"))), "__RequestVerificationToken" } };
        foreach (var (key, value) in fields) form.Add(new StringContent(value), key);
        var file = new ByteArrayContent(content);
        file.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"file\"; filename=\"{name}\"");
        form.Add(file);
        return await instructor.Send(new HttpRequestMessage(HttpMethod.Post, $"/documents/{First}/file") { Content = form });
    }

    /// <summary>Ends the time in which an activity of the draft is open.</summary>
    public Task Close(Id<Activity> activity, DateTimeOffset until) => InScope(app, async (_, db) =>
    {
        var course = await db.Courses.Include(c => c.Modules).ThenInclude(m => m.Activities).SingleAsync(c => c.Id == id);
        course.Open(course.ActivityOf(activity)!, Rule.Clause("until", ("at", until.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture))), false, app.Clock.GetUtcNow());
        return await db.SaveChangesAsync();
    });

    /// <summary>Gives an activity of the draft a completion rule.</summary>
    public Task Complete(Id<Activity> activity, Rule rule) => InScope(app, async (_, db) =>
    {
        var course = await db.Courses.Include(c => c.Modules).ThenInclude(m => m.Activities).SingleAsync(c => c.Id == id);
        course.Judge(course.ActivityOf(activity)!, rule, app.Clock.GetUtcNow());
        return await db.SaveChangesAsync();
    });

    /// <param name="anew">What learners are to do again.</param>
    public Task Publish(params Id<Activity>[] anew) => InScope(app, async (services, db) =>
    {
        var course = await db.Courses.Include(c => c.Modules).ThenInclude(m => m.Activities).SingleAsync(c => c.Id == id);
        Assert.Empty(await CoursePublishing.Publish(db, services.GetRequiredService<ActivityKinds>(), course, null, app.Clock.GetUtcNow(), default, new PublishingChoice(null, anew)));
        return await db.SaveChangesAsync();
    });

    public Task<Refusal?> SealingRefusal(string kind) => InScope(app, async (services, db) =>
    {
        var activities = await db.Activities.Where(a => a.CourseId == id && a.Kind == kind).ToListAsync();
        return (await services.GetRequiredService<ActivityKinds>()[kind].Seal(activities, default)).Refusal;
    });

    /// <summary>Somebody who learns in this course, at a browser.</summary>
    public async Task<Browser> Learner()
    {
        var (browser, person) = await app.SignedIn(Role.Learner);
        await InScope(app, async (_, db) =>
        {
            db.Add(new CourseEnrolment(id, person.Id, "self", app.Clock.GetUtcNow()));
            return await db.SaveChangesAsync();
        });
        return browser;
    }

    /// <summary>Somebody who edits this course, at a browser.</summary>
    public async Task<Browser> Instructor() => (await app.SignedIn(Role.Instructor, new Id<Scope>(id.Value))).Browser;

    private static async Task<T> InScope<T>(TheApp app, Func<IServiceProvider, LecternDb, Task<T>> work)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider, scope.ServiceProvider.GetRequiredService<LecternDb>());
    }
}
