using Lectern.Courses;
using Lectern.Data;
using Lectern.Host;
using Lectern.Host.Stores;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Lectern.Bench.Serving;

/// <summary>The real program on a free port, with three things more: a door for the benchmark, a recorder of SQL, and the limit.</summary>
internal static class MeasuredServer
{
    /// <summary>Says its address in one line, and serves until its standard input ends: with the benchmark, however that ends.</summary>
    internal static async Task<int> Run(string data, string? database, CancellationToken cancel)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Data"] = data,
            ["Database:Connection"] = database,
            ["urls"] = "http://127.0.0.1:0",
            ["RateLimits:Off"] = "true",
            ["Logging:LogLevel:Default"] = "Warning",
        };
        await using var app = LecternApp.Build(settings, services => services
            .AddSingleton<Recorder>()
            .AddScoped<IActivityKind, BenchLesson>()
            .ConfigureDbContext<LecternDb>((provider, options) => options.AddInterceptors(provider.GetRequiredService<Recorder>()))
            .AddSingleton(provider => new Limit(provider.GetRequiredService<Recorder>(), provider.GetService<NpgsqlDataSource>() is { } source
                ? source.CreateConnection
                : () => new SqliteConnection($"{database ?? Sqlite.ConnectionString(data)};Recursive Triggers=False")))   // as it is anyway; a pool of its own
            .AddSingleton<IStartupFilter, BenchDoor>());
        await LecternApp.Migrate(app.Services, cancel);
        await app.StartAsync(cancel);
        Console.WriteLine(app.Urls.First());
        while (await Console.In.ReadLineAsync(cancel) is not null) { }
        await app.StopAsync(CancellationToken.None);
        return 0;
    }
}
