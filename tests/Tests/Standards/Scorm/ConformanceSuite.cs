using System.IO.Compression;
using Lectern.Scorm;
using Lectern.Scorm.Replay;

namespace Lectern.Tests.Standards.Scorm;

/// <summary>ADL's LMS conformance test for SCORM 2004 4th Edition, as far as its cases are there: a JSON file for each, and its packages beside it.
/// <c>CONFORMANCE_CASES</c> names another folder of them, such as one that holds the whole suite.</summary>
public static class ConformanceSuite
{
    private const string Kind = "adl-2004-4e-lms";

    /// <summary>Null where there is none.</summary>
    public static string? Folder => Environment.GetEnvironmentVariable("CONFORMANCE_CASES") is { Length: > 0 } other ? other : SharedData.Folder(Kind);

    /// <summary>The rows of a theory, out of the names of all cases.</summary>
    public static TheoryData<string> Rows(Func<IEnumerable<string>, IEnumerable<string>> choose) =>
        Folder is { } folder ? new(choose(NamesIn(folder))) : SharedData.Rows(Kind, _ => []);

    /// <summary>The parts of a test in their order, each with the files of its packages.</summary>
    public static IEnumerable<(ConformanceCase Case, IReadOnlyList<string> Packages)> PartsOf(string test)
    {
        if (Folder is not { } folder) yield break;
        foreach (var name in NamesIn(folder).Where(name => ConformanceCase.TestOf(name) == test))
        {
            using var json = File.OpenRead(Path.Combine(folder, $"{name}.json"));
            var conformance = ConformanceCase.Read(json);
            // One case goes to and fro between several packages.
            var names = conformance.Packages.Prepend(conformance.Id).Distinct().Order(StringComparer.Ordinal);
            yield return (conformance, [.. names.Select(package => Path.Combine(folder, $"LMSTestPackage_{package}.zip")).Where(File.Exists)]);
        }
    }

    /// <summary>What is played of a package.</summary>
    public static TestPackage Read(string package)
    {
        using var zip = ZipFile.OpenRead(package);
        var pages = zip.Entries.Where(entry => entry.Name.EndsWith(".htm", StringComparison.Ordinal)).ToDictionary(entry => entry.FullName, Text);
        return new(ManifestReader.Read(zip.Entries.Select(entry => entry.FullName), path => zip.GetEntry(path)!.Open()).Manifest!.Default(), pages.GetValueOrDefault);
    }

    private static IEnumerable<string> NamesIn(string folder) => Directory.EnumerateFiles(folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    private static string Text(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open());
        return reader.ReadToEnd();
    }
}
