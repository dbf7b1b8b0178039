using Microsoft.AspNetCore.Http;

namespace Lectern.Web.Api;

public static class Requests
{
    extension(HttpRequest request)
    {
        /// <summary>Whether a program asks: such requests carry a token, never ride on a cookie, and get JSON.</summary>
        public bool IsForPrograms => request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);

        /// <summary>Whether JSON is wanted as an answer: by a program, or by a script of one of our pages.</summary>
        public bool WantsJson => request.IsForPrograms || request.Headers.Accept.ToString().StartsWith("application/json", StringComparison.OrdinalIgnoreCase);
    }
}
