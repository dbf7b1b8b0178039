using System.Text;
using Lectern.Files;
using Lectern.Files.Archives;
using Lectern.Pdf;

namespace Lectern.Lessons.Documents;

/// <summary>Tells what a document is by what is in it; its name doesn't count.</summary>
internal static class DocumentTypes
{
    internal const string Pdf = "application/pdf";
    internal const string Words = "text/plain";

    private const string Office = "application/vnd.openxmlformats-officedocument.", OpenDocument = "application/vnd.oasis.opendocument.";

    // The part by which each is known (ECMA-376 part 1, 11.3.10, 12.3.23, 13.3.6).
    private static readonly (string Part, string Type)[] Parts =
    [
        ("word/document.xml", Office + "wordprocessingml.document"),
        ("xl/workbook.xml", Office + "spreadsheetml.sheet"),
        ("ppt/presentation.xml", Office + "presentationml.presentation"),
    ];

    /// <summary>What a file that was sent is, and how many pages it has; or why it can't be used.</summary>
    internal static async Task<Outcome<DocumentFile>> Look(SentFile sent, IFileStore store, CancellationToken cancel)
    {
        var (type, pages) = (sent.MediaType, 0);
        await using var content = await store.OpenSeekable(sent.Stored.Hash, cancel) ?? throw new InvalidOperationException("What was just stored is gone.");
        if (type == Pdf)
        {
            var summary = await PdfFile.Look(content, cancel);
            if (summary.IsProtected) return new Refusal("pdf-protected", "This PDF is protected: by a password, or so that it may not be printed or copied. Save it without protection and choose it again.", "file");
            pages = summary.Pages;
        }
        else if (ContentSniffer.Kind(type) == ContentKind.Archive)
        {
            var opened = await SafeArchive.Open(content, null, cancel);
            if (opened.Archive is not { } archive || await TypeOf(archive, cancel) is not { } office) return FileRefusals.NotA(ContentKind.Reading) with { Field = "file" };
            type = office;
        }

        return new DocumentFile(sent.Stored.Hash, type, sent.FileName, sent.Stored.Length, pages);
    }

    /// <summary>What people call it, as an English key.</summary>
    internal static string Label(string mediaType) => mediaType switch
    {
        Pdf => "PDF document",
        Words => "Text file",
        Office + "wordprocessingml.document" => "Word document",
        Office + "spreadsheetml.sheet" => "Excel workbook",
        Office + "presentationml.presentation" => "PowerPoint presentation",
        OpenDocument + "text" => "OpenDocument text",
        OpenDocument + "spreadsheet" => "OpenDocument spreadsheet",
        OpenDocument + "presentation" => "OpenDocument presentation",
        _ => "Picture",
    };

    internal static string Icon(string mediaType) => mediaType switch
    {
        Office + "spreadsheetml.sheet" or OpenDocument + "spreadsheet" => "file-spreadsheet",
        Office + "presentationml.presentation" or OpenDocument + "presentation" => "presentation",
        _ when mediaType.StartsWith("image/", StringComparison.Ordinal) => "file-image",
        _ => "file-text",
    };

    private static async Task<string?> TypeOf(SafeArchive archive, CancellationToken cancel)
    {
        // Macros are programs; what holds them is not only read.
        if (archive.Entries.Any(entry => entry.Path.EndsWith("/vbaProject.bin", StringComparison.OrdinalIgnoreCase) || entry.Path.StartsWith("Basic/", StringComparison.Ordinal))) return null;
        if (Parts.FirstOrDefault(part => archive.Find(part.Part) is not null) is { Type: { } type }) return type;
        if (archive.Find("mimetype") is not { Length: < 100 } named) return null;
        try
        {
            await using var stream = await archive.Read(named, cancel);
            using var reader = new StreamReader(stream, Encoding.ASCII);
            // OpenDocument 1.3, part 2, 3.3: the type itself stands in the file "mimetype".
            var said = await reader.ReadToEndAsync(cancel);
            return said is OpenDocument + "text" or OpenDocument + "spreadsheet" or OpenDocument + "presentation" ? said : null;
        }
        catch (RefusedException)   // damaged after all
        {
            return null;
        }
    }
}
