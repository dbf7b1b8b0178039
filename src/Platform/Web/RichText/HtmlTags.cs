using System.Buffers;
using System.Collections.Frozen;
using System.Text;

namespace Lectern.Web;

/// <summary>The tags of a text that nests deeper than people write, left out before it is parsed; its words, comments and all else stay.</summary>
internal static class HtmlTags
{
    // WHATWG HTML, 13.2.4.3 "the list of active formatting elements".
    private static readonly FrozenSet<string> Formatting = FrozenSet.ToFrozenSet(["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"], StringComparer.OrdinalIgnoreCase);

    // 13.1.2 "void elements": nothing is ever inside.
    private static readonly FrozenSet<string> Empty = FrozenSet.ToFrozenSet(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"], StringComparer.OrdinalIgnoreCase);

    // 13.1.2 "raw text elements" and their like: what is inside is no markup.
    private static readonly FrozenSet<string> Raw = FrozenSet.ToFrozenSet(["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"], StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> InFormatting = Formatting.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> InEmpty = Empty.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> InRaw = Raw.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly SearchValues<char> AfterName = SearchValues.Create(" \t\n\r\f/>");

    internal static bool IsFormatting(string name) => Formatting.Contains(name);

    /// <summary>The text without the tags that are open beyond so many, and without those of formatting beyond so many; all without any where none may be open.</summary>
    internal static string Without(string html, int deepest, int mostFormatting)
    {
        var kept = new StringBuilder(html.Length);
        var counts = new Dictionary<string, Count>(StringComparer.OrdinalIgnoreCase);
        var byName = counts.GetAlternateLookup<ReadOnlySpan<char>>();
        int open = 0, formatting = 0, from = 0;
        for (var at = html.IndexOf('<', StringComparison.Ordinal); at >= 0; at = Next(html, at))
        {
            var end = End(html, at, out var isEndTag);
            var name = Name(html.AsSpan(at, end - at), isEndTag);
            if (name.IsEmpty)
            {
                at = end - 1;
                continue;
            }

            if (!byName.TryGetValue(name, out var count)) byName[name] = count = new();
            var isFormatting = InFormatting.Contains(name);
            if (isEndTag)
            {
                // The first to end are those inside, which are the ones left out.
                if (count.LeftOut > 0)
                {
                    count.LeftOut--;
                    LeaveOut(at, end);
                }
                else if (count.Open > 0)
                {
                    count.Open--;
                    open--;
                    if (isFormatting) formatting--;
                }
                else
                {
                    LeaveOut(at, end);   // it ends nothing; some make an element all the same
                }
            }
            else if (InRaw.Contains(name))
            {
                end = EndOfRaw(html, end, name);
                if (open >= deepest) LeaveOut(at, end);
            }
            else if (open >= deepest || (isFormatting && formatting >= mostFormatting))
            {
                if (!InEmpty.Contains(name)) count.LeftOut++;
                LeaveOut(at, end);
            }
            else if (!InEmpty.Contains(name))
            {
                count.Open++;
                open++;
                if (isFormatting) formatting++;
            }

            at = end - 1;
        }

        return kept.Append(html, from, html.Length - from).ToString();

        void LeaveOut(int at, int end)
        {
            kept.Append(html, from, at - from).Append(' ');   // what stood apart makes no new tag together
            from = end;
        }
    }

    private static int Next(string html, int at) => at + 1 < html.Length ? html.IndexOf('<', at + 1) : -1;

    /// <summary>Where a tag or a comment that begins here ends (13.2.5.6 "tag open state" and on), just behind it; behind the mark itself where it is only one.</summary>
    private static int End(string html, int at, out bool isEndTag)
    {
        var next = at + 1 < html.Length ? html[at + 1] : ' ';
        isEndTag = next == '/';
        if (next is '!' or '?') return html.AsSpan(at).StartsWith("<!--", StringComparison.Ordinal) ? EndOfComment(html, at + 4) : Behind(html, '>', at);
        if (isEndTag && at + 2 < html.Length && html[at + 2] == '>') return at + 3;
        if (!char.IsAsciiLetter(isEndTag && at + 2 < html.Length ? html[at + 2] : next)) return isEndTag && at + 2 < html.Length ? Behind(html, '>', at) : at + 1;
        // Only behind an equals sign quotes hold marks together.
        for (var on = at + 1; on < html.Length; on++)
        {
            if (html[on] == '>') return on + 1;
            if (html[on] is not ('"' or '\'') || html.AsSpan(at, on - at).TrimEnd(" \t\n\r\f") is not [.., '=']) continue;
            on = html.IndexOf(html[on], on + 1);
            if (on < 0) return html.Length;
        }

        return html.Length;
    }

    private static int EndOfComment(string html, int from)
    {
        if (html.AsSpan(from).StartsWith(">", StringComparison.Ordinal)) return from + 1;
        if (html.AsSpan(from).StartsWith("->", StringComparison.Ordinal)) return from + 2;
        for (var at = html.IndexOf("--", from, StringComparison.Ordinal); at >= 0; at = html.IndexOf("--", at + 1, StringComparison.Ordinal))
        {
            if (html.AsSpan(at + 2).StartsWith(">", StringComparison.Ordinal)) return at + 3;
            if (html.AsSpan(at + 2).StartsWith("!>", StringComparison.Ordinal)) return at + 4;
        }

        return html.Length;
    }

    private static int EndOfRaw(string html, int from, ReadOnlySpan<char> name)
    {
        for (var at = html.IndexOf("</", from, StringComparison.Ordinal); at >= 0; at = html.IndexOf("</", at + 2, StringComparison.Ordinal))
            if (Name(html.AsSpan(at), isEndTag: true).Equals(name, StringComparison.OrdinalIgnoreCase)) return Behind(html, '>', at);
        return html.Length;
    }

    private static int Behind(string html, char sign, int from) => html.IndexOf(sign, from) is >= 0 and var at ? at + 1 : html.Length;

    private static ReadOnlySpan<char> Name(ReadOnlySpan<char> tag, bool isEndTag)
    {
        var name = tag[Math.Min(isEndTag ? 2 : 1, tag.Length)..];
        if (name.IsEmpty || !char.IsAsciiLetter(name[0])) return [];
        var end = name.IndexOfAny(AfterName);
        return end < 0 ? name : name[..end];
    }

    private sealed class Count
    {
        public int Open;
        public int LeftOut;
    }
}
