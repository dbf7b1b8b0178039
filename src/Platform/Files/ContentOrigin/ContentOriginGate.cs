using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace Lectern.Files;

/// <summary>Keeps the two origins apart, before anything else sees the request: <c>/content/…</c> answers on the content origin only, and nothing else does there.</summary>
public static class ContentOriginGate
{
    // A package may be any web page: inline scripts and eval are its right on its own origin, but nothing from or to elsewhere.
    private const string Policy =
        "default-src 'self' data: blob: 'unsafe-inline' 'unsafe-eval'; img-src 'self' data: blob: https:; media-src 'self' data: blob: https:; " +
        "font-src 'self' data: https:; style-src 'self' 'unsafe-inline' https:; frame-src 'self' data: blob: https:; form-action 'self'; base-uri 'self'";

    /// <summary>Maps a route for content of one kind: GET <c>/content/{purpose}/{token}/{**path}</c>. The handler may ask for the <see cref="ContentCapability"/> and the path.</summary>
    public static RouteHandlerBuilder MapContent(this IEndpointRouteBuilder routes, string purpose, Delegate handler) =>
        routes.MapMethods($"/content/{purpose}/{{token}}/{{**path}}", [HttpMethods.Get, HttpMethods.Head], handler).OnContentOrigin();

    /// <summary>Marks a route that answers on the content origin, to whoever has an address with a valid token.</summary>
    public static T OnContentOrigin<T>(this T route) where T : IEndpointConventionBuilder
    {
        route.Add(endpoint =>
        {
            if ((endpoint as RouteEndpointBuilder)?.RoutePattern.RawText?.StartsWith("/content/", StringComparison.Ordinal) != true)
                throw new InvalidOperationException("Routes on the content origin begin with /content/{purpose}/{token}/.");
            endpoint.Metadata.Add(new AnswersOnContentOrigin());
        });
        return route;
    }

    internal static IServiceCollection AddContentOrigin(this IServiceCollection services) => services
        .AddHttpContextAccessor()
        .AddSingleton<ContentOrigin>()
        .AddSingleton<ContentAddress>()
        .AddSingleton<IStartupFilter, AtTheFront>();

    private static async Task Separate(HttpContext http, RequestDelegate next)
    {
        var origin = http.RequestServices.GetRequiredService<ContentOrigin>();
        var isContent = origin.Is(http.Request);
        if (isContent != http.Request.Path.StartsWithSegments("/content", out var rest))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (!isContent)
        {
            await next(http);
            return;
        }

        // No session reaches content, and none can begin there.
        http.Request.Headers.Remove(HeaderNames.Cookie);
        http.Request.Headers.Remove(HeaderNames.Authorization);
        var parts = rest.Value!.Split('/', 4);
        if (parts.Length < 4 || http.RequestServices.GetRequiredService<ContentAddress>().Read(parts[1], parts[2]) is not { } capability)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        http.Features.Set(capability);
        var policy = http.RequestServices.GetRequiredService<IConfiguration>()["Content:Policy"] ?? Policy;
        http.Response.OnStarting(() =>
        {
            var headers = http.Response.Headers;
            headers.Remove(HeaderNames.SetCookie);
            headers.Remove(HeaderNames.XFrameOptions);
            headers.ContentSecurityPolicy = $"{policy}; frame-ancestors 'self' {capability.MainOrigin}";
            headers["Cross-Origin-Resource-Policy"] = "cross-origin";
            headers["Referrer-Policy"] = "no-referrer";
            headers.XContentTypeOptions = "nosniff";
            return Task.CompletedTask;
        });
        await next(http);
    }

    private sealed class AtTheFront : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((HttpContext http, RequestDelegate rest) => Separate(http, rest));
            next(app);
        };
    }
}

/// <summary>Says of a route that it answers on the content origin only.</summary>
public sealed record AnswersOnContentOrigin;
