using Lectern.QuestionFiles.Aiken;
using Lectern.QuestionFiles.Cloze;
using Lectern.QuestionFiles.Csv;
using Lectern.QuestionFiles.Gift;
using Lectern.QuestionFiles.MissingWord;
using Lectern.QuestionFiles.MoodleXml;

namespace Lectern.QuestionFiles;

/// <summary>All formats, and how a file's format is found: by what is in it, its name only where that leaves a choice.</summary>
public static class QuestionFormats
{
    public static IReadOnlyList<IQuestionFormat> All { get; } = [new MoodleXmlFormat(), new GiftFormat(), new AikenFormat(), new CsvFormat(), new MissingWordFormat(), new ClozeFormat()];

    public static IQuestionFormat? Find(string name) => All.FirstOrDefault(format => format.Name == name);

    /// <summary>Reads a file of whatever format. Never throws for its content; a file that is none of them is refused in words.</summary>
    /// <param name="fileName">Its name without folders; empty when it has none.</param>
    /// <param name="format">Its format where the person says it; null to find out.</param>
    public static QuestionFile Read(ReadOnlySpan<byte> bytes, string fileName = "", IQuestionFormat? format = null, ReadingOptions? options = null)
    {
        if (bytes.Length > TextDocument.Largest) return Refused("file-too-large", "The file is larger than {0} MB. Export the questions in several files.", $"{TextDocument.Largest >> 20}");
        if (bytes.IsEmpty) return Refused("file-empty", "The file is empty.");
        if (NoText(bytes) is { } what) return Refused("file-no-text", "This is {0}, and no file of questions that can be read here.", what);
        if (TextDocument.Decode(bytes) is not { } document) return Refused("file-no-text", "This is {0}, and no file of questions that can be read here.", "no text");
        if (document.Text.AsSpan().IsWhiteSpace()) return Refused("file-empty", "The file is empty.");
        if (format is null && XmlRoot.Of(document.Text) is { } root && Detect(document, fileName)?.Name != "moodle-xml") return Refused("xml-unknown", "This is XML with the outermost element “{0}”: {1}.", root, OtherXml(root));
        return (format ?? Detect(document, fileName)) is { } found
            ? found.Read(document, options ?? ReadingOptions.Usual)
            : Refused("format-unknown", "No questions were found in this text. GIFT has its answers in braces, Aiken a line “ANSWER: B”, CSV a first row with the columns “kind” and “text”.");

        QuestionFile Refused(string code, string sentence, params IReadOnlyList<string> arguments) =>
            new(format, "", [], [new(ProblemLevel.Refused, 0, 0, null, code, sentence, arguments)]);
    }

    /// <summary>The format that the text looks most like; null when it looks like none.</summary>
    public static IQuestionFormat? Detect(TextDocument document, string fileName)
    {
        var (likeliest, likeness) = All.Select(format => (format, format.Resembles(document, fileName))).MaxBy(pair => pair.Item2);
        return likeness > 0 ? likeliest : null;
    }

    // What people choose by mistake, by how it begins.
    private static string? NoText(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("PK\x03\x04"u8) ? "a zip archive (a package, a backup or an office document)"
        : bytes.StartsWith((byte[])[0x1F, 0x8B]) ? "a compressed archive (perhaps a Moodle backup)"
        : bytes.StartsWith("%PDF-"u8) ? "a PDF document"
        : bytes.StartsWith((byte[])[0xD0, 0xCF, 0x11, 0xE0]) ? "an old office document"
        : bytes.StartsWith((byte[])[0x89, (byte)'P', (byte)'N', (byte)'G']) || bytes.StartsWith((byte[])[0xFF, 0xD8, 0xFF]) || bytes.StartsWith("GIF8"u8) ? "a picture"
        : bytes.StartsWith("{\\rtf"u8) ? "a formatted text (RTF)"
        : null;

    private static string OtherXml(string root) => root switch
    {
        "assessmentItem" or "assessmentTest" or "qti-assessment-item" or "qti-assessment-test" or "questestinterop" => "QTI, which comes in a package",
        "manifest" => "the table of contents of a package",
        "POOL" => "a pool of Blackboard",
        "question" => "a question of Moodle's without the element “quiz” around it",
        "html" or "HTML" => "a web page",
        "moodle_backup" => "a part of a Moodle backup",
        _ => "not Moodle's, whose outermost element is “quiz”",
    };
}
