using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Lectern.Quizzes;
using Lectern.Quizzes.Behaviours;
using Microsoft.EntityFrameworkCore;
using static Lectern.Tests.Quizzes.Documents;

namespace Lectern.Tests.Quizzes;

public sealed class Answering_while_it_is_taken(Apps apps)
{
    [Theory, EveryDatabase]
    public async Task shows_hints_one_after_another_and_takes_penalties_that_the_learner_can_follow(Database database)
    {
        var course = await Course(database, "several-tries");
        var (learner, person) = await course.Learner();
        var start = await learner.Open(course.Start);
        Assert.Contains("There is one try more than hints", start.Everything, StringComparison.Ordinal);
        var page = await learner.Submit(start, "form[action$='/attempts']");
        Assert.DoesNotContain("canary", page.Text, StringComparison.Ordinal);
        Assert.Contains("Each try that is not right costs 25% of the points.", page.Everything, StringComparison.Ordinal);

        // Nothing answered is no try.
        page = await learner.Go(page, "try-1");
        Assert.Contains("Answer the question first", page.Everything, StringComparison.Ordinal);

        page = await learner.Go(page, "try-1", (Taking.Field(page, "Which one?"), "c2"));
        Assert.Contains("Not right yet", page.Everything, StringComparison.Ordinal);
        Assert.Contains("2 tries left", page.Everything, StringComparison.Ordinal);
        Assert.Contains("canary-hint-1", page.Text, StringComparison.Ordinal);
        Assert.Contains("canary-remark", page.Text, StringComparison.Ordinal);   // what the author says to just this answer
        Assert.DoesNotContain("canary-hint-2", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("canary-feedback", page.Text, StringComparison.Ordinal);

        // The same once more is none either, however often it is pressed.
        page = await learner.Go(page, "try-1");
        Assert.Contains("You have tried just this", page.Everything, StringComparison.Ordinal);

        page = await learner.Go(page, "try-1", (Taking.Field(page, "Which one?"), "c1"));
        Assert.Contains("canary-feedback", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("canary-hint-2", page.Text, StringComparison.Ordinal);
        Assert.True(page.Has("#question-1 input[type=radio][disabled]"));
        Assert.False(page.Has("#question-1 button[value=try-1]"));

        // It is done, whatever a page that was left open sends.
        var id = page.Html.QuerySelector("#question-1")!.GetAttribute("data-id");
        await learner.Autosave(page, ("question", id), ($"q-{id}", "c3"));
        page = await learner.Go(page, "try-1");
        Assert.Contains("This question is done", page.Everything, StringComparison.Ordinal);
        await learner.Go(page, "submit");

        var attempt = await course.AttemptOf(person);
        var steps = (await course.StepsOf(attempt)).Where(s => s.QuestionId.ToString() == id).ToList();
        Assert.Equal([(QuestionState.Wrong, 0m), (QuestionState.Right, 0.75m)], steps.Where(s => s.Action == StepAction.Checked).Select(s => (s.State, s.Fraction!.Value)));
        Assert.Equal((QuestionState.Right, 0.75m, "\"c1\""), (steps[^1].State, steps[^1].Fraction, steps[^1].Response));
        Assert.Equal(3, attempt.Points);
        await course.App.Settle();
        var how = await learner.Open($"/courses/{course.Course.Slug}/grades/{course.Quiz}");
        Assert.Contains("Try 1: not right", how.Everything, StringComparison.Ordinal);
        Assert.Contains("Try 2: right", how.Everything, StringComparison.Ordinal);
        Assert.Contains("One try before it was not right: 25% of the points less", how.Everything, StringComparison.Ordinal);
        Assert.Contains("3 of 4", how.Everything, StringComparison.Ordinal);
        Assert.Contains("Question 1, right", (await learner.Open($"/quizzes/attempts/{attempt.Id}/result")).Everything, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task tells_no_more_than_its_author_lets_be_seen(Database database)
    {
        var course = await Course(database, "immediate", ReviewMatrix.Outcome);
        var (learner, _) = await course.Learner();
        var page = await learner.Begin(course);
        Assert.Contains("It can be checked once.", page.Everything, StringComparison.Ordinal);
        page = await learner.Go(page, "try-1", (Taking.Field(page, "Which one?"), "c2"));
        Assert.Contains("Not right", page.Everything, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", page.Text, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task lets_those_who_are_sure_earn_more_and_lose_more(Database database)
    {
        var course = await Course(database, "certainty-deferred");
        var (learner, person) = await course.Learner();
        var page = await learner.Begin(course);
        Assert.False(page.Has("button[value^=try-]"));
        var (one, two) = (Taking.Field(page, "Which one?"), Taking.Field(page, "Is it?"));
        // Saved in the background first, as a script does; what the form shows is heard, too.
        Assert.Equal(HttpStatusCode.OK, (await learner.Autosave(page, (one, "c1"), ($"sure-{one[2..]}", "3"), (two, "false"), ($"sure-{two[2..]}", "2"))).StatusCode);
        page = await learner.Open(page.Path);
        Assert.True(page.Has($"input[name='sure-{one[2..]}'][value='3'][checked]"));
        await learner.Go(page, "submit");
        var attempt = await course.AttemptOf(person);
        var steps = (await course.StepsOf(attempt)).Where(s => s.Action == StepAction.Submitted).ToDictionary(s => s.QuestionId.ToString());
        Assert.Equal((3, 1m), (steps[one[2..]].Certainty, steps[one[2..]].Fraction));
        Assert.Equal((2, -0.666667m), (steps[two[2..]].Certainty, steps[two[2..]].Fraction));
        Assert.Equal(3.33m, attempt.Points);   // 4 − 0.67
        await course.App.Settle();
        var how = await learner.Open($"/courses/{course.Course.Slug}/grades/{course.Quiz}");
        Assert.Contains("Very sure: what is right earns all of the points then", how.Everything, StringComparison.Ordinal);
        Assert.Contains("Quite sure: wrong, which costs two thirds of the points then", how.Everything, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task keeps_how_sure_they_are_whatever_a_tab_sends_that_was_drawn_earlier(Database database)
    {
        var course = await Course(database, "certainty-deferred");
        var (learner, person) = await course.Learner();
        var stale = await learner.Begin(course);
        var (one, two) = (Taking.Field(stale, "Which one?"), Taking.Field(stale, "Is it?"));
        await learner.Autosave(await learner.Open(stale.Path), (one, "c1"), ($"sure-{one[2..]}", "3"));
        await learner.Go(stale, "save", (two, "true"));   // shows all of them as not very sure
        var steps = await course.StepsOf(await course.AttemptOf(person));
        Assert.Equal([(one[2..], 3), (two[2..], null)], steps.Select(s => (s.QuestionId.ToString(), s.Certainty)));
        await learner.Go(stale, "save", ($"sure-{one[2..]}", "2"));
        Assert.Equal(2, (await course.StepsOf(await course.AttemptOf(person)))[^1].Certainty);   // what it does say, it says
    }

    [Theory, EveryDatabase]
    public async Task is_one_try_however_often_it_is_pressed_at_once(Database database)
    {
        var course = await Course(database, "adaptive");
        var (learner, person) = await course.Learner();
        using var program = await course.App.Program(person);
        var started = await (await program.PostAsync($"/api/v1/quizzes/{course.Quiz}/attempts", null)).Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("adaptive", started.GetProperty("behaviour").GetString());
        var (attempt, question) = (started.GetProperty("id").GetString(), started.GetProperty("questions")[0].GetProperty("id").GetString());
        var check = $"/api/v1/attempts/{attempt}/questions/{question}/check";
        Assert.Contains("answer-missing", await (await program.PostAsync(check, null)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await Say("c2");
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => program.PostAsync(check, null)));
        Assert.Single(await course.StepsOf(await course.AttemptOf(person)), s => s.Action == StepAction.Checked);
        await Say("c1");
        var told = (await (await program.PostAsync(check, null)).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("questions")[0];
        Assert.Equal((2, "Right", false), (told.GetProperty("check").GetProperty("tries").GetInt32(), told.GetProperty("check").GetProperty("lastTry").GetString(), told.GetProperty("check").GetProperty("closed").GetBoolean()));
        // The worse one afterwards takes nothing away.
        await Say("c3");
        await program.PostAsync($"/api/v1/attempts/{attempt}/submit", null);
        Assert.Equal(3, (await course.AttemptOf(person)).Points);
        await course.App.Settle();
        var how = await learner.Open($"/courses/{course.Course.Slug}/grades/{course.Quiz}");
        Assert.Contains("Try 3: not right", how.Everything, StringComparison.Ordinal);
        Assert.Contains("Try 2 earns the most, so it counts", how.Everything, StringComparison.Ordinal);
        var (other, _) = await course.Learner();
        Assert.Equal(HttpStatusCode.NotFound, (await other.Client.PostAsync(check, null)).StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Unauthorized ? HttpStatusCode.NotFound : HttpStatusCode.OK);

        async Task Say(string response) => Assert.Equal(HttpStatusCode.OK, (await program.PutAsJsonAsync($"/api/v1/attempts/{attempt}/answers", new { answers = new[] { new { questionId = question, response, flagged = false } } })).StatusCode);
    }

    [Theory, EveryDatabase]
    public async Task is_chosen_in_the_settings_and_refused_where_it_was_not(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database));
        var (learner, person) = await course.Learner();
        var page = await learner.Begin(course);
        Assert.False(page.Has("button[value^=try-]"));
        page = await learner.Go(page, "try-1", (Taking.Field(page, "Which one?"), "c1"));
        Assert.Contains("This question is marked when the quiz is submitted", page.Everything, StringComparison.Ordinal);
        Assert.DoesNotContain(await course.StepsOf(await course.AttemptOf(person)), s => s.Action == StepAction.Checked);

        var instructor = await course.SignedInInstructor();
        var editor = await instructor.Open(course.Editor);
        Assert.True(editor.Has("input[name=Behaviour][value=deferred][checked]"));
        var refused = await instructor.Submit(editor, "form[action$='/settings']", ("Behaviour", "guessing"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("Choose when questions are marked", refused.Words("#f-Behaviour-error"), StringComparison.Ordinal);
        var saved = await instructor.Submit(refused, "form[action$='/settings']", ("Behaviour", "adaptive-free"));
        Assert.True(saved.Has("input[name=Behaviour][value=adaptive-free][checked]"));
        Assert.Equal("adaptive-free", await course.App.InDb(db => db.Quizzes.Where(q => q.ActivityId == course.Quiz).Select(q => q.Settings.Behaviour).SingleAsync()));
    }

    [Fact]
    public void is_that_of_an_exam_in_quizzes_that_were_sealed_before_there_was_a_choice()
    {
        var sealed1 = QuizDocument.Read("""{"Settings":{"PassingPercent":60,"InPages":false},"Sections":[]}""");
        Assert.Equal("deferred", sealed1.Settings.Behaviour);
        Assert.Equal("adaptive", QuizDocument.Read(Quiz(new QuizSettings { Behaviour = "adaptive" }).Write()).Settings.Behaviour);
    }

    [Theory]
    [InlineData("essay"), InlineData("likert"), InlineData("code")]
    public void is_for_what_the_server_marks_and_for_nothing_else(string kind)
    {
        if (Kinds.Find(kind) is not { } found) return;
        foreach (var behaviour in QuizBehaviours.All) Assert.Equal("deferred", QuizBehaviours.For(new QuizSettings { Behaviour = behaviour.Name }, found).Name);
    }

    /// <summary>A choice of 4 points with two hints, a quarter off for each try, and a true or false of 1.</summary>
    private async Task<AQuizCourse> Course(Database database, string behaviour, ReviewMatrix? review = null) =>
        await AQuizCourse.On(await apps.On(database), new QuizSettings { Behaviour = behaviour, Review = review ?? ReviewMatrix.Answers, PageSize = PageSize.All, ShuffleChoices = false, PassingPercent = 50 }, copies: 0, also: (quiz, bank) =>
        {
            var data = new { choices = new[] { new { id = "c1", text = "Right", isRight = true, feedback = "" }, new { id = "c2", text = "Wrong", isRight = false, feedback = "<p>canary-remark</p>" }, new { id = "c3", text = "Other", isRight = false, feedback = "" } } };
            var question = bank.Add("multiple-choice", "{}", DateTimeOffset.UnixEpoch);
            Assert.Null(question.Write(new QuestionContent("<p>Which one?</p>", 4, Kinds["multiple-choice"].ReadData(JsonSerializer.SerializeToElement(data)).Value, "<p>canary-feedback</p>", QuestionContent.Write(["<p>canary-hint-1</p>", "<p>canary-hint-2</p>"]), 0.25m), null, DateTimeOffset.UnixEpoch));
            Assert.Null(quiz.Add(question).Refusal);
            AQuizCourse.Add(quiz, bank, "true-false", "Is it?", 1, new { isTrue = true }, "");
        });
}
