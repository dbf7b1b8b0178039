using System.Reflection;
using System.Runtime.Loader;
using Lectern.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Lectern.Data;

/// <summary>
/// The model of the tables as it was written down when the program was published: loaded, instead of built anew from every
/// map at each start. Where there is none beside the program, or it was made of other code, EF Core builds it as ever.
/// </summary>
public static class CompiledModel
{
    public const string AssemblyName = "Lectern.Model";

    /// <summary>Where the model for a database is: one namespace for each of EF's providers.</summary>
    public static string NamespaceFor(string provider) => $"{AssemblyName}.{provider.Split('.')[^1]}";

    /// <summary>Which code a model was made of: the identity of every build that has a say in it.</summary>
    public static string Fingerprint(ModelSources sources) => string.Join(' ', sources.Assemblies
        .Concat([typeof(LecternDb).Assembly, typeof(IEntity).Assembly, typeof(DbContext).Assembly, typeof(RelationalDatabaseFacadeExtensions).Assembly])
        .Select(assembly => assembly.ManifestModule.ModuleVersionId.ToString("N")));

    /// <summary>Reads it from a file.</summary>
    /// <returns>Null when there is no such file, or when it was made of other code.</returns>
    public static IModel? Read(string file, ModelSources sources, string provider)
    {
        if (!File.Exists(file)) return null;
        var assembly = AssemblyLoadContext.Default.LoadFromAssemblyPath(file);
        if (assembly.GetCustomAttributes<AssemblyMetadataAttribute>().SingleOrDefault(stamp => stamp.Key == provider)?.Value != Fingerprint(sources)) return null;
        var model = assembly.GetType($"{NamespaceFor(provider)}.{nameof(LecternDb)}Model", throwOnError: true)!;
        return (IModel)model.GetProperty("Instance", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
    }
}
