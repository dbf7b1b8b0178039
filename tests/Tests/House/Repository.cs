using System.Runtime.CompilerServices;
using System.Text;

namespace Lectern.Tests.House;

/// <summary>The source itself, as the house tests read it.</summary>
internal static class Repository
{
    internal static readonly string Root = FindRoot();

    internal static string Path(string relative) => System.IO.Path.Combine(Root, relative);

    /// <summary>Files below <paramref name="folder"/> that people wrote, by relative path with slashes; not what a build or npm put there.</summary>
    internal static IEnumerable<string> Files(string folder, params string[] extensions) =>
        Directory.EnumerateFiles(Path(folder), "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
            .Select(file => System.IO.Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(file => extensions.Contains(System.IO.Path.GetExtension(file)))
            .Where(file => !file.Split('/').Any(part => part is "node_modules" or "bin" or "obj" or "wwwroot" or "dist"))
            .Order(StringComparer.Ordinal);

    internal static string Read(string relative) => File.ReadAllText(Path(relative));

    /// <summary>Compares a kept document with what it has to say now; when it differs, rewrites it and fails, so that the change is seen and committed.</summary>
    internal static void Keep(string relative, string content)
    {
        var file = Path(relative);
        var kept = File.Exists(file) ? File.ReadAllText(file) : "";
        if (kept == content) return;
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
        Assert.Fail($"{relative} was out of date and has been written anew. Look at the change and commit it:\n{Difference(kept, content)}");
    }

    /// <summary>Fails with every line that is wrong, each once.</summary>
    internal static void None(IEnumerable<string> wrong)
    {
        var lines = wrong.Distinct().ToList();
        Assert.True(lines.Count == 0, $"{lines.Count} are wrong:\n{string.Join('\n', lines)}");
    }

    /// <summary>The lines that are only in one of two texts.</summary>
    internal static string Difference(string kept, string now)
    {
        var (before, after) = (kept.Split('\n'), now.Split('\n'));
        var text = new StringBuilder();
        foreach (var line in before.Except(after)) text.Append("- ").AppendLine(line);
        foreach (var line in after.Except(before)) text.Append("+ ").AppendLine(line);
        return text.ToString();
    }

    private static string FindRoot([CallerFilePath] string here = "") => System.IO.Path.GetFullPath(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(here)!, "..", "..", ".."));
}
