using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Lectern.Qti.Questions;

/// <summary>Writes questions as a package: its files, for whoever makes the zip (IMS Content Packaging 1.1.4).</summary>
public static class PackageWriter
{
    /// <summary>Path and content of each file; imsmanifest.xml first.</summary>
    /// <param name="media">Other files that the markup of the questions uses, by the paths it uses for them; their content is not needed here.</param>
    public static IEnumerable<(string Path, byte[] Content)> Write(string title, IReadOnlyList<Question> questions, QtiVersion version, IReadOnlyList<string>? media = null)
    {
        var items = questions.Select((question, at) => (Path: $"item-{at + 1}.xml", Question: question, Document: QuestionWriter.Write(question, version))).ToList();
        yield return (Packages.PackageManifest.Name, Bytes(Manifest(title, version, items, media ?? [])));
        foreach (var item in items) yield return (item.Path, Bytes(item.Document));
    }

    private static XDocument Manifest(string title, QtiVersion version, List<(string Path, Question Question, XDocument Document)> items, IReadOnlyList<string> media)
    {
        XNamespace space = version == QtiVersion.Qti30 ? "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1" : "http://www.imsglobal.org/xsd/imscp_v1p1";
        XNamespace lom = "http://ltsc.ieee.org/xsd/LOM";
        var type = $"imsqti_item_xml{(version switch { QtiVersion.Qti30 => "v3p0", QtiVersion.Qti22 => "v2p2", _ => "v2p1" })}";
        return new(new XDeclaration("1.0", "UTF-8", null), new XElement(space + "manifest", new XAttribute("identifier", "MANIFEST"),
            new XElement(space + "metadata",
                new XElement(space + "schema", version == QtiVersion.Qti30 ? "QTI Package" : version == QtiVersion.Qti22 ? "QTIv2.2 Package" : "QTIv2.1 Package"),
                new XElement(space + "schemaversion", version == QtiVersion.Qti30 ? "3.0.0" : "1.0.0"),
                new XElement(lom + "lom", new XElement(lom + "general", new XElement(lom + "title", new XElement(lom + "string", title))))),
            new XElement(space + "organizations"),
            new XElement(space + "resources",
                items.Select((item, at) => new XElement(space + "resource", new XAttribute("identifier", $"ITEM-{at + 1}"), new XAttribute("type", type), new XAttribute("href", item.Path), Metadata(item.Question, space, lom),
                    new XElement(space + "file", new XAttribute("href", item.Path)),
                    media.Where(file => Reading.ItemReader.AssetsIn(item.Document.Root!).Contains(file)).Select(file => new XElement(space + "file", new XAttribute("href", file))))))));
    }

    private static XElement? Metadata(Question question, XNamespace space, XNamespace lom)
    {
        if (question.Keywords.Count == 0 && question.Category.Count == 0) return null;
        XElement Text(string name, string text) => new(lom + name, new XElement(lom + "string", text));
        return new(space + "metadata", new XElement(lom + "lom",
            question.Keywords.Count == 0 ? null : new XElement(lom + "general", question.Keywords.Select(keyword => Text("keyword", keyword))),
            question.Category.Count == 0 ? null : new XElement(lom + "classification",
                new XElement(lom + "purpose", new XElement(lom + "source", "LOMv1.0"), new XElement(lom + "value", Packages.PackageManifest.Discipline)),
                new XElement(lom + "taxonPath", question.Category.Select(name => new XElement(lom + "taxon", Text("entry", name)))))));
    }

    private static byte[] Bytes(XDocument document)
    {
        var bytes = new MemoryStream();
        using (var writer = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), CheckCharacters = true })) document.Save(writer);
        return bytes.ToArray();
    }
}
