using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Lectern.Files;
using Microsoft.Extensions.Caching.Memory;

namespace Lectern.Lessons.Videos;

/// <summary>Words that are spoken in a video, from a moment in seconds on.</summary>
public sealed record SpokenLine(double From, string Words);

/// <summary>The captions of a video as a text to read, search and jump by. Made from WebVTT (W3C, "WebVTT: The Web Video Text Tracks Format", section 6).</summary>
internal static partial class Transcript
{
    private const int LinesAtMost = 10_000, BytesAtMost = 2 << 20;

    /// <summary>The words of a track, read once for all who open the video: a file of this hash never changes.</summary>
    internal static async Task<IReadOnlyList<SpokenLine>> Of(IFileStore store, Transcripts known, CaptionTrack track, CancellationToken cancel)
    {
        if (known.Cache.TryGetValue(track.Hash, out IReadOnlyList<SpokenLine>? lines) && lines is not null) return lines;
        await using var stream = await store.Open(track.Hash, new ByteRange(0, BytesAtMost), cancel);
        if (stream is null) return [];
        using var reader = new StreamReader(stream, Encoding.UTF8);
        lines = Read(await reader.ReadToEndAsync(cancel));
        return known.Cache.Set(track.Hash, lines, new MemoryCacheEntryOptions { Size = 1 + lines.Sum(line => (long)line.Words.Length) });
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

    [GeneratedRegex("<[^<>]*>")]
    private static partial Regex Tag();
}

/// <summary>The transcripts that were asked for lately, by the hash of their file; those longest unused go when there are too many words.</summary>
internal sealed class Transcripts : IDisposable
{
    private const long LettersAtMost = 16 << 20;

    internal MemoryCache Cache { get; } = new(new MemoryCacheOptions { SizeLimit = LettersAtMost });

    public void Dispose() => Cache.Dispose();
}
