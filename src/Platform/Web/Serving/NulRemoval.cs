using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Lectern.Web.Serving;

/// <summary>
/// Takes the character NUL out of addresses and forms: nobody can type it, and PostgreSQL refuses every text that holds it.
/// (In a form of the kind application/x-www-form-urlencoded the framework refuses it itself.)
/// </summary>
public static class NulRemoval
{
    /// <summary>Call after the forgery gate, which has read the form.</summary>
    public static IApplicationBuilder UseNulRemoval(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (http.Request.QueryString.Value is { } query && query.Contains("%00", StringComparison.Ordinal)) http.Request.QueryString = new QueryString(query.Replace("%00", "", StringComparison.Ordinal));
        if (http.Features.Get<IFormFeature>()?.Form is { } form && form.Any(field => field.Value.Any(HasNul)))
            http.Request.Form = new FormCollection(form.ToDictionary(field => field.Key, field => new StringValues([.. field.Value.Select(Without)])), form.Files);
        return next(http);
    });

    private static bool HasNul(string? text) => text?.Contains('\0', StringComparison.Ordinal) == true;

    private static string? Without(string? text) => text?.Replace("\0", "", StringComparison.Ordinal);
}
