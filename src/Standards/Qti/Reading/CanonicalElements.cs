using System.Xml.Linq;

namespace Lectern.Qti.Reading;

/// <summary>How the readers look at an element in canonical form.</summary>
internal static class CanonicalElements
{
    /// <summary>Whether it is a rubric block that candidates don't see (QTI 2.1 information model 6.4, "view"); one that asks something is none.</summary>
    internal static bool IsForOthers(XElement element) => element.Is("rubricBlock") && element.Text("view") is not null && !element.Words("view").Contains("candidate") && !element.Descendants().Any(InteractionReader.IsInteraction);

    extension(XElement element)
    {
        internal string Local => element.Name.LocalName;

        internal bool Is(string name) => element.Name.Namespace == XNamespace.None && element.Name.LocalName == name;

        internal XElement? Child(string name) => element.Elements(name).FirstOrDefault();

        /// <summary>An attribute without surrounding white space; null when absent or empty.</summary>
        internal string? Text(string attribute) => ((string?)element.Attribute(attribute))?.Trim() is { Length: > 0 } text ? text : null;

        internal bool Flag(string attribute, bool otherwise = false) => element.Text(attribute) switch { "true" or "1" => true, "false" or "0" => false, _ => otherwise };

        internal double? Number(string attribute) => Lexical.Float(element.Text(attribute));

        internal int Whole(string attribute, int otherwise) => Lexical.Integer(element.Text(attribute)) is { } whole and >= int.MinValue and <= int.MaxValue ? (int)whole : otherwise;

        /// <summary>An attribute that is a list of words.</summary>
        internal IReadOnlyList<string> Words(string attribute) => element.Text(attribute)?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) ?? [];
    }
}
