using FsCheck.Fluent;
using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Kernel;
using Lectern.Notifications;
using Lectern.People;
using Lectern.Progress;
using Lectern.Progress.Scheduling;
using Lectern.Progress.Scheduling.Reminding;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Progress;

public sealed class A_reminder
{
    private static readonly OutlineActivity Lesson = new(Id<Activity>.New(), "reading", "Reading", 10, true, Guid.NewGuid());
    private static readonly Outline Outline = new([new OutlineModule(Id<CourseModule>.New(), "Module", [Lesson])]);

    [Theory]
    [InlineData("Europe/Berlin", "2027-03-30T17:00:00", 3, "2027-03-27T07:00:00Z")]   // before the clocks go forward: eight in the morning there is seven
    [InlineData("Europe/Berlin", "2027-03-29T17:00:00", 1, "2027-03-28T06:00:00Z")]   // and after, six
    [InlineData("America/New_York", "2027-11-08T23:59:59", 1, "2027-11-07T13:00:00Z")]   // the day on which they go back
    [InlineData("Africa/Cairo", "2027-05-01T00:15:00", 7, "2027-04-24T06:00:00Z")]
    public void comes_in_the_morning_so_many_days_before_on_the_learners_clock(string zone, string at, int days, string morning)
    {
        var due = DateTime.Parse(at, System.Globalization.CultureInfo.InvariantCulture);
        var dates = LearnersDates.Of(new CourseSchedule { Pacing = Pacing.Fixed, Zone = zone, RemindBefore = days, Due = new Dictionary<Guid, DueDate> { [Lesson.Id.Value] = new(At: due) } }, Outline, DateTimeOffset.UnixEpoch, []);
        var before = Assert.Single(Reminded.Read(Reminded.Nothing).ToSay(dates, [Lesson], TimeZoneInfo.FindSystemTimeZoneById(zone)), reminder => !reminder.IsLate);
        Assert.Equal(DateTimeOffset.Parse(morning, System.Globalization.CultureInfo.InvariantCulture), before.At);
    }

    [Fact]
    public void is_looked_for_in_time_wherever_the_learner_lives_and_said_once_for_each_date()
    {
        foreach (var zone in A_time_on_the_wall.Zones)
            foreach (var at in A_time_on_the_wall.AnyTime.Sample(20, 10))
            {
                var dates = Dates(at, 3);
                var told = Reminded.Read(Reminded.Nothing);
                Assert.True(told.LookAt(dates, [Lesson]) <= told.ToSay(dates, [Lesson], zone).Min(reminder => reminder.At));
                told = Reminded.Read(told.With(told.ToSay(dates, [Lesson], zone), [Lesson]).Write());
                Assert.Empty(told.ToSay(dates, [Lesson], zone));
                Assert.Equal(2, told.ToSay(Dates(at.AddHours(1), 3), [Lesson], zone).Count());   // a date that has moved
                Assert.Single(told.ToSay(Dates(at.AddHours(1), 0), [Lesson], zone));
                Assert.Empty(told.ToSay(Dates(at.AddHours(1), 3), [], zone));
            }

        static LearnersDates Dates(DateTime at, int days) =>
            LearnersDates.Of(new CourseSchedule { Pacing = Pacing.Fixed, Zone = "UTC", RemindBefore = days, Due = new Dictionary<Guid, DueDate> { [Lesson.Id.Value] = new(At: at) } }, Outline, DateTimeOffset.UnixEpoch, []);
    }
}

public sealed class Reminding_learners(Apps apps)
{
    [Theory, EveryDatabase]
    public async Task says_once_before_each_date_and_once_after_it_and_nothing_of_what_is_settled(Database database)
    {
        await using var app = await apps.OwnOn(database);
        var course = await app.Course(3);
        var (browser, learner) = await app.SignedIn(Role.Learner);
        using var _ = browser;
        await app.InDb(async db =>
        {
            (await db.Set<Person>().SingleAsync(p => p.Id == learner.Id)).Prefer("ar", "Asia/Tokyo");
            await db.SaveChangesAsync();
        });
        await Plan(app, course, 3, course.Activities.Index().ToDictionary(a => a.Item.Value, a => new DueDate(After: 5 + a.Index)), endsAfter: 20);
        var enrolment = await app.Enrol(course, learner);
        await app.Settle();
        Assert.Equal([], await Told(app, learner));

        await To(app, days: 3, hour: 12);   // the first is due on the fifth day, which ends on the sixth in Tokyo
        Assert.Equal(["“{0}” in {1} is due {2}."], await Told(app, learner));
        await Remind(app);
        Assert.Single(await Told(app, learner));   // said is said
        var mail = await app.InDb(db => db.MailMessages.OrderByDescending(m => m.At).FirstAsync(m => m.PersonId == learner.Id));
        Assert.Equal("ar", mail.Language);
        Assert.Contains("Reading 1.1", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("is due", mail.Text, StringComparison.Ordinal);

        await app.Do(course.Activities[1], learner);   // done before its date: nothing is said of it
        await app.Settle();
        app.Clock.Advance(TimeSpan.FromDays(1));
        await Remind(app);
        Assert.Single(await Told(app, learner));
        app.Clock.Advance(TimeSpan.FromDays(3));
        await Remind(app);
        Assert.Equal(3, (await Told(app, learner)).Count);   // the third is due soon, the first was due
        Assert.Contains("“{0}” in {1} was due {2}. It can still be done.", await Told(app, learner));

        // More time: its new date is one more to be told of.
        var later = app.Clock.GetUtcNow().AddDays(8);
        await app.InDb(async db =>
        {
            var kept = new LearnerSchedule(enrolment, course.Id, learner.Id);
            var made = ScheduleAdjustment.Agree(enrolment, learner.Id, new Agreement(AdjustmentKind.Extension, app.Clock.GetUtcNow()) { ActivityId = course.Activities[0], Until = DateTime.SpecifyKind(later.UtcDateTime, DateTimeKind.Unspecified), Zone = "UTC" }, "Ill", learner.Id).Value;
            db.AddRange(kept, made);
            kept.Keep([made], made, false, app.Clock.GetUtcNow());
            await db.SaveChangesAsync();
        });
        await app.Settle();
        var before = (await Told(app, learner)).Count(text => text.EndsWith("is due {2}.", StringComparison.Ordinal));
        app.Clock.Advance(TimeSpan.FromDays(6));
        await Remind(app);
        Assert.Equal(before + 1, (await Told(app, learner)).Count(text => text.EndsWith("is due {2}.", StringComparison.Ordinal)));
        app.Clock.Advance(TimeSpan.FromDays(5));
        await Remind(app);
        Assert.Contains("{0} ends {1}. What isn't done by then doesn't count.", await Told(app, learner));
        var all = await Told(app, learner);
        app.Clock.Advance(TimeSpan.FromDays(30));   // over: nothing more is said
        await Remind(app);
        Assert.Equal(all, await Told(app, learner));
        Assert.Null((await app.ProgressOf(enrolment)).RemindAt);
    }

    [Theory, EveryDatabase]
    public async Task happens_once_whichever_nodes_do_it_at_the_same_moment_with_as_many_statements_for_many_as_for_one(Database database)
    {
        await using var app = await apps.OwnOn(database);
        var course = await app.Course(2);
        await Plan(app, course, 1, new() { [course.Activities[0].Value] = new(After: 2) });
        await app.Settle();   // nobody is told of new dates who came after them
        var crowd = await app.Crowd(30);
        foreach (var person in crowd) await app.Enrol(course, person);
        await app.Settle();
        app.Clock.Advance(TimeSpan.FromDays(2));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Remind(app)));
        await Remind(app);
        foreach (var person in crowd) Assert.Single(await Told(app, person));
        Assert.Equal(30, await app.InDb(db => db.MailMessages.CountAsync(m => m.Subject.StartsWith("Due in"))));
    }

    [Theory, EveryDatabase]
    public async Task keeps_still_in_a_break_and_says_it_with_the_date_that_holds_afterwards(Database database)
    {
        await using var app = await apps.OwnOn(database);
        var course = await app.Course(1);
        var learner = await app.Person(Role.Learner);
        await Plan(app, course, 1, new() { [course.Activities[0].Value] = new(After: 2) });
        var enrolment = await app.Enrol(course, learner);
        var today = DateOnly.FromDateTime(app.Clock.GetUtcNow().UtcDateTime);
        await app.InDb(async db =>
        {
            var kept = new LearnerSchedule(enrolment, course.Id, learner.Id);
            var made = ScheduleAdjustment.Agree(enrolment, learner.Id, new Agreement(AdjustmentKind.Pause, app.Clock.GetUtcNow()) { First = today, Last = today.AddDays(4), Zone = "UTC" }, "Ill", learner.Id).Value;
            db.AddRange(kept, made);
            kept.Keep([made], made, false, app.Clock.GetUtcNow());
            await db.SaveChangesAsync();
        });
        await app.Settle();
        var agreed = await Told(app, learner);
        app.Clock.Advance(TimeSpan.FromDays(3));
        await Remind(app);
        Assert.Equal(agreed, await Told(app, learner));
        app.Clock.Advance(TimeSpan.FromDays(4));   // due two days after enrolment, and five of rest
        await Remind(app);
        Assert.Equal(agreed.Count + 1, (await Told(app, learner)).Count);
    }

    [Theory, EveryDatabase]
    public async Task of_other_dates_for_the_course_tells_those_whose_own_have_changed(Database database)
    {
        await using var app = await apps.OwnOn(database);
        var course = await app.Course(2);
        var (through, atIt) = (await app.Person(Role.Learner), await app.Person(Role.Learner));
        await Plan(app, course, 3, new() { [course.Activities[0].Value] = new(After: 9) });
        await app.Settle();   // nobody is told of new dates who came after them
        foreach (var person in new[] { through, atIt }) await app.Enrol(course, person);
        await app.Do(course.Activities[0], through);
        await app.Settle();

        await Plan(app, course, 7, new() { [course.Activities[0].Value] = new(After: 9) });   // only when they are reminded
        await app.Settle();
        Assert.Empty(await Told(app, atIt));
        await Plan(app, course, 3, new() { [course.Activities[0].Value] = new(After: 12) });
        await app.Settle();
        Assert.Equal(["The dates of {0} have changed."], await Told(app, atIt));
        Assert.Empty(await Told(app, through));   // has done it
        await Plan(app, course, 3, new() { [course.Activities[0].Value] = new(After: 14) });
        await app.Settle();
        Assert.Single(await Told(app, atIt));   // who hasn't read of it yet isn't told again at once
        app.Clock.Advance(TimeSpan.FromHours(2));
        await Plan(app, course, 3, []);
        await app.Settle();
        Assert.Equal(2, (await Told(app, atIt)).Count);
        Assert.Equal(2, await app.InDb(db => db.MailMessages.CountAsync(m => m.PersonId == atIt.Id && m.Subject.StartsWith("The dates of"))));
    }

    private static async Task To(TheApp app, int days, int hour)
    {
        app.Clock.Advance(app.Clock.GetUtcNow().Date.AddDays(days).AddHours(hour) - app.Clock.GetUtcNow().UtcDateTime);
        await Remind(app);
    }

    internal static async Task Remind(TheApp app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<RemindLearners>().Run(TestContext.Current.CancellationToken);
    }

    internal static Task Plan(TheApp app, Taught course, int remindBefore, Dictionary<Guid, DueDate> due, int? endsAfter = null) => app.InDb(async db =>
    {
        Assert.Null((await db.Courses.SingleAsync(c => c.Id == course.Id)).Plan(new CourseSchedule { Pacing = Pacing.SelfPaced, Zone = "UTC", RemindBefore = remindBefore, EndsAfter = endsAfter, Due = due }));
        await db.SaveChangesAsync();
    });

    // What was said about dates, in the order in which it was; not the welcome.
    private static Task<List<string>> Told(TheApp app, Person learner) =>
        app.InDb(db => db.Notifications.Where(n => n.PersonId == learner.Id && n.Text != "You are enrolled in {0}.").OrderBy(n => n.At).Select(n => n.Text).ToListAsync());
}
