using Lectern.Data;
using Lectern.Data.Outbox;
using Lectern.Files;
using Lectern.Host.Operations;
using Lectern.Host.Stores;
using Lectern.People;
using Lectern.People.Directory;
using Lectern.People.SigningIn;
using Lectern.Quizzes.Banks;
using Lectern.Web;
using Lectern.Web.Access;
using Lectern.Web.Api;
using Lectern.Web.Live;
using Lectern.Web.Serving;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Lectern.Host;

/// <summary>Puts the program together: services, then the way of a request through it.</summary>
internal static class LecternApp
{
    /// <summary>
    /// Builds it without starting it. <c>Data</c> is the data folder (database and files), <c>Database:Connection</c> names a
    /// PostgreSQL, <c>urls</c> says where to listen. <paramref name="configure"/> comes last: for tests, the clock.
    /// </summary>
    internal static WebApplication Build(IReadOnlyDictionary<string, string?> settings, Action<IServiceCollection>? configure = null)
    {
        var app = Gather(settings, configure);
        UsePipeline(app);
        return app;
    }

    /// <summary>The program with its services but without the way of a request, which <see cref="UsePipeline"/> adds: what needs the services alone can begin meanwhile.</summary>
    internal static WebApplication Gather(IReadOnlyDictionary<string, string?> settings, Action<IServiceCollection>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(settings);
        var data = Path.GetFullPath(builder.Configuration["Data"] ?? "data");
        Directory.CreateDirectory(data);
        AddStores(builder, data);   // first: a part of it begins at once
        AddLogging(builder);
        builder.AddTelemetry();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddProblemDetails();
        builder.Services.AddProxies(builder.Configuration);
        builder.Services.AddFiles(data);
        builder.Services.AddS3FilesIfConfigured(builder.Configuration);
        ContentOrigin.Listen(builder);
        builder.Services.AddWeb();
        builder.Services.AddModules();
        builder.Services.AddApiDescription();
        builder.Services.AddOperations(builder.Configuration);
        builder.Services.AddJobs(builder.Configuration["Database:Connection"] ?? Sqlite.ConnectionString(data));
        builder.Services.AddHostedService(provider => provider.GetRequiredService<OutboxDispatcher>());
        builder.Services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true;   // the only secret in a page, the form token, is sealed afresh each time
            compression.Providers.Add<BrotliCompressionProvider>();
            compression.Providers.Add<GzipCompressionProvider>();
        });
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(20));   // requests in hand are answered first

        configure?.Invoke(builder.Services);

        return builder.Build();
    }

    private static void AddLogging(WebApplicationBuilder builder)
    {
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.Critical);   // a failed command is told by whoever sent it
        builder.Logging.AddFilter("Microsoft.Hosting", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);   // what can't start is told by the command; what fails later ends the program and is critical
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);   // the keys are as safe as the database they are in
        builder.Logging.AddFilter("Quartz", LogLevel.Warning);
    }

    private static void AddStores(WebApplicationBuilder builder, string data)
    {
        var measure = builder.Configuration.GetValue<bool>("Measure");
        var counter = new StatementCounter();
        var connection = builder.Configuration["Database:Connection"];
        var sources = new ModelSources(Modules.Assemblies);
        if (PostgreSql.IsMeant(connection))
        {
            var source = NpgsqlDataSource.Create(connection!);
            builder.Services.AddSingleton(source).AddSingleton<PostgreSqlBus>().AddSingleton<ILiveBus>(p => p.GetRequiredService<PostgreSqlBus>()).AddHostedService(p => p.GetRequiredService<PostgreSqlBus>());
            builder.Services.AddDatabase(sources, PostgreSql.Provider, options => PostgreSql.Use(Counted(options), source));
        }
        else
        {
            builder.Services.AddSingleton<WritersInTurn>();
            builder.Services.AddDatabase(sources, Sqlite.Provider, options => Sqlite.Use(Counted(options), connection ?? Sqlite.ConnectionString(data)));
        }

        DbContextOptionsBuilder Counted(DbContextOptionsBuilder options) => measure ? options.AddInterceptors(counter) : options;
    }

    internal static void UsePipeline(WebApplication app)
    {
        if (app.Configuration.GetValue<bool>("Measure")) app.UseMeasuring();
        app.UseWhen(http => !http.Request.Path.StartsWithSegments("/content"), ours => ours.UseResponseCompression());
        app.UseErrorPages();
        app.UseClientAssets();
        var content = app.Services.GetRequiredService<ContentOrigin>();
        app.UseContentSecurityPolicy(content.For);
        app.UseRouting();
        app.UseChangesInTurn();
        app.UseVisitor();
        app.UseAccessGate();
        app.UseForgeryGate();
        app.UseNulRemoval();
        app.UseIdempotency();
        app.MapWeb();
        app.MapUploads();
        app.MapModules();
        app.MapOperations();
        app.MapOpenApi("/openapi/{documentName}.json").OpenToAll("The description of the API says nothing about anyone.");
    }

    /// <summary>Goes over every route once, so that the code and the types behind them are there when the first request lays them out for good; returns how many there are.</summary>
    internal static int LayOutRoutes(WebApplication app) => ((IEndpointRouteBuilder)app).DataSources.Sum(source => source.Endpoints.Count);

    /// <summary>Brings the database up to date; returns what was applied.</summary>
    internal static async Task<IReadOnlyList<string>> Migrate(IServiceProvider services, CancellationToken cancel)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LecternDb>();
        var applied = await db.Migrate(cancel);
        if (db.Database.IsEmbedded()) await Sqlite.UseWriteAheadLog(db, cancel);
        await FoundInstitution.Handle(db, cancel);
        await FoldNames.Handle(db, cancel);
        await FoldQuestions.Handle(db, cancel);
        return applied;
    }
}
