using Lectern.QuestionFiles;
using Lectern.Quizzes.Exchange.Bridge;
using Lectern.Quizzes.QuestionTypes.Files;
using Portable = Lectern.QuestionFiles;

namespace Lectern.Quizzes.QuestionTypes.FileUpload;

/// <summary>Files to hand in: in Moodle an essay without a text.</summary>
internal sealed class FileUploadPort() : QuestionPort<FileUploadData, Portable.Essay>("file-upload")
{
    private const long Megabyte = 1 << 20;
    private const int AnyNumber = -1;

    public override Facets Keeps => Facets.EssaySettings;

    protected override TakenIn? TakeIn(Portable.Essay content, PortableQuestion question, IncomingTexts texts)
    {
        if (content.ResponseFormat != Portable.Essay.FilesAlone) return null;
        var types = FileTypes.Named(content.FileTypes);
        if (types.HasUnknown) texts.Lose("file-types", "Some of the types of files that may be handed in are not known here.");
        if (types.IsWider) texts.Lose("file-types-wider", "Files of more types may be handed in here than there.");
        if (!content.Template.IsEmpty) texts.Lose("essay-template", "What stands in the box at the beginning is lost.");
        var most = content.Attachments == AnyNumber ? FileUploadData.MostFiles : Math.Clamp(content.Attachments, 1, FileUploadData.MostFiles);
        if (content.Attachments == AnyNumber || content.Attachments > most) texts.Lose("files-most", "More files may be handed in there; here it is {0} at most.", $"{most}");
        var megabytes = content.LargestAttachment <= 0 ? new FileUploadData([]).MostMegabytes : (int)Math.Clamp(content.LargestAttachment / Megabyte, 1, FileUploadData.LargestMegabytes);
        if (content.LargestAttachment > 0 && content.LargestAttachment != megabytes * Megabyte) texts.Lose("file-size", "How large a file may be changes: here it is {0} megabytes.", $"{megabytes}");
        return new(new FileUploadData(types.Names, most, megabytes, texts.Prose(content.MarkerNotes)));
    }

    protected override GivenOut? GiveOut(FileUploadData data, OutgoingTexts texts) => new Portable.Essay
    {
        ResponseFormat = Portable.Essay.FilesAlone,
        Attachments = data.Most,
        AttachmentsRequired = 1,
        LargestAttachment = data.MostMegabytes * Megabyte,
        FileTypes = string.Join(',', FileTypes.All.Where(type => data.Types.Contains(type.Name)).SelectMany(type => type.Endings.Keys)),
        MarkerNotes = texts.Prose(data.Scheme),
    };
}
