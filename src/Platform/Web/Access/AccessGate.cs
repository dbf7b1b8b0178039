using Lectern.Web.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Web.Access;

/// <summary>The door: lets a request through to its endpoint only when the endpoint's <see cref="AccessRule"/> says so.</summary>
public static class AccessGate
{
    public static IApplicationBuilder UseAccessGate(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        if (http.GetEndpoint() is not RouteEndpoint endpoint)
        {
            await next(http);
            return;
        }

        var rule = endpoint.Metadata.GetMetadata<AccessRule>();
        var visitor = http.Visitor;
        if (rule is AccessRule.Open) await next(http);
        else if (rule is null) http.Response.StatusCode = StatusCodes.Status404NotFound;
        else if (!visitor.IsSignedIn) await AskToSignIn(http);
        else if (rule is not AccessRule.Holder holder) await next(http);
        else if (holder.ScopeIn is null)
        {
            if (visitor.Holds(holder.Capability)) await next(http);
            else http.Response.StatusCode = StatusCodes.Status403Forbidden;
        }
        else if (Guid.TryParse(http.GetRouteValue(holder.ScopeIn) as string, out var scope)
            && visitor.Holds(holder.Capability)
            && await http.RequestServices.GetRequiredService<IScopes>().PathOf(scope, http.RequestAborted) is { } path
            && visitor.HoldsAt(holder.Capability, path)) await next(http);
        else http.Response.StatusCode = StatusCodes.Status404NotFound;   // not yours is the same as not there
    });

    private static Task AskToSignIn(HttpContext http)
    {
        if (http.Request.IsForPrograms)
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            http.Response.Headers.WWWAuthenticate = "Bearer";
            return Task.CompletedTask;
        }

        // After a form whose session had ended, the person comes back to the page that held it (its own address), not to the form's target.
        var back = HttpMethods.IsGet(http.Request.Method) ? http.Request.GetEncodedPathAndQuery()
            : Uri.TryCreate(http.Request.Headers.Referer, UriKind.Absolute, out var referer) && referer.Authority == http.Request.Host.Value ? referer.PathAndQuery : "/";
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = $"/sign-in?return={Uri.EscapeDataString(back)}";
        return Task.CompletedTask;
    }
}
