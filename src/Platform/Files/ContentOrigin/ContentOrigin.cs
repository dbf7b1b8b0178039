using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Lectern.Files;

/// <summary>
/// Where uploaded content lives: an origin of its own, so that a package's scripts are strangers to the session (RFC 6454).
/// By default the main listener's port + 1; <c>Content:Origin</c> names another, which is better still, because browsers
/// share cookies between ports of one host (RFC 6265, section 8.5).
/// </summary>
public sealed class ContentOrigin(IConfiguration configuration, IServer server)
{
    private readonly Uri? _configured = configuration["Content:Origin"] is { Length: > 0 } origin ? new Uri(origin) : null;

    private int? _port;

    /// <summary>Whether a request came to the content origin; its Host header says.</summary>
    public bool Is(HttpRequest request) => _configured is null
        ? request.Host.Port == Port && Port is not null
        : string.Equals(request.Host.Value, _configured.Authority, StringComparison.OrdinalIgnoreCase);

    /// <summary>The content origin as the browser of this request reaches it.</summary>
    public string For(HttpContext http) => _configured is null
        ? $"{http.Request.Scheme}://{new HostString(http.Request.Host.Host, Port ?? throw new InvalidOperationException("No second address is open; configure Content:Origin."))}"
        : _configured.GetLeftPart(UriPartial.Authority);

    // Asked at each request, and the same for all: a server that answers has opened its addresses.
    private int? Port => _port ??= Open();

    private int? Open()
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses.Select(a => BindingAddress.Parse(a).Port).ToList() ?? [];
        // An in-memory server listens nowhere: its main origin is http://localhost.
        return addresses.Count switch
        {
            0 => 81,
            1 => null,
            _ => configuration.GetValue<int?>("Content:Port") ?? addresses[^1],
        };
    }

    /// <summary>Opens the second address beside the first of <c>urls</c>, unless an origin is configured.</summary>
    public static void Listen(WebApplicationBuilder builder)
    {
        if (builder.Configuration["Content:Origin"] is { Length: > 0 }) return;
        if (builder.Configuration.GetSection("Kestrel:Endpoints").GetChildren().Any())
            throw new InvalidOperationException("With Kestrel:Endpoints configured, Content:Origin must say where uploaded content is served.");
        var urls = (builder.Configuration["urls"] ?? "http://127.0.0.1:5000").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var main = BindingAddress.Parse(urls[0]);
        var port = main.Port == 0 ? 0 : main.Port + 1;
        var host = main.Host.Contains(':', StringComparison.Ordinal) && !main.Host.StartsWith('[') ? $"[{main.Host}]" : main.Host;
        builder.WebHost.UseUrls([.. urls, $"{main.Scheme}://{host}:{port}"]);
    }
}
