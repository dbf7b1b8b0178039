using System.Text.RegularExpressions;

namespace Lectern.Scorm.Replay;

/// <summary>What a page of the conformance test does besides the calls of its case: most terminate when these are made, some
/// only when they are taken away, and some of those ask for a navigation then, which the learner's own must override (SN 5.6.3).</summary>
internal sealed partial record ContentPage(bool TerminatesItself, IReadOnlyList<(string Element, string Value)> SetsOnUnload)
{
    private static readonly ContentPage Usual = new(true, []);

    internal static ContentPage Read(string? html)
    {
        if (html is null) return Usual;
        var script = Comment.Replace(html, "");
        var unload = script.IndexOf("function completeTest", StringComparison.Ordinal);
        if (unload < 0) return Usual;
        var end = script.IndexOf('}', unload);
        var (before, during) = (script[..unload], script[unload..(end < 0 ? script.Length : end)]);
        var onUnload = Terminating.IsMatch(during);
        return new(!onUnload || Terminating.IsMatch(before), [.. Setting.Matches(during).Select(match => (match.Groups[1].Value, match.Groups[2].Value))]);
    }

    [GeneratedRegex(@"(?<![:""])//[^\r\n]*", RegexOptions.CultureInvariant)]
    private static partial Regex Comment { get; }

    [GeneratedRegex(@"\b(do|call)Terminate\(", RegexOptions.CultureInvariant)]
    private static partial Regex Terminating { get; }

    [GeneratedRegex("""doSetValue\(\s*"([^"]*)"\s*,\s*"([^"]*)"\s*\)""", RegexOptions.CultureInvariant)]
    private static partial Regex Setting { get; }
}
