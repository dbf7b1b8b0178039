using System.Globalization;
using System.Text;
using Lectern.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Files.Uploads;

/// <summary>
/// Uploads that survive a broken connection: the tus protocol 1.0.0 (tus.io/protocols/resumable-upload) with creation, expiration and termination.
/// A page puts the finished upload's id into its form, and the form's use case takes it (<see cref="UploadFolder.Take"/>).
/// </summary>
/// <remarks>Every request needs the Tus-Resumable header, which no other site can send along with our cookie (it would need our consent by CORS); that is the protection against forged requests here.</remarks>
public static class ResumableUploads
{
    private const string Version = "1.0.0";

    /// <summary>Maps the protocol under a prefix. The caller adds who may use it.</summary>
    /// <param name="routes">Where.</param>
    /// <param name="prefix">Such as <c>/uploads</c>.</param>
    /// <param name="owner">Whose upload a request is about; null for nobody's.</param>
    /// <param name="holds">Whether whoever asks holds a capability.</param>
    /// <param name="words">A refusal's sentence in the person's language.</param>
    public static RouteGroupBuilder MapResumableUploads(this IEndpointRouteBuilder routes, string prefix, Func<HttpContext, string?> owner, Func<HttpContext, Capability, bool> holds, Func<HttpContext, Refusal, string> words)
    {
        var group = routes.MapGroup(prefix);
        var protocol = new Protocol(prefix, owner, holds, words);
        group.MapMethods("", [HttpMethods.Options], Describe);
        group.MapMethods("{id}", [HttpMethods.Options], Describe);
        group.MapPost("", protocol.Begin);
        group.MapMethods("{id}", [HttpMethods.Head], protocol.Tell);
        group.MapPatch("{id}", protocol.Append);
        group.MapDelete("{id}", protocol.End);
        return group;
    }

    private static void Describe(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers["Tus-Resumable"] = Version;
        headers["Tus-Version"] = Version;
        headers["Tus-Extension"] = "creation,expiration,termination";
        headers["Tus-Max-Size"] = http.RequestServices.GetRequiredService<UploadFolder>().Limit.ToString(CultureInfo.InvariantCulture);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private sealed class Protocol(string prefix, Func<HttpContext, string?> owner, Func<HttpContext, Capability, bool> holds, Func<HttpContext, Refusal, string> words)
    {
        internal async Task<IResult> Begin(HttpContext http, UploadFolder uploads, CancellationToken cancel)
        {
            if (Greet(http) is not { } who) return Misunderstood(http);
            if (!long.TryParse(http.Request.Headers["Upload-Length"], NumberStyles.None, CultureInfo.InvariantCulture, out var length)) return TypedResults.StatusCode(StatusCodes.Status400BadRequest);
            var metadata = Metadata(http.Request.Headers["Upload-Metadata"]);
            var purpose = metadata.GetValueOrDefault("purpose", "");
            if (uploads.Purpose(purpose) is { } use && !holds(http, use.NeededTo)) return Refuse(http, FileRefusals.Because("upload-not-yours", "Your roles don't include uploading such files."));
            var begun = await uploads.Begin(who, purpose, metadata.GetValueOrDefault("filename", ""), length, cancel);
            if (begun.Refusal is { } refusal) return Refuse(http, refusal);
            http.Response.Headers["Upload-Expires"] = begun.Value.ExpiresAt.ToString("R", CultureInfo.InvariantCulture);
            http.Response.Headers["Upload-Offset"] = "0";
            return TypedResults.Created($"{http.Request.PathBase}{prefix}/{begun.Value.Id}");
        }

        internal async Task<IResult> Tell(string id, HttpContext http, UploadFolder uploads, CancellationToken cancel)
        {
            if (Greet(http) is not { } who) return Misunderstood(http);
            http.Response.Headers.CacheControl = "no-store";
            if (await uploads.Find(who, id, cancel) is not { } found) return TypedResults.StatusCode(StatusCodes.Status404NotFound);
            State(http, found.Upload, found.Offset);
            http.Response.Headers["Upload-Length"] = found.Upload.Length.ToString(CultureInfo.InvariantCulture);
            return TypedResults.StatusCode(StatusCodes.Status200OK);
        }

        internal async Task<IResult> Append(string id, HttpContext http, UploadFolder uploads, CancellationToken cancel)
        {
            if (Greet(http) is not { } who) return Misunderstood(http);
            if (http.Request.ContentType != "application/offset+octet-stream") return TypedResults.StatusCode(StatusCodes.Status415UnsupportedMediaType);
            if (await uploads.Find(who, id, cancel) is not { } found) return TypedResults.StatusCode(StatusCodes.Status404NotFound);
            if (!long.TryParse(http.Request.Headers["Upload-Offset"], NumberStyles.None, CultureInfo.InvariantCulture, out var offset) || offset != found.Offset) return TypedResults.StatusCode(StatusCodes.Status409Conflict);
            if (found.Upload.Stored is not null)
            {
                State(http, found.Upload, found.Offset);
                return TypedResults.NoContent();
            }

            if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = found.Upload.Length - offset + 1;
            if (await uploads.Append(who, found.Upload, offset, http.Request.Body, cancel) is not { } appended) return TypedResults.StatusCode(StatusCodes.Status423Locked);
            if (appended.Refusal is { } refusal) return Refuse(http, refusal);
            State(http, appended.Value.Upload, appended.Value.Offset);
            return TypedResults.NoContent();
        }

        internal async Task<IResult> End(string id, HttpContext http, UploadFolder uploads, CancellationToken cancel)
        {
            if (Greet(http) is not { } who) return Misunderstood(http);
            if (await uploads.Find(who, id, cancel) is not { } found) return TypedResults.StatusCode(StatusCodes.Status404NotFound);
            await uploads.End(who, found.Upload, cancel);
            return TypedResults.NoContent();
        }

        private string? Greet(HttpContext http)
        {
            http.Response.Headers["Tus-Resumable"] = Version;
            return http.Request.Headers["Tus-Resumable"] == Version ? owner(http) : null;
        }

        private static StatusCodeHttpResult Misunderstood(HttpContext http)
        {
            http.Response.Headers["Tus-Version"] = Version;
            return TypedResults.StatusCode(StatusCodes.Status412PreconditionFailed);
        }

        private static void State(HttpContext http, Upload upload, long offset)
        {
            http.Response.Headers["Upload-Offset"] = offset.ToString(CultureInfo.InvariantCulture);
            http.Response.Headers["Upload-Expires"] = upload.ExpiresAt.ToString("R", CultureInfo.InvariantCulture);
        }

        private ProblemHttpResult Refuse(HttpContext http, Refusal refusal) => TypedResults.Problem(
            words(http, refusal),
            type: $"/problems/{refusal.Code}",
            statusCode: refusal.Code switch
            {
                "file-too-large" => StatusCodes.Status413PayloadTooLarge,
                "upload-not-yours" => StatusCodes.Status403Forbidden,
                "too-many-uploads" or "too-much-uploaded" => StatusCodes.Status429TooManyRequests,
                "upload-purpose" => StatusCodes.Status400BadRequest,
                _ => StatusCodes.Status415UnsupportedMediaType,
            });
    }

    /// <summary>Upload-Metadata: keys with base64 values, separated by commas.</summary>
    private static Dictionary<string, string> Metadata(string? header)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in (header ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var space = pair.IndexOf(' ', StringComparison.Ordinal);
            if (space < 0) values[pair] = "";
            else if (Decode(pair[(space + 1)..]) is { } value) values[pair[..space]] = value;
        }

        return values;
    }

    private static string? Decode(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : null;
    }
}
