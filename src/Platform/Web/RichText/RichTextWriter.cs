using System.Globalization;
using System.Text;
using AngleSharp.Dom;

namespace Lectern.Web;

/// <summary>Writes the allowed part of a parsed text as new HTML.</summary>
internal sealed class RichTextWriter(RichTextRules rules)
{
    private readonly StringBuilder _html = new();

    internal static string Write(INodeList nodes, RichTextRules rules)
    {
        var writer = new RichTextWriter(rules);
        foreach (var node in nodes) writer.Node(node, 0);
        return writer._html.ToString().Trim();
    }

    internal static string Paragraph(string words)
    {
        var writer = new RichTextWriter(RichTextRules.Default);
        writer._html.Append("<p>");
        writer.Escape(words, isAttribute: false);
        return writer._html.Append("</p>").ToString();
    }

    private void Node(INode node, int depth)
    {
        if (node is IText text) Escape(text.Data, isAttribute: false);
        if (node is not IElement element) return;
        if (rules.Formulas && element.NamespaceUri == NamespaceNames.MathMlUri && element.LocalName == "math") MathMl.Write(element, _html, Escape);
        if (rules.Videos is not null && element.LocalName == "iframe") Video(element);
        if (RichTextRules.IsDropped(element.LocalName)) return;
        // SVG and MathML read names differently; nothing of theirs is known to be harmless.
        if (element.NamespaceUri != NamespaceNames.HtmlUri) return;
        var name = depth >= RichTextRules.Depth ? null : rules.ClassOf(element.LocalName, element.GetAttribute("class")) is null ? RichTextRules.Name(element.LocalName) : element.LocalName;
        if (depth >= 4 * RichTextRules.Depth) return;
        if (name is not null && !rules.Has(name))
        {
            name = null;
            if (RichTextRules.IsBlock(element.LocalName) && _html.Length > 0 && _html[^1] != ' ') _html.Append(' ');
        }

        if (name is null) Children(element, depth);
        else if (name == "img") Image(element);
        else Element(element, name, depth);
    }

    private void Element(IElement element, string name, int depth)
    {
        _html.Append('<').Append(name);
        Common(element);
        switch (name)
        {
            case "a" when RichTextRules.Link(element.GetAttribute("href")) is var (address, isOurs):
                Attribute("href", address);
                if (!isOurs) Attribute("rel", "noopener noreferrer");
                break;
            case "ol" when Number(element, "start", -10_000, 10_000) is { } start && start != 1:
                Attribute("start", Text(start));
                break;
            case "th" or "td":
                if (Number(element, "colspan", 2, 100) is { } columns) Attribute("colspan", Text(columns));
                if (Number(element, "rowspan", 2, 1000) is { } rows) Attribute("rowspan", Text(rows));
                if (name == "th" && element.GetAttribute("scope") is "col" or "row" or "colgroup" or "rowgroup") Attribute("scope", element.GetAttribute("scope")!);
                break;
            case "abbr" or "dfn" when element.GetAttribute("title") is { Length: > 0 and <= 300 } title:
                Attribute("title", title);
                break;
            case "div" or "details" when rules.ClassOf(name, element.GetAttribute("class")) is { } kind:
                Attribute("class", kind);
                break;
            case "code" when Language(element.GetAttribute("class")) is { } language:
                Attribute("class", language);
                break;
        }

        _html.Append('>');
        if (name is "br" or "hr") return;
        // The parser swallows the first line end in pre (HTML, section 13.2.6.4.7); an added one keeps the text as it is.
        if (name == "pre" && element.FirstChild is IText { Data: ['\n', ..] }) _html.Append('\n');
        Children(element, depth + 1);
        _html.Append("</").Append(name).Append('>');
    }

    private void Image(IElement element)
    {
        if (rules.Image(element.GetAttribute("src")) is not { } source) return;
        _html.Append("<img");
        Attribute("src", source);
        Attribute("alt", element.GetAttribute("alt") ?? "");
        if (Number(element, "width", 1, 10_000) is { } width) Attribute("width", Text(width));
        if (Number(element, "height", 1, 10_000) is { } height) Attribute("height", Text(height));
        Attribute("loading", "lazy");
        if (source[0] != '/') Attribute("referrerpolicy", "no-referrer");
        _html.Append('>');
    }

    // The site's player in a frame that can do no more than play (HTML, section 4.8.5, "sandbox").
    private void Video(IElement element)
    {
        if (element.GetAttribute("src") is not { Length: <= 500 } source || rules.Videos!(source) is not { } address) return;
        _html.Append("<iframe");
        Attribute("src", address);
        Attribute("title", element.GetAttribute("title") is { Length: > 0 and <= 200 } title ? title : "Video");
        _html.Append(" loading=\"lazy\" sandbox=\"allow-scripts allow-same-origin allow-presentation allow-popups\" allow=\"fullscreen; picture-in-picture\" referrerpolicy=\"strict-origin-when-cross-origin\"></iframe>");
    }

    private void Children(IElement element, int depth)
    {
        foreach (var child in element.ChildNodes) Node(child, depth + (RichTextRules.Name(element.LocalName) is null ? 1 : 0));
    }

    // The language and direction of a passage, so that screen readers and bidirectional text work.
    private void Common(IElement element)
    {
        if (element.GetAttribute("dir") is "ltr" or "rtl" or "auto") Attribute("dir", element.GetAttribute("dir")!);
        if (element.GetAttribute("lang") is { Length: >= 2 and <= 35 } language && language.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')) Attribute("lang", language);
    }

    private void Attribute(string name, string value)
    {
        _html.Append(' ').Append(name).Append("=\"");
        Escape(value, isAttribute: true);
        _html.Append('"');
    }

    private void Escape(string text, bool isAttribute)
    {
        foreach (var c in text)
        {
            switch (c)
            {
                case '&': _html.Append("&amp;"); break;
                case '<': _html.Append("&lt;"); break;
                case '>': _html.Append("&gt;"); break;
                case '"' when isAttribute: _html.Append("&quot;"); break;
                case '\0' or '\uFFFD': break;
                // Neither XML nor people have a use for them; some parsers are confused by them.
                case < ' ' when c is not ('\n' or '\t'): break;
                default: _html.Append(c); break;
            }
        }
    }

    private static int? Number(IElement element, string attribute, int least, int most) =>
        int.TryParse(element.GetAttribute(attribute), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : null;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string? Language(string? classes) => classes?.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .FirstOrDefault(c => c.Length <= 40 && c.StartsWith("language-", StringComparison.Ordinal) && c.All(d => char.IsAsciiLetterOrDigit(d) || d is '-' or '+' or '#'));
}
