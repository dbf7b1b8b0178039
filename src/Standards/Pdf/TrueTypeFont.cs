using System.Buffers.Binary;
using System.Text;

namespace Lectern.Pdf;

/// <summary>
/// A font with TrueType outlines (OpenType specification, learn.microsoft.com/typography/opentype/spec): which glyph shows a
/// character, how wide it is, and a smaller font with only the glyphs that a document uses. Lengths are in thousandths of an em.
/// </summary>
public sealed class TrueTypeFont
{
    private readonly byte[] _file;
    private readonly Dictionary<string, (int At, int Length)> _tables = [];
    private readonly Dictionary<char, int> _glyphs = [];
    private readonly int _unitsPerEm, _longMetrics, _longOffsets;

    public TrueTypeFont(string name, byte[] file)
    {
        Name = name;
        _file = file;
        for (var i = 0; i < U16(4); i++)
        {
            var entry = 12 + i * 16;
            _tables[Encoding.ASCII.GetString(file, entry, 4)] = ((int)U32(entry + 8), (int)U32(entry + 12));
        }

        if (!_tables.ContainsKey("glyf")) throw new InvalidDataException("Only fonts with TrueType outlines can be used.");
        var head = _tables["head"].At;
        _unitsPerEm = U16(head + 18);
        Box = (Em(I16(head + 36)), Em(I16(head + 38)), Em(I16(head + 40)), Em(I16(head + 42)));
        _longOffsets = U16(head + 50);
        var hhea = _tables["hhea"].At;
        (Ascent, Descent, _longMetrics) = (Em(I16(hhea + 4)), Em(I16(hhea + 6)), U16(hhea + 34));
        GlyphCount = U16(_tables["maxp"].At + 4);
        ReadCharacters();
    }

    public string Name { get; }
    public int GlyphCount { get; }
    public int Ascent { get; }
    public int Descent { get; }
    public (int Left, int Bottom, int Right, int Top) Box { get; }

    /// <summary>Whether the font has a glyph of its own for the character.</summary>
    public bool Has(char character) => _glyphs.ContainsKey(character);

    /// <summary>The glyph that shows the character; 0, the empty box, when there is none.</summary>
    public int GlyphOf(char character) => _glyphs.GetValueOrDefault(character);

    /// <summary>How far the pen moves on.</summary>
    public int WidthOf(int glyph) => Em(U16(_tables["hmtx"].At + Math.Min(glyph, _longMetrics - 1) * 4));

    public double Measure(string text, double size) => text.Sum(character => WidthOf(GlyphOf(character))) * size / 1000;

    /// <summary>The same font, every glyph under its old number, but with outlines for these glyphs and their parts only.</summary>
    public byte[] Subset(IEnumerable<int> used)
    {
        var kept = new SortedSet<int> { 0 };
        foreach (var glyph in used) Keep(glyph, kept);

        var outlines = new MemoryStream();
        var offsets = new byte[(GlyphCount + 1) * 4];
        for (var glyph = 0; glyph < GlyphCount; glyph++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(offsets.AsSpan(glyph * 4), (uint)outlines.Length);
            if (!kept.Contains(glyph)) continue;
            var (at, length) = Outline(glyph);
            outlines.Write(_file, at, length);
            while (outlines.Length % 4 != 0) outlines.WriteByte(0);
        }

        BinaryPrimitives.WriteUInt32BigEndian(offsets.AsSpan(GlyphCount * 4), (uint)outlines.Length);
        var tables = new SortedDictionary<string, byte[]>(StringComparer.Ordinal) { ["glyf"] = outlines.ToArray(), ["loca"] = offsets };
        foreach (var name in new[] { "cvt ", "fpgm", "head", "hhea", "hmtx", "maxp", "prep" })
            if (_tables.TryGetValue(name, out var table)) tables[name] = _file.AsSpan(table.At, table.Length).ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(tables["head"].AsSpan(50), 1);   // indexToLocFormat: four bytes an offset
        return Assemble(tables);
    }

    /// <summary>A composite glyph is made of others ("glyf", composite glyph description), which then have to stay too.</summary>
    private void Keep(int glyph, SortedSet<int> kept)
    {
        if (glyph >= GlyphCount || !kept.Add(glyph)) return;
        var (at, length) = Outline(glyph);
        if (length == 0 || I16(at) >= 0) return;
        const int wordArguments = 1, scale = 8, more = 32, scaleXy = 64, matrix = 128;
        for (var part = at + 10; ;)
        {
            var flags = U16(part);
            Keep(U16(part + 2), kept);
            part += 4 + ((flags & wordArguments) != 0 ? 4 : 2) + ((flags & scale) != 0 ? 2 : (flags & scaleXy) != 0 ? 4 : (flags & matrix) != 0 ? 8 : 0);
            if ((flags & more) == 0) return;
        }
    }

    private (int At, int Length) Outline(int glyph)
    {
        var loca = _tables["loca"].At;
        var (start, end) = _longOffsets == 1 ? ((int)U32(loca + glyph * 4), (int)U32(loca + glyph * 4 + 4)) : (U16(loca + glyph * 2) * 2, U16(loca + glyph * 2 + 2) * 2);
        return (_tables["glyf"].At + start, end - start);
    }

    /// <summary>The table directory, with the search helpers and check sums that it asks for.</summary>
    private static byte[] Assemble(SortedDictionary<string, byte[]> tables)
    {
        var log = 31 - System.Numerics.BitOperations.LeadingZeroCount((uint)tables.Count);
        var at = 12 + tables.Count * 16;
        var file = new byte[at + tables.Values.Sum(table => (table.Length + 3) & ~3)];
        BinaryPrimitives.WriteUInt32BigEndian(file, 0x00010000);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(4), (ushort)tables.Count);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(6), (ushort)(16 << log));
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(8), (ushort)log);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(10), (ushort)(tables.Count * 16 - (16 << log)));
        var entry = 12;
        foreach (var (name, table) in tables)
        {
            table.CopyTo(file, at);
            Encoding.ASCII.GetBytes(name, file.AsSpan(entry));
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(entry + 4), Sum(file.AsSpan(at, (table.Length + 3) & ~3)));
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(entry + 8), (uint)at);
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(entry + 12), (uint)table.Length);
            entry += 16;
            at += (table.Length + 3) & ~3;
        }

        return file;
    }

    private static uint Sum(ReadOnlySpan<byte> bytes)
    {
        var sum = 0u;
        for (var i = 0; i < bytes.Length; i += 4) unchecked { sum += BinaryPrimitives.ReadUInt32BigEndian(bytes[i..]); }
        return sum;
    }

    /// <summary>The font's own list of characters ("cmap", format 4).</summary>
    private void ReadCharacters()
    {
        var table = _tables["cmap"].At;
        for (var i = 0; i < U16(table + 2); i++)
        {
            var sub = table + (int)U32(table + 8 + i * 8);
            if (U16(sub) != 4) continue;
            var segments = U16(sub + 6) / 2;
            for (var s = 0; s < segments; s++)
            {
                int end = U16(sub + 14 + s * 2), start = U16(sub + 16 + (segments + s) * 2), delta = U16(sub + 16 + (segments * 2 + s) * 2);
                var rangeAt = sub + 16 + (segments * 3 + s) * 2;
                var range = U16(rangeAt);
                for (var c = start; c <= end && c != 0xFFFF; c++)
                {
                    var glyph = range == 0 ? c + delta : U16(rangeAt + range + (c - start) * 2) is var found and not 0 ? found + delta : 0;
                    if ((glyph & 0xFFFF) != 0) _glyphs[(char)c] = glyph & 0xFFFF;
                }
            }
        }
    }

    private int Em(int units) => (int)Math.Round(units * 1000.0 / _unitsPerEm);
    private int U16(int at) => BinaryPrimitives.ReadUInt16BigEndian(_file.AsSpan(at));
    private int I16(int at) => BinaryPrimitives.ReadInt16BigEndian(_file.AsSpan(at));
    private uint U32(int at) => BinaryPrimitives.ReadUInt32BigEndian(_file.AsSpan(at));
}
