using Microsoft.AspNetCore.Http;

namespace Lectern.Web.Api;

public static class Requests
{
    extension(HttpRequest request)
    {
        /// <summary>Whether a program asks: such requests carry a token, never ride on a cookie, and get JSON.</summary>
        public bool IsForPrograms => request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);
    }
}
