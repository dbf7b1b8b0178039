using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lectern.Quizzes;

namespace Lectern.Tests.Quizzes;

public sealed class Quizzes_for_programs(Apps apps)
{
    [Theory, EveryDatabase]
    public async Task take_a_quiz_without_ever_seeing_its_answers(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database));
        var (_, learner) = await course.Learner();
        var program = await course.App.Program(learner);
        var started = await program.PostAsync($"/api/v1/quizzes/{course.Quiz}/attempts", null);
        Assert.Equal(HttpStatusCode.Created, started.StatusCode);
        var text = await started.Content.ReadAsStringAsync();
        Assert.DoesNotContain("isRight", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("rhythm", text, StringComparison.OrdinalIgnoreCase);
        var attempt = JsonSerializer.Deserialize<JsonElement>(text);
        var address = $"/api/v1/attempts/{attempt.GetProperty("id").GetString()}";
        var questions = attempt.GetProperty("questions").EnumerateArray().ToDictionary(q => q.GetProperty("kind").GetString()!, q => q.GetProperty("id").GetString());

        var foreign = await program.PutAsJsonAsync($"{address}/answers", new { answers = new[] { new { questionId = (string?)Guid.CreateVersion7().ToString(), response = "c1", flagged = false } } });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, foreign.StatusCode);
        var saved = await program.PutAsJsonAsync($"{address}/answers", new { answers = new object[]
        {
            new { questionId = questions["multiple-choice"], response = "c1", flagged = true },
            new { questionId = questions["multiple-answer"], response = new[] { "c3", "c1" }, flagged = false },
        } });
        Assert.Equal(HttpStatusCode.OK, saved.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await program.GetAsync($"{address}/result")).StatusCode);

        var result = await (await program.PostAsync($"{address}/submit", null)).Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((3, true), (result.GetProperty("points").GetDecimal(), result.GetProperty("passed").GetBoolean()));
        Assert.Equal(3, (await program.GetFromJsonAsync<JsonElement>($"{address}/result")).GetProperty("points").GetDecimal());
    }

    [Theory, EveryDatabase]
    public async Task see_the_choices_in_the_order_of_the_page(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database), new QuizSettings { ShuffleChoices = true }, copies: 5);
        var (browser, learner) = await course.Learner();
        var page = await browser.Begin(course);
        var program = await course.App.Program(learner);
        var shown = await program.GetFromJsonAsync<JsonElement>($"/api/v1{page.Path[8..]}");
        var orders = shown.GetProperty("questions").EnumerateArray().Where(q => q.GetProperty("kind").GetString() == "multiple-choice")
            .Select(q => (Id: q.GetProperty("id").GetString(), Choices: q.GetProperty("data").GetProperty("choices").EnumerateArray().Select(c => c.GetProperty("id").GetString()).ToList())).ToList();
        Assert.Contains(orders, order => !order.Choices.SequenceEqual(["c1", "c2", "c3"]));
        Assert.Equal(page.Html.QuerySelectorAll($"input[name='q-{orders[0].Id}']").Select(i => i.GetAttribute("value")), orders[0].Choices);
    }

    [Theory, EveryDatabase]
    public async Task read_and_replace_a_draft(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database));
        var program = await course.App.Program(course.Instructor);
        var address = $"/api/v1/quizzes/{course.Quiz}/draft";
        var draft = await program.GetFromJsonAsync<JsonElement>(address);
        var same = await program.PutAsJsonAsync(address, draft);
        Assert.Equal(HttpStatusCode.OK, same.StatusCode);
        Assert.Equal(JsonSerializer.Serialize(draft), JsonSerializer.Serialize(await same.Content.ReadFromJsonAsync<JsonElement>()));

        var empty = await program.PutAsJsonAsync(address, new { settings = new { passingPercent = 50 }, questions = new object?[] { null } });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.StatusCode);
        var broken = await program.PutAsJsonAsync(address, new { settings = new { passingPercent = 50 }, questions = new[] { new { kind = "riddle", prompt = "?", points = 1, data = new { } } } });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, broken.StatusCode);
        var added = await program.PostAsJsonAsync($"{address}/questions", new { kind = "true-false", prompt = "Is <script>x</script>it?", points = 0.5, data = new { isTrue = false } });
        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        Assert.Equal(5, (await program.GetFromJsonAsync<JsonElement>(address)).GetProperty("questions").GetArrayLength());

        var (_, learner) = await course.Learner();
        Assert.Equal(HttpStatusCode.Forbidden, (await (await course.App.Program(learner)).GetAsync(address)).StatusCode);
    }

    [Theory, EveryDatabase]
    public async Task arrange_a_draft_in_sections(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database));
        var program = await course.App.Program(course.Instructor);
        var address = $"/api/v1/quizzes/{course.Quiz}/draft";
        var draft = JsonNode.Parse(await program.GetStringAsync(address))!;
        var order = draft["questions"]!.AsArray().Select(question => question!["id"]!.GetValue<string>()).ToList();

        Assert.Equal("2 of “Rhythm”, 0 of “Empty”, 2 of “Rate”", await Replace(("Rhythm", 2), ("Empty", 0), ("Rate", 2)));
        var bank = new { bankId = QuestionBank.Of(course.Course.Id), count = 1, points = 1 };
        Assert.Equal(HttpStatusCode.Created, (await program.PostAsJsonAsync($"{address}/draws?section=1", bank)).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await program.PostAsJsonAsync($"{address}/draws?section=3", bank)).StatusCode);
        Assert.Equal("4 of “All”", await Replace(("All", 4)));   // the draw of a section that went is in the one before it
        var now = JsonNode.Parse(await program.GetStringAsync(address))!;
        Assert.Equal(order, now["questions"]!.AsArray().Select(question => question!["id"]!.GetValue<string>()));
        Assert.Single(now["draws"]!.AsArray());
        foreach (var wrong in new (string, int)[][] { [], [("Too few", 3)], [("Less than none", -1), ("", 5)] }) Assert.Equal("sections-incomplete", await Replace(wrong));

        async Task<string> Replace(params (string Title, int Questions)[] sections)
        {
            var sent = draft.DeepClone();
            sent["sections"] = JsonSerializer.SerializeToNode(sections.Select(section => new { title = section.Title, isShuffled = false, questions = section.Questions }));
            var answer = JsonNode.Parse(await (await program.PutAsJsonAsync(address, sent)).Content.ReadAsStringAsync())!;
            return answer["sections"] is JsonArray kept ? string.Join(", ", kept.Select(section => $"{section!["questions"]} of “{section["title"]}”")) : answer["type"]!.GetValue<string>().Split('/')[^1];
        }
    }
}
