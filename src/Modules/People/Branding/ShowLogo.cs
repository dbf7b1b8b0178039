namespace Lectern.People.Branding;

/// <summary>The institution's logo, for anyone. An SVG gets a policy that lets it draw and nothing else, should somebody open it by itself.</summary>
internal static class ShowLogo
{
    public static string AddressOf(string hash) => $"/institution/logo/{hash}";

    internal static Results<FileContentHttpResult, NotFound> Handle(string hash, InstitutionBrand brand, HttpContext http)
    {
        if (brand.Logo is not { } logo || logo.Hash != hash) return TypedResults.NotFound();
        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.File(logo.Picture, logo.Type);
    }
}
