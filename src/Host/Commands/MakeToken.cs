namespace Lectern.Host.Commands;

internal static class MakeToken
{
    internal static Task<int> Run(WebApplication app, Screen screen, string email, int days, CancellationToken cancel) => throw new NotSupportedException();
}
