using Lectern.Web.Rendering;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Web;

/// <summary>A page, or a part of one, as an answer: drawn whole, then written at once, so that what fails while it is drawn can still be an error page.</summary>
public sealed class PageResult : IResult, IStatusCodeHttpResult, IContentTypeHttpResult
{
    private readonly RenderFragment _content;
    private readonly string _title = "";
    private readonly PageOptions? _options;
    private readonly int _status = StatusCodes.Status200OK;

    /// <summary>A part for a page that is open.</summary>
    internal PageResult(RenderFragment content) => _content = content;

    /// <summary>A page in its frame. The title is an English key or the name of a thing.</summary>
    internal PageResult(RenderFragment content, string title, PageOptions options, int status) => (_content, _title, _options, _status) = (content, title, options, status);

    /// <summary>The status of the answer.</summary>
    public int? StatusCode => _status;
    public string ContentType => "text/html; charset=utf-8";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var text = new PageText();
        if (_options is null) new PlainRenderer(httpContext.RequestServices, text, httpContext).Render(_content);
        else await RenderPage(httpContext, _options, text);
        httpContext.Response.StatusCode = _status;
        httpContext.Response.ContentType = ContentType;
        await text.CopyTo(httpContext.Response.Body, httpContext.RequestAborted);
    }

    private async Task RenderPage(HttpContext http, PageOptions options, PageText text)
    {
        var services = http.RequestServices;
        var shell = await services.GetRequiredService<ShellOfRequest>().For(http, services.GetRequiredService<Texts>()[_title], options);
        new PlainRenderer(services, text, http, shell).Render(Fragments.Of<PageDocument>((nameof(PageDocument.Body), _content), (nameof(PageDocument.Options), options)));
    }
}
