using System.Reflection;
using Lectern.Data;
using Lectern.Host;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Scaffolding;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.ModelCompiler;

/// <summary>Writes down the model of the tables, as EF Core does, once for each database, and compiles it into one assembly (docs/decisions/0017).</summary>
internal static class ModelAssembly
{
    // Nothing listens there: a model is made of the maps and the provider, and asks no database.
    private static readonly string?[] Databases = [null, "Host=localhost"];

    /// <param name="file">The assembly; the folder is there, a former file is replaced.</param>
    /// <exception cref="InvalidOperationException">A map that can't be written down: the compiler's first complaints.</exception>
    internal static void Write(string file)
    {
        var folder = Directory.CreateTempSubdirectory("lectern-model-").FullName;
        try
        {
            using var assembly = new MemoryStream();
            var result = Compile(Databases.SelectMany(connection => Sources(connection, folder))).Emit(assembly);
            if (!result.Success) throw new InvalidOperationException("The model doesn't compile: " + string.Join('\n', result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Take(10)));
            File.WriteAllBytes(file, assembly.ToArray());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static List<string> Sources(string? connection, string folder)
    {
        using var app = LecternApp.Build(new Dictionary<string, string?> { ["Data"] = folder, ["Database:Connection"] = connection, ["urls"] = "http://127.0.0.1:0" });
        using var scope = app.Services.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<LecternDb>();
        var provider = db.Database.ProviderName!;
        using var design = DesignServices(db, provider);
        using var designing = design.CreateScope();
        var written = designing.ServiceProvider.GetRequiredService<ICompiledModelScaffolder>().ScaffoldModel(
            db.GetService<IDesignTimeModel>().Model,
            Path.Combine(folder, provider),
            new CompiledModelCodeGenerationOptions { ContextType = typeof(LecternDb), ModelNamespace = CompiledModel.NamespaceFor(provider), Language = "C#", UseNullableReferenceTypes = true });
        // What EF writes beside the model names one model for the context; here are two, and CompiledModel chooses.
        return [.. written.Where(path => !path.EndsWith("AssemblyAttributes.cs", StringComparison.Ordinal)).Select(File.ReadAllText), Stamp(scope.ServiceProvider.GetRequiredService<ModelSources>(), provider)];
    }

    private static string Stamp(ModelSources sources, string provider) => $"""[assembly: System.Reflection.AssemblyMetadata("{provider}", "{CompiledModel.Fingerprint(sources)}")]""";

    /// <summary>The provider's first: what EF adds itself yields to it.</summary>
    private static ServiceProvider DesignServices(LecternDb db, string provider)
    {
        var assembly = Assembly.Load(provider);
        var type = assembly.GetType(assembly.GetCustomAttribute<DesignTimeProviderServicesAttribute>()!.TypeName, throwOnError: true)!;
        var services = new ServiceCollection();
        ((IDesignTimeServices)Activator.CreateInstance(type)!).ConfigureDesignTimeServices(services);
        return services.AddEntityFrameworkDesignTimeServices().AddDbContextDesignTimeServices(db).BuildServiceProvider();
    }

    private static CSharpCompilation Compile(IEnumerable<string> sources) => CSharpCompilation.Create(
        CompiledModel.AssemblyName,
        sources.Select(source => CSharpSyntaxTree.ParseText(source)),
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));
}
