using Microsoft.OpenApi;

namespace Lectern.Host.Operations;

/// <summary>The description of the API for programs, and of nothing else: pages and forms are for people.</summary>
internal static class ApiDescription
{
    private const string Scheme = "bearer";

    internal static IServiceCollection AddApiDescription(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.ShouldInclude = route => route.RelativePath?.StartsWith("api/", StringComparison.OrdinalIgnoreCase) == true;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "Lectern";
            document.Info.Description = "Everything that a page does, for programs. Lists come in pages: ask for the next with after. A write with an Idempotency-Key happens once.";
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
            document.Components.SecuritySchemes[Scheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = Scheme, Description = "An access token, made on the page of your account." };
            (document.Security ??= []).Add(new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] });
            return Task.CompletedTask;
        });
    });
}
