using System.Reflection;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.Data;

/// <summary>Finds migrations where they live: beside the entities of each module. Ordered by the time in their names.</summary>
public sealed class ModuleMigrations(ICurrentDbContext current) : IMigrationsAssembly
{
    private readonly ModelSources _sources = current.Context.GetService<ModelSources>();
    private IReadOnlyDictionary<string, TypeInfo>? _found;

    public IReadOnlyDictionary<string, TypeInfo> Migrations => _found ??= new SortedDictionary<string, TypeInfo>(
        _sources.Assemblies.Prepend(Assembly)
            .SelectMany(a => a.DefinedTypes)
            .Select(type => (Type: type, Name: type.GetCustomAttribute<MigrationAttribute>()?.Id))
            .Where(found => found.Name is not null)
            .ToDictionary(found => found.Name!, found => found.Type),
        StringComparer.Ordinal);

    public ModelSnapshot? ModelSnapshot => null;
    public Assembly Assembly => typeof(LecternDb).Assembly;
    public string? FindMigrationId(string nameOrId) => Migrations.Keys.FirstOrDefault(id => id == nameOrId || id.EndsWith("_" + nameOrId, StringComparison.Ordinal));

    public Migration CreateMigration(TypeInfo migrationClass, string activeProvider)
    {
        var migration = (Migration)Activator.CreateInstance(migrationClass)!;
        migration.ActiveProvider = activeProvider;
        return migration;
    }
}
