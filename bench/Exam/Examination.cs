using System.Net.Http.Json;
using System.Text.Json;
using Lectern.Bench.Serving;

namespace Lectern.Bench.Exam;

/// <summary>The course with the exam, made by an instructor's program over the REST API.</summary>
internal sealed record Examination(Guid Course, Guid Quiz)
{
    /// <summary>Statements that are all true: whoever says "true" earns the point.</summary>
    internal static async Task<Examination> Write(HttpClient client, ExamOffice office, CancellationToken cancel)
    {
        var course = (await Send(HttpMethod.Post, "courses", new { title = "Bench: the exam", unitId = office.Unit })).GetProperty("id").GetGuid();
        var module = (await Send(HttpMethod.Post, $"courses/{course}/modules", new { title = "Exam" })).GetProperty("id").GetGuid();
        var quiz = (await Send(HttpMethod.Post, $"courses/{course}/activities", new { moduleId = module, kind = "quiz", title = "Exam", minutes = 10 })).GetProperty("id").GetGuid();
        await Send(HttpMethod.Put, $"quizzes/{quiz}/draft", new
        {
            settings = new { passingPercent = 50, inPages = false, attemptsAllowed = 1, timeLimitMinutes = 30 },
            questions = Enumerable.Range(1, ExamPlan.Questions).Select(number => new { kind = "true-false", prompt = $"<p>Statement {number} is true.</p>", points = 1, data = new { isTrue = true }, feedback = "" }),
        });
        await Send(HttpMethod.Post, $"courses/{course}/publish", null);
        return new Examination(course, quiz);

        async Task<JsonElement> Send(HttpMethod method, string path, object? body)
        {
            using var request = new HttpRequestMessage(method, $"/api/v1/{path}") { Headers = { Authorization = new("Bearer", office.Token) }, Content = body is null ? null : JsonContent.Create(body) };
            using var response = await client.SendAsync(request, cancel);
            if (!response.IsSuccessStatusCode) throw new InvalidOperationException($"{method} {path}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync(cancel)}");
            return response.Content.Headers.ContentLength is 0 ? default : await response.Content.ReadFromJsonAsync<JsonElement>(cancel);
        }
    }
}
