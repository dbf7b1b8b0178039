using Lectern.Files.Uploads;
using Lectern.Web;
using Lectern.Web.Access;
using Lectern.Web.Api;

namespace Lectern.Host;

/// <summary>How large files come in, piece by piece.</summary>
internal static class Uploading
{
    /// <summary>Resumable uploads: for pages with the session, for programs with a token.</summary>
    internal static void MapUploads(this IEndpointRouteBuilder routes)
    {
        foreach (var prefix in new[] { "/uploads", "/api/v1/uploads" })
        {
            routes.MapResumableUploads(prefix, http => http.Visitor.PersonId?.ToString(), (http, capability) => http.Visitor.Holds(capability), (http, refusal) => http.RequestServices.GetRequiredService<Texts>()[refusal.Sentence, refusal.Arguments])
                .ForSignedIn("An upload belongs to whoever began it, who holds the capability that its purpose names; the form that takes it asks where.")
                .WithMetadata(new ChecksForgeryItself("Every request carries the Tus-Resumable header, which no other site can send with our cookie."));
        }
    }
}
