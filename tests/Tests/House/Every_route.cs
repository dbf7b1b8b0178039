using System.Text;
using Lectern.Web.Access;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.House;

/// <summary>Every address of the program says who may use it; docs/routes.md lists them.</summary>
public sealed class Every_route(Apps apps)
{
    [Fact]
    public async Task says_exactly_once_who_may()
    {
        var wrong = (await Routes()).Where(route => route.Metadata.OfType<AccessRule>().Count() != 1).Select(Line);
        Repository.None(wrong);
    }

    [Fact]
    public async Task says_in_a_sentence_why_no_capability_is_asked()
    {
        var wrong = (await Routes()).Where(route => route.Metadata.GetMetadata<AccessRule>() switch
        {
            AccessRule.Open open => open.Why.Trim().Split(' ').Length < 4,
            AccessRule.SignedIn signedIn => signedIn.Why.Trim().Split(' ').Length < 4,
            _ => false,
        }).Select(Line);
        Repository.None(wrong);
    }

    [Fact]
    public async Task that_asks_for_a_capability_at_a_scope_has_that_scope_in_its_address()
    {
        var wrong = (await Routes()).Where(route => route.Metadata.GetMetadata<AccessRule>() is AccessRule.Holder { ScopeIn: { } scope } && route.RoutePattern.GetParameter(scope) is null).Select(Line);
        Repository.None(wrong);
    }

    [Fact]
    public async Task is_in_the_documentation()
    {
        var routes = await Routes();
        var text = new StringBuilder("# Every address, and who may use it\n\nWritten by the test `Every_route` from the program itself; don't edit it by hand.\nA capability holds at a unit or a course and everything below it. Where no scope is named, it is asked anywhere, and the page shows only what lies below the visitor's own scopes.\n");
        foreach (var (title, belongs) in Chapters)
        {
            text.Append($"\n## {title}\n\n| method | address | who may | why no capability |\n| --- | --- | --- | --- |\n");
            foreach (var route in routes.Where(route => ChapterOf(route) == belongs))
            {
                var (who, why) = Who(route);
                text.Append($"| {Methods(route)} | `{Address(route)}` | {who} | {why} |\n");
            }
        }

        Repository.Keep("docs/routes.md", text.ToString());
    }

    private static readonly (string Title, string Chapter)[] Chapters = [("Pages and forms", "pages"), ("The API for programs", "api"), ("Uploaded content, on an origin of its own", "content")];

    private static string ChapterOf(RouteEndpoint route) =>
        Address(route).StartsWith("/content/", StringComparison.Ordinal) ? "content"
        : Address(route).StartsWith("/api/", StringComparison.Ordinal) || Address(route).StartsWith("/openapi/", StringComparison.Ordinal) ? "api" : "pages";

    private static (string Who, string Why) Who(RouteEndpoint route) => route.Metadata.GetMetadata<AccessRule>() switch
    {
        AccessRule.Open open => ("everyone", open.Why),
        AccessRule.SignedIn signedIn => ("whoever is signed in", signedIn.Why),
        AccessRule.Holder { Capability: var may } holder => ($"who may {may.Sentence}{(holder.ScopeIn is null ? "" : $" at {{{holder.ScopeIn}}}")} ({string.Join(", ", may.HeldBy.OrderDescending()).ToLowerInvariant()})", ""),
        _ => ("NOBODY KNOWS", ""),
    };

    private static string Line(RouteEndpoint route) => $"{Methods(route)} {Address(route)}";

    internal static string Methods(RouteEndpoint route) => route.Metadata.GetMetadata<HttpMethodMetadata>() is { HttpMethods.Count: > 0 } named ? string.Join(' ', named.HttpMethods) : "any";

    internal static string Address(RouteEndpoint route) => "/" + route.RoutePattern.RawText!.TrimStart('/');

    private async Task<List<RouteEndpoint>> Routes() => All(await apps.On(Database.Sqlite));

    internal static List<RouteEndpoint> All(TheApp app)
    {
        var routes = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().OrderBy(Address, StringComparer.Ordinal).ThenBy(Methods, StringComparer.Ordinal).ToList();
        Assert.NotEmpty(routes);
        return routes;
    }
}
