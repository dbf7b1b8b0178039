using Lectern.Web.Api;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Web.Access;

/// <summary>Marks a route whose handler checks the antiforgery token itself, because its body is a stream that must not be read first.</summary>
public sealed record ChecksForgeryItself(string Why);

/// <summary>
/// Every change that rides on the session cookie proves that it came from one of our own pages: by the antiforgery token
/// (form field or RequestVerificationToken header) and, where the browser says so, by Sec-Fetch-Site.
/// </summary>
public static class ForgeryGate
{
    public static IApplicationBuilder UseForgeryGate(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        var safe = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) || HttpMethods.IsOptions(http.Request.Method);
        if (safe || http.GetEndpoint() is null || http.Request.IsForPrograms)
        {
            await next(http);
            return;
        }

        var site = http.Request.Headers["Sec-Fetch-Site"].ToString();
        var foreign = site is "cross-site" or "same-site";
        if (foreign || (http.GetEndpoint()!.Metadata.GetMetadata<ChecksForgeryItself>() is null && !await IsOurs(http)))
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            http.Features.Set(new Problem("stale-form", "This page was open for too long, or was not opened from here. Go back, reload it and try again. Nothing was changed."));
            return;
        }

        await next(http);
    });

    private static async Task<bool> IsOurs(HttpContext http)
    {
        await PostedForm.Read(http);   // a form that can't be read is the sender's mistake; antiforgery would break on it
        return await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http);
    }
}

/// <summary>What went wrong, for the page or the problem details that tell it.</summary>
public sealed record Problem(string Code, string Sentence);
