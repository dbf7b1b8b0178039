using System.Runtime.CompilerServices;

namespace Lectern.Tests;

/// <summary>Real files of the standards, which lie beside the repository and are not part of it.</summary>
public static class SharedData
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(RepositoryRoot(), "..", "shared", "data"));

    /// <summary>The folder of one kind of file; null where the data is absent, which it says in the test's output.
    /// A test then returns early, so that a clone without the data stays green and still tells what it did not look at.</summary>
    public static string? Folder(string kind)
    {
        var folder = Path.Combine(Root, kind);
        if (Directory.Exists(folder)) return folder;
        TestContext.Current.TestOutputHelper?.WriteLine($"NOT LOOKED AT: ../shared/data/{kind} is absent.");
        return null;
    }

    /// <summary>The rows of a theory, by name, out of the folder of one kind of file. Where it is absent, one row says so, whose test returns early: a theory without rows fails.</summary>
    public static TheoryData<string> Rows(string kind, Func<string, IEnumerable<string>> names) =>
        new(Folder(kind) is { } folder ? names(folder) : [$"../shared/data/{kind} is absent"]);

    private static string RepositoryRoot([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
