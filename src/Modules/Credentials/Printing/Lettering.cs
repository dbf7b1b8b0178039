using Lectern.Pdf;

namespace Lectern.Credentials.Printing;

/// <summary>
/// Sets lines of text on a page in the reading direction of the document: positions count from the side where reading starts.
/// Arabic is shaped and put in visual order; each character comes from the first typeface that has it.
/// </summary>
internal sealed class Lettering(PdfPage page, bool rightToLeft)
{
    /// <summary>Draws one line; <paramref name="start"/> is the distance from the starting edge of the page.</summary>
    internal void Line(string text, double start, double baseline, double size, Voice voice, Colour colour, string tag = "P", bool leftToRight = false)
    {
        var runs = Runs(text, voice, leftToRight);
        var x = rightToLeft ? page.Width - start - Width(runs, size) : start;
        page.Line(text, runs, x, baseline, size, colour, tag);
    }

    internal double Measure(string text, double size, Voice voice) => Width(Runs(text, voice, false), size);

    /// <summary>The text in the largest of the sizes at which it needs no more lines than wished; at the smallest, as many as it takes, up to three.</summary>
    internal (double Size, IReadOnlyList<string> Lines) Fit(string text, double room, Voice voice, int lines, params double[] sizes)
    {
        foreach (var size in sizes)
        {
            var wrapped = Wrap(text, room, size, voice);
            if (wrapped.Count <= lines) return (size, wrapped);
        }

        return (sizes[^1], [.. Wrap(text, room, sizes[^1], voice).Take(3)]);
    }

    private List<string> Wrap(string text, double room, double size, Voice voice)
    {
        var lines = new List<string>();
        var line = "";
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).SelectMany(word => Pieces(word, room, size, voice)))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (line.Length == 0 || Measure(longer, size, voice) <= room) line = longer;
            else
            {
                lines.Add(line);
                line = word;
            }
        }

        lines.Add(line);
        return lines;
    }

    /// <summary>A word that is longer than a line is broken where the line ends.</summary>
    private IEnumerable<string> Pieces(string word, double room, double size, Voice voice)
    {
        while (word.Length > 1 && Measure(word, size, voice) > room)
        {
            var length = word.Length - 1;
            while (length > 1 && Measure(word[..length], size, voice) > room) length--;
            yield return word[..length];
            word = word[length..];
        }

        yield return word;
    }

    private List<TextRun> Runs(string text, Voice voice, bool leftToRight)
    {
        var visual = VisualOrder.Of(ArabicShaper.Shape(text), rightToLeft && !leftToRight);
        var runs = new List<TextRun>();
        for (var i = 0; i < visual.Length;)
        {
            var face = FaceOf(visual[i], voice);
            var end = i + 1;
            while (end < visual.Length && (visual[end] == ' ' ? face.Has(' ') : FaceOf(visual[end], voice) == face)) end++;
            runs.Add(new TextRun(face, visual[i..end]));
            i = end;
        }

        return runs;
    }

    private static TrueTypeFont FaceOf(char character, Voice voice) => voice.Faces.FirstOrDefault(face => face.Has(character)) ?? voice.Faces[0];

    private static double Width(List<TextRun> runs, double size) => runs.Sum(run => run.Font.Measure(run.Text, size));
}
