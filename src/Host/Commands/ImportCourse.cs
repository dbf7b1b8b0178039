namespace Lectern.Host.Commands;

internal static class ImportCourse
{
    internal static Task<int> Run(WebApplication app, Screen screen, string file, string? owner, bool publish, CancellationToken cancel) => throw new NotSupportedException();
}
