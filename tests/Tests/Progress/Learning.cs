using Lectern.Courses;
using Lectern.Data.Outbox;
using Lectern.Enrolment;
using Lectern.Kernel;
using Lectern.Progress;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Progress;

public sealed class Opening_an_activity(Apps apps)
{
    [Theory, EveryDatabase]
    public async Task starts_it_once(Database database)
    {
        var app = await apps.On(database);
        var course = await app.Course(2);
        var learner = await app.Person(Role.Learner);
        var enrolment = await app.Enrol(course, learner);

        var first = await app.Open(course.Activities[0], learner);
        await app.Open(course.Activities[0], learner);

        Assert.Equal(ActivityStatus.Started, Assert.Single(first!.Statuses).Value);
        Assert.Equal(1, await app.InDb(db => db.LearningRecords.CountAsync(r => r.EnrolmentId == enrolment)));
        await app.Settle();
        Assert.Equal(course.Activities[0], (await app.ProgressOf(enrolment)).LastActivityId);
    }

    [Theory, EveryDatabase]
    public async Task again_after_a_while_shows_that_they_are_still_at_it(Database database)
    {
        await using var app = await apps.OwnOn(database);   // moves the clock
        var course = await app.Course(2);
        var learner = await app.Person(Role.Learner);
        var enrolment = await app.Enrol(course, learner);
        await app.Do(course.Activities[0], learner);
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        await app.Open(course.Activities[1], learner);
        app.Clock.Advance(TimeSpan.FromMinutes(4));
        await app.Open(course.Activities[0], learner);
        await app.Settle();
        Assert.Equal(course.Activities[1], (await app.ProgressOf(enrolment)).LastActivityId);

        app.Clock.Advance(TimeSpan.FromMinutes(4));
        var back = app.Clock.GetUtcNow();
        var seat = await app.Open(course.Activities[0], learner);
        await app.Settle();
        var progress = await app.ProgressOf(enrolment);
        Assert.Equal(course.Activities[0], progress.LastActivityId);
        Assert.True(progress.LastAt >= back.AddSeconds(-1));
        Assert.True(seat!.IsDone);   // being there again takes nothing back
    }

    [Theory, EveryDatabase]
    public async Task in_many_tabs_at_once_starts_it_once(Database database)
    {
        var app = await apps.On(database);
        var course = await app.Course(1);
        var learner = await app.Person(Role.Learner);
        var enrolment = await app.Enrol(course, learner);

        var seats = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => app.Open(course.Activities[0], learner)));

        Assert.All(seats, Assert.NotNull);
        Assert.Equal(1, await app.InDb(db => db.ActivityProgresses.CountAsync(p => p.EnrolmentId == enrolment)));
        Assert.Equal(1, await app.InDb(db => db.LearningRecords.CountAsync(r => r.EnrolmentId == enrolment)));
    }

    [Theory, EveryDatabase]
    public async Task is_for_learners_of_the_course_only(Database database)
    {
        var app = await apps.On(database);
        var course = await app.Course(1);
        var stranger = await app.Person(Role.Learner);
        Assert.Null(await app.Open(course.Activities[0], stranger));

        var enrolment = await app.Enrol(course, stranger);
        await app.InDb(async db =>
        {
            (await db.Enrolments.SingleAsync(e => e.Id == enrolment)).Withdraw(stranger.Id, app.Clock.GetUtcNow());
            await db.SaveChangesAsync();
        });
        Assert.Null(await app.Open(course.Activities[0], stranger));
    }
}

public sealed class Reporting_what_was_achieved(Apps apps)
{
    [Theory, EveryDatabase]
    public async Task completes_the_course_once_all_that_is_required_is_done(Database database)
    {
        var app = await apps.On(database);
        var course = await app.Course(1, 1);
        var learner = await app.Person(Role.Learner);
        var enrolment = await app.Enrol(course, learner);
        await app.Do(course.Activities[0], learner);
        await app.Settle();
        Assert.Equal((1, 2, null), await Standing());

        await app.Do(course.Activities[1], learner, ActivityStatus.Failed);
        await app.Settle();
        Assert.Equal((1, 2, null), await Standing());

        await app.Do(course.Activities[1], learner, ActivityStatus.Passed);
        await app.Settle();
        var completed = await app.ProgressOf(enrolment);
        Assert.Equal(2, completed.Done);
        Assert.NotNull(completed.CompletedAt);
        Assert.NotNull(completed.CompletedVersionId);

        async Task<(int, int, DateTimeOffset?)> Standing()
        {
            var progress = await app.ProgressOf(enrolment);
            return (progress.Done, progress.Total, progress.CompletedAt);
        }
    }

    [Theory, EveryDatabase]
    public async Task again_and_again_keeps_only_what_is_news(Database database)
    {
        var app = await apps.On(database);
        var course = await app.Course(1);
        var learner = await app.Person(Role.Learner);
        var enrolment = await app.Enrol(course, learner);
        for (var i = 0; i < 20; i++) await app.Do(course.Activities[0], learner, ActivityStatus.Started);
        await app.Do(course.Activities[0], learner);
        for (var i = 0; i < 20; i++) await app.Do(course.Activities[0], learner);

        Assert.Equal(2, await app.InDb(db => db.LearningRecords.CountAsync(r => r.EnrolmentId == enrolment)));
    }
}

public sealed class Reporting_without_a_seat(Apps apps)
{
    [Theory, EveryDatabase]
    public async Task keeps_what_was_achieved_by_somebody_who_was_taken_out(Database database)
    {
        var app = await apps.On(database);
        var course = await app.Course(1);
        var learner = await app.Person(Role.Learner);
        var enrolment = await app.Enrol(course, learner);
        await app.Open(course.Activities[0], learner);
        await app.Settle();
        await app.InDb(async db =>
        {
            (await db.Enrolments.SingleAsync(e => e.Id == enrolment)).Withdraw(learner.Id, app.Clock.GetUtcNow());
            await db.SaveChangesAsync();
        });

        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Classroom>().Report(enrolment, course.Id, course.Activities[0], ActivityStatus.Passed, TestContext.Current.CancellationToken);
        await scope.ServiceProvider.GetRequiredService<Lectern.Data.LecternDb>().SaveChangesAsync(TestContext.Current.CancellationToken);
        await app.Settle();
        Assert.Equal(ActivityStatus.Passed, await app.InDb(db => db.ActivityProgresses.Where(p => p.EnrolmentId == enrolment).Select(p => p.Status).SingleAsync()));
        Assert.Null((await app.ProgressOf(enrolment)).CompletedAt);

        // A version that judges otherwise counts for them when they come back.
        await app.Republish(course, draft => draft.Judge(draft.ActivityOf(course.Activities[0])!, Rule.Clause("submitted"), app.Clock.GetUtcNow()));
        await app.Settle();
        Assert.Empty(await scope.ServiceProvider.GetRequiredService<ProgressVerification>().Differences(CancellationToken.None).Where(d => d.EnrolmentId == enrolment).ToListAsync());
        await app.InDb(db => db.Enrol(course.Id, learner.Id, EnrolmentSources.Self, app.Clock.GetUtcNow(), CancellationToken.None));
        await app.Settle();
        Assert.Equal((0, null), ((await app.ProgressOf(enrolment)).Done, (await app.ProgressOf(enrolment)).CompletedAt));
        await app.Do(course.Activities[0], learner, LearningFact.Submitted());
        await app.Settle();
        Assert.NotNull((await app.ProgressOf(enrolment)).CompletedAt);
    }
}

public sealed class A_new_version_of_a_course(Apps apps)
{
    [Theory, EveryDatabase]
    public async Task that_asks_for_less_completes_the_course_on_the_day_it_is_published(Database database)
    {
        await using var app = await apps.OwnOn(database);   // moves the clock
        var course = await app.Course(2);
        var learner = await app.Person(Role.Learner);
        var enrolment = await app.Enrol(course, learner);
        await app.Do(course.Activities[0], learner);
        await app.Settle();
        app.Clock.Advance(TimeSpan.FromDays(400));
        await app.Republish(course, draft => draft.Remove(draft.ActivityOf(course.Activities[1])!, app.Clock.GetUtcNow()));
        await app.Settle();
        var published = await app.InDb(db => db.CourseVersions.Where(v => v.CourseId == course.Id && v.Number == 2).Select(v => v.PublishedAt).SingleAsync());
        Assert.Equal(published, (await app.ProgressOf(enrolment)).CompletedAt);
    }

    [Theory, EveryDatabase]
    public async Task that_asks_for_more_comes_back_to_those_who_had_completed_it(Database database)
    {
        var app = await apps.On(database);
        var course = await app.Course(1);
        var (browser, learner) = await app.SignedIn(Role.Learner);
        using var _ = browser;
        await app.Enrol(course, learner);
        await app.Do(course.Activities[0], learner);
        await app.Settle();
        Assert.Contains("Everything is finished", (await browser.Open("/")).Everything, StringComparison.Ordinal);
        Assert.Contains("All that is required is done.", (await browser.Open($"/courses/{course.Slug}/home")).Everything, StringComparison.Ordinal);

        await app.Republish(course, draft => draft.Modules[0].Add(Reading.Kind, "One more", 5));
        await app.Settle();
        var home = await browser.Open($"/courses/{course.Slug}/home");
        Assert.DoesNotContain("All that is required is done.", home.Everything, StringComparison.Ordinal);
        Assert.Contains("It asks for more now.", home.Everything, StringComparison.Ordinal);
        Assert.Contains("One more", (await browser.Open("/")).Words("main"), StringComparison.Ordinal);
        Assert.Contains("1 of 2 lessons", (await browser.Open("/learning")).Everything, StringComparison.Ordinal);
        Assert.DoesNotContain(course.Title, (await browser.Open("/learning?view=finished")).Words("main"), StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task judges_all_that_they_did_of_those_who_go_on_before_their_turn(Database database)
    {
        var app = await apps.On(database);
        var course = await app.Course(2);
        var learner = await app.Person(Role.Learner);
        var enrolment = await app.Enrol(course, learner);
        foreach (var activity in course.Activities) await app.Open(activity, learner);
        await app.Settle();
        var before = (await app.ProgressOf(enrolment)).VersionId;
        await app.Republish(course, draft =>
        {
            foreach (var activity in course.Activities) draft.Judge(draft.ActivityOf(activity)!, Rule.Clause("viewed"), app.Clock.GetUtcNow());
        });
        await app.Settle();

        // As it is until the batch comes that they are in.
        await app.InDb(db => db.ActivityProgresses.Where(p => p.EnrolmentId == enrolment).ExecuteUpdateAsync(p => p.SetProperty(x => x.Status, ActivityStatus.Started).SetProperty(x => x.DoneAt, (DateTimeOffset?)null)));
        await app.InDb(db => db.CourseProgresses.Where(p => p.EnrolmentId == enrolment).ExecuteUpdateAsync(p => p.SetProperty(x => x.VersionId, before).SetProperty(x => x.Done, 0)));
        await app.Do(course.Activities[0], learner, LearningFact.Submitted());
        await app.Settle();
        Assert.Equal(2, (await app.ProgressOf(enrolment)).Done);
    }

    [Theory, EveryDatabase]
    public async Task reaches_all_its_learners_in_batches(Database database)
    {
        const int learners = 450;   // more than two batches
        var app = await apps.On(database);
        var course = await app.Course(1);
        var people = await app.Crowd(learners);
        await app.InDb(async db =>
        {
            db.AddRange(people.Select(p => new CourseEnrolment(course.Id, p.Id, EnrolmentSources.Self, app.Clock.GetUtcNow())));
            await db.SaveChangesAsync();
        });
        await app.Settle();
        await app.Do(course.Activities[0], people[0]);
        await app.Settle();

        await app.Republish(course, draft => draft.Modules[0].Add(Reading.Kind, "One more", 5));
        await app.Settle();

        var version = await app.InDb(db => db.Set<Lectern.Courses.Course>().Where(c => c.Id == course.Id).Select(c => c.PublishedVersionId).SingleAsync());
        var all = await app.InDb(db => db.CourseProgresses.AsNoTracking().Where(p => p.CourseId == course.Id).ToListAsync());
        Assert.Equal(learners, all.Count);
        Assert.All(all, p => Assert.Equal((2, version), (p.Total, p.VersionId)));
        Assert.NotNull(all.Single(p => p.LearnerId == people[0].Id).CompletedAt);   // completed once is completed
    }
}

public sealed class Verifying_progress(Apps apps)
{
    [Theory, EveryDatabase]
    public async Task counts_a_learner_with_news_on_its_way_as_waiting(Database database)
    {
        await using var app = await apps.OwnOn(database);
        var course = await app.Course(1);
        var enrolment = await app.Enrol(course, await app.Person(Role.Learner));
        await app.Settle();
        var news = new OutboxMessage(app.Services.GetRequiredService<Handlers>().Of(typeof(LearnerEnrolled)).Single(h => h.Name.Contains("RecomputeProgress", StringComparison.Ordinal)).Name,
            "held back", $$"""{"EnrolmentId":"{{enrolment}}"}""", app.Clock.GetUtcNow().AddDays(1));
        await app.InDb(async db =>
        {
            db.Add(news);
            await db.SaveChangesAsync();
            await db.CourseProgresses.Where(p => p.EnrolmentId == enrolment).ExecuteUpdateAsync(p => p.SetProperty(x => x.Done, 1));
        });

        await using var scope = app.Services.CreateAsyncScope();
        var verification = scope.ServiceProvider.GetRequiredService<ProgressVerification>();
        Assert.Empty(await verification.Differences(CancellationToken.None).ToListAsync());
        Assert.Equal((1, 1), (verification.Verified, verification.Waiting));
    }

    [Theory, EveryDatabase]
    public async Task finds_nothing_after_ordinary_work_and_whatever_was_tampered_with(Database database)
    {
        var app = await apps.On(database);
        var course = await app.Course(2);
        var learner = await app.Person(Role.Learner);
        var enrolment = await app.Enrol(course, learner);
        await app.Do(course.Activities[0], learner);
        await app.Do(course.Activities[1], learner, ActivityStatus.Failed);
        await app.Settle();
        Assert.Empty(await Differences());

        await app.InDb(db => db.CourseProgresses.Where(p => p.EnrolmentId == enrolment).ExecuteUpdateAsync(p => p.SetProperty(x => x.Done, 2)));
        await app.InDb(db => db.ActivityProgresses.Where(p => p.EnrolmentId == enrolment && p.ActivityId == course.Activities[1]).ExecuteUpdateAsync(p => p.SetProperty(x => x.Status, ActivityStatus.Passed)));
        Assert.Equal(["CourseProgress Done", $"ActivityProgress {course.Activities[1]} Status"], (await Differences()).Select(d => d.What).OrderDescending());
        await app.InDb(db => db.CourseProgresses.Where(p => p.EnrolmentId == enrolment).ExecuteUpdateAsync(p => p.SetProperty(x => x.Done, 1)));
        await app.InDb(db => db.ActivityProgresses.Where(p => p.EnrolmentId == enrolment && p.ActivityId == course.Activities[1]).ExecuteUpdateAsync(p => p.SetProperty(x => x.Status, ActivityStatus.Failed)));

        async Task<List<ProgressDifference>> Differences()
        {
            await using var scope = app.Services.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<ProgressVerification>().Differences(CancellationToken.None).Where(d => d.EnrolmentId == enrolment).ToListAsync();
        }
    }
}
