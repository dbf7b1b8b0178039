using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Lectern.QuestionFiles.MoodleXml;

/// <summary>A question element and how its parts are read.</summary>
internal sealed partial class XmlQuestion(Reading reading, XElement element, Func<XElement, int> offsetOf)
{
    internal Reading Reading => reading;
    internal int Offset => offsetOf(element);
    /// <summary>The format of the question's text, which its other texts have too where they name none.</summary>
    internal TextFormat Usual { get; set; } = TextFormat.Html;

    internal XElement? Child(string name) => Children(name).FirstOrDefault();
    internal IEnumerable<XElement> Children(string name) => Children(element, name);
    internal static IEnumerable<XElement> Children(XElement? parent, string name) => parent?.Elements().Where(child => child.Name.LocalName == name) ?? [];
    internal static XElement? Child(XElement? parent, string name) => Children(parent, name).FirstOrDefault();
    internal int OffsetOf(XElement part) => offsetOf(part);
    internal IEnumerable<string> Names => element.Elements().Select(child => child.Name.LocalName);

    /// <summary>The trimmed text of a child; empty when there is none.</summary>
    internal string Text(string name) => Text(element, name);
    internal static string Text(XElement? parent, string name) => Child(parent, name)?.Value.Trim() ?? "";

    /// <summary>The text inside an element's text element, or its own where there is none (as in old files).</summary>
    internal string Plain(XElement? holder) => Normal((Child(holder, "text") is { } text ? text.Value : string.Concat(holder?.Nodes().OfType<XText>().Select(node => node.Value) ?? [])).Trim());

    /// <summary>"false", "0" and nothing are no; everything else is yes.</summary>
    internal bool Is(string name, bool usual) => Child(name) is { } child ? child.Value.Trim() is not ("" or "0" or "false") : usual;
    internal bool Has(string name) => Child(name) is not null;

    internal int Number(string name, int usual) => Number(element, name, usual);
    internal static int Number(XElement? parent, string name, int usual) =>
        decimal.TryParse(Text(parent, name), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= int.MinValue and <= int.MaxValue ? (int)number : usual;

    internal decimal Decimal(string name, decimal usual) =>
        decimal.TryParse(Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? Grades.Trimmed(number) : usual;

    internal Quantity Quantity(XElement? parent, string name, Quantity usual) => Text(parent, name) is { Length: > 0 } text ? QuestionFiles.Quantity.Parse(text, comma: true) ?? Unreadable(parent!, name, text, usual) : usual;

    /// <summary>A text with its format and files.</summary>
    internal FormattedText Formatted(XElement? holder, TextFormat usual)
    {
        if (holder is null) return new("", usual);
        var format = holder.Attribute("format")?.Value.Trim() switch
        {
            null => usual,
            "html" => TextFormat.Html,
            "moodle_auto_format" => TextFormat.Moodle,
            "plain_text" => TextFormat.Plain,
            "markdown" => TextFormat.Markdown,
            "wiki_like" => TextFormat.Wiki,
            var name => UnknownFormat(holder, name),
        };
        var text = new FormattedText(Plain(holder), format) { Files = Files(holder) };
        foreach (var address in Addresses(text.Text).Except(text.Files.Select(file => file.Address)))
            reading.Lose(offsetOf(holder), "file-missing", "The text shows the file “{0}”, which isn't in it.", address.TrimStart('/'));
        return text;
    }

    internal FormattedText Formatted(string name) => Formatted(Child(name), Usual);

    /// <summary>The files that belong to the question itself and to none of its texts.</summary>
    internal IReadOnlyList<EmbeddedFile> OwnFiles() => Files(element);

    internal IReadOnlyList<EmbeddedFile> Files(XElement holder)
    {
        List<EmbeddedFile> files = [];
        foreach (var part in Children(holder, "file"))
        {
            var path = part.Attribute("path")?.Value is { Length: > 0 } given ? $"/{given.Trim('/')}/".Replace("//", "/", StringComparison.Ordinal) : "/";
            if (ReadFile(part, part.Attribute("name")?.Value.Trim() ?? "", path, part.Value) is { } file && !files.Exists(other => other.Address == file.Address)) files.Add(file);
        }
        if (files.Count == 0) return [];
        return files;
    }

    /// <summary>Before Moodle 2 a question had one image, beside its text.</summary>
    internal FormattedText WithOldImage(FormattedText text)
    {
        var (name, content) = (Text("image"), Text("image_base64"));
        if (name.Length == 0) return text;
        name = name.Replace('/', '_');
        if (content.Length == 0)
        {
            reading.Lose(Offset, "file-missing", "The text shows the file “{0}”, which isn't in it.", name);
            return text;
        }
        return ReadFile(Child("image_base64")!, name, "/", content) is { } file
            ? text with { Text = $"""{text.Text} <img src="@@PLUGINFILE@@/{Uri.EscapeDataString(name)}" alt="">""".Trim(), Files = [.. text.Files, file] } : text;
    }

    /// <summary>The grade in an answer's attribute; null (and said) when it is none.</summary>
    internal decimal? Grade(XElement answer)
    {
        if (answer.Attribute("fraction")?.Value is { } written)
        {
            if (Grades.OfPercent(written) is { } percent) return reading.Grade(offsetOf(answer), percent);
            reading.Refuse(offsetOf(answer), "grade-out-of-range", "A grade is from -100% to 100%, not {0}%.", written);
            return null;
        }
        // Long ago it was an element, and a fraction of one.
        return decimal.TryParse(Text(answer, "fraction"), NumberStyles.Float, CultureInfo.InvariantCulture, out var fraction) ? reading.Grade(offsetOf(answer), Math.Clamp(fraction, -1, 1)) : 0;
    }

    internal FormattedText FeedbackOf(XElement answer) => Formatted(Child(answer, "feedback"), Usual);

    internal CombinedFeedback CombinedFeedback() => new(Formatted("correctfeedback"), Formatted("partiallycorrectfeedback"), Formatted("incorrectfeedback"),
        Child("shownumcorrect") is { } shown ? shown.Value.Trim() is not ("0" or "false") : Is("correctresponsesfeedback", false));

    internal IReadOnlyList<Hint> Hints() =>
    [
        .. Children("hint").Select(hint => Child(hint, "hintcontent") is { } old
            ? new Hint(Formatted(old, Usual), Number(hint, "statenumberofcorrectresponses", 0) != 0, Number(hint, "clearincorrectresponses", 0) != 0, Text(hint, "showfeedbacktoresponses"))
            : new Hint(Formatted(hint, Usual), Child(hint, "shownumcorrect") is not null, Child(hint, "clearwrong") is not null, Text(hint, "options"))),
    ];

    internal IReadOnlyList<string> Tags() =>
        [.. Children("tags").Concat(Children("coursetags")).SelectMany(tags => Children(tags, "tag")).Select(Plain).Where(tag => tag.Length > 0).Distinct(StringComparer.Ordinal)];

    private EmbeddedFile? ReadFile(XElement part, string name, string path, string content)
    {
        var written = content.AsSpan().Trim();
        var bytes = new byte[written.Length / 4 * 3 + 3];
        if (name.Length > 0 && part.Attribute("encoding")?.Value is null or "base64" && Convert.TryFromBase64Chars(written, bytes, out var length) && length > 0) return new(name, path, bytes.AsMemory(0, length));
        reading.Lose(offsetOf(part), "file-broken", "The file “{0}” is damaged, and was left out.", name);
        return null;
    }

    private Quantity Unreadable(XElement parent, string name, string text, Quantity usual)
    {
        reading.Lose(offsetOf(parent), "number-unreadable", "“{0}” in the element “{1}” is no number; {2} was taken.", Naming.Clean(text), name, usual.Written);
        return usual;
    }

    private TextFormat UnknownFormat(XElement holder, string name)
    {
        reading.Note(offsetOf(holder), "text-format-unknown", "The text format “{0}” isn't known; it was taken for HTML.", Naming.Clean(name));
        return TextFormat.Html;
    }

    private static IEnumerable<string> Addresses(string text) =>
        Address().Matches(text).Select(match => Uri.UnescapeDataString(WebUtility.HtmlDecode(match.Groups[1].Value))).Distinct(StringComparer.Ordinal);

    private static string Normal(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

    [GeneratedRegex("""@@PLUGINFILE@@(/[^"'\s<>?#]+)""")]
    private static partial Regex Address();
}
