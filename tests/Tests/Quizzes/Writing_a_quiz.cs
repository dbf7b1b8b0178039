using System.Net;
using Lectern.Kernel;
using Lectern.Quizzes;
using Microsoft.EntityFrameworkCore;

namespace Lectern.Tests.Quizzes;

public sealed class Writing_a_quiz(Apps apps)
{
    [Theory, EveryDatabase]
    public async Task adds_a_question_and_says_what_is_missing_beside_its_field(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database));
        var browser = await course.SignedInInstructor();
        var editor = await browser.Open(course.Editor);
        var question = await browser.Submit(editor, "form[action$='/questions']", ("kind", "multiple-choice"));

        var refused = await browser.Submit(question, "main form", ("do", "save"), ("Prompt", "Which rate?"), ("choice-text", "60"), ("choice-text", "100"), ("choice-id", ""), ("choice-id", ""), ("choice-feedback", ""), ("choice-feedback", "Yes"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("Mark the one right choice", refused.Words("#f-Choices-error"), StringComparison.Ordinal);
        Assert.Contains(refused.Html.QuerySelectorAll("textarea[name=choice-text]"), choice => choice.TextContent.Trim() == "100");

        var saved = await browser.Submit(refused, "main form", ("do", "save"), ("right", "1"));
        Assert.Equal(course.Editor, saved.Path);
        Assert.Contains("Which rate?", saved.Everything, StringComparison.Ordinal);
        Assert.False(saved.Has(".pill.tone-warning"));
        Assert.Null(await course.Publish());
    }

    [Theory, EveryDatabase]
    public async Task shows_in_the_builder_that_the_quiz_was_edited(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database));
        var browser = await course.SignedInInstructor();
        var builder = $"/courses/{course.Course.Id}/edit";
        Assert.DoesNotContain("Edited", (await browser.Open(builder)).Words("main"), StringComparison.Ordinal);
        // Something else of the draft has been changed just before: that is no reason to keep this quiet.
        await course.App.InDb(async db =>
        {
            (await db.Set<Lectern.Courses.Course>().SingleAsync(c => c.Id == course.Course.Id)).Touch(course.App.Clock.GetUtcNow());
            await db.SaveChangesAsync();
        });
        await browser.Submit(await browser.Open(course.Editor), "form[action$='/settings']", ("PassingPercent", "55"));
        Assert.Contains("Edited", (await browser.Open(builder)).Words("main"), StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task of_every_kind_comes_back_as_it_was_written(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database));
        var browser = await course.SignedInInstructor();
        var editor = await browser.Open(course.Editor);
        foreach (var link in editor.Html.QuerySelectorAll("[data-reorder-target=item] > a").Select(a => a.GetAttribute("href")!))
        {
            var before = await Kept(link);
            var page = await browser.Open(link);
            var saved = await browser.Submit(page, "main form", ("do", "save"));
            Assert.Equal(course.Editor, saved.Path);
            Assert.Equal(before, await Kept(link));
        }

        Task<(string, string, decimal, string)> Kept(string link) => course.App.InDb(async db =>
        {
            var id = Id<Question>.Parse(link.Split('/')[^1], null);
            var question = await db.Set<Question>().AsNoTracking().SingleAsync(q => q.Id == id);
            return (question.Prompt, question.Data, question.Points, question.Feedback);
        });
    }

    [Theory, EveryDatabase]
    public async Task saves_the_draft_while_it_is_written_even_unfinished(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database));
        var browser = await course.SignedInInstructor();
        var question = await browser.Submit(await browser.Open(course.Editor), "form[action$='/questions']", ("kind", "short-answer"));
        var form = new FormUrlEncodedContent(question.Html.QuerySelectorAll("main form input[type=hidden]").Select(i => KeyValuePair.Create(i.GetAttribute("name")!, i.GetAttribute("value") ?? ""))
            .Append(KeyValuePair.Create("Prompt", "Half a ques<script>alert(1)</script>")).Append(KeyValuePair.Create("Points", "1")));
        Assert.Equal(HttpStatusCode.OK, (await browser.Client.PostAsync($"{question.Path}/draft", form)).StatusCode);
        var editor = await browser.Open(course.Editor);
        Assert.Contains("Half a ques", editor.Everything, StringComparison.Ordinal);
        Assert.True(editor.Has(".pill.tone-warning"));
        Assert.Equal("question-unfinished", (await course.Publish())!.Code);
    }

    [Theory, EveryDatabase]
    public async Task orders_removes_and_brings_back_without_scripts(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database));
        var browser = await course.SignedInInstructor();
        var editor = await browser.Open(course.Editor);
        Assert.Equal(["Which one?", "Which ones?", "Is it?", "What is it?"], Order(editor));
        editor = await browser.Submit(editor, "[data-name='Is it?'] form[action$='/move']", ("by", "-1"));
        Assert.Equal(["Which one?", "Is it?", "Which ones?", "What is it?"], Order(editor));
        editor = await browser.Submit(editor, "form[action$='/order']", ("item", editor.Html.QuerySelector("[data-name='What is it?']")!.GetAttribute("data-id")), ("position", "0"));
        Assert.Equal(["What is it?", "Which one?", "Is it?", "Which ones?"], Order(editor));
        editor = await browser.Submit(editor, "[data-name='Is it?'] form[action$='/remove']");
        Assert.Equal(["What is it?", "Which one?", "Which ones?"], Order(editor));
        editor = await browser.Submit(editor, "form[action$='/restore']");
        Assert.Equal(["What is it?", "Which one?", "Is it?", "Which ones?"], Order(editor));
    }

    [Theory, EveryDatabase]
    public async Task refuses_rules_out_of_range_beside_their_field(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database));
        var browser = await course.SignedInInstructor();
        var editor = await browser.Open(course.Editor);
        var refused = await browser.Submit(editor, "form[action$='/settings']", ("PassingPercent", "130"), ("TimeLimitMinutes", "20"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("0 to 100", refused.Words("#f-PassingPercent-error"), StringComparison.Ordinal);
        Assert.True(refused.Has("input[name=TimeLimitMinutes][value='20']"));
        var saved = await browser.Submit(refused, "form[action$='/settings']", ("PassingPercent", "80"));
        Assert.True(saved.Has("input[name=PassingPercent][value='80']"));
    }

    [Theory, EveryDatabase]
    public async Task is_for_those_who_may_edit_its_course(Database database)
    {
        var app = await apps.On(database);
        var course = await AQuizCourse.On(app);
        var other = await AQuizCourse.On(app);
        var (learner, _) = await course.Learner();
        var stranger = await other.SignedInInstructor();
        Assert.Equal(HttpStatusCode.Forbidden, (await learner.Open(course.Editor)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Open(course.Editor)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await learner.Open(course.Start + "?preview=1")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await learner.Open(course.Start + "/try")).Status);
    }

    [Theory, EveryDatabase]
    public async Task can_be_tried_and_leaves_no_trace(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database));
        var browser = await course.SignedInInstructor();
        Assert.Contains("Nothing is recorded", (await browser.Open(course.Start + "?preview=1")).Everything, StringComparison.Ordinal);
        var page = await browser.Open(course.Start + "/try");
        var marked = await browser.Submit(page, "main form", Taking.AllRight(page));
        Assert.Contains("5 of 5 points", marked.Everything, StringComparison.Ordinal);
        Assert.Equal(0, await course.App.InDb(db => db.Attempts.CountAsync(a => a.ActivityId == course.Quiz)));
        Assert.Equal(0, await course.App.InDb(db => db.AttemptSteps.CountAsync(s => s.Response != null && s.AttemptId == default)));
    }

    [Theory, EveryDatabase]
    public async Task seals_the_same_copy_again_when_nothing_changed(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database));
        Assert.Null(await course.Publish());
        Assert.Equal(1, await course.App.InDb(db => db.QuizContents.CountAsync(c => c.ActivityId == course.Quiz)));
        var browser = await course.SignedInInstructor();
        await browser.Submit(await browser.Open(course.Editor), "form[action$='/settings']", ("PassingPercent", "81"));
        Assert.Null(await course.Publish());
        Assert.Equal(2, await course.App.InDb(db => db.QuizContents.CountAsync(c => c.ActivityId == course.Quiz)));
    }

    private static string[] Order(Seen page) => [.. page.Html.QuerySelectorAll("[data-reorder-target=item]").Select(i => i.GetAttribute("data-name")!)];
}
