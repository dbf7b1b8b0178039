using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Lectern.Credentials;

/// <summary>
/// What is printed on a certificate and leads to its public page: 140 random bits, so that no code can be guessed from another.
/// Written in Crockford's base 32 (crockford.com/base32), which has no letters that look like digits, in groups of four.
/// </summary>
public static class CertificateCode
{
    /// <summary>Characters without the dashes.</summary>
    public const int Length = 28;
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>A new code, as it is stored: without dashes.</summary>
    public static string New() => RandomNumberGenerator.GetString(Alphabet, Length);

    /// <summary>As people see it and as it stands in addresses: XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX.</summary>
    public static string Show(string code) => string.Join('-', code.Chunk(4).Select(group => new string(group)));

    /// <summary>Reads what a person typed: any case, dashes and spaces anywhere, O for 0, I and L for 1.</summary>
    public static bool TryRead(string? typed, [NotNullWhen(true)] out string? code)
    {
        code = null;
        if (typed is null || typed.Length > Length * 4) return false;
        Span<char> read = stackalloc char[Length];
        var count = 0;
        foreach (var character in typed)
        {
            if (char.IsWhiteSpace(character) || char.GetUnicodeCategory(character) is System.Globalization.UnicodeCategory.DashPunctuation or System.Globalization.UnicodeCategory.Format) continue;
            var upper = char.ToUpperInvariant(character) switch { 'O' => '0', 'I' or 'L' => '1', var other => other };
            if (count == Length || !Alphabet.Contains(upper, StringComparison.Ordinal)) return false;
            read[count++] = upper;
        }

        if (count != Length) return false;
        code = new string(read);
        return true;
    }
}
