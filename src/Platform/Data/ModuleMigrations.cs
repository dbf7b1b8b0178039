using System.Reflection;
using System.Reflection.Metadata;
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
            .SelectMany(In)
            .ToDictionary(type => type.GetCustomAttribute<MigrationAttribute>()!.Id),
        StringComparer.Ordinal);

    public ModelSnapshot? ModelSnapshot => null;
    public Assembly Assembly => typeof(LecternDb).Assembly;
    public string? FindMigrationId(string nameOrId) => Migrations.Keys.FirstOrDefault(id => id == nameOrId || id.EndsWith("_" + nameOrId, StringComparison.Ordinal));

    /// <summary>Found by the name of what they derive from. Reflection would load each of an assembly's types, thousands at every start.</summary>
    private static unsafe List<TypeInfo> In(Assembly assembly)
    {
        if (!assembly.TryGetRawMetadata(out var metadata, out var length)) throw new InvalidOperationException($"{assembly.GetName().Name} shows nothing of its types.");
        var reader = new MetadataReader(metadata, length);
        return
        [
            .. from handle in reader.TypeDefinitions
               let type = reader.GetTypeDefinition(handle)
               where type.BaseType.Kind == HandleKind.TypeReference && reader.StringComparer.Equals(reader.GetTypeReference((TypeReferenceHandle)type.BaseType).Name, nameof(Migration))
               select assembly.GetType($"{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}", throwOnError: true)!.GetTypeInfo(),
        ];
    }

    public Migration CreateMigration(TypeInfo migrationClass, string activeProvider)
    {
        var migration = (Migration)Activator.CreateInstance(migrationClass)!;
        migration.ActiveProvider = activeProvider;
        return migration;
    }
}
