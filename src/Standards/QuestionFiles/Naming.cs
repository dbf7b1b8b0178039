namespace Lectern.QuestionFiles;

/// <summary>Names of questions: one line of plain text.</summary>
public static class Naming
{
    public const int Longest = 255;
    private const int LongestMade = 80;

    /// <summary>A name as a file gives it, on one line and not too long; empty when nothing is in it.</summary>
    public static string Clean(string name) => Shorten(PlainLine.Of(name), Longest);

    /// <summary>A name for a question whose file gives none: how its text begins.</summary>
    public static string From(FormattedText text)
    {
        // Of a very long text only the beginning is looked at.
        var line = PlainLine.Of(text.Text.Length > 4000 ? text with { Text = text.Text[..4000] } : text);
        return line.Length > 0 ? Shorten(line, LongestMade) : "Question";
    }

    private static string Shorten(string line, int longest)
    {
        if (line.Length <= longest) return line;
        var end = line.LastIndexOf(' ', longest - 1);
        if (end < longest / 2) end = char.IsHighSurrogate(line[longest - 2]) ? longest - 2 : longest - 1;
        return line[..end] + "…";
    }
}
