using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Web.Rendering;

/// <summary>What components take from the request that they are drawn for.</summary>
internal static class RenderingSetup
{
    internal static IServiceCollection AddRendering(this IServiceCollection services) => services.AddScoped<AntiforgeryStateProvider, TokenOfRequest>();

    /// <summary>The token that a form sends along; null where there is no request, or its answer has begun.</summary>
    private sealed class TokenOfRequest(IAntiforgery antiforgery, IHttpContextAccessor current) : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken? GetAntiforgeryToken()
        {
            if (current.HttpContext is not { Response.HasStarted: false } http) return null;
            var tokens = antiforgery.GetAndStoreTokens(http);
            return tokens.RequestToken is { } token ? new AntiforgeryRequestToken(token, tokens.FormFieldName) : null;
        }
    }
}
