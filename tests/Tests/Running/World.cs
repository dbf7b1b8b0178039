using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lectern.Data;
using Lectern.Kernel;
using Lectern.People;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests;

/// <summary>Someone with an account, their way in by browser and by API.</summary>
internal sealed record Someone(Person Person, Browser Browser, HttpClient Api);

/// <summary>A small institution, made through the API: a published course with a page, a quiz and a package, and people around it.</summary>
internal sealed class World
{
    private static int _people;
    private readonly Uri _address;
    private readonly IServiceProvider _services;

    private World(Uri address, IServiceProvider services) => (_address, _services) = (address, services);

    internal string Course { get; private set; } = "";
    internal string Slug { get; private set; } = "";
    internal string Module { get; private set; } = "";
    internal string Page { get; private set; } = "";
    internal string Quiz { get; private set; } = "";
    internal string Question { get; private set; } = "";
    internal string Video { get; private set; } = "";
    internal string Scorm { get; private set; } = "";
    internal Someone Instructor { get; private set; } = null!;

    /// <param name="services">Reach the same database as the program at <paramref name="address"/>; people and their tokens are made there, the rest over HTTP.</param>
    internal static async Task<World> Make(Uri address, IServiceProvider services)
    {
        var world = new World(address, services);
        world.Instructor = await world.Join(Role.Instructor);
        var api = world.Instructor.Api;
        var course = await Send(api, HttpMethod.Post, "/api/v1/courses", new { title = $"Handover {Guid.CreateVersion7()}", unitId = await world.Institution() });
        (world.Course, world.Slug) = (course.Text("id"), course.Text("slug"));
        world.Module = (await Send(api, HttpMethod.Post, $"/api/v1/courses/{world.Course}/modules", new { title = "Module 1" })).Text("id");
        world.Page = await world.Add("page");
        world.Quiz = await world.Add("quiz");
        await Send(api, HttpMethod.Put, $"/api/v1/pages/{world.Page}", new { html = "<p>Words.</p>" });
        var draft = await Send(api, HttpMethod.Put, $"/api/v1/quizzes/{world.Quiz}/draft", new
        {
            settings = new { passingPercent = 50 },
            questions = new[] { new { kind = "short-answer", prompt = "What comes first?", points = 1, data = new { accepted = new[] { "situation" }, matchCase = false } } },
        });
        world.Question = draft["questions"]![0]!.Text("id");
        await Send(api, HttpMethod.Post, $"/api/v1/courses/{world.Course}/publish", new { });
        world.Video = await world.Add("video");
        world.Scorm = await world.Add("scorm");
        return world;
    }

    /// <summary>A new person with a role at the institution or below it, signed in.</summary>
    internal async Task<Someone> Join(Role role, Id<Scope>? at = null)
    {
        await using var scope = _services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Person>>();
        var db = scope.ServiceProvider.GetRequiredService<LecternDb>();
        var now = TimeProvider.System.GetUtcNow();
        var person = new Person($"{role} {Interlocked.Increment(ref _people)}", $"{role}{Id<Person>.New()}@example.org".ToLowerInvariant(), now) { EmailConfirmed = true };
        Assert.True((await users.CreateAsync(person, TheApp.Password)).Succeeded);
        var (token, secret) = PersonalAccessToken.Create(person.Id, "tests", 30, now).Value;
        db.Add(token);
        db.Add(new RoleAssignment { PersonId = person.Id, Role = role, ScopeId = at ?? new Id<Scope>(await Institution()), GivenAt = now });
        await db.SaveChangesAsync();

        var browser = new Browser(_address);
        await browser.SignIn(person.Email!, TheApp.Password);
        var api = new HttpClient { BaseAddress = _address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", secret) } };
        return new Someone(person, browser, api);
    }

    /// <summary>A learner who is enrolled in the course.</summary>
    internal async Task<Someone> Enrolled()
    {
        var learner = await Join(Role.Learner);
        await Enrol(learner);
        return learner;
    }

    internal async Task<string> Enrol(Someone learner) => (await Send(learner.Api, HttpMethod.Post, $"/api/v1/courses/{Course}/enrolment", new { })).Text("id");

    /// <summary>Begins an attempt at the quiz; answers its id.</summary>
    internal async Task<string> Begin(Someone learner) => (await Send(learner.Api, HttpMethod.Post, $"/api/v1/quizzes/{Quiz}/attempts", new { })).Text("id");

    internal Task Answer(Someone learner, string attempt, string response) =>
        Send(learner.Api, HttpMethod.Put, $"/api/v1/attempts/{attempt}/answers", new { answers = new[] { new { questionId = Question, response, flagged = false } } });

    internal static Task Submit(Someone learner, string attempt) => Send(learner.Api, HttpMethod.Post, $"/api/v1/attempts/{attempt}/submit", new { });

    internal Task FinishPage(Someone learner) => Send(learner.Api, HttpMethod.Post, $"/api/v1/pages/{Page}/completion", new { });

    /// <summary>Everything that the course asks for.</summary>
    internal async Task Complete(Someone learner)
    {
        await FinishPage(learner);
        var attempt = await Begin(learner);
        await Answer(learner, attempt, "situation");
        await Submit(learner, attempt);
    }

    internal async Task<Guid> Institution()
    {
        await using var scope = _services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<LecternDb>().Scopes.SingleAsync(s => s.ParentId == null)).Id.Value;
    }

    /// <summary>Sends JSON and reads the JSON answer; fails unless it was done.</summary>
    internal static async Task<JsonNode> Send(HttpClient api, HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body, options: JsonSerializerOptions.Web) };
        using var answer = await api.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{method} {path}: {(int)answer.StatusCode} {text}");
        return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
    }

    private async Task<string> Add(string kind) =>
        (await Send(Instructor.Api, HttpMethod.Post, $"/api/v1/courses/{Course}/activities", new { moduleId = Module, kind, title = $"The {kind}" })).Text("id");
}

internal static class JsonNodes
{
    internal static string Text(this JsonNode node, string name) => node[name]!.GetValue<string>();
}
