using System.Collections.Frozen;
using System.Text;
using AngleSharp.Dom;

namespace Lectern.Web;

/// <summary>
/// Formulas: the presentational elements of MathML that browsers draw by themselves (W3C, "MathML Core"; semantics and its
/// annotation of MathML 3, 5.1). What could act or load is not among them: no links, no actions, no styles, no HTML inside.
/// </summary>
internal static class MathMl
{
    private const int Depth = 60;

    private static readonly FrozenSet<string> Kept = FrozenSet.ToFrozenSet(
    [
        "math", "semantics", "mrow", "mi", "mn", "mo", "ms", "mtext", "mspace", "msup", "msub", "msubsup", "mfrac", "msqrt", "mroot", "mover", "munder",
        "munderover", "mmultiscripts", "mprescripts", "mtable", "mtr", "mtd", "mstyle", "mpadded", "mphantom", "menclose", "merror",
    ]);

    private static readonly FrozenSet<string> Attributes = FrozenSet.ToFrozenSet(
    [
        "display", "displaystyle", "scriptlevel", "mathvariant", "stretchy", "fence", "separator", "form", "lspace", "rspace", "minsize", "maxsize", "symmetric",
        "largeop", "movablelimits", "accent", "accentunder", "linethickness", "width", "height", "depth", "voffset", "columnalign", "rowalign", "columnspacing",
        "rowspacing", "columnlines", "rowlines", "columnspan", "rowspan", "notation",
    ]);

    internal static void Write(IElement math, StringBuilder html, Action<string, bool> escape) => Node(math, html, escape, 0);

    private static void Node(INode node, StringBuilder html, Action<string, bool> escape, int depth)
    {
        if (node is IText text) escape(text.Data, false);
        if (node is not IElement element || depth > Depth || element.NamespaceUri != NamespaceNames.MathMlUri) return;
        var name = element.LocalName;
        if (name == "annotation")
        {
            // The source that it was written in, so that it can be changed again.
            if (element.GetAttribute("encoding") != "application/x-tex") return;
            html.Append("<annotation encoding=\"application/x-tex\">");
            escape(element.TextContent, false);
            html.Append("</annotation>");
            return;
        }

        if (!Kept.Contains(name)) return;
        html.Append('<').Append(name);
        foreach (var attribute in element.Attributes.Where(a => Attributes.Contains(a.LocalName) && IsPlain(a.Value)).OrderBy(a => a.LocalName, StringComparer.Ordinal))
            html.Append(' ').Append(attribute.LocalName).Append("=\"").Append(attribute.Value).Append('"');
        html.Append('>');
        foreach (var child in element.ChildNodes) Node(child, html, escape, depth + 1);
        html.Append("</").Append(name).Append('>');
    }

    // Keywords, numbers and lengths.
    private static bool IsPlain(string value) => value.Length is > 0 and <= 60 && value.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '.' or '+' or '-' or '%');
}
