using System.Buffers;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Lectern.Web;

/// <summary>Text with marks that anybody may have written, as the tree that a browser makes of it.</summary>
/// <remarks>
/// For many a start tag the standard's parser goes up through all elements that are open (WHATWG HTML, 13.2.4.2 "has an element in scope"), so that
/// elements inside each other without end cost the square of their number: 40,000 took most of a minute. No person writes so; tags beyond
/// <see cref="DeepestTag"/> are left out before, and their words stay.
/// </remarks>
public static class HtmlTree
{
    /// <summary>Elements open at once as the tags are counted; somewhat more than the tree is deep, since few tags that need no end are known here.</summary>
    public const int DeepestTag = 512;

    private static readonly HtmlParser Parser = new();

    // They hold nothing, or the next of their kind ends them; both only where neither formulas nor drawings are open (13.2.6.5).
    private static readonly HashSet<string> Endless = new(StringComparer.OrdinalIgnoreCase)
    {
        "br", "img", "hr", "wbr", "input", "col", "source", "area", "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot",
    };

    private static readonly SearchValues<char> AfterName = SearchValues.Create(" \t\n\r\f/>");
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> IsEndless = Endless.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The body of a page with this text in it, alone.</summary>
    public static IElement Body(string html)
    {
        var body = Parser.ParseDocument("").Body!;
        body.Append([.. Parser.ParseFragment(Shallow(html), body)]);
        return body;
    }

    /// <summary>The text without the tags that lie too deep; as it is when none does.</summary>
    internal static string Shallow(string html)
    {
        var tags = 0;
        for (var at = html.IndexOf('<', StringComparison.Ordinal); at >= 0 && tags <= DeepestTag; at = html.IndexOf('<', at + 1)) tags++;
        return tags <= DeepestTag ? html : WithoutDeepTags(html);
    }

    private static string WithoutDeepTags(string html)
    {
        var kept = new StringBuilder(html.Length);
        var counts = new Dictionary<string, Count>(StringComparer.OrdinalIgnoreCase);
        var byName = counts.GetAlternateLookup<ReadOnlySpan<char>>();
        int open = 0, from = 0;
        for (var at = html.IndexOf('<', StringComparison.Ordinal); at >= 0; at = html.IndexOf('<', at + 1))
        {
            var isEnd = at + 1 < html.Length && html[at + 1] == '/';
            var name = Name(html.AsSpan(at + (isEnd ? 2 : 1)));
            if (name.IsEmpty) continue;
            if (!byName.TryGetValue(name, out var count)) byName[name] = count = new();
            if (isEnd)
            {
                // The first to end are those inside, which are the ones left out.
                if (count.LeftOut > 0)
                {
                    count.LeftOut--;
                    LeaveOut(at);
                }
                else if (count.Open > 0)
                {
                    count.Open--;
                    open--;
                }
            }
            else if (IsEndless.Contains(name) && !IsOpen("svg") && !IsOpen("math"))
            {
                continue;
            }
            else if (open < DeepestTag)
            {
                count.Open++;
                open++;
            }
            else
            {
                count.LeftOut++;
                LeaveOut(at);
            }
        }

        return from == 0 ? html : kept.Append(html, from, html.Length - from).ToString();

        bool IsOpen(string name) => counts.TryGetValue(name, out var count) && count.Open > 0;

        void LeaveOut(int at)
        {
            if (at < from) return;   // inside a tag that is left out
            kept.Append(html, from, at - from).Append(' ');   // what stood apart makes no new tag together
            var end = html.IndexOf('>', at);
            from = end < 0 ? html.Length : end + 1;
        }
    }

    private static ReadOnlySpan<char> Name(ReadOnlySpan<char> tag)
    {
        if (tag.IsEmpty || !char.IsAsciiLetter(tag[0])) return [];
        var end = tag.IndexOfAny(AfterName);
        return end < 0 ? tag : tag[..end];
    }

    private sealed class Count
    {
        public int Open;
        public int LeftOut;
    }
}
