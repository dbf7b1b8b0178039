using System.Net;
using Lectern.Files;
using Lectern.Files.Uploads;
using Lectern.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Lectern.Tests.Files;

/// <summary>The file parts alone in a server, in memory or on a real socket; people are named by a header.</summary>
internal sealed class FileServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ThrowawayFolder _folder;

    private FileServer(WebApplication app, ThrowawayFolder folder) => (_app, _folder) = (app, folder);

    public string Folder => _folder.Location;
    public IFileStore Store => _app.Services.GetRequiredService<IFileStore>();
    public UploadFolder Uploads => _app.Services.GetRequiredService<UploadFolder>();
    public IReadOnlyList<string> Addresses => [.. _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses];
    public T Of<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    public HttpClient Client(string person = "ada")
    {
        var client = _app.GetTestClient();
        client.DefaultRequestHeaders.Add("X-Person", person);
        return client;
    }

    public static async Task<FileServer> Start(Action<WebApplication>? map = null, bool onSocket = false, TimeProvider? clock = null, params (string Key, string Value)[] settings)
    {
        var folder = new ThrowawayFolder();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)));
        builder.Logging.ClearProviders();
        builder.Services.AddRoutingCore();
        builder.Services.AddAntiforgery();
        builder.Services.AddDataProtection();
        if (clock is not null) builder.Services.AddSingleton(clock);
        builder.Services.AddSingleton(new UploadPurpose("video", 4 << 20, ContentKind.Video, new Capability("videos.upload", "upload videos")));
        builder.Services.AddFiles(folder.Location);
        if (onSocket)
        {
            builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
            builder.Configuration["urls"] = "http://127.0.0.1:0";
            ContentOrigin.Listen(builder);
        }
        else
        {
            builder.WebHost.UseTestServer();
        }

        var app = builder.Build();
        app.MapResumableUploads("/uploads", http => http.Request.Headers["X-Person"].FirstOrDefault(), (http, _) => http.Request.Headers["X-Person"] != "lea", (_, refusal) => refusal.Sentence);
        map?.Invoke(app);
        await app.StartAsync();
        return new FileServer(app, folder);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _folder.Dispose();
    }
}
