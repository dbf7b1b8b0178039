using System.Globalization;
using System.Text;
using Lectern.Kernel;
using Lectern.Web.Design.Shells;
using Lectern.Web.Rendering;
using Microsoft.AspNetCore.Http;

namespace Lectern.Web;

/// <summary>
/// What stands around a page. App and Public are drawn for it; with Own the page draws its shell itself (a
/// <c>FocusShell</c>, a <c>SplitShell</c> or an <c>AppShell</c> with actions) around the cascading <c>ShellModel</c>.
/// </summary>
public enum Frame { App, Public, Own }

/// <summary>How a page is framed. <paramref name="Description"/> lets search engines keep it; without one it is not indexed.</summary>
public sealed record PageOptions(Frame Frame = Frame.App, IReadOnlyList<Crumb>? Crumbs = null, string? Description = null, bool Wide = false, bool Narrow = false);

public static class Page
{
    /// <summary>Renders <typeparamref name="TComponent"/> with its <c>Model</c> inside the frame. The title is an English key or the name of a thing.</summary>
    public static PageResult Of<TComponent>(string title, object model, PageOptions? options = null, int status = StatusCodes.Status200OK) where TComponent : PlainComponent =>
        new(Fragments.Of<TComponent>(model), title, options ?? new PageOptions(), status);

    /// <summary>Renders <typeparamref name="TComponent"/> with its <c>Model</c> alone: a part for a page that is open.</summary>
    public static PageResult Part<TComponent>(object model) where TComponent : PlainComponent => new(Fragments.Of<TComponent>(model));

    /// <summary>The same page again, with the mistake beside its field: 422.</summary>
    public static PageResult Refused<TComponent>(string title, object model, PageOptions? options = null) where TComponent : PlainComponent =>
        Of<TComponent>(title, model, options, StatusCodes.Status422UnprocessableEntity);

    /// <summary>After a form was done: see the result (303). <paramref name="flash"/> is said there once, already in the visitor's language.</summary>
    public static IResult SeeOther(string address, string? flash = null) => new SeeOtherResult(address, flash);

    /// <summary>After a form was refused: back (303) to where it is said why, once, as what it is.</summary>
    public static IResult SeeOther(string address, Refusal refusal, Texts texts) => new SeeOtherResult(address, texts[refusal.Sentence, refusal.Arguments], isRefusal: true);

    /// <summary>A header takes visible ASCII only (RFC 9110, 5.5): what else an address has, such as the Arabic name of a course, is percent-encoded (RFC 3987, 3.1).</summary>
    internal static string InHeader(string address)
    {
        if (!address.AsSpan().ContainsAnyExceptInRange('\x21', '\x7E')) return address;
        var encoded = new StringBuilder(address.Length * 2);
        foreach (var rune in address.EnumerateRunes())
        {
            if (rune.Value is >= 0x21 and <= 0x7E) encoded.Append((char)rune.Value);
            else foreach (var one in Encoding.UTF8.GetBytes(rune.ToString())) encoded.Append(CultureInfo.InvariantCulture, $"%{one:X2}");
        }

        return encoded.ToString();
    }

    private sealed class SeeOtherResult(string address, string? flash, bool isRefusal = false) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            if (flash is not null) Flash.Say(httpContext, new(flash, isRefusal));
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = InHeader(address);
            return Task.CompletedTask;
        }
    }
}
