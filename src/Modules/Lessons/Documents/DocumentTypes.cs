using System.Text;
using System.Xml;
using System.Xml.Linq;
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

    private const int ContentTypesAtMost = 1 << 20;

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

    /// <summary>What the file is called on the learner's device: a name that doesn't end as its content does gets that ending too, because what opens a file goes by it.</summary>
    internal static string DownloadName(DocumentFile file)
    {
        string[] endings = file.MediaType switch
        {
            Pdf => [".pdf"],
            Words => [".txt", ".md", ".csv"],
            Office + "wordprocessingml.document" => [".docx"],
            Office + "spreadsheetml.sheet" => [".xlsx"],
            Office + "presentationml.presentation" => [".pptx"],
            OpenDocument + "text" => [".odt"],
            OpenDocument + "spreadsheet" => [".ods"],
            OpenDocument + "presentation" => [".odp"],
            "image/jpeg" => [".jpg", ".jpeg"],
            "image/gif" => [".gif"],
            "image/webp" => [".webp"],
            _ => [".png"],
        };
        return endings.Any(ending => file.FileName.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) ? file.FileName : file.FileName + endings[0];
    }

    private static async Task<string?> TypeOf(SafeArchive archive, CancellationToken cancel)
    {
        // Macros are programs; what holds them is not only read.
        if (archive.Entries.Any(entry => entry.Path.EndsWith("/vbaProject.bin", StringComparison.OrdinalIgnoreCase) || entry.Path.StartsWith("Basic/", StringComparison.Ordinal))) return null;
        if (Parts.FirstOrDefault(part => archive.Find(part.Part) is not null) is { Type: { } type }) return await HoldsMacros(archive, cancel) ? null : type;
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

    // Wherever they lie, the list of content types names them (ECMA-376 part 2, 10.1.2; [MS-OFFMACRO2]); a document without a list that can be read is none.
    private static async Task<bool> HoldsMacros(SafeArchive archive, CancellationToken cancel)
    {
        if (archive.Find("[Content_Types].xml") is not { Length: < ContentTypesAtMost } list) return true;
        try
        {
            await using var stream = await archive.Read(list, cancel);
            using var reader = XmlReader.Create(stream, new XmlReaderSettings { Async = true, DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = ContentTypesAtMost });
            var types = await XDocument.LoadAsync(reader, LoadOptions.None, cancel);
            return types.Descendants().Attributes().Any(named => (named.Name.LocalName == "ContentType" && named.Value.Contains("macro", StringComparison.OrdinalIgnoreCase)) || named.Value.Contains("vbaProject", StringComparison.OrdinalIgnoreCase));
        }
        catch (Exception damaged) when (damaged is XmlException or RefusedException)
        {
            return true;
        }
    }
}
