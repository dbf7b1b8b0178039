using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using static System.FormattableString;

namespace Lectern.Pdf;

/// <summary>What a document says of itself.</summary>
public sealed record PdfFacts(string Title, string Author, string Subject, string Keywords, string Language, bool RightToLeft, DateTimeOffset At);

/// <summary>
/// Writes PDF 1.7 (ISO 32000-1): pages with embedded, subset fonts, tagged for screen readers. The same drawing gives the
/// same bytes: dates come from the caller and the file's identifier from its content.
/// </summary>
public sealed class PdfDocument(PdfFacts facts)
{
    private readonly List<PdfPage> _pages = [];
    private readonly List<byte[]> _objects = [];

    public PdfPage AddPage(double width, double height)
    {
        var page = new PdfPage(width, height);
        _pages.Add(page);
        return page;
    }

    public byte[] Save()
    {
        _objects.Clear();
        var catalog = Reserve();
        var tree = Reserve();
        var structure = Reserve();
        var outline = Reserve();
        var fonts = _pages.SelectMany(page => page.Fonts.Keys).Distinct().ToDictionary(font => font, WriteFont);
        var covers = _pages.SelectMany(page => page.Covers).Distinct().ToDictionary(percent => percent, percent => Add($"<</Type /ExtGState /CA {Cover(percent)} /ca {Cover(percent)}>>"));
        var parents = new StringBuilder();
        var elements = new List<int>();
        var kids = new List<int>();
        for (var i = 0; i < _pages.Count; i++)
        {
            var page = _pages[i];
            var content = AddStream(Encoding.ASCII.GetBytes(page.Content));
            var pageFonts = string.Join(' ', page.Fonts.Keys.Select(font => $"/{page.FontName(font)} {fonts[font]} 0 R"));
            var states = string.Join(' ', page.Covers.Select(percent => $"/G{percent} {covers[percent]} 0 R"));
            kids.Add(Add($"<</Type /Page /Parent {tree} 0 R /MediaBox [0 0 {Number(page.Width)} {Number(page.Height)}] /Contents {content} 0 R /StructParents {i} /Tabs /S /Resources <</Font <<{pageFonts}>> /ExtGState <<{states}>>>>>>"));
            var marked = page.Tagged.Select((tagged, id) => Add(
                $"<</Type /StructElem /S /{tagged.Tag} /P {outline} 0 R /Pg {kids[i]} 0 R /K {id}{(tagged.Alternative is null ? "" : $" /Alt {PdfText.Hex(tagged.Alternative)}")}>>")).ToList();
            elements.AddRange(marked);
            parents.Append(CultureInfo.InvariantCulture, $"{i} [{References(marked)}] ");
        }

        Set(tree, $"<</Type /Pages /Count {kids.Count} /Kids [{References(kids)}]>>");
        Set(outline, $"<</Type /StructElem /S /Document /P {structure} 0 R /K [{References(elements)}]>>");
        Set(structure, $"<</Type /StructTreeRoot /K {outline} 0 R /ParentTree <</Nums [{parents}]>> /ParentTreeNextKey {_pages.Count}>>");
        Set(catalog, $"<</Type /Catalog /Pages {tree} 0 R /Lang ({facts.Language}) /MarkInfo <</Marked true>> /StructTreeRoot {structure} 0 R /ViewerPreferences <</DisplayDocTitle true /Direction /{(facts.RightToLeft ? "R2L" : "L2R")}>>>>");
        var info = Add($"<</Title {PdfText.Hex(facts.Title)} /Author {PdfText.Hex(facts.Author)} /Subject {PdfText.Hex(facts.Subject)} /Keywords {PdfText.Hex(facts.Keywords)} /Creator (Lectern) /Producer (Lectern) /CreationDate {PdfText.Date(facts.At)} /ModDate {PdfText.Date(facts.At)}>>");
        return Assemble(catalog, info);
    }

    /// <summary>A composite font whose codes are glyph numbers (9.7), and the way back from glyphs to text.</summary>
    private int WriteFont(TrueTypeFont font)
    {
        var used = new SortedDictionary<int, char>();
        foreach (var page in _pages)
            if (page.Fonts.TryGetValue(font, out var glyphs))
                foreach (var (glyph, character) in glyphs) used.TryAdd(glyph, character);

        var subset = font.Subset(used.Keys);
        var name = $"{Tag(subset)}+{font.Name}";
        var file = AddStream(subset, $" /Length1 {subset.Length}");
        var box = Invariant($"{font.Box.Left} {font.Box.Bottom} {font.Box.Right} {font.Box.Top}");
        var descriptor = Add($"<</Type /FontDescriptor /FontName /{name} /Flags 4 /FontBBox [{box}] /ItalicAngle 0 /Ascent {font.Ascent} /Descent {font.Descent} /CapHeight {font.Ascent} /StemV 80 /FontFile2 {file} 0 R>>");
        var widths = string.Join(' ', used.Keys.Select(glyph => $"{glyph} [{font.WidthOf(glyph)}]"));
        var descendant = Add($"<</Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> /FontDescriptor {descriptor} 0 R /CIDToGIDMap /Identity /W [{widths}]>>");
        var toUnicode = AddStream(Encoding.ASCII.GetBytes(ToUnicode(used)));
        return Add($"<</Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H /DescendantFonts [{descendant} 0 R] /ToUnicode {toUnicode} 0 R>>");
    }

    private static string ToUnicode(SortedDictionary<int, char> used)
    {
        var map = new StringBuilder("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def /CMapName /Adobe-Identity-UCS def /CMapType 2 def\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n");
        foreach (var part in used.Chunk(100))   // at most a hundred lines at a time (Adobe technical note 5014)
        {
            map.Append(CultureInfo.InvariantCulture, $"{part.Length} beginbfchar\n");
            foreach (var (glyph, character) in part) map.Append(CultureInfo.InvariantCulture, $"<{glyph:X4}> <{(int)character:X4}>\n");
            map.Append("endbfchar\n");
        }

        return map.Append("endcmap CMapName currentdict /CMap defineresource pop end end\n").ToString();
    }

    /// <summary>Six letters that tell one subset of a font from another (9.6.4).</summary>
    private static string Tag(byte[] subset) => string.Concat(SHA256.HashData(subset).Take(6).Select(part => (char)('A' + part % 26)));

    private byte[] Assemble(int catalog, int info)
    {
        var file = new MemoryStream();
        void Write(FormattableString text) => file.Write(Encoding.Latin1.GetBytes(Invariant(text)));
        Write($"%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n");
        var offsets = new List<long>();
        for (var i = 0; i < _objects.Count; i++)
        {
            offsets.Add(file.Length);
            Write($"{i + 1} 0 obj\n");
            file.Write(_objects[i]);
            Write($"\nendobj\n");
        }

        var id = Convert.ToHexString(SHA256.HashData(file.GetBuffer().AsSpan(0, (int)file.Length)), 0, 16);
        var start = file.Length;
        Write($"xref\n0 {_objects.Count + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets) Write($"{offset:0000000000} 00000 n \n");
        Write($"trailer\n<</Size {_objects.Count + 1} /Root {catalog} 0 R /Info {info} 0 R /ID [<{id}> <{id}>]>>\nstartxref\n{start}\n%%EOF\n");
        return file.ToArray();
    }

    private int Reserve() => Add($"null");

    private int Add(FormattableString @object)
    {
        _objects.Add(Encoding.Latin1.GetBytes(Invariant(@object)));
        return _objects.Count;
    }

    private void Set(int number, FormattableString @object) => _objects[number - 1] = Encoding.Latin1.GetBytes(Invariant(@object));

    private int AddStream(byte[] data, string more = "")
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true)) zlib.Write(data);
        _objects.Add([.. Encoding.ASCII.GetBytes($"<</Length {packed.Length} /Filter /FlateDecode{more}>>\nstream\n"), .. packed.ToArray(), .. "\nendstream"u8]);
        return _objects.Count;
    }

    private static string References(IEnumerable<int> numbers) => string.Join(' ', numbers.Select(number => $"{number} 0 R"));
    private static string Number(double number) => number.ToString("0.###", CultureInfo.InvariantCulture);
    private static string Cover(int percent) => (percent / 100m).ToString("0.##", CultureInfo.InvariantCulture);
}
