namespace Lectern.Tests.Files;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class ThrowawayFolder : IDisposable
{
    public string Location { get; } = Directory.CreateTempSubdirectory("lectern-files-").FullName;

    public IEnumerable<string> AllFiles => Directory.EnumerateFiles(Location, "*", SearchOption.AllDirectories);

    public void Dispose() => Directory.Delete(Location, recursive: true);
}
