using Lectern.Data;
using Lectern.Host;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.House;

public sealed class The_migrations(Apps apps)
{
    private const string SqliteSchema = """
        select m.name||'.'||c.name||' '||c.type||' '||c."notnull"||' '||c.pk as "Value" from sqlite_master m, pragma_table_info(m.name) c where m.type='table' and m.name not like '\_\_%' escape '\' and m.name not like 'QRTZ%'
        union all select m.name||' -> '||f."table"||' '||f."from"||' '||f.on_delete from sqlite_master m, pragma_foreign_key_list(m.name) f where m.type='table' and m.name not like 'QRTZ%'
        union all select tbl_name||' '||name||' '||coalesce(sql,'') from sqlite_master where type='index' and tbl_name not like '\_\_%' escape '\' and tbl_name not like 'QRTZ%'
        """;

    private const string PostgresSchema = """
        select table_name||'.'||column_name||' '||data_type||' '||is_nullable||' '||coalesce(character_maximum_length,0)||' '||is_identity as "Value" from information_schema.columns where table_schema='public' and table_name not like '\_\_%'
        union all select tablename||' '||indexdef from pg_indexes where schemaname='public' and tablename not like '\_\_%'
        union all select conrelid::regclass||' '||pg_get_constraintdef(oid) from pg_constraint where connamespace='public'::regnamespace and conrelid::regclass::text not like '%\_\_%'
        """;

    [Theory, EveryDatabase]
    public async Task lead_exactly_to_the_model(Database database)
    {
        var fromModel = await Schema(database, async db => await db.Database.EnsureCreatedAsync());
        var fromMigrations = await Schema(database, async db => await db.Migrate(TestContext.Current.CancellationToken));
        Assert.Equal(fromModel, fromMigrations);
        Assert.NotEmpty(fromModel);
    }

    private async Task<List<string>> Schema(Database database, Func<LecternDb, Task> create)
    {
        var folder = Scratch.Folder();
        await using var app = LecternApp.Build(new Dictionary<string, string?> { ["Database:Connection"] = await apps.NewDatabase(database), ["Data"] = folder, ["urls"] = "http://127.0.0.1:0" });
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LecternDb>();
        await create(db);
        var schema = await db.Database.SqlQueryRaw<string>(database == Database.Sqlite ? SqliteSchema : PostgresSchema).ToListAsync(TestContext.Current.CancellationToken);
        // Full-text indexes are PostgreSQL's own: a model for both databases can't name them.
        return [.. schema.Where(line => !line.Contains("EFMigrations", StringComparison.Ordinal) && !line.Contains("USING gin", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }
}
