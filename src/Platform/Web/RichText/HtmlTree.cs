using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Lectern.Web;

/// <summary>Text with marks that anybody may have written, as the tree that a browser makes of it, at a cost that its length tells.</summary>
/// <remarks>
/// The standard's parser goes up through all elements that are open for many a tag (WHATWG HTML, 13.2.4.2 "has an element in scope"), and opens the
/// formatting that a paragraph left open anew in each that follows (13.2.4.3 "reconstruct the active formatting elements"): 40,000 elements inside
/// each other took most of a minute, 30 open ones before 250,000 paragraphs half a minute. What nests in truth only the parser knows (implied ends,
/// raw text, comments, drawings), so it is watched at its work and stopped; what nobody writes by hand is then read again without its tags.
/// </remarks>
public static class HtmlTree
{
    /// <summary>Elements inside each other.</summary>
    public const int Deepest = 200;
    /// <summary>Formatting elements (WHATWG HTML, 13.2.4.3) inside each other.</summary>
    public const int MostFormatting = 32;

    private static readonly IBrowsingContext Context = BrowsingContext.New();

    /// <summary>The body of a page with this text in it, alone.</summary>
    public static IElement Body(string html) => Read(html).Body;

    /// <summary>The body of a page with this text in it, alone; and whether all its tags are. Of a text that nests without end, or multiplies, the words stay.</summary>
    public static (IElement Body, bool IsWhole) Read(string html)
    {
        if (Parse(html) is { } whole) return (whole, true);
        // Tags bring others with them, as cells do rows: half as many leave room for those. Without any there is nothing that could nest.
        return (Parse(HtmlTags.Without(html, Deepest / 2, MostFormatting / 4)) ?? Parse(HtmlTags.Without(html, 0, 0))!, false);
    }

    /// <summary>Null when it isn't worth its cost.</summary>
    private static IElement? Parse(string html)
    {
        var watch = new Watch();
        var parser = new HtmlParser(new HtmlParserOptions { OnCreated = (element, _) => watch.See(element) }, Context);
        var body = parser.ParseDocument("").Body!;
        try
        {
            body.Append([.. parser.ParseFragment(html, body)]);
            return body;
        }
        catch (TooCostlyException)   // the parser has no other way to be stopped
        {
            return null;
        }
    }

    /// <summary>Looks at what the parser has made so far whenever it makes an element of a tag.</summary>
    private sealed class Watch
    {
        private const int FirstCount = 1000;
        /// <summary>The tree is counted whenever this share of it is new, which costs a fraction of parsing it.</summary>
        private const int Shares = 32;
        /// <summary>Elements that no tag asked for: formatting opened anew where it was left open. Beyond, a quarter of the others.</summary>
        private const int MostAnew = 4000;

        private IElement? _last;
        private int _created;
        private int _nextCount = FirstCount;

        internal void See(IElement element)
        {
            _created++;
            if (_last is not null) Measure(_last);   // only now it has its place
            _last = element;
        }

        private void Measure(IElement element)
        {
            var (depth, formatting) = (0, 0);
            var top = element;
            for (var at = element; at is not null; top = at, at = at.ParentElement)
            {
                depth++;
                if (HtmlTags.IsFormatting(at.LocalName)) formatting++;
            }

            if (depth > Deepest || formatting > MostFormatting) throw new TooCostlyException();
            if (_created < _nextCount) return;
            _nextCount += 1 + (_created / Shares);
            if (Count(top) > _created + (_created / 4) + MostAnew) throw new TooCostlyException();
        }

        private static int Count(INode root)
        {
            var count = 0;
            var rest = new Stack<INode>([root]);   // what is next to an element is found by going through all that are
            while (rest.TryPop(out var at))
            {
                count++;
                foreach (var child in at.ChildNodes) if (child is IElement) rest.Push(child);
            }

            return count;
        }
    }

    private sealed class TooCostlyException : Exception;
}
