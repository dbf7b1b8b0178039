using Microsoft.AspNetCore.Http;

namespace Lectern.Files;

/// <summary>The right to see some uploaded content, as its address carried it: signed and still valid. It takes the place of a session, which does not exist on the content origin.</summary>
/// <param name="Purpose">Which kind of content, such as <c>package</c>.</param>
/// <param name="Payload">What the address was made for, such as a launch's id.</param>
/// <param name="MainOrigin">The origin of the page that the address was made for; only it may frame the content.</param>
public sealed record ContentCapability(string Purpose, string Payload, string MainOrigin)
{
    /// <summary>For endpoints that ask for it by parameter.</summary>
    public static ValueTask<ContentCapability?> BindAsync(HttpContext http) => new(http.Features.Get<ContentCapability>());
}
