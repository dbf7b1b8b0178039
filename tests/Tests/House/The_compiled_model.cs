using Lectern.Data;
using Lectern.Host;
using Lectern.ModelCompiler;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.House;

/// <summary>What publishing writes down of the tables (docs/decisions/0017).</summary>
public sealed class The_compiled_model(Apps apps)
{
    private static readonly Lazy<string> Written = new(() =>
    {
        var file = Path.Combine(Scratch.Folder(), CompiledModel.AssemblyName + ".dll");
        ModelAssembly.Write(file);
        return file;
    });

    [Theory, EveryDatabase]
    public async Task says_what_the_maps_say(Database database)
    {
        var folder = Scratch.Folder();
        await using var app = LecternApp.Build(new Dictionary<string, string?> { ["Database:Connection"] = await apps.NewDatabase(database), ["Data"] = folder, ["urls"] = "http://127.0.0.1:0" });
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LecternDb>();
        var sources = scope.ServiceProvider.GetRequiredService<ModelSources>();

        var compiled = CompiledModel.Read(Written.Value, sources, db.Database.ProviderName!)!;
        await using var reading = new LecternDb(new DbContextOptionsBuilder<LecternDb>(scope.ServiceProvider.GetRequiredService<DbContextOptions<LecternDb>>()).UseModel(compiled).Options);

        Assert.Same(compiled, reading.Model);
        Assert.Equal(Lines(db.Model), Lines(compiled));
        Assert.NotEmpty(Lines(compiled));
    }

    [Fact]
    public void is_left_alone_when_it_was_made_of_other_code() =>
        Assert.Null(CompiledModel.Read(Written.Value, new ModelSources([typeof(The_compiled_model).Assembly]), "Microsoft.EntityFrameworkCore.Sqlite"));

    [Fact]
    public void is_missed_by_nobody_where_there_is_none() =>
        Assert.Null(CompiledModel.Read(Written.Value + ".elsewhere", new ModelSources([]), "Microsoft.EntityFrameworkCore.Sqlite"));

    /// <summary>Entities, relations and tables as EF describes them, then how each value is stored, which the description leaves out.</summary>
    private static List<string> Lines(IModel model) =>
    [
        .. model.ToDebugString(MetadataDebugStringOptions.LongDefault).Split('\n').Where(line => !IsTableOfComplexType(line)),
        .. model.GetRelationalModel().ToDebugString(MetadataDebugStringOptions.LongDefault).Split('\n'),
        .. model.GetEntityTypes().SelectMany(Properties).Select(property =>
        {
            var mapping = (RelationalTypeMapping)property.GetTypeMapping();
            return $"{property.DeclaringType.Name}.{property.Name} {property.ClrType} {mapping.StoreType} {mapping.Converter?.ModelClrType} {mapping.Converter?.ProviderClrType} {mapping.Converter?.GetType()} {property.GetValueComparer().GetType()}";
        }),
    ];

    /// <summary>What is written down repeats for a complex type the table of its entity; elsewhere it follows from the entity.</summary>
    private static bool IsTableOfComplexType(string line) => line.TrimEnd() == "          Annotations:" || line.StartsWith("            Relational:", StringComparison.Ordinal);

    private static IEnumerable<IProperty> Properties(ITypeBase type) => [.. type.GetDeclaredProperties(), .. type.GetDeclaredComplexProperties().SelectMany(complex => Properties(complex.ComplexType))];
}
