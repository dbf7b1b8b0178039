using Lectern.Credentials;
using Lectern.Pdf;

namespace Lectern.Host.Demonstration;

/// <summary>Prints the documents of the demonstration: a heading and paragraphs to a page.</summary>
internal static class PaperPrinter
{
    private const double Width = 420, Height = 595, Margin = 44, Size = 12, Leading = 19;   // A5, in points

    private static readonly TrueTypeFont Text = Read("Inter_400Regular"), Strong = Read("Inter_600SemiBold");

    internal static byte[] Print(string title, IReadOnlyList<SheetPlan> sheets, DateTimeOffset at)
    {
        var document = new PdfDocument(new PdfFacts(title, "Marlow Health", title, "", "en", RightToLeft: false, at));
        foreach (var sheet in sheets)
        {
            var page = document.AddPage(Width, Height);
            page.FillRectangle(0, 0, Width, 10, Colour.Of("#2b4fd7"));
            page.Line(sheet.Heading, [new(Strong, sheet.Heading)], Margin, 74, 20, Colour.Of("#131a33"), "H1");
            var baseline = 96d;
            foreach (var paragraph in sheet.Lines)
            {
                foreach (var line in Lines(paragraph)) page.Line(line, [new(Text, line)], Margin, baseline += Leading, Size, Colour.Of("#2a3350"));
                baseline += Leading / 2;
            }

            page.Line(title, [new(Text, title)], Margin, Height - 34, 9, Colour.Of("#5b6584"));
        }

        return document.Save();
    }

    private static IEnumerable<string> Lines(string paragraph)
    {
        var line = "";
        foreach (var word in paragraph.Split(' '))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (Text.Measure(longer, Size) <= Width - 2 * Margin)
            {
                line = longer;
                continue;
            }

            yield return line;
            line = word;
        }

        yield return line;
    }

    private static TrueTypeFont Read(string name)
    {
        using var stream = typeof(CredentialsModule).Assembly.GetManifestResourceStream($"fonts/{name}.ttf")!;
        var file = new byte[stream.Length];
        stream.ReadExactly(file);
        return new TrueTypeFont(name, file);
    }
}
