using Lectern.Enrolment;
using Lectern.Grading;
using Lectern.Progress;
using Lectern.Quizzes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Quizzes;

public sealed class Taking_a_quiz(Apps apps)
{
    [Theory, EveryDatabase]
    public async Task leads_from_the_start_page_to_a_passed_result(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database));
        var (browser, learner) = await course.Learner();

        var start = await browser.Open(course.Start);
        Assert.Contains("You pass with 60 percent", start.Everything, StringComparison.Ordinal);
        Assert.InRange(start.Statements, 1, 6 + 3);   // the first opening writes

        var page = await browser.Begin(course);
        var check = await browser.Go(page, "check", Taking.AllRight(page));
        Assert.Equal("Everything is answered", check.Words("h1"));
        var result = await browser.Submit(check, "form[action$='/submit']");

        Assert.EndsWith("/result", result.Path, StringComparison.Ordinal);
        Assert.Contains("Every answer right", result.Everything, StringComparison.Ordinal);
        var attempt = await course.AttemptOf(learner);
        Assert.Equal((5m, 5m, true), (attempt.Points, attempt.MaximumPoints, attempt.IsPassed));
        Assert.Equal(ActivityStatus.Passed, await StatusOf(course, attempt));
    }

    [Theory, EveryDatabase]
    public async Task lets_a_result_of_an_earlier_cycle_be_read_and_begins_nothing_in_the_newer_one_by_that(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database));
        var (browser, learner) = await course.Learner();
        var page = await browser.Begin(course);
        var result = await browser.Submit(await browser.Go(page, "check", Taking.AllRight(page)), "form[action$='/submit']");
        Assert.True(result.Has("[data-controller=study-time]"));
        var attempt = await course.AttemptOf(learner);
        var again = await course.App.InDb(db => db.BeginAgain(attempt.EnrolmentId, EnrolmentSources.Assigned, course.App.Clock.GetUtcNow(), default));

        var then = await browser.Open(result.Path);
        Assert.Contains("Every answer right", then.Everything, StringComparison.Ordinal);
        Assert.False(then.Has("[data-controller=study-time]"));   // nor is it time spent there
        Assert.False(await course.App.InDb(db => db.LearningRecords.AnyAsync(r => r.EnrolmentId == again.Value.Id)));
    }

    [Theory, EveryDatabase]
    public async Task letters_the_choices_in_the_order_in_which_they_stand(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database));
        var (browser, _) = await course.Learner();
        var page = await browser.Begin(course);
        Assert.Equal(["A", "B", "C"], page.Html.QuerySelectorAll("#question-1 .choice-row span[aria-hidden=true]").Select(letter => letter.TextContent));
    }

    [Theory, EveryDatabase]
    public async Task takes_at_most_six_statements_a_page_however_long_the_quiz(Database database)
    {
        var app = await apps.On(database);
        foreach (var copies in new[] { 1, 8 })
        {
            var course = await AQuizCourse.On(app, copies: copies);
            var (browser, _) = await course.Learner();
            await browser.Open(course.Start);
            Assert.InRange((await browser.Open(course.Start)).Statements, 1, 6);
            var page = await browser.Begin(course);
            Assert.InRange(page.Statements, 1, 6);
            var check = await browser.Go(page, "check");
            Assert.InRange(check.Statements, 1, 6);
            Assert.InRange((await browser.Submit(check, "form[action$='/submit']")).Statements, 1, 6);
        }
    }

    [Theory, EveryDatabase]
    public async Task says_not_yet_and_offers_another_try(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database));
        var (browser, learner) = await course.Learner();
        var page = await browser.Begin(course);
        var result = await browser.Submit(await browser.Go(page, "check", (Taking.Field(page, "Which one?"), "c2")), "form[action$='/submit']");
        Assert.Contains("Not yet. The pass mark is 60%", result.Everything, StringComparison.Ordinal);
        Assert.Equal("Try again", result.Words("main .btn-primary"));
        Assert.Equal(ActivityStatus.Failed, await StatusOf(course, await course.AttemptOf(learner)));

        var second = await browser.Submit(result, "form[action$='/attempts']");
        Assert.Contains("attempt 2", second.Everything, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task keeps_answers_of_every_page_without_scripts(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database), copies: 2);
        var (browser, learner) = await course.Learner();
        var first = await browser.Begin(course);
        var choice = first.Html.QuerySelector("input[type=radio]")!;
        var second = await browser.Go(first, "next", (choice.GetAttribute("name")!, "c1"));
        Assert.Contains("Page 2 of 2", second.Everything, StringComparison.Ordinal);
        var back = await browser.Go(second, "1");
        Assert.True(back.Has($"input[name='{choice.GetAttribute("name")}'][value=c1][checked]"));
        Assert.Single(await course.StepsOf(await course.AttemptOf(learner)));
    }

    [Theory, EveryDatabase]
    public async Task starts_one_attempt_however_often_start_is_pressed(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database));
        var (browser, learner) = await course.Learner();
        var page = await browser.Open(course.Start);
        var tries = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => browser.Submit(page, "form[action$='/attempts']")));
        Assert.Single(tries.Select(t => t.Path).Distinct());
        Assert.Equal(1, await course.App.InDb(db => db.Attempts.CountAsync(a => a.LearnerId == learner.Id)));
    }

    [Theory, EveryDatabase]
    public async Task is_over_when_all_attempts_are_used(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database), new QuizSettings { AttemptsAllowed = 1 });
        var (browser, learner) = await course.Learner();
        var start = await browser.Open(course.Start);
        var check = await browser.Go(await browser.Begin(course), "check");
        var result = await browser.Submit(check, "form[action$='/submit']");
        Assert.False(result.Has("form[action$='/attempts']"));
        var refused = await browser.Submit(start, "form[action$='/attempts']");
        Assert.Contains("There are no attempts left", refused.Everything, StringComparison.Ordinal);
        Assert.Equal(1, await course.App.InDb(db => db.Attempts.CountAsync(a => a.LearnerId == learner.Id)));
    }

    [Theory, EveryDatabase]
    public async Task goes_on_with_what_was_met_when_the_course_is_published_anew(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database));
        var (browser, learner) = await course.Learner();
        var page = await browser.Begin(course);
        await course.App.InDb(async db =>
        {
            var quiz = await db.Quizzes.Include(q => q.Sections).Include(q => q.Slots).ThenInclude(s => s.Question).SingleAsync(q => q.ActivityId == course.Quiz);
            quiz.Remove(quiz.InOrder.First(), DateTimeOffset.UnixEpoch);
            await db.SaveChangesAsync();
        });
        Assert.Null(await course.Publish());
        await browser.Go(page, "submit", Taking.AllRight(page));
        Assert.Equal(5, (await course.AttemptOf(learner)).MaximumPoints);
        Assert.Contains("3 questions", (await browser.Open(course.Start)).Everything, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task becomes_a_mark_and_completes_the_course(Database database)
    {
        var app = await apps.On(database);
        var course = await AQuizCourse.On(app);
        var (browser, learner) = await course.Learner();
        var page = await browser.Begin(course);
        await browser.Go(page, "submit", Taking.AllRight(page));
        await app.Settle();
        var attempt = await course.AttemptOf(learner);
        var mark = await app.InDb(db => db.Marks.AsNoTracking().SingleAsync(m => m.EnrolmentId == attempt.EnrolmentId));
        Assert.Equal((course.Quiz, 5m, 5m, 1), (mark.ActivityId, mark.Points, mark.MaximumPoints, mark.Attempts));
        var progress = await app.InDb(db => db.CourseProgresses.AsNoTracking().SingleAsync(p => p.LearnerId == learner.Id));
        Assert.NotNull(progress.CompletedAt);
    }

    [Theory, EveryDatabase]
    public async Task keeps_the_right_answers_back_until_it_is_passed(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database));
        var (browser, _) = await course.Learner();
        var page = await browser.Begin(course);
        var failed = await browser.Go(page, "submit", (Taking.Field(page, "Which one?"), "c2"));
        Assert.Contains("Because it is.", failed.Everything, StringComparison.Ordinal);   // feedback
        Assert.DoesNotContain("Answer:", failed.Everything, StringComparison.Ordinal);
        Assert.Contains("The right answers are shown when you have passed", failed.Everything, StringComparison.Ordinal);

        var second = await browser.Submit(failed, "form[action$='/attempts']");
        await browser.Go(second, "submit", [.. Taking.AllRight(second).Where(a => a.Item1 != Taking.Field(second, "Is it?"))]);
        var passed = await browser.Open(failed.Path);
        Assert.Contains("Answer:", passed.Everything, StringComparison.Ordinal);
        Assert.DoesNotContain("The right answers are shown", passed.Everything, StringComparison.Ordinal);
    }

    internal static async Task<ActivityStatus> StatusOf(AQuizCourse course, Attempt attempt) =>
        await course.App.InDb(db => db.ActivityProgresses.Where(p => p.EnrolmentId == attempt.EnrolmentId && p.ActivityId == course.Quiz).Select(p => p.Status).SingleAsync());
}
