using System.Security.Cryptography;
using System.Text;

namespace Lectern.Quizzes;

/// <summary>
/// The Config Key of Safe Exam Browser (safeexambrowser.org/developer/seb-config-key.html): with every request the browser sends
/// the SHA-256 of the absolute address without its fragment followed by the key of its configuration, in Base16. So a quiz can tell
/// that the browser is set up as its exam asks for, and nobody who sees a request learns the key.
/// </summary>
public static class SafeExamBrowser
{
    public const string Header = "X-SafeExamBrowser-ConfigKeyHash";
    public const int LongestKeys = 700, KeyLength = 64;
    private static readonly char[] Between = ['\n', '\r', ',', ';', ' ', '\t'];

    /// <summary>Keys, one a line, in small letters; a refusal when one of them isn't a key.</summary>
    public static Outcome<IReadOnlyList<string>> Read(string written)
    {
        var keys = written.Split(Between, StringSplitOptions.RemoveEmptyEntries).Select(key => key.ToLowerInvariant()).Distinct().ToList();
        return keys.Count is 0 or > LongestKeys / (KeyLength + 1) || keys.Any(key => key.Length != KeyLength || !key.All(char.IsAsciiHexDigitLower))
            ? new Refusal("exam-browser-keys-unfit", "A Config Key has {0} digits and letters from a to f; at most ten of them, one a line.", nameof(QuizSettings.ExamBrowserKeys), KeyLength)
            : Outcome<IReadOnlyList<string>>.Of(keys);
    }

    /// <summary>What the browser sends for an address.</summary>
    public static string Hash(string address, string key)
    {
        var fragment = address.IndexOf('#', StringComparison.Ordinal);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes((fragment < 0 ? address : address[..fragment]) + key)));
    }

    /// <summary>Whether what was sent is right for the address and one of the keys.</summary>
    public static bool Fits(string? sent, string address, IReadOnlyList<string> keys) =>
        sent is { Length: KeyLength } && keys.Any(key => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Hash(address, key)), Encoding.ASCII.GetBytes(sent.ToLowerInvariant())));
}
