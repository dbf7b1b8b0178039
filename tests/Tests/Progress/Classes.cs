using Lectern.Courses;
using Lectern.Data;
using Lectern.Enrolment;
using Lectern.Kernel;
using Lectern.People;
using Lectern.Progress;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Progress;

/// <summary>A kind of activity that only tests have: nothing to edit and nothing to seal.</summary>
internal sealed class Reading : IActivityKind
{
    internal const string Kind = "reading";

    public string Name => Kind;
    public string Label => "Reading";
    public string Icon => "book-open";
    public IReadOnlyCollection<LearningVerb> Reports { get; } = Enum.GetValues<LearningVerb>();
    public int UsualMinutes => 10;
    public Task Create(Activity activity, CancellationToken cancel) => Task.CompletedTask;
    public Task Copy(Activity from, Activity to, CancellationToken cancel) => Task.CompletedTask;
    public string EditorAddress(Activity activity) => $"/readings/{activity.Id}/edit";
    public string PlayerAddress(Id<Activity> activityId) => $"/readings/{activityId}";
    public Task<Outcome<IReadOnlyDictionary<Id<Activity>, Guid>>> Seal(IReadOnlyList<Activity> activities, CancellationToken cancel) =>
        Task.FromResult<Outcome<IReadOnlyDictionary<Id<Activity>, Guid>>>(activities.ToDictionary(a => a.Id, a => a.Id.Value));
}

/// <summary>A published course of readings.</summary>
internal sealed record Taught(Id<Course> Id, string Slug, string Title, IReadOnlyList<Id<Activity>> Activities)
{
    internal Id<Scope> ScopeId => new(Id.Value);
}

internal static class Classes
{
    private static int _courses;

    extension(TheApp app)
    {
        /// <summary>A published course with so many readings in each module. The title holds markup, which must never act.</summary>
        internal async Task<Taught> Course(params int[] readingsPerModule)
        {
            var number = Interlocked.Increment(ref _courses);
            var institution = await app.Institution();
            return await app.InDb(async db =>
            {
                var now = app.Clock.GetUtcNow();
                var unit = await db.Scopes.SingleAsync(s => s.Id == institution.Id);
                var course = new Course(unit.Id, $"Course <b>{number}</b>", $"taught-{number}-{Guid.NewGuid():N}", now);
                db.Add(course);
                db.Add(unit.AddCourse(course.Id.Value, course.Title));
                foreach (var (m, count) in readingsPerModule.Index())
                {
                    var module = course.AddModule($"Module {m + 1}", now);
                    for (var r = 1; r <= count; r++) module.Add(Reading.Kind, $"Reading {m + 1}.{r}", 10);
                }

                await db.SaveChangesAsync();
                await Publish(db, course, now);
                return new Taught(course.Id, course.Slug, course.Title, [.. course.DraftOutline().Activities.Select(a => a.Id)]);
            });
        }

        /// <summary>Changes the draft and publishes it as the next version.</summary>
        internal Task Republish(Taught taught, Action<Course> change, RuleChange rules = RuleChange.Recompute) => app.InDb(async db =>
        {
            var course = await db.Courses.Include(c => c.Modules).ThenInclude(m => m.Activities).AsSingleQuery().SingleAsync(c => c.Id == taught.Id);
            var known = course.Modules.SelectMany(m => m.Activities).Where(a => db.Entry(a).State != EntityState.Detached).Select(a => a.Id).ToHashSet();
            change(course);
            db.AddRange(course.Modules.SelectMany(m => m.Activities).Where(a => !known.Contains(a.Id)));
            await db.SaveChangesAsync();
            await Publish(db, course, app.Clock.GetUtcNow(), rules);
        });

        internal async Task<Id<CourseEnrolment>> Enrol(Taught course, Person learner)
        {
            var enrolment = new CourseEnrolment(course.Id, learner.Id, "self", app.Clock.GetUtcNow());
            await app.InDb(async db =>
            {
                db.Add(enrolment);
                await db.SaveChangesAsync();
            });
            return enrolment.Id;
        }

        /// <summary>Takes the seat in front of an activity; null when there is none for this person.</summary>
        internal async Task<Seat?> Open(Id<Activity> activity, Person learner, bool goesOn = false)
        {
            await using var scope = app.Services.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<Classroom>().Enter(activity, learner.Id, CancellationToken.None, goesOn);
        }

        internal Task Do(Id<Activity> activity, Person learner, ActivityStatus status = ActivityStatus.Completed) => app.Do(activity, learner, LearningFact.Of(status));

        internal async Task Do(Id<Activity> activity, Person learner, params IReadOnlyList<LearningFact> facts)
        {
            await using var scope = app.Services.CreateAsyncScope();
            var classroom = scope.ServiceProvider.GetRequiredService<Classroom>();
            var seat = await classroom.Enter(activity, learner.Id, CancellationToken.None) ?? throw new InvalidOperationException("There is no seat.");
            await classroom.Report(seat, facts, CancellationToken.None);
            await scope.ServiceProvider.GetRequiredService<LecternDb>().SaveChangesAsync();
        }

        /// <summary>Does them one after the other, each taken in before the next: news of two at the same moment would be tried again, which isn't what is tested.</summary>
        internal async Task DoEach(IEnumerable<Id<Activity>> activities, Person learner)
        {
            foreach (var activity in activities)
            {
                await app.Do(activity, learner);
                await app.Settle();
            }
        }

        internal Task<CourseProgress> ProgressOf(Id<CourseEnrolment> enrolment) => app.InDb(db => db.CourseProgresses.AsNoTracking().SingleAsync(p => p.EnrolmentId == enrolment));

        /// <summary>People as they come out of a list of names: without a password, to fill a course.</summary>
        internal Task<IReadOnlyList<Person>> Crowd(int count, string name = "Crowd") => app.InDb(async db =>
        {
            var people = Enumerable.Range(1, count).Select(n => new Person($"{name} {n:000}", $"{Guid.NewGuid():N}@example.org", app.Clock.GetUtcNow())).ToList();
            db.AddRange(people);
            await db.SaveChangesAsync();
            return (IReadOnlyList<Person>)people;
        });
    }

    private static async Task Publish(LecternDb db, Course course, DateTimeOffset at, RuleChange rules = RuleChange.Recompute)
    {
        Assert.Empty(await CoursePublishing.Publish(db, new ActivityKinds([new Reading()]), course, null, at, CancellationToken.None, new PublishingChoice(rules, [])));
        await db.SaveChangesAsync();
    }
}
