using System.Data.Common;
using Lectern.Data.Keys;
using Lectern.Data.Outbox;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Lectern.Data;

public static class DatabaseSetup
{
    /// <summary>So many units of work lie ready at most; on the embedded database each keeps a connection open.</summary>
    private const int UnitsAtHand = 32;

    /// <summary>The unit of work with its outbox, audit log and keys. <paramref name="use"/> names the database: the one place that does.</summary>
    /// <param name="services">Where they are added.</param>
    /// <param name="sources">What contributes to the model.</param>
    /// <param name="provider">The name of EF's provider for the database.</param>
    /// <param name="use">Tells EF which database.</param>
    public static IServiceCollection AddDatabase(this IServiceCollection services, ModelSources sources, string provider, Action<DbContextOptionsBuilder> use)
    {
        var model = Task.Run(() => CompiledModel.Read(Path.Combine(AppContext.BaseDirectory, CompiledModel.AssemblyName + ".dll"), sources, provider));   // a quarter of a second, while the program is put together
        services.AddSingleton(sources).AddSingleton<OutboxSignal>().AddSingleton<Handlers>().AddScoped<Actor>();
        // Pooled, because a new one for every request costs more than a statement does.
        services.AddPooledDbContextFactory<LecternDb>(options =>
        {
            use(options);
            if (model.GetAwaiter().GetResult() is { } compiled) options.UseModel(compiled);
            options.ConfigureWarnings(warnings => warnings.Ignore(CoreEventId.NoEntityTypeConfigurationsWarning));   // a module without tables is one
            options.ReplaceService<IMigrationsAssembly, ModuleMigrations>();
            ShapersMadeOnce.Use(options);
        }, poolSize: UnitsAtHand);
        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<LecternDb>>().CreateDbContext().LentTo(provider.GetRequiredService<Actor>()));
        services.AddSingleton<OutboxDispatcher>();
        // One pass seals and authenticates (NIST SP 800-38D): every request opens a cookie and seals tokens. Keys that exist keep their way.
        services.AddDataProtection().SetApplicationName("Lectern").UseCryptographicAlgorithms(new() { EncryptionAlgorithm = EncryptionAlgorithm.AES_256_GCM });
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(
            options => options.XmlRepository = new KeysInDatabase(provider.GetRequiredService<IServiceScopeFactory>())));
        return services;
    }

    /// <summary>Applies what is missing. Nothing happens, and fast, when nothing is.</summary>
    /// <returns>The names of the migrations that were applied.</returns>
    public static async Task<IReadOnlyList<string>> Migrate(this LecternDb db, CancellationToken cancel)
    {
        if (await IsUpToDate(db, cancel)) return [];
        var pending = (await db.Database.GetPendingMigrationsAsync(cancel)).ToList();
        if (pending.Count == 0) return pending;
        await ReleaseAbandonedLock(db, cancel);
        await db.Database.MigrateAsync(cancel);
        return pending;
    }

    /// <summary>Asks for the names alone: EF makes a model of its own table first, at every start.</summary>
    private static async Task<bool> IsUpToDate(LecternDb db, CancellationToken cancel)
    {
        if (db.Database.IsEmbedded() && !await db.GetService<IRelationalDatabaseCreator>().ExistsAsync(cancel)) return false;   // to open it would make it
        try
        {
            await db.Database.OpenConnectionAsync(cancel);
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = "SELECT \"MigrationId\" FROM \"__EFMigrationsHistory\"";
            await using var rows = await command.ExecuteReaderAsync(cancel);
            var applied = new HashSet<string>(StringComparer.Ordinal);
            while (await rows.ReadAsync(cancel)) applied.Add(rows.GetString(0));
            return db.Database.GetMigrations().All(applied.Contains);
        }
        catch (DbException)
        {
            return false;   // no such table yet, or no such database
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>EF's lock on SQLite is a row that a killed process leaves behind, and then waits for without end.</summary>
    private static async Task ReleaseAbandonedLock(LecternDb db, CancellationToken cancel)
    {
        if (!db.Database.IsEmbedded() || !await db.Database.CanConnectAsync(cancel)) return;
        if (await db.Database.SqlQueryRaw<int>("""SELECT COUNT(*) AS "Value" FROM sqlite_master WHERE name = '__EFMigrationsLock'""").SingleAsync(cancel) > 0)
            await db.Database.ExecuteSqlRawAsync("""DELETE FROM "__EFMigrationsLock" WHERE julianday('now') - julianday("Timestamp") > 1.0 / 1440""", cancel);
    }

    extension(Microsoft.EntityFrameworkCore.Infrastructure.DatabaseFacade database)
    {
        /// <summary>Whether the embedded database is in use; for the few corners where the two differ.</summary>
        public bool IsEmbedded() => database.ProviderName!.EndsWith("Sqlite", StringComparison.Ordinal);

        /// <summary>Closes the connection, which on the embedded database stays open as long as the unit of work is lent to somebody. The next statement opens one again.</summary>
        public Task LetGo() => database.GetDbConnection().CloseAsync();
    }
}
