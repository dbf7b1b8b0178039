using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace Lectern.Web;

/// <summary>
/// The browser's part of Lectern: script, style, fonts and drawings as Vite built them, carried inside this assembly so that
/// they are found wherever the program is started from. Every name holds a hash of the content, so all are cached for ever.
/// </summary>
public sealed class ClientAssets
{
    private const string Folder = "/build/";

    private static readonly FrozenDictionary<string, string> ContentTypes = new Dictionary<string, string>
    {
        [".js"] = "text/javascript; charset=utf-8",
        [".mjs"] = "text/javascript; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".svg"] = "image/svg+xml",
        [".woff2"] = "font/woff2",
        [".wasm"] = "application/wasm",
        [".json"] = "application/json",
        [".png"] = "image/png",
        [".gif"] = "image/gif",
        [".html"] = "text/html; charset=utf-8",
    }.ToFrozenDictionary();

    private readonly FrozenDictionary<string, Asset> _byPath;
    private readonly FrozenDictionary<string, string> _bySource;

    /// <summary>Reads what was built; throws with the remedy when nothing was.</summary>
    public ClientAssets() : this(typeof(ClientAssets).Assembly)
    {
    }

    private ClientAssets(Assembly assembly)
    {
        var names = assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).ToHashSet();
        using var manifest = assembly.GetManifestResourceStream(Folder + ".vite/manifest.json")
            ?? throw new InvalidOperationException("The client is not built. Build src/Platform/Web without -p:SkipClient=true.");
        using var json = JsonDocument.Parse(manifest);
        _bySource = json.RootElement.EnumerateObject()
            .Where(entry => entry.Value.TryGetProperty("file", out _))
            .ToFrozenDictionary(entry => entry.Name, entry => Folder + entry.Value.GetProperty("file").GetString());
        _byPath = names
            .Where(name => !name.EndsWith(".br", StringComparison.Ordinal) && !name.EndsWith(".gz", StringComparison.Ordinal) && !name.Contains("/.vite/", StringComparison.Ordinal))
            .ToFrozenDictionary(name => name, name => new Asset(assembly, name, names));
        Script = AddressOf("app.ts");
        Style = AddressOf("theme/theme.css");
        Icons = AddressOf("icons.svg");
        Art = AddressOf("art.svg");
        Favicon = AddressOf("favicon.svg");
    }

    /// <summary>The module script of every page.</summary>
    public string Script { get; }
    /// <summary>The style sheet of every page.</summary>
    public string Style { get; }
    /// <summary>The sprite of icons; a symbol is at #i-name.</summary>
    public string Icons { get; }
    /// <summary>The sprite of covers and badges; a symbol is at #art-name.</summary>
    public string Art { get; }
    public string Favicon { get; }

    /// <summary>The address of what was built from a source, by its path in Client/.</summary>
    public string AddressOf(string source) =>
        _bySource.GetValueOrDefault(source) ?? throw new InvalidOperationException($"The client's build holds nothing made from {source}.");

    /// <summary>The fonts that the first screen of a page in this language needs.</summary>
    public IEnumerable<string> FontsFor(string language)
    {
        yield return AddressOf("node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2");
        yield return language == "ar"
            ? AddressOf("node_modules/@fontsource-variable/noto-sans-arabic/files/noto-sans-arabic-arabic-wght-normal.woff2")
            : AddressOf("node_modules/@fontsource-variable/bricolage-grotesque/files/bricolage-grotesque-latin-opsz-normal.woff2");
    }

    /// <summary>Every address that is served.</summary>
    internal IEnumerable<string> Addresses => _byPath.Keys;

    /// <summary>Answers with a file by the name that the build gave it, such as app-1a2b.js, at whatever address it was asked for; null when there is none of that name.</summary>
    public Task? Send(HttpContext http, string name) => _byPath.TryGetValue(Folder + name, out var asset) ? asset.Send(http) : null;

    internal Task? Serve(HttpContext http)
    {
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method)) return null;
        return http.Request.Path.Value is { } path && _byPath.TryGetValue(path, out var asset) ? asset.Send(http) : null;
    }

    /// <summary>One file, as it is and compressed at build time.</summary>
    private sealed class Asset
    {
        private readonly Assembly _assembly;
        private readonly string _name;
        private readonly string _contentType;
        private readonly bool _hasBrotli;
        private readonly bool _hasGzip;

        internal Asset(Assembly assembly, string name, HashSet<string> names)
        {
            _assembly = assembly;
            _name = name;
            _contentType = ContentTypes.GetValueOrDefault(Path.GetExtension(name), "application/octet-stream");
            _hasBrotli = names.Contains(name + ".br");
            _hasGzip = names.Contains(name + ".gz");
        }

        internal async Task Send(HttpContext http)
        {
            var (suffix, encoding) = Choose(http.Request.GetTypedHeaders().AcceptEncoding);
            var headers = http.Response.Headers;
            http.Response.ContentType = _contentType;
            headers.CacheControl = "public, max-age=31536000, immutable";
            headers.XContentTypeOptions = "nosniff";
            if (_hasBrotli || _hasGzip) headers.Vary = HeaderNames.AcceptEncoding;
            if (encoding is not null) headers.ContentEncoding = encoding;
            await using var content = _assembly.GetManifestResourceStream(_name + suffix)!;
            http.Response.ContentLength = content.Length;
            if (HttpMethods.IsHead(http.Request.Method)) return;
            await content.CopyToAsync(http.Response.Body, http.RequestAborted);
        }

        private (string Suffix, string? Encoding) Choose(IList<StringWithQualityHeaderValue> accepted)
        {
            bool Takes(string encoding) => accepted.Any(one => one.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase) && one.Quality is not 0);
            if (_hasBrotli && Takes("br")) return (".br", "br");
            if (_hasGzip && Takes("gzip")) return (".gz", "gzip");
            return ("", null);
        }
    }
}

/// <summary>Serving the client's files.</summary>
public static class ServingClientAssets
{
    public static IServiceCollection AddClientAssets(this IServiceCollection services) => services.AddSingleton<ClientAssets>();

    /// <summary>Answers /build/*: before authentication, because these files are the same for everyone and say nothing about anyone.</summary>
    public static IApplicationBuilder UseClientAssets(this IApplicationBuilder app)
    {
        var assets = app.ApplicationServices.GetRequiredService<ClientAssets>();
        return app.Use((http, next) => assets.Serve(http) ?? next(http));
    }
}
