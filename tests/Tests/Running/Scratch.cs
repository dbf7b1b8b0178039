namespace Lectern.Tests;

/// <summary>Folders for what tests write, gone with the test program.</summary>
internal static class Scratch
{
    private static readonly DirectoryInfo All = Directory.CreateTempSubdirectory("lectern-tests-");

    static Scratch() => AppDomain.CurrentDomain.ProcessExit += (_, _) => All.Delete(recursive: true);

    /// <summary>The path of a new, empty folder.</summary>
    internal static string Folder() => All.CreateSubdirectory(Guid.CreateVersion7().ToString("N")).FullName;
}
