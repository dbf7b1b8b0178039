namespace Lectern.Web;

/// <summary>Addresses that come from a request and must not lead off this site.</summary>
public static class LocalAddress
{
    /// <summary>The address when it is a path on this site, else the home page. A browser reads "//host" and "/\host" as another site.</summary>
    public static string OrHome(string? address) => IsLocal(address) ? address! : "/";

    public static bool IsLocal(string? address) =>
        address is ['/', ..] && address is not ['/', '/' or '\\', ..] && !address.Any(char.IsControl);
}
