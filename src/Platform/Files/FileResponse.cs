using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace Lectern.Files;

/// <summary>Answers with a stored file, or the part of it that the browser asked for (RFC 9110, sections 13 and 14). The file streams from the store; it is never whole in memory.</summary>
/// <param name="hash">Which file.</param>
/// <param name="contentType">Its media type, as we recorded it; the store doesn't know it.</param>
public sealed class FileResponse(string hash, string contentType) : IResult
{
    /// <summary>Sends the file to the person's downloads under this name, instead of showing it.</summary>
    public string? DownloadName { get; init; }

    /// <summary>May shared caches keep it? Only for what everybody may see.</summary>
    public bool IsPublic { get; init; }

    /// <summary>How long a browser may keep it. The hash never changes its meaning, so the default is a year; shorter where the right to see it can end.</summary>
    public TimeSpan KeepFor { get; init; } = TimeSpan.FromDays(365);

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var cancel = httpContext.RequestAborted;
        var response = httpContext.Response;
        var store = httpContext.RequestServices.GetRequiredService<IFileStore>();
        if (await store.Find(hash, cancel) is not { } file)
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var tag = new EntityTagHeaderValue($"\"{file.Hash}\"");
        var headers = response.GetTypedHeaders();
        headers.ETag = tag;
        response.Headers.AcceptRanges = "bytes";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = $"{(IsPublic ? "public" : "private")}, max-age={(long)KeepFor.TotalSeconds}, immutable";

        var asked = httpContext.Request.GetTypedHeaders();
        if (asked.IfNoneMatch is { Count: > 0 } known && known.Any(k => k.Equals(EntityTagHeaderValue.Any) || k.Compare(tag, useStrongComparison: false)))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = contentType;
        Show(headers, httpContext);

        var (part, impossible) = Asked(asked, tag, file.Length);
        if (impossible)
        {
            response.StatusCode = StatusCodes.Status416RangeNotSatisfiable;
            response.Headers.ContentRange = $"bytes */{file.Length}";
            return;
        }

        response.ContentLength = part?.Length ?? file.Length;
        if (part is { Length: { } length } range)
        {
            response.StatusCode = StatusCodes.Status206PartialContent;
            headers.ContentRange = new ContentRangeHeaderValue(range.From, range.From + length - 1, file.Length);
        }

        if (HttpMethods.IsHead(httpContext.Request.Method)) return;
        await using var stream = await store.Open(hash, part, cancel);
        if (stream is null)
        {
            httpContext.Abort();
            return;
        }

        await stream.CopyToAsync(response.Body, 64 * 1024, cancel);
    }

    // Only what can't act is shown in place on the main origin; everything else is a download there.
    private void Show(ResponseHeaders headers, HttpContext context)
    {
        var active = context.Features.Get<ContentCapability>() is null && !CanOnlyBeSeen(contentType);
        if (active) context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        if (DownloadName is null && !active) return;
        var disposition = new ContentDispositionHeaderValue("attachment");
        if (DownloadName is not null) disposition.SetHttpFileName(DownloadName);
        headers.ContentDisposition = disposition;
    }

    private static bool CanOnlyBeSeen(string type) => type.Split(';')[0].Trim() switch
    {
        "image/svg+xml" => false,
        "application/pdf" or "text/plain" or "text/vtt" => true,
        var other => other.StartsWith("image/", StringComparison.Ordinal) || other.StartsWith("video/", StringComparison.Ordinal) || other.StartsWith("audio/", StringComparison.Ordinal),
    };

    // Several ranges in one request are answered with the whole file, as section 14.2 allows: no player needs them.
    private static (ByteRange? Part, bool Impossible) Asked(RequestHeaders asked, EntityTagHeaderValue tag, long length)
    {
        if (asked.Range is not { Unit.Value: "bytes", Ranges.Count: 1 } range) return (null, false);
        if (asked.IfRange is { } condition && condition.EntityTag?.Compare(tag, useStrongComparison: true) != true) return (null, false);
        var (from, to) = range.Ranges.Single() switch
        {
            { From: { } first, To: var last } => (first, Math.Min(last ?? long.MaxValue, length - 1)),
            { To: { } suffix } when suffix > 0 => (Math.Max(0, length - suffix), length - 1),
            _ => (length, length - 1),
        };
        return from >= length || to < from ? (null, true) : (new ByteRange(from, to - from + 1), false);
    }
}
