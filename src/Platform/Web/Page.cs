using Lectern.Kernel;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Lectern.Web;

/// <summary>What stands around a page: the whole application, the public site, or one task alone.</summary>
public enum Frame { App, Public, Focus }

/// <summary>How a page is framed. <paramref name="Leave"/> is where a focus page leads back to.</summary>
public sealed record PageOptions(Frame Frame = Frame.App, IReadOnlyList<Crumb>? Crumbs = null, string? Leave = null, string? Description = null, bool Indexed = false);

public static class Page
{
    /// <summary>Renders <typeparamref name="TComponent"/> with its <c>Model</c> inside the frame. The title is an English key or the name of a thing.</summary>
    public static RazorComponentResult Of<TComponent>(string title, object model, PageOptions? options = null, int status = StatusCodes.Status200OK) where TComponent : IComponent =>
        new RazorComponentResult<PageDocument>(new Dictionary<string, object?>
        {
            [nameof(PageDocument.Title)] = title,
            [nameof(PageDocument.Body)] = typeof(TComponent),
            [nameof(PageDocument.Model)] = model,
            [nameof(PageDocument.Options)] = options ?? new PageOptions(),
        })
        { StatusCode = status };

    /// <summary>The same page again, with the mistake beside its field: 422.</summary>
    public static RazorComponentResult Refused<TComponent>(string title, object model, PageOptions? options = null) where TComponent : IComponent =>
        Of<TComponent>(title, model, options, StatusCodes.Status422UnprocessableEntity);

    /// <summary>After a form was done: see the result (303).</summary>
    public static IResult SeeOther(string address) => new SeeOtherResult(address);

    private sealed class SeeOtherResult(string address) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = address;
            return Task.CompletedTask;
        }
    }
}
