using System.IO.Compression;

namespace Lectern.Journeys;

/// <summary>Packages that are made for a journey.</summary>
public static class PackageMaking
{
    /// <summary>A package of one part, whose page does nothing by itself; returns its file.</summary>
    /// <param name="folder">Where to put it.</param>
    /// <param name="title">Its title.</param>
    /// <param name="is2004">SCORM 2004 4th Edition; otherwise 1.2.</param>
    public static string OfOnePart(string folder, string title, bool is2004)
    {
        var file = Path.Combine(folder, $"{title}-{(is2004 ? "2004" : "1.2")}.zip");
        using var zip = ZipFile.Open(file, ZipArchiveMode.Create);
        Add("index.html", $"<title>{title}</title>");
        Add("imsmanifest.xml", is2004
            ? $"""<manifest identifier="m" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3"><metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata><organizations default="o"><organization identifier="o"><title>{title}</title><item identifier="i" identifierref="r"><title>Part</title></item></organization></organizations><resources><resource identifier="r" type="webcontent" adlcp:scormType="sco" href="index.html"/></resources></manifest>"""
            : $"""<manifest identifier="m" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"><metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata><organizations default="o"><organization identifier="o"><title>{title}</title><item identifier="i" identifierref="r"><title>Part</title></item></organization></organizations><resources><resource identifier="r" type="webcontent" adlcp:scormtype="sco" href="index.html"/></resources></manifest>""");

        return file;

        void Add(string name, string text)
        {
            using var writer = new StreamWriter(zip.CreateEntry(name).Open());
            writer.Write(text);
        }
    }
}
