using System.Xml;

namespace Lectern.QuestionFiles;

/// <summary>The outermost element of a text that may be XML.</summary>
internal static class XmlRoot
{
    /// <summary>Its name without a prefix; null when the text doesn't begin as XML.</summary>
    internal static string? Of(string text)
    {
        using var source = new StringReader(text);
        while (char.IsWhiteSpace((char)source.Peek())) source.Read();
        if (source.Peek() != '<') return null;
        using var xml = XmlReader.Create(source, new() { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, MaxCharactersFromEntities = 1024 });
        try { return xml.MoveToContent() == XmlNodeType.Element ? xml.LocalName : null; }
        catch (XmlException) { return null; }
    }
}
