using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Lectern.Kernel;
using Lectern.People;
using Lectern.Quizzes;

namespace Lectern.Tests.Quizzes;

/// <summary>A program shares a question bank, fills it, and lets a quiz draw from it.</summary>
public sealed class Banks_for_programs(Apps apps)
{
    [Theory, EveryDatabase]
    public async Task hold_questions_that_a_quiz_draws_and_every_attempt_meets(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database), new QuizSettings { PageSize = PageSize.All });
        var unit = (await course.App.Institution()).Id;
        using var program = await course.App.Program(await course.App.Person(Role.Instructor, unit));
        var bank = await Made(program, "/api/v1/question-banks", new { name = "Shared by the house", unitId = unit.Value });
        Assert.Contains((await program.GetFromJsonAsync<JsonElement>("/api/v1/question-banks")).EnumerateArray(), one => one.GetProperty("id").GetGuid() == bank);
        var category = await Made(program, $"/api/v1/question-banks/{bank}/categories", new { name = "Rhythm" });
        foreach (var (name, difficulty, tag) in new[] { ("Hard one", "Hard", "ECG"), ("Hard two", "Hard", "ecg"), ("Easy", "Easy", "ecg"), ("Untagged", "Hard", "other") })
        {
            using var added = await program.PostAsJsonAsync($"/api/v1/question-banks/{bank}/questions", new { kind = "true-false", prompt = $"<p>{name}</p>", points = 1, data = new { isTrue = true }, categoryId = category, name, difficulty, tags = new[] { tag } });
            Assert.Equal(HttpStatusCode.Created, added.StatusCode);
            Assert.Equal(difficulty, (await added.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("difficulty").GetString());
        }

        var draws = $"/api/v1/quizzes/{course.Quiz}/draft/draws";
        Assert.Equal(HttpStatusCode.Created, await Sent(program, draws, new { bankId = bank, count = 2, points = 3, categories = new[] { category }, tags = new[] { " ECG " }, difficulty = "Hard" }));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Sent(program, draws, new { bankId = bank, count = 0, points = 1 }));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Sent(program, draws, new { bankId = Guid.NewGuid(), count = 1, points = 1 }));
        var draft = (await program.GetFromJsonAsync<JsonElement>($"/api/v1/quizzes/{course.Quiz}/draft")).GetProperty("draws");
        Assert.Equal((1, 2, "Hard"), (draft.GetArrayLength(), draft[0].GetProperty("count").GetInt32(), draft[0].GetProperty("difficulty").GetString()));

        Assert.Null(await course.Publish());
        var (learner, _) = await course.Learner();
        var attempt = await learner.Begin(course);
        Assert.Contains("Hard one", attempt.Text, StringComparison.Ordinal);
        Assert.Contains("Hard two", attempt.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Untagged", attempt.Text, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task are_shared_only_where_somebody_keeps_them(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database));
        var unit = (await course.App.Institution()).Id.Value;
        const string banks = "/api/v1/question-banks";
        using var keeper = await course.App.Program(await course.App.Person(Role.Instructor, new Id<Scope>(unit)));
        using var author = await course.App.Program(course.Instructor);
        using var learner = await course.App.Program((await course.Learner()).Person);
        Assert.Equal(HttpStatusCode.NotFound, await Sent(author, banks, new { name = "Above my course", unitId = unit }));
        Assert.Equal(HttpStatusCode.NotFound, await Sent(keeper, banks, new { name = "Nowhere", unitId = Guid.NewGuid() }));
        Assert.Equal(HttpStatusCode.NotFound, await Sent(keeper, banks, new { name = "A course is no unit", unitId = course.Course.Id.Value }));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Sent(keeper, banks, new { name = " ", unitId = unit }));
        Assert.Equal(HttpStatusCode.Forbidden, await Sent(learner, banks, new { name = "Mine", unitId = unit }));
        Assert.Equal(HttpStatusCode.Forbidden, await Sent(learner, $"/api/v1/quizzes/{course.Quiz}/draft/draws", new { bankId = course.Course.Id.Value, count = 1, points = 1 }));
    }

    private static async Task<HttpStatusCode> Sent(HttpClient program, string address, object body)
    {
        using var answer = await program.PostAsJsonAsync(address, body);
        return answer.StatusCode;
    }

    private static async Task<Guid> Made(HttpClient program, string address, object body)
    {
        using var answer = await program.PostAsJsonAsync(address, body);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }
}
