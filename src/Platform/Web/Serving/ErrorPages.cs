using System.Data.Common;
using Lectern.Web.Access;
using Lectern.Web.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Lectern.Web.Serving;

/// <summary>
/// Every answer without a body gets one that a person, or a program, can use: what happened and what to do next. A bug is
/// logged with its trace id and shown without anything internal.
/// </summary>
public static partial class ErrorPages
{
    public static IApplicationBuilder UseErrorPages(this IApplicationBuilder app)
    {
        var log = app.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger("Lectern.Requests");
        return app.Use(async (http, next) =>
        {
            try
            {
                await next(http);
            }
            catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure) when (!http.Response.HasStarted)
            {
                http.Response.Clear();
                (http.Response.StatusCode, var problem) = failure switch
                {
                    DbUpdateConcurrencyException => (StatusCodes.Status409Conflict, new Problem("changed-meanwhile", "Somebody else changed this in the meantime. Go back, reload the page and make your change again.")),
                    BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => (StatusCodes.Status413PayloadTooLarge, new Problem("too-large", "That is more than may be sent here. Nothing of it was saved: make it shorter and try again.")),
                    _ when IsUnstorable(failure) => (StatusCodes.Status400BadRequest, new Problem("bad-request", "This request can't be understood. Go back, check what you entered and try again.")),
                    BadHttpRequestException bad => (bad.StatusCode, new Problem("bad-request", "This request can't be understood. Go back, check what you entered and try again.")),
                    _ => (StatusCodes.Status500InternalServerError, new Problem("broken", "Something broke on our side. It has been noted. What was saved before is still saved; try again in a moment.")),
                };
                http.Features.Set(problem);
                if (http.Response.StatusCode == StatusCodes.Status500InternalServerError) LogBroken(log, http.Request.Method, http.GetEndpoint()?.DisplayName, http.TraceIdentifier, failure);
            }

            if (http.Response.StatusCode < 400 || http.Response.HasStarted || http.Response.ContentType is not null || http.Response.ContentLength > 0) return;
            await Tell(http, http.Features.Get<Problem>() ?? Usual(http.Response.StatusCode));
        });
    }

    /// <summary>A text with the character NUL, which PostgreSQL refuses (SQLSTATE 22021): a program sent it as JSON.</summary>
    private static bool IsUnstorable(Exception failure) => (failure as DbException ?? failure.InnerException as DbException)?.SqlState == "22021";

    private static async Task Tell(HttpContext http, Problem problem)
    {
        var status = http.Response.StatusCode;
        if (http.Request.WantsJson)
        {
            await TypedResults.Problem(title: http.RequestServices.GetRequiredService<Texts>()[problem.Sentence], statusCode: status, type: $"/problems/{problem.Code}",
                extensions: new Dictionary<string, object?> { ["trace"] = http.TraceIdentifier }).ExecuteAsync(http);
            return;
        }

        await Page.Of<ErrorPage>(TitleOf(status), new ErrorPage.About(status, TitleOf(status), problem.Sentence, status >= 500 ? http.TraceIdentifier : null), new PageOptions(Narrow: true), status).ExecuteAsync(http);
    }

    private static string TitleOf(int status) => status switch
    {
        StatusCodes.Status403Forbidden => "This is not open to you",
        StatusCodes.Status404NotFound => "This page is not here",
        StatusCodes.Status409Conflict => "This has changed meanwhile",
        StatusCodes.Status429TooManyRequests => "Too many tries",
        >= 500 => "Something broke",
        _ => "This didn't work",
    };

    private static Problem Usual(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => new("sign-in-needed", "Sign in, or send a valid access token."),
        StatusCodes.Status403Forbidden => new("not-allowed", "Your roles don't include this. Ask an administrator if you need it."),
        StatusCodes.Status404NotFound => new("not-found", "It may have been moved or removed, or it belongs to somebody else."),
        StatusCodes.Status405MethodNotAllowed => new("method-not-allowed", "This address doesn't take that kind of request."),
        StatusCodes.Status413PayloadTooLarge => new("too-large", "That is more than may be sent here. Nothing of it was saved: make it shorter and try again."),
        StatusCodes.Status415UnsupportedMediaType => new("media-type", "This address doesn't take that kind of content."),
        StatusCodes.Status429TooManyRequests => new("too-many", "Wait a minute, then try again."),
        >= 500 => new("broken", "Something broke on our side. It has been noted. What was saved before is still saved; try again in a moment."),
        _ => new("bad-request", "This request can't be understood. Go back, check what you entered and try again."),
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Endpoint} broke, trace {Trace}")]
    private static partial void LogBroken(ILogger log, string method, string? endpoint, string trace, Exception failure);
}
