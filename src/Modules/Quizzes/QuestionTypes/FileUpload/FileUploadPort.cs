using Lectern.QuestionFiles;
using Lectern.Quizzes.Exchange.Bridge;
using Lectern.Quizzes.QuestionTypes.Files;
using Portable = Lectern.QuestionFiles;

namespace Lectern.Quizzes.QuestionTypes.FileUpload;

/// <summary>Files to hand in: in Moodle an essay without a text.</summary>
internal sealed class FileUploadPort() : QuestionPort<FileUploadData, Portable.Essay>("file-upload")
{
    private const string WithoutText = "noinline";
    private const long Megabyte = 1 << 20;
    private const int AnyNumber = -1;
    private const int MostFiles = 20;

    public override Facets Keeps => Facets.EssaySettings;

    protected override TakenIn? TakeIn(Portable.Essay content, PortableQuestion question, IncomingTexts texts)
    {
        if (content.ResponseFormat != WithoutText) return null;
        var endings = content.FileTypes.Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries);
        var types = FileTypes.All.Where(type => endings.Any(ending => type.Endings.ContainsKey(ending.ToLowerInvariant()))).Select(type => type.Name).ToList();
        if (endings.Any(ending => !FileTypes.All.Any(type => type.Endings.ContainsKey(ending.ToLowerInvariant())))) texts.Lose("file-types", "Some of the types of files that may be handed in are not known here.");
        if (!content.Template.IsEmpty) texts.Lose("essay-template", "What stands in the box at the beginning is lost.");
        return new(new FileUploadData(types, content.Attachments == AnyNumber ? MostFiles : Math.Clamp(content.Attachments, 1, MostFiles), content.LargestAttachment <= 0 ? new FileUploadData([]).MostMegabytes : (int)Math.Clamp(content.LargestAttachment / Megabyte, 1, 500), texts.Prose(content.MarkerNotes)));
    }

    protected override GivenOut? GiveOut(FileUploadData data, OutgoingTexts texts) => new Portable.Essay
    {
        ResponseFormat = WithoutText,
        Attachments = data.Most,
        AttachmentsRequired = 1,
        LargestAttachment = data.MostMegabytes * Megabyte,
        FileTypes = string.Join(',', FileTypes.All.Where(type => data.Types.Contains(type.Name)).SelectMany(type => type.Endings.Keys)),
        MarkerNotes = texts.Prose(data.Scheme),
    };
}
