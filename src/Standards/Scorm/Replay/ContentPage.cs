using System.Text.RegularExpressions;

namespace Lectern.Scorm.Replay;

/// <summary>What a page of the conformance test does besides the calls of its case: most terminate when these are made, some
/// only when they are taken away, and some of those ask for a navigation then, which the learner's own must override (SN 5.6.3).</summary>
internal sealed partial record ContentPage(bool TerminatesItself, IReadOnlyList<(string Element, string Value)> SetsOnUnload, bool TerminatesOnUnload)
{
    private static readonly ContentPage Usual = new(true, [], false);

    internal static ContentPage Read(string? html)
    {
        if (html is null) return Usual;
        var script = Comment.Replace(html, "");
        var unload = script.IndexOf("function completeTest", StringComparison.Ordinal);
        if (unload < 0) return Usual;
        var end = script.IndexOf('}', unload);
        var (before, during) = (script[..unload], script[unload..(end < 0 ? script.Length : end)]);
        return new(before.Contains("doTerminate(", StringComparison.Ordinal),
            [.. Setting.Matches(during).Select(match => (match.Groups[1].Value, match.Groups[2].Value))],
            during.Contains("doTerminate(", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"(?<![:""])//[^\r\n]*", RegexOptions.CultureInvariant)]
    private static partial Regex Comment { get; }

    [GeneratedRegex("""doSetValue\(\s*"([^"]*)"\s*,\s*"([^"]*)"\s*\)""", RegexOptions.CultureInvariant)]
    private static partial Regex Setting { get; }
}
