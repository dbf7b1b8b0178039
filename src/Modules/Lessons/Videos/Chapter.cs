using Lectern.Lessons.Videos;

namespace Lectern.Lessons;

/// <summary>A part of a video with a title, from its beginning in seconds to where the next one begins.</summary>
public sealed record Chapter(double From, string Title)
{
    private const int Most = 100, LongestTitle = 120;

    /// <summary>Reads a chapter a line: "2:11 The 300 rule".</summary>
    internal static Outcome<IReadOnlyList<Chapter>> Read(string text)
    {
        var chapters = new List<Chapter>();
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = line.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (parts.Length < 2 || Clock.Read(parts[0]) is not { } from || parts[1].Length > LongestTitle)
                return new Refusal("chapter-unreadable", "Write each chapter on a line of its own, the time first: “2:11 The 300 rule”. This line is not understood: {0}", "chapters", line.Length > 80 ? line[..80] : line);
            chapters.Add(new Chapter(from, parts[1]));
        }

        return chapters.Count > Most ? new Refusal("too-many-chapters", "A video can have at most {0} chapters.", "chapters", Most)
            : Outcome<IReadOnlyList<Chapter>>.Of([.. chapters.OrderBy(c => c.From)]);
    }

    internal static string Write(IEnumerable<Chapter> chapters) => string.Join('\n', chapters.Select(c => $"{Clock.Write(c.From)} {c.Title}"));
}
