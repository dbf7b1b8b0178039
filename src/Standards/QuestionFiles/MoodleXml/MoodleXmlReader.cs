using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace Lectern.QuestionFiles.MoodleXml;

/// <summary>Reads an untrusted Moodle XML file a question at a time: no document type, no entities, nothing fetched. Where the XML is broken it goes on at the next question.</summary>
internal sealed partial class MoodleXmlReader(Reading reading)
{
    /// <summary>Breaks in the XML after which the rest of the file is given up.</summary>
    private const int MostBreaks = 50;
    /// <summary>Elements inside elements; exports have six.</summary>
    private const int Deepest = 200;
    private const string Opening = "<quiz>";

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true,
        MaxCharactersInDocument = TextDocument.Largest, MaxCharactersFromEntities = 1024,
    };

    // Reading goes on in the middle of the file after a break: what the parser sees then begins here.
    private int _base;
    private string _prefix = "";

    internal QuestionFile Read()
    {
        // Control characters are no XML, but Moodle's exports hold those that authors pasted.
        var text = Control().Replace(reading.Document.Text, " ");
        _base = text.Length - text.AsSpan().TrimStart().Length;
        for (var breaks = 1; ReadFrom(text) is { } broken; breaks++)
        {
            if (breaks == MostBreaks)
            {
                reading.Refuse(broken, "xml-broken-often", "The XML is broken in too many places. The rest of the file was not read.");
                break;
            }
            if (NextQuestion().Match(text, broken) is not { Success: true } next) break;
            (_base, _prefix) = (next.Index, Opening);
        }
        return reading.Finish();
    }

    /// <summary>Reads on from the base; answers where to look for the next question when the XML breaks, null at the end.</summary>
    private int? ReadFrom(string text)
    {
        using var source = new StringReader(_prefix + text[_base..(TooDeep(text) ?? text.Length)]);
        using var xml = XmlReader.Create(source, Settings);
        var start = _base;
        try
        {
            if (xml.MoveToContent() != XmlNodeType.Element || xml.LocalName != "quiz")
            {
                reading.Refuse(_base, "not-moodle-xml", "This is XML, but not Moodle's: its outermost element is not “quiz”.");
                return null;
            }
            if (xml.IsEmptyElement) return null;
            xml.Read();
            while (xml.NodeType is not XmlNodeType.EndElement and not XmlNodeType.None && !reading.IsFull())
            {
                if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "question")
                {
                    start = Offset((IXmlLineInfo)xml);
                    XElement element;
                    using (var subtree = xml.ReadSubtree()) element = XElement.Load(subtree, LoadOptions.SetLineInfo);
                    ReadQuestion(element);
                }
                else if (xml.NodeType == XmlNodeType.Element)
                {
                    reading.Question = null;
                    reading.Lose(Offset((IXmlLineInfo)xml), "element-unknown", "The element “{0}” is no question, and was left out.", xml.LocalName);
                    xml.Skip();
                    continue;
                }
                xml.Read();
            }
            return null;
        }
        catch (XmlException mistake) when (mistake.Message.Contains("DTD", StringComparison.Ordinal))
        {
            reading.Refuse(_base, "xml-doctype", "The file contains a document type declaration (DOCTYPE). It can hide harmful content and no export of Moodle has one, so the file was refused.");
            return null;
        }
        catch (XmlException mistake)
        {
            reading.Question = null;
            reading.Refuse(Offset(mistake.LineNumber, mistake.LinePosition), "xml-broken", "The XML breaks off or contradicts itself here. The question around it was left out.");
            return start;
        }
    }

    /// <summary>
    /// Where elements first lie deeper in each other than any export's; null when they don't. The file breaks off there for whoever
    /// reads it: each element of a tree is added by going up to its root, and 100,000 inside each other would take half a minute.
    /// </summary>
    private int? TooDeep(string text)
    {
        using var source = new StringReader(_prefix + text[_base..]);
        using var xml = XmlReader.Create(source, Settings);
        try
        {
            while (xml.Read())
                if (xml.Depth > Deepest) return Offset((IXmlLineInfo)xml);
        }
        catch (XmlException)
        {
            // Told by whoever reads it.
        }

        return null;
    }

    private void ReadQuestion(XElement element)
    {
        reading.Question = null;
        var type = element.Attribute("type")?.Value.Trim() ?? "";
        reading.Meet(Naming.Clean(type));
        XmlQuestion question = new(reading, element, part => Offset((IXmlLineInfo)part));
        if (type == "category") ReadCategory(question);
        else if (MoodleXmlFormat.Kinds.FirstOrDefault(kind => kind.Names.Contains(type)) is { } kind)
        {
            if (kind.ReadWhole(question, type) is { } whole) reading.Add(whole);
        }
        else
        {
            reading.Question = Naming.Clean(question.Plain(question.Child("name"))) is { Length: > 0 } name ? name : null;
            if (type == "random") reading.Refuse(question.Offset, "random", "This is no question but the draw of one from a category. Set the draw up in the quiz.");
            else reading.Refuse(question.Offset, "kind-unknown", "The kind of question “{0}” is none of Moodle's own but comes from a plugin, and can't be taken in.", type);
        }
    }

    private void ReadCategory(XmlQuestion question)
    {
        if (question.Plain(question.Child("category")) is not { Length: > 0 } path)
        {
            reading.Refuse(question.Offset, "category-empty", "A category without a name.");
            return;
        }
        reading.Enter(new(path)
        {
            Description = question.Formatted(question.Child("info"), TextFormat.Moodle),
            IdNumber = question.Text("idnumber") is { Length: > 0 } id ? id : null,
        });
    }

    private int Offset(IXmlLineInfo place) => Offset(place.LineNumber, place.LinePosition);

    // The parser counts from the base; on its first line the prefix is before it.
    private int Offset(int line, int column)
    {
        var (baseLine, baseColumn) = reading.Document.Place(_base);
        return line <= 1 ? reading.Document.Offset(baseLine, baseColumn + Math.Max(0, column - 1 - _prefix.Length)) : reading.Document.Offset(baseLine + line - 1, column);
    }

    [GeneratedRegex(@"[\x00-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]")]
    private static partial Regex Control();

    [GeneratedRegex(@"<question[\s>]")]
    private static partial Regex NextQuestion();
}
