namespace Lectern.Web;

/// <summary>Values of enumerations as they stand in addresses and forms: by name, in any case; a number is none.</summary>
public static class NamedValue
{
    /// <summary>Null when it is missing or isn't one.</summary>
    public static T? Of<T>(string? name) where T : struct, Enum =>
        Enum.TryParse<T>(name, ignoreCase: true, out var value) && Enum.IsDefined(value) && char.IsAsciiLetter(name!.TrimStart()[0]) ? value : null;
}
