using System.Net.Http.Json;
using System.Text.Json;

namespace Lectern.Host.Demonstration;

/// <summary>A learner's program: enrols, reads and takes quizzes through the REST API. How far each one gets depends on who it is, so that pages show every state.</summary>
internal sealed class LearnerAtWork(HttpClient api)
{
    internal async Task Go(IReadOnlyList<CourseWritten> courses, int who, CancellationToken cancel)
    {
        for (var place = 0; place < courses.Count; place++)
        {
            var share = (who + place) % 4;   // 0: not enrolled, 1: begun, 2: half, 3: finished
            if (share == 0) continue;
            var course = courses[place];
            await Post($"courses/{course.Id}/enrolment", null, cancel);
            var doing = share == 3 ? course.Activities.Count : course.Activities.Count * share / 4;
            foreach (var (id, plan) in course.Activities.Take(doing))
            {
                await (plan.Kind switch
                {
                    "page" => Post($"pages/{id}/completion", null, cancel),
                    "document" => Post($"documents/{id}/seen", new { seen = $"1-{plan.Sheets!.Count}", page = 1 }, cancel),
                    "deck" => TurnCards(id, plan.Cards!.Count, cancel),
                    "link" => Post($"links/{id}/completion", null, cancel),
                    _ => TakeQuiz(id, plan, cancel),
                });
            }
        }
    }

    private async Task<JsonElement> TurnCards(Guid activity, int count, CancellationToken cancel)
    {
        for (var number = 1; number < count; number++) await Post($"decks/{activity}/cards/{number}/seen", null, cancel);
        return await Post($"decks/{activity}/cards/{count}/seen", null, cancel);
    }

    private async Task<JsonElement> TakeQuiz(Guid activity, ActivityPlan plan, CancellationToken cancel)
    {
        var attempt = await Post($"quizzes/{activity}/attempts", null, cancel);
        var id = attempt.GetProperty("id").GetGuid();
        var answers = attempt.GetProperty("questions").EnumerateArray().Select(question => new { questionId = question.GetProperty("id").GetGuid(), response = Right(question, plan), flagged = false }).ToList();
        using var saved = await api.PutAsJsonAsync($"/api/v1/attempts/{id}/answers", new { answers }, JsonSerializerOptions.Web, cancel);
        saved.EnsureSuccessStatusCode();
        return await Post($"attempts/{id}/submit", null, cancel);
    }

    private static object Right(JsonElement shown, ActivityPlan plan)
    {
        var prompt = shown.GetProperty("prompt").GetString();
        var question = plan.Questions!.First(q => q.Prompt == prompt);
        var choices = question.Choices?.Select((choice, index) => (Id: $"c{index + 1}", IsRight: choice.StartsWith('*'))).Where(c => c.IsRight).Select(c => c.Id).ToList();
        return question.Kind switch
        {
            "true-false" => question.IsTrue == true ? "true" : "false",
            "short-answer" => question.Accepted![0],
            "multiple-answer" => choices!,
            _ => choices![0],
        };
    }

    private async Task<JsonElement> Post(string path, object? body, CancellationToken cancel)
    {
        using var response = await api.PostAsync($"/api/v1/{path}", body is null ? null : JsonContent.Create(body), cancel);
        var text = await response.Content.ReadAsStringAsync(cancel);
        if (!response.IsSuccessStatusCode) throw new InvalidOperationException($"POST {path}: {(int)response.StatusCode} {text}");
        return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
    }
}
