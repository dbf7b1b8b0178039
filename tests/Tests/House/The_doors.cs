using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Lectern.Data;
using Lectern.Kernel;
using Lectern.People;
using Lectern.Web.Access;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Lectern.Tests.House;

/// <summary>
/// Walks to every address as every kind of person, with ids of things that exist, and compares who gets in with access.approved.md.
/// What the use case behind the door says is in the table too: "in" it did or showed something, "in, 404" not yours.
/// </summary>
public sealed class The_doors(Apps apps)
{
    private const string Kept = "tests/Tests/House/access.approved.md";
    private static readonly string[] Roles = ["nobody", "another learner", "the learner", "instructor elsewhere", "instructor", "manager", "administrator"];

    [Fact]
    public async Task let_in_whom_the_kept_table_says()
    {
        var entered = new Entered();
        await using var app = await TheApp.Start(await apps.MigratedDatabase(Database.Sqlite), [("Logging:LogLevel:Default", "None")], services => services.AddLogging(log => log.AddProvider(entered).AddFilter<Entered>(Entered.Category, LogLevel.Information)));
        var routes = Every_route.All(app).Where(route => !Every_route.Address(route).StartsWith("/content/", StringComparison.Ordinal)).OrderBy(Weight).ToList();
        var answers = new Dictionary<(RouteEndpoint Route, string Role), string>();
        var broken = new List<string>();

        foreach (var role in Roles)
        {
            var walk = await Walk.Begin(app, role);
            foreach (var route in routes)
            {
                entered.Last = null;
                using var answer = await walk.Try(route);
                var status = (int)answer.StatusCode;
                if (status >= 500) broken.Add($"{role}: {Every_route.Methods(route)} {Every_route.Address(route)} answers {status}");
                answers[(route, role)] = Word(answer, entered.Last is not null);
            }
        }

        Assert.True(broken.Count == 0, string.Join('\n', broken));
        Compare(Table([.. routes.OrderBy(Every_route.Address, StringComparer.Ordinal).ThenBy(Every_route.Methods, StringComparer.Ordinal)], answers));
    }

    private static string Word(HttpResponseMessage answer, bool isIn) => (isIn, answer.StatusCode) switch
    {
        (false, HttpStatusCode.SeeOther) => "sign in",
        (false, var status) => ((int)status).ToString(System.Globalization.CultureInfo.InvariantCulture),
        (true, HttpStatusCode.NotFound or HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized) => $"in, {(int)answer.StatusCode}",
        (true, HttpStatusCode.SeeOther) when answer.Headers.Location?.ToString().StartsWith("/sign-in", StringComparison.Ordinal) == true => "in, sign in",
        _ => "in",
    };

    private static string Table(List<RouteEndpoint> routes, Dictionary<(RouteEndpoint, string), string> answers)
    {
        var text = new StringBuilder();
        text.Append("# Who gets in where\n\nWhat the door answers each kind of person who comes with the ids of things that exist (forms with their token, but empty).\n");
        text.Append("\"the learner\" is enrolled and owns the attempt, the certificate and so on; \"instructor elsewhere\" has the role at another unit.\n");
        text.Append("\"in\": the door opened. \"in, 404\": it opened, and the use case found nothing that is theirs. \"sign in\": sent to the sign-in page.\n\n");
        text.Append($"| method | address | {string.Join(" | ", Roles)} |\n| --- | --- |{string.Concat(Roles.Select(_ => " --- |"))}\n");
        foreach (var route in routes) text.Append($"| {Every_route.Methods(route)} | `{Every_route.Address(route)}` | {string.Join(" | ", Roles.Select(role => answers[(route, role)]))} |\n");
        return text.ToString();
    }

    private static void Compare(string received)
    {
        var approved = File.Exists(Repository.Path(Kept)) ? Repository.Read(Kept) : "";
        if (approved == received) return;
        Directory.CreateDirectory(Repository.Path("artifacts"));
        File.WriteAllText(Repository.Path("artifacts/access.received.md"), received);
        Assert.Fail($"Doors answer otherwise than {Kept} says. If that is right, copy artifacts/access.received.md there:\n{Repository.Difference(approved, received)}");
    }

    // Looking comes before changing, and what ends something comes last.
    private static int Weight(RouteEndpoint route) => Every_route.Methods(route) is "GET" or "any" ? 0
        : Every_route.Address(route) is "/sign-out" ? 9
        : Every_route.Address(route).Contains("/tokens/", StringComparison.Ordinal) ? 8      // the walk goes on with the token
        : Every_route.Methods(route) == "DELETE" || LastWords.Any(word => Every_route.Address(route).EndsWith(word, StringComparison.Ordinal)) ? 5 : 1;

    private static readonly string[] LastWords = ["/delete", "/remove", "/withdraw", "/leave", "/close", "/take", "/revoke", "/submit", "/revocation"];

    /// <summary>One person with a world of their own to walk through.</summary>
    private sealed class Walk(Browser browser, HttpClient api, string? token, Dictionary<string, string> things)
    {
        internal static async Task<Walk> Begin(TheApp app, string role)
        {
            var world = await World.Make(app.Address, app.Services);
            var learner = await world.Join(Role.Learner);
            var enrolment = await world.Enrol(learner);
            await world.Complete(learner);
            var attempt = await world.Begin(learner);
            await app.Settle();
            var elsewhere = await app.InDb(async db =>
            {
                var root = await db.Scopes.SingleAsync(s => s.ParentId == null);
                var unit = root.AddUnit($"Elsewhere {Id<Scope>.New()}");
                db.Add(unit);
                await db.SaveChangesAsync();
                return unit.Id;
            });
            var victim = await world.Join(Role.Learner, elsewhere);
            var who = role switch
            {
                "nobody" => null,
                "the learner" => learner,
                "another learner" => await world.Join(Role.Learner),
                "instructor elsewhere" => await world.Join(Role.Instructor, elsewhere),
                "instructor" => world.Instructor,
                "manager" => await world.Join(Role.Manager),
                _ => await world.Join(Role.Administrator),
            };
            var things = await Things(app, world, learner, victim, who ?? learner, enrolment, attempt);
            var browser = who?.Browser ?? app.Browser();
            var token = Browser.TokenOf(await browser.Open(who is null ? "/sign-in" : "/account"));
            return new Walk(browser, who?.Api ?? new HttpClient { BaseAddress = app.Address }, token, things);
        }

        internal async Task<HttpResponseMessage> Try(RouteEndpoint route)
        {
            var path = AddressWith(route);
            var isForPrograms = path.StartsWith("/api/", StringComparison.Ordinal);
            var method = Every_route.Methods(route).Split(' ')[0] is "any" ? "GET" : Every_route.Methods(route).Split(' ')[0];
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            if (method != "GET")
            {
                request.Content = isForPrograms ? new StringContent("{}", Encoding.UTF8, "application/json") : new FormUrlEncodedContent([]);
                if (!isForPrograms) request.Headers.Add("RequestVerificationToken", token);
            }

            return await (isForPrograms ? api : browser.Client).SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        }

        private string AddressWith(RouteEndpoint route)
        {
            var parts = new List<string>();
            string before = "";
            foreach (var segment in route.RoutePattern.PathSegments)
            {
                var part = string.Concat(segment.Parts.Select(p => p switch
                {
                    Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
                    Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart parameter => Value(parameter.Name, before),
                    _ => "",
                }));
                parts.Add(part);
                before = part;
            }

            return "/" + string.Join('/', parts);
        }

        private string Value(string parameter, string before) =>
            things.TryGetValue(parameter, out var named) ? named : things.TryGetValue(before, out var thing) ? thing : Guid.CreateVersion7().ToString();

        private static async Task<Dictionary<string, string>> Things(TheApp app, World world, Someone learner, Someone victim, Someone who, string enrolment, string attempt)
        {
            var code = (await World.Send(learner.Api, HttpMethod.Get, "/api/v1/me/certificates"))["items"]![0]!.Text("code");
            var assignment = await app.InDb(db => db.RoleAssignments.Where(a => a.PersonId == victim.Person.Id).Select(a => a.Id).SingleAsync());
            var unit = await app.InDb(db => db.RoleAssignments.Where(a => a.PersonId == victim.Person.Id).Select(a => a.ScopeId).SingleAsync());
            var personalToken = await app.InDb(db => db.PersonalAccessTokens.Where(t => t.PersonId == learner.Person.Id).Select(t => t.Id).SingleAsync());
            var certificate = await app.InDb(db => db.Set<Lectern.Credentials.Certificate>().Where(c => c.Code == code.Replace("-", "", StringComparison.Ordinal)).Select(c => c.Id).SingleAsync());
            return new()
            {
                ["slug"] = world.Slug, ["code"] = code, ["certificate"] = certificate.ToString(), ["assignment"] = assignment.ToString(),
                ["moduleId"] = world.Module, ["enrolmentId"] = enrolment, ["questionId"] = world.Question, ["courseId"] = world.Course,
                ["courses"] = world.Course, ["people"] = victim.Person.Id.ToString(), ["units"] = unit.ToString(), ["attempts"] = attempt,
                ["pages"] = world.Page, ["videos"] = world.Video, ["quizzes"] = world.Quiz, ["packages"] = world.Scorm, ["activities"] = world.Page,
                ["tokens"] = personalToken.ToString(), ["role-assignments"] = assignment.ToString(), ["hash"] = new string('0', 64), ["language"] = "en",
            };
        }
    }

    /// <summary>Hears from the framework that an endpoint is being executed: the door was passed.</summary>
    private sealed class Entered : ILoggerProvider, ILogger
    {
        internal const string Category = "Microsoft.AspNetCore.Routing.EndpointMiddleware";

        internal volatile string? Last;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (eventId.Name == "ExecutingEndpoint") Last = formatter(state, exception);
        }

        public void Dispose()
        {
        }
    }
}
