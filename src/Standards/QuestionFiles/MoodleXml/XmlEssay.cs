using System.Globalization;

namespace Lectern.QuestionFiles.MoodleXml;

internal sealed class XmlEssay : XmlKind<Essay>
{
    internal override IReadOnlyList<string> Names => ["essay"];

    internal override QuestionContent Read(XmlQuestion question, string type)
    {
        var usual = new Essay();
        return new Essay
        {
            ResponseFormat = question.Text("responseformat") is { Length: > 0 } format ? format : usual.ResponseFormat,
            Required = question.Is("responserequired", true),
            Lines = question.Number("responsefieldlines", usual.Lines),
            LeastWords = question.Number("minwordlimit", 0) is > 0 and var least ? least : null,
            MostWords = question.Number("maxwordlimit", 0) is > 0 and var most ? most : null,
            Attachments = question.Number("attachments", 0),
            AttachmentsRequired = question.Number("attachmentsrequired", 0),
            LargestAttachment = long.TryParse(question.Text("maxbytes"), NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : 0,
            FileTypes = question.Text("filetypeslist"),
            MarkerNotes = question.Formatted("graderinfo"),
            Template = question.Formatted("responsetemplate"),
        };
    }

    protected override void Write(MoodleXmlWriter writer, Essay content)
    {
        writer.Element("responseformat", content.ResponseFormat);
        writer.Element("responserequired", content.Required ? 1 : 0);
        writer.Element("responsefieldlines", content.Lines);
        writer.Element("minwordlimit", content.LeastWords?.ToString(CultureInfo.InvariantCulture) ?? "");
        writer.Element("maxwordlimit", content.MostWords?.ToString(CultureInfo.InvariantCulture) ?? "");
        writer.Element("attachments", content.Attachments);
        writer.Element("attachmentsrequired", content.AttachmentsRequired);
        writer.Element("maxbytes", content.LargestAttachment.ToString(CultureInfo.InvariantCulture));
        writer.Element("filetypeslist", content.FileTypes);
        writer.Formatted("graderinfo", content.MarkerNotes);
        writer.Formatted("responsetemplate", content.Template);
    }
}

internal sealed class XmlDescription : XmlKind<Description>
{
    internal override IReadOnlyList<string> Names => ["description"];
    internal override QuestionContent Read(XmlQuestion question, string type) => new Description();
    // A description earns nothing, whatever its file says.
    internal override bool HasPoints => false;
    protected override void Write(MoodleXmlWriter writer, Description content) => writer.Element("defaultgrade", 0);
}
