using Lectern.Data.Keys;
using Lectern.Data.Outbox;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Lectern.Data;

public static class DatabaseSetup
{
    /// <summary>So many units of work lie ready at most; on the embedded database each keeps a connection open.</summary>
    private const int UnitsAtHand = 32;

    /// <summary>The unit of work with its outbox, audit log and keys. <paramref name="use"/> names the database: the one place that does.</summary>
    public static IServiceCollection AddDatabase(this IServiceCollection services, ModelSources sources, Action<IServiceProvider, DbContextOptionsBuilder> use)
    {
        services.AddSingleton(sources).AddSingleton<OutboxSignal>().AddSingleton<Handlers>().AddScoped<Actor>();
        // Pooled, because a new one for every request costs more than a statement does.
        services.AddPooledDbContextFactory<LecternDb>((provider, options) =>
        {
            use(provider, options);
            options.UseCompiledModel(sources);
            options.ConfigureWarnings(warnings => warnings.Ignore(CoreEventId.NoEntityTypeConfigurationsWarning));   // a module without tables is one
            options.ReplaceService<IMigrationsAssembly, ModuleMigrations>();
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
        var pending = (await db.Database.GetPendingMigrationsAsync(cancel)).ToList();
        if (pending.Count == 0) return pending;
        await ReleaseAbandonedLock(db, cancel);
        await db.Database.MigrateAsync(cancel);
        return pending;
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
    }
}
