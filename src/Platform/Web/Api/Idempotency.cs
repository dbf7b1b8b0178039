using System.Security.Cryptography;
using Lectern.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Web.Api;

/// <summary>Marks a route whose answer must not lie in the database, such as one that shows a secret once. With an Idempotency-Key it still happens once; a repeat is told so.</summary>
public sealed record AnswerIsNotKept(string Why);

/// <summary>
/// Writes under /api that carry an Idempotency-Key happen once (IETF draft "The Idempotency-Key HTTP Header Field"):
/// the key is claimed before the work starts; a repeat gets the kept answer, a repeat during the work gets 409. Work that
/// has begun goes on when the caller hangs up. Whatever was written keeps its claim, also when the answer never came about:
/// doing it again would do it twice.
/// </summary>
public static class Idempotency
{
    private const int MaximumKeptBody = 256 * 1024;

    public static IApplicationBuilder UseIdempotency(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        var key = http.Request.Headers["Idempotency-Key"].ToString();
        if (!http.Request.IsForPrograms || HttpMethods.IsGet(http.Request.Method) || key.Length == 0 || http.Visitor.PersonId is not { } person || http.GetEndpoint() is null)
        {
            await next(http);
            return;
        }

        if (key.Length > 200)
        {
            await Refuse(http, StatusCodes.Status400BadRequest, "idempotency-key-too-long", "An Idempotency-Key has at most 200 characters.");
            return;
        }

        var cancel = http.RequestAborted;
        var clock = http.RequestServices.GetRequiredService<TimeProvider>();
        var fingerprint = await Fingerprint(http.Request, cancel);
        await using var scope = http.RequestServices.CreateAsyncScope();   // its own unit of work: the claim stands even when the request fails
        var db = scope.ServiceProvider.GetRequiredService<LecternDb>();
        var records = db.Set<IdempotencyRecord>();
        var now = clock.GetUtcNow();
        var oldest = now - IdempotencyRecord.KeptFor;
        await records.Where(r => r.PersonId == person && r.Key == key && r.At < oldest).ExecuteDeleteAsync(cancel);

        var claim = new IdempotencyRecord { PersonId = person, Key = key, Fingerprint = fingerprint, At = now };
        db.Add(claim);
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException)
        {
            var kept = await records.AsNoTracking().SingleOrDefaultAsync(r => r.PersonId == person && r.Key == key, cancel);
            if (kept is null) throw;
            await (kept switch
            {
                _ when kept.Fingerprint != fingerprint => Refuse(http, StatusCodes.Status422UnprocessableEntity, "idempotency-key-reused", "This Idempotency-Key was used for another request."),
                { Status: null } when kept.At > now - IdempotencyRecord.WorksFor => Refuse(http, StatusCodes.Status409Conflict, "still-working", "The first request with this Idempotency-Key is still being worked on."),
                { Status: null } => Refuse(http, StatusCodes.Status409Conflict, "outcome-unknown", "The first request with this Idempotency-Key broke off, perhaps after it was done. Look whether it was, and use a new key to do it again."),
                { Body: null } => Refuse(http, StatusCodes.Status409Conflict, "answer-not-kept", "This was done by the first request with this Idempotency-Key. Its answer is not kept."),
                _ => Repeat(http, kept),
            });
            return;
        }

        http.RequestAborted = CancellationToken.None;
        await Answer(http, next, db, claim);
    });

    private static async Task Answer(HttpContext http, RequestDelegate next, LecternDb db, IdempotencyRecord claim)
    {
        var wire = http.Response.Body;
        using var copy = new MemoryStream();
        http.Response.Body = copy;
        var answered = false;
        try
        {
            await next(http);
            answered = http.Response.StatusCode < 500;
        }
        finally
        {
            http.Response.Body = wire;
            if (answered)
            {
                var keeps = copy.Length <= MaximumKeptBody && http.GetEndpoint()?.Metadata.GetMetadata<AnswerIsNotKept>() is null;
                claim.Answered(http.Response.StatusCode, http.Response.ContentType, http.Response.Headers.Location, keeps ? System.Text.Encoding.UTF8.GetString(copy.GetBuffer(), 0, (int)copy.Length) : null);
                await db.SaveChangesAsync(CancellationToken.None);
            }
            else if (!http.RequestServices.GetRequiredService<LecternDb>().HasSaved)
            {
                await db.Set<IdempotencyRecord>().Where(r => r.Id == claim.Id).ExecuteDeleteAsync(CancellationToken.None);
            }
        }

        copy.Position = 0;
        await copy.CopyToAsync(wire, http.RequestAborted);
    }

    private static async Task Repeat(HttpContext http, IdempotencyRecord kept)
    {
        http.Response.StatusCode = kept.Status!.Value;
        http.Response.ContentType = kept.ContentType;
        if (kept.Location is not null) http.Response.Headers.Location = kept.Location;
        http.Response.Headers["Idempotent-Replayed"] = "true";
        if (!string.IsNullOrEmpty(kept.Body)) await http.Response.WriteAsync(kept.Body, http.RequestAborted);
    }

    private static async Task<string> Fingerprint(HttpRequest request, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(System.Text.Encoding.UTF8.GetBytes($"{request.Method} {request.Path}{request.QueryString}\n"));
        if (request.HasFormContentType || request.ContentLength > MaximumKeptBody) return Convert.ToHexStringLower(hash.GetHashAndReset());   // uploads are streams: only their address counts
        request.EnableBuffering();
        var buffer = new byte[8192];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancel)) > 0) hash.AppendData(buffer, 0, read);
        request.Body.Position = 0;
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static Task Refuse(HttpContext http, int status, string code, string sentence) =>
        TypedResults.Problem(title: http.RequestServices.GetRequiredService<Texts>()[sentence], statusCode: status, type: $"/problems/{code}").ExecuteAsync(http);
}
