using System.Net.Http.Json;
using System.Text.Json;
using Lectern.Courses;
using Lectern.Kernel;
using Lectern.People;

namespace Lectern.Host.Demonstration;

/// <summary>A course that was written, and what its activities are.</summary>
internal sealed record CourseWritten(Id<Course> Id, IReadOnlyList<(Guid Id, ActivityPlan Plan)> Activities);

/// <summary>An instructor's program: makes courses through the REST API.</summary>
internal sealed class CourseWriter(HttpClient api)
{
    private readonly Dictionary<string, (Guid Id, Dictionary<string, Guid> Categories)> _banks = [];

    /// <summary>A bank that courses written afterwards can draw from.</summary>
    internal async Task Write(BankPlan plan, Id<Scope> unit, CancellationToken cancel)
    {
        var bank = (await Send(HttpMethod.Post, "question-banks", new { plan.Name, unitId = unit.Value }, cancel)).GetProperty("id").GetGuid();
        _banks.Add(plan.Name, (bank, []));
        foreach (var category in plan.Categories)
        {
            var id = (await Send(HttpMethod.Post, $"question-banks/{bank}/categories", new { category.Name }, cancel)).GetProperty("id").GetGuid();
            _banks[plan.Name].Categories.Add(category.Name, id);
            foreach (var question in category.Questions)
                await Send(HttpMethod.Post, $"question-banks/{bank}/questions", new { question.Kind, question.Prompt, points = question.Points ?? 1, data = question.Sent(), question.Feedback, categoryId = id, question.Name, question.Difficulty, question.Tags }, cancel);
        }
    }

    /// <summary>Marks the first of the answers that wait in a course, and leaves the others for whoever looks.</summary>
    internal async Task MarkOne(CourseWritten course, CancellationToken cancel)
    {
        var waiting = (await Send(HttpMethod.Get, $"courses/{course.Id}/marking/answers", null, cancel)).GetProperty("items");
        if (waiting.GetArrayLength() == 0) return;
        var first = waiting[0];
        await Send(HttpMethod.Put, $"courses/{course.Id}/marking/answers/{first.GetProperty("id").GetGuid()}", new { points = 4, comment = "<p>Exactly: the capitals work even at four in the morning.</p>", revision = first.GetProperty("revision").GetInt32() }, cancel);
        await Send(HttpMethod.Post, $"courses/{course.Id}/marking/give", new { activityId = first.GetProperty("activityId").GetGuid() }, cancel);
    }

    internal async Task<CourseWritten> Write(CoursePlan plan, Id<Scope> unit, CancellationToken cancel)
    {
        var written = await Draft(plan, unit, cancel);
        await Publish(written, cancel);
        return written;
    }

    internal async Task<CourseWritten> Draft(CoursePlan plan, Id<Scope> unit, CancellationToken cancel)
    {
        var course = await Send(HttpMethod.Post, "courses", new { plan.Title, unitId = unit.Value }, cancel);
        var id = course.GetProperty("id").GetGuid();
        await Send(HttpMethod.Patch, $"courses/{id}", new { plan.Summary, plan.Description, plan.Cover, plan.Topic, plan.CertificateMonths }, cancel);
        var activities = new List<(Guid, ActivityPlan)>();
        foreach (var moduleOfPlan in plan.Modules)
        {
            var module = await Send(HttpMethod.Post, $"courses/{id}/modules", new { moduleOfPlan.Title }, cancel);
            foreach (var activityOfPlan in moduleOfPlan.Activities)
            {
                var activity = await Send(HttpMethod.Post, $"courses/{id}/activities", new { moduleId = module.GetProperty("id").GetGuid(), activityOfPlan.Kind, activityOfPlan.Title, activityOfPlan.Minutes }, cancel);
                var activityId = activity.GetProperty("id").GetGuid();
                await Fill(activityId, activityOfPlan, cancel);
                activities.Add((activityId, activityOfPlan));
            }
        }

        return new CourseWritten(new Id<Course>(id), activities);
    }

    internal Task Publish(CourseWritten course, CancellationToken cancel) => Send(HttpMethod.Post, $"courses/{course.Id}/publish", null, cancel);

    private Task<JsonElement> Fill(Guid activity, ActivityPlan plan, CancellationToken cancel) => plan.Kind switch
    {
        "page" => Send(HttpMethod.Put, $"pages/{activity}", new { plan.Html }, cancel),
        "quiz" => WriteQuiz(activity, plan, cancel),
        "document" => SendPaper(activity, plan, cancel),
        "deck" => Send(HttpMethod.Put, $"decks/{activity}", new { plan.Cards }, cancel),
        "link" => Send(HttpMethod.Put, $"links/{activity}", new { plan.Address, overview = plan.Html, isEmbedded = false, isConfirmed = true }, cancel),
        _ => throw new InvalidOperationException($"The demonstration has no {plan.Kind}."),
    };

    private async Task<JsonElement> WriteQuiz(Guid activity, ActivityPlan plan, CancellationToken cancel)
    {
        var written = await Send(HttpMethod.Put, $"quizzes/{activity}/draft", new
        {
            sections = plan.Sections,
            settings = plan.Settings ?? (object)new { passingPercent = plan.Pass },
            questions = plan.Questions!.Select(question => new { question.Kind, question.Prompt, points = question.Points ?? 1, data = question.Sent(), question.Feedback }),
        }, cancel);
        foreach (var draw in plan.Draws ?? [])
        {
            var (bank, categories) = _banks[draw.Bank];
            await Send(HttpMethod.Post, $"quizzes/{activity}/draft/draws?section={draw.Section}", new { bankId = bank, draw.Count, draw.Points, categories = new[] { categories[draw.Category] } }, cancel);
        }

        return written;
    }

    private Task<JsonElement> SendPaper(Guid activity, ActivityPlan plan, CancellationToken cancel)
    {
        var file = new ByteArrayContent(PaperPrinter.Print(plan.Title, plan.Sheets!, DateTimeOffset.UnixEpoch));
        return Send(HttpMethod.Post, $"documents/{activity}/file", new MultipartFormDataContent { { file, "file", $"{plan.Title}.pdf" } }, cancel);
    }

    private Task<JsonElement> Send(HttpMethod method, string path, object? body, CancellationToken cancel) =>
        Send(method, path, body is null ? null : JsonContent.Create(body, options: JsonSerializerOptions.Web), cancel);

    private async Task<JsonElement> Send(HttpMethod method, string path, HttpContent? content, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(method, $"/api/v1/{path}") { Content = content };
        using var response = await api.SendAsync(request, cancel);
        var text = await response.Content.ReadAsStringAsync(cancel);
        if (!response.IsSuccessStatusCode) throw new InvalidOperationException($"{method} {path}: {(int)response.StatusCode} {text}");
        return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
    }
}
