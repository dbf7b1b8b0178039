using System.Text;

namespace Lectern.QuestionFiles.Gift;

/// <summary>The text of one question with its escapes taken in: an escaped control character is a mark that no control character is mistaken for, until the piece that it is in is read.</summary>
internal sealed class GiftText
{
    // Places of these in Controls are offsets from the first of the code points that Unicode keeps from being characters (U+FDD0…U+FDEF).
    private const string Controls = ":#={}~\n";
    private const char FirstMark = '\uFDD0';

    private readonly int[] _offsets;

    private GiftText(string marked, int[] offsets) => (Marked, _offsets) = (marked, offsets);

    private string Marked { get; }

    /// <summary>What its comment lines say, each from its // on.</summary>
    internal IReadOnlyList<(string Text, int Offset)> Comments { get; private init; } = [];

    internal Piece All => new(this, 0, Marked.Length);

    /// <summary>Reads a block of a file: lines that begin with // are comments, and \ before a control character makes it an ordinary one; \n is a line break; any other \ stands for itself (as in LaTeX).</summary>
    internal static GiftText Read(string text, int start, int end)
    {
        StringBuilder marked = new(end - start);
        List<int> offsets = new(end - start + 1);
        List<(string, int)> comments = [];
        for (var at = start; at < end;)
        {
            var lineEnd = text.IndexOf('\n', at, end - at) is var found and >= 0 ? found + 1 : end;
            var line = text.AsSpan(at, lineEnd - at).TrimStart();
            if (line.StartsWith("//")) comments.Add((line.TrimEnd().ToString(), lineEnd - line.Length));
            else ReadLine(text, at, lineEnd, marked, offsets);
            at = lineEnd;
        }
        offsets.Add(end);
        return new(marked.ToString(), [.. offsets]) { Comments = comments };
    }

    private static void ReadLine(string text, int start, int end, StringBuilder marked, List<int> offsets)
    {
        for (var at = start; at < end; at++)
        {
            offsets.Add(at);
            if (text[at] == '\\' && at + 1 < end && Escaped(text[at + 1]) is { } meant)
            {
                marked.Append(meant);
                at++;
            }
            else marked.Append(text[at] is >= FirstMark and <= '\uFDEF' ? '\uFFFD' : text[at]);
        }
    }

    private static char? Escaped(char next) => next switch
    {
        '\\' => '\\',
        'n' => Mark('\n'),
        ':' or '#' or '=' or '{' or '}' or '~' => Mark(next),
        _ => null,
    };

    private static char Mark(char control) => (char)(FirstMark + Controls.IndexOf(control, StringComparison.Ordinal));

    /// <summary>A part of the text.</summary>
    internal readonly struct Piece(GiftText text, int start, int length)
    {
        internal int Length => length;
        internal bool IsEmpty => length == 0;
        /// <summary>Where it is in the file.</summary>
        internal int Offset => text._offsets[start];
        internal char this[int index] => text.Marked[start + index];

        private ReadOnlySpan<char> Span => text.Marked.AsSpan(start, length);

        internal Piece From(int index) => new(text, start + index, length - index);
        internal Piece Until(int index) => new(text, start, index);
        internal int IndexOf(string wanted) => Span.IndexOf(wanted);
        internal int IndexOfAny(string wanted) => Span.IndexOfAny(wanted);
        internal int LastIndexOf(string wanted) => Span.LastIndexOf(wanted);
        internal bool Contains(string wanted) => IndexOf(wanted) >= 0;
        internal bool StartsWith(string wanted) => Span.StartsWith(wanted);
        internal bool EndsWith(string wanted) => Span.EndsWith(wanted);

        internal Piece Trim()
        {
            var span = Span;
            var (first, last) = (0, span.Length);
            while (first < last && char.IsWhiteSpace(span[first])) first++;
            while (last > first && char.IsWhiteSpace(span[last - 1])) last--;
            return new(text, start + first, last - first);
        }

        /// <summary>The pieces before, between and after the first <paramref name="most"/> - 1 of the separators.</summary>
        internal List<Piece> Split(char separator, int most = int.MaxValue)
        {
            List<Piece> pieces = [];
            var rest = this;
            while (pieces.Count < most - 1 && rest.Span.IndexOf(separator) is var at and >= 0)
            {
                pieces.Add(rest.Until(at));
                rest = rest.From(at + 1);
            }
            pieces.Add(rest);
            return pieces;
        }

        /// <summary>The pieces that each begin with one of the characters; what is before the first of them is a piece too when it isn't blank.</summary>
        internal List<Piece> SplitBefore(string separators)
        {
            List<Piece> pieces = [];
            var from = 0;
            for (var at = 0; at <= length; at++)
                if (at == length || separators.Contains(this[at], StringComparison.Ordinal))
                {
                    var piece = From(from).Until(at - from);
                    if (from > 0 || separators.Contains(length > 0 ? this[0] : ' ', StringComparison.Ordinal) ? piece.Length > 0 : !piece.Trim().IsEmpty) pieces.Add(piece);
                    from = at;
                }
            return pieces;
        }

        /// <summary>What is meant, escapes undone; not trimmed.</summary>
        internal string Read() => string.Create(length, this, static (read, piece) =>
        {
            piece.Span.CopyTo(read);
            for (var i = 0; i < read.Length; i++)
                if (read[i] - FirstMark is >= 0 and var mark && mark < Controls.Length) read[i] = Controls[mark];
        });

        public override string ToString() => Read();
    }
}
