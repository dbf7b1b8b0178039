using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Lectern.Files;

namespace Lectern.Lessons.Videos;

/// <summary>Words that are spoken in a video, from a moment in seconds on.</summary>
public sealed record SpokenLine(double From, string Words);

/// <summary>The captions of a video as a text to read, search and jump by. Made from WebVTT (W3C, "WebVTT: The Web Video Text Tracks Format", section 6).</summary>
internal static partial class Transcript
{
    private const int LinesAtMost = 10_000, BytesAtMost = 2 << 20;

    internal static async Task<IReadOnlyList<SpokenLine>> Of(IFileStore store, CaptionTrack track, CancellationToken cancel)
    {
        await using var stream = await store.Open(track.Hash, new ByteRange(0, BytesAtMost), cancel);
        if (stream is null) return [];
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return Read(await reader.ReadToEndAsync(cancel));
    }

    /// <summary>The cues in order of time; what is no cue (notes, styles, regions) is passed over.</summary>
    internal static IReadOnlyList<SpokenLine> Read(string vtt)
    {
        var lines = new List<SpokenLine>();
        foreach (var block in vtt.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var rows = block.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            var timing = Array.FindIndex(rows, row => row.Contains("-->", StringComparison.Ordinal));
            if (timing is < 0 or > 1 || Start().Match(rows[timing]) is not { Success: true } start) continue;
            var hours = start.Groups[1].Success ? int.Parse(start.Groups[1].Value, CultureInfo.InvariantCulture) : 0;
            var from = (hours * 3600) + (int.Parse(start.Groups[2].Value, CultureInfo.InvariantCulture) * 60) + double.Parse(start.Groups[3].Value, CultureInfo.InvariantCulture);
            var words = WebUtility.HtmlDecode(Tag().Replace(string.Join(' ', rows[(timing + 1)..]), "")).Replace("\0", "", StringComparison.Ordinal).Trim();
            if (words.Length > 0 && lines.Count < LinesAtMost) lines.Add(new SpokenLine(from, words));
        }

        return [.. lines.OrderBy(line => line.From)];
    }

    [GeneratedRegex(@"^\s*(?:([0-9]{2,4}):)?([0-5][0-9]):([0-5][0-9]\.[0-9]{3})\s+-->")]
    private static partial Regex Start();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();
}
