using System.Text.Json;
using System.Text.RegularExpressions;

namespace Lectern.Scorm.RunTime;

/// <summary>Language tags as SCORM 2004 asks for them (4th Ed. RTE 4.1.1.4): a code of ISO 639, or "i" and "x" for registered and private
/// ones, then a country of ISO 3166-1 or another subtag.</summary>
internal static partial class LanguageTags
{
    internal static bool IsOne(string value)
    {
        if (!Tag.IsMatch(value)) return false;
        var parts = value.Split('-');
        if (parts[0].Length == 1) return true;
        if (!Languages.Contains(parts[0].ToLowerInvariant()) && !IsForLocalUse(parts[0].ToLowerInvariant())) return false;
        return parts.Length < 2 || parts[1].Length != 2 || Countries.Contains(parts[1].ToUpperInvariant());
    }

    // ISO 639-2 leaves qaa to qtz to everybody.
    private static bool IsForLocalUse(string code) => code.Length == 3 && code[0] == 'q' && code[1] <= 't';

    // LanguageTags.json, which the run-time in the browser reads too: ISO 639-1 and 639-2, and ISO 3166-1, with the codes that were in use
    // when the standard was written.
    private static readonly Lists Known = ReadLists();
    private static readonly HashSet<string> Languages = [.. Known.Languages.Split(' ')];
    private static readonly HashSet<string> Countries = [.. Known.Countries.Split(' ')];

    private static Lists ReadLists()
    {
        using var json = typeof(LanguageTags).Assembly.GetManifestResourceStream("LanguageTags.json")!;
        return JsonSerializer.Deserialize<Lists>(json, JsonSerializerOptions.Web)!;
    }

    private sealed record Lists(string Languages, string Countries);

    [GeneratedRegex(@"^([A-Za-z]{2,3}(-([A-Za-z]{2}|[A-Za-z0-9]{3,8})(-[A-Za-z0-9]{1,8})*)?|[ixIX](-[A-Za-z0-9]{1,8})+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Tag { get; }
}
