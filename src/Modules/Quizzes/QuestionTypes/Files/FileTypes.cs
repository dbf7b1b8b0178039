using Lectern.Files;

namespace Lectern.Quizzes.QuestionTypes.Files;

/// <summary>Kinds of files that an author may ask for. A file is of a kind when its name and its content both say so.</summary>
public static class FileTypes
{
    private const string OpenXml = "application/vnd.openxmlformats-officedocument.";
    private const string OpenDocument = "application/vnd.oasis.opendocument.";
    private const string Words = "text/plain";
    private const int MostWords = 200;

    // As Moodle calls them (core_filetypes, "groups").
    private static readonly Dictionary<string, string> Groups = new()
    {
        ["document"] = "documents", ["presentation"] = "slides", ["spreadsheet"] = "sheets", ["image"] = "pictures", ["web_image"] = "pictures", ["audio"] = "sound", ["html_audio"] = "sound", ["web_audio"] = "sound",
        ["video"] = "films", ["html_video"] = "films", ["web_video"] = "films", ["sourcecode"] = "texts", ["archive"] = "archives",
    };

    /// <summary>All of them by name, in the order in which authors are offered them.</summary>
    public static IReadOnlyList<FileType> All { get; } =
    [
        new("documents", "Documents (PDF, Word, OpenDocument, RTF)", new()
        {
            [".pdf"] = "application/pdf", [".docx"] = OpenXml + "wordprocessingml.document", [".odt"] = OpenDocument + "text", [".doc"] = "application/msword", [".rtf"] = "application/rtf",
        }),
        new("slides", "Presentations (PowerPoint, OpenDocument)", new() { [".pptx"] = OpenXml + "presentationml.presentation", [".odp"] = OpenDocument + "presentation", [".ppt"] = "application/vnd.ms-powerpoint" }),
        new("sheets", "Spreadsheets (Excel, OpenDocument, CSV)", new() { [".xlsx"] = OpenXml + "spreadsheetml.sheet", [".ods"] = OpenDocument + "spreadsheet", [".xls"] = "application/vnd.ms-excel", [".csv"] = "text/csv" }),
        new("pictures", "Pictures (PNG, JPEG, GIF, WebP)", new() { [".png"] = "image/png", [".jpg"] = "image/jpeg", [".jpeg"] = "image/jpeg", [".gif"] = "image/gif", [".webp"] = "image/webp" }),
        new("sound", "Sound (MP3, M4A, WAV, Ogg, WebM)", new() { [".mp3"] = "audio/mpeg", [".m4a"] = "audio/mp4", [".mp4"] = "audio/mp4", [".wav"] = "audio/wav", [".ogg"] = "audio/ogg", [".oga"] = "audio/ogg", [".weba"] = "audio/webm", [".webm"] = "audio/webm" }),
        new("films", "Videos (MP4, WebM, MOV)", new() { [".mp4"] = "video/mp4", [".webm"] = "video/webm", [".mov"] = "video/quicktime", [".ogv"] = "video/ogg" }),
        new("texts", "Plain text and program code", new[] { ".txt", ".md", ".py", ".cs", ".java", ".js", ".ts", ".c", ".h", ".cpp", ".r", ".sql", ".json", ".xml", ".html", ".css", ".tex" }.ToDictionary(ending => ending, _ => Words)),
        new("archives", "Archives (ZIP)", new() { [".zip"] = "application/zip" }),
    ];

    /// <summary>Judges a file by its name and its first bytes.</summary>
    /// <param name="names">Which kinds are taken; none for all.</param>
    /// <returns>The media type; else why the file isn't taken.</returns>
    public static Outcome<string> Judge(IReadOnlyCollection<string> names, string fileName, byte[] head)
    {
        var taken = Of(names);
        var ending = Path.GetExtension(fileName).ToLowerInvariant();
        var types = taken.Select(type => type.Endings.GetValueOrDefault(ending)).OfType<string>().ToList();
        if (types.Count == 0) return new Refusal("file-kind-unwanted", "Files of this kind are not taken here. Choose one whose name ends with {0}.", "file", string.Join(' ', Endings(names)));
        return types.Find(type => Fits(type, head)) is { } found ? found
            : new Refusal("file-not-what-it-says", "The content of this file is not what its name says. Save it anew in the program that it comes from, and send that.", "file");
    }

    /// <summary>The endings of names that are taken.</summary>
    public static IReadOnlyList<string> Endings(IReadOnlyCollection<string> names) => [.. Of(names).SelectMany(type => type.Endings.Keys).Distinct()];

    /// <summary>The media types of files of these kinds; none for all.</summary>
    public static IReadOnlyList<string> MediaTypes(IReadOnlyCollection<string> names) => names.Count == 0 ? [] : [.. Of(names).SelectMany(type => type.Endings.Values).Distinct()];

    /// <summary>The kinds that another system's list of endings (".pdf"), media types ("image/*") or groups ("document") asks for.</summary>
    /// <param name="list">With commas, semicolons or spaces between; empty for all.</param>
    public static NamedFileTypes Named(string list)
    {
        var words = list.ToLowerInvariant().Split([',', ';', ' ', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Distinct().Take(MostWords).ToList();
        if (words.Exists(word => word is "*" or "*/*" or "application/octet-stream")) return new([], IsWider: false, HasUnknown: false);
        bool Asks(string word, FileType type, string ending, string media) =>
            word == ending || word == media || $".{word}" == ending || word.EndsWith("/*", StringComparison.Ordinal) && media.StartsWith(word[..^1], StringComparison.Ordinal) || Groups.GetValueOrDefault(word) == type.Name;
        bool Names(string word, FileType type) => type.Endings.Any(pair => Asks(word, type, pair.Key, pair.Value));
        // All that a kind takes is asked for: it is meant, and whatever else has some of these endings may not be.
        var meant = All.Where(type => type.Endings.All(pair => words.Exists(word => Asks(word, type, pair.Key, pair.Value)))).ToHashSet();
        var isWider = false;
        foreach (var word in words.Where(word => !meant.Any(type => Names(word, type))))
            if (All.Where(type => Names(word, type)).MaxBy(type => words.Count(other => Names(other, type))) is { } nearest) isWider |= meant.Add(nearest);
        return new([.. All.Where(meant.Contains).Select(type => type.Name)], isWider, words.Exists(word => !All.Any(type => Names(word, type))));
    }

    private static IEnumerable<FileType> Of(IReadOnlyCollection<string> names) => names.Count == 0 ? All : All.Where(type => names.Contains(type.Name));

    // Signatures: those of ContentSniffer; the compound file of older office programs (MS-CFB, 2.2); RTF 1.9.1.
    private static bool Fits(string type, byte[] head) => type switch
    {
        Words or "text/csv" => ContentSniffer.Expect(ContentKind.Reading, head) is { Refusal: null, Value: Words },
        "application/rtf" => head.AsSpan().StartsWith("{\\rtf"u8),
        "application/msword" or "application/vnd.ms-excel" or "application/vnd.ms-powerpoint" => head.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]),
        // Its first entry says what it is, uncompressed (OpenDocument 1.3, part 2, 3.3).
        _ when type.StartsWith(OpenDocument, StringComparison.Ordinal) => ContentSniffer.MediaType(head) == "application/zip" && head.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(type)) > 0,
        _ when type.StartsWith(OpenXml, StringComparison.Ordinal) => ContentSniffer.MediaType(head) == "application/zip",
        // Browsers record sound alone in the containers of films.
        "audio/webm" or "audio/mp4" or "audio/ogg" => ContentSniffer.MediaType(head) is { } found && (found == type || found == $"video/{type[6..]}"),
        _ => ContentSniffer.MediaType(head) == type,
    };
}

/// <summary>Kinds of files that a list asks for.</summary>
/// <param name="Names">None for all.</param>
/// <param name="IsWider">Some of the kinds take more than the list asks for.</param>
/// <param name="HasUnknown">Some of the list is no file of any kind.</param>
public sealed record NamedFileTypes(IReadOnlyList<string> Names, bool IsWider, bool HasUnknown);

/// <param name="Name">Kept with the question.</param>
/// <param name="Label">English key.</param>
/// <param name="Endings">Of names, in lower case with their dots, and the media type of each.</param>
public sealed record FileType(string Name, string Label, Dictionary<string, string> Endings);
