using System.Text;
using AngleSharp.Dom;
using Lectern.Kernel;

namespace Lectern.Web;

/// <summary>
/// Text with headings, lists, tables, links and pictures, written by people in an editor or pasted from anywhere.
/// It is parsed as a browser would parse it, and what is known to be harmless is written anew; nothing is copied.
/// </summary>
/// <remarks>Cases: OWASP's "XSS Filter Evasion Cheat Sheet"; see the tests.</remarks>
public static class RichText
{
    /// <summary>Characters of HTML that one text may have; a book chapter has a fifth of it.</summary>
    public const int Limit = 512 * 1024;

    // Rewriting may join what the parser then reads differently; a second reading must find nothing to change.
    private const int RoundsAtMost = 5;

    /// <summary>The harmless form of what a form field holds, or a refusal when it is too long.</summary>
    public static Outcome<string> Read(string? html, RichTextRules? rules = null) => html switch
    {
        null => "",
        { Length: > Limit } => new Refusal("text-too-long", "The text is too long. Split it into several pages."),
        _ when !HasMarkup(html) => string.Concat(Paragraphs(html).Select(RichTextWriter.Paragraph)),
        _ => Sanitise(html, rules),
    };

    /// <summary>Keeps what the rules allow. Sanitising again changes nothing.</summary>
    public static string Sanitise(string html, RichTextRules? rules = null)
    {
        rules ??= RichTextRules.Default;
        var before = html;
        for (var round = 0; round < RoundsAtMost; round++)
        {
            var after = RichTextWriter.Write(Parse(before), rules);
            if (after == before) return after;
            before = after;
        }

        // Markup that never settles is an attack on parsers: only its words stay.
        return RichTextWriter.Paragraph(PlainText(before));
    }

    /// <summary>The words alone, with a blank between blocks: for excerpts, search and counting.</summary>
    public static string PlainText(string html) => string.Join(' ', Words(Parse(html)));

    /// <summary>The words with formulas by their source and pictures by what they show: for lists and places where neither can be drawn.</summary>
    public static string InWords(string html) => string.Join(' ', Words(Parse(html), inWords: true));

    /// <summary>How much there is to read: words, and the paragraphs, tables and pictures that follow each other (the elements at the top).</summary>
    public static (int Words, int Blocks) Measure(string html)
    {
        var nodes = Parse(html);
        return (Words(nodes).Length, nodes.OfType<IElement>().Count());
    }

    /// <summary>Whether there is nothing to see: no words, pictures, formulas or videos.</summary>
    public static bool IsEmpty(string html) => PlainText(html).Length == 0 && !Seen.Any(html.Contains);

    private static readonly string[] Seen = ["<img", "<math", "<iframe"];

    // Whoever writes without the editor, because scripts are off, writes words: "x < 5" is not a tag.
    private static bool HasMarkup(string text)
    {
        for (var at = text.IndexOf('<', StringComparison.Ordinal); at >= 0 && at + 1 < text.Length; at = text.IndexOf('<', at + 1))
            if (char.IsAsciiLetter(text[at + 1]) || text[at + 1] is '/' or '!' or '?') return true;
        return text.Contains('&', StringComparison.Ordinal) && text.Contains(';', StringComparison.Ordinal);
    }

    private static string[] Paragraphs(string text) =>
        text.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static INodeList Parse(string html) => HtmlTree.Body(html).ChildNodes;

    private static string[] Words(INodeList nodes, bool inWords = false)
    {
        var text = new StringBuilder();
        foreach (var node in nodes) Collect(node, text, 0, inWords);
        return text.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
    }

    private static void Collect(INode node, StringBuilder text, int depth, bool inWords)
    {
        if (node is IText words) text.Append(words.Data);
        if (node is not IElement element) return;
        if (inWords && element.LocalName == "math") text.Append(element.QuerySelector("annotation")?.TextContent ?? element.TextContent);
        if (inWords && element.LocalName == "img") text.Append(' ').Append(element.GetAttribute("alt")).Append(' ');
        if (RichTextRules.IsDropped(element.LocalName) || depth > RichTextRules.Depth) return;
        var isBlock = RichTextRules.IsBlock(element.LocalName);
        if (isBlock) text.Append(' ');
        foreach (var child in element.ChildNodes) Collect(child, text, depth + 1, inWords);
        if (isBlock) text.Append(' ');
    }
}
