using System.Net.Http.Json;
using System.Text.Json;

namespace Lectern.Host.Demonstration;

/// <summary>A learner's program: enrols, reads and takes quizzes through the REST API. How far each one gets depends on who it is, so that pages show every state.</summary>
/// <param name="api">With the learner's token.</param>
/// <param name="drawn">What quizzes may draw from banks.</param>
internal sealed class LearnerAtWork(HttpClient api, IReadOnlyList<QuestionPlan> drawn)
{
    internal async Task Go(IReadOnlyList<CourseWritten> courses, int who, CancellationToken cancel)
    {
        for (var place = 0; place < courses.Count; place++)
        {
            var share = (who + place) % 4;   // 0: not enrolled, 1: begun, 2: half, 3: finished
            if (share == 0) continue;
            var course = courses[place];
            await Post($"courses/{course.Id}/enrolment", null, cancel);
            var toTheEnd = share == 3 || (share == 2 && course.Activities.Any(activity => activity.Plan.Draws is not null));   // what is drawn shows its worth with several attempts
            var doing = toTheEnd ? course.Activities.Count : course.Activities.Count * share / 4;
            foreach (var (id, plan) in course.Activities.Take(doing))
            {
                await (plan.Kind switch
                {
                    "page" => Post($"pages/{id}/completion", null, cancel),
                    "document" => Post($"documents/{id}/seen", new { seen = $"1-{plan.Sheets!.Count}", page = 1 }, cancel),
                    "deck" => TurnCards(id, plan.Cards!.Count, cancel),
                    "link" => Post($"links/{id}/completion", null, cancel),
                    _ => TakeQuiz(id, plan, who, cancel),
                });
            }
        }
    }

    private async Task<JsonElement> TurnCards(Guid activity, int count, CancellationToken cancel)
    {
        for (var number = 1; number < count; number++) await Post($"decks/{activity}/cards/{number}/seen", null, cancel);
        return await Post($"decks/{activity}/cards/{count}/seen", null, cancel);
    }

    private async Task<JsonElement> TakeQuiz(Guid activity, ActivityPlan plan, int who, CancellationToken cancel)
    {
        var attempt = await Post($"quizzes/{activity}/attempts", new { honoured = true }, cancel);
        var id = attempt.GetProperty("id").GetGuid();
        var answers = attempt.GetProperty("questions").EnumerateArray().Index().Select(question => Answer(question.Item, plan, slips: (who + question.Index) % 3 == 2)).OfType<object>().ToList();
        using var saved = await api.PutAsJsonAsync($"/api/v1/attempts/{id}/answers", new { answers }, JsonSerializerOptions.Web, cancel);
        saved.EnsureSuccessStatusCode();
        return await Post($"attempts/{id}/submit", null, cancel);
    }

    /// <summary>Null for a question that is left open: one whose numbers are each attempt's own.</summary>
    private object? Answer(JsonElement shown, ActivityPlan plan, bool slips)
    {
        var prompt = shown.GetProperty("prompt").GetString();
        if (plan.Questions!.Concat(drawn).FirstOrDefault(question => question.Prompt == prompt) is not { } question) return null;
        var response = slips && question.Slip is { } slip ? slip : question.Known();
        return response is null ? null : new { questionId = shown.GetProperty("id").GetGuid(), response, flagged = false };
    }

    private async Task<JsonElement> Post(string path, object? body, CancellationToken cancel)
    {
        using var response = await api.PostAsync($"/api/v1/{path}", body is null ? null : JsonContent.Create(body), cancel);
        var text = await response.Content.ReadAsStringAsync(cancel);
        if (!response.IsSuccessStatusCode) throw new InvalidOperationException($"POST {path}: {(int)response.StatusCode} {text}");
        return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
    }
}
