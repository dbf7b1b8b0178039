using System.IO.Compression;

namespace Lectern.Pdf;

/// <summary>What a PDF file says of itself.</summary>
/// <param name="Pages">From 1; 0 when the file doesn't say it where it should, which viewers can often mend and we don't.</param>
/// <param name="IsProtected">Whether it is encrypted: with a password, or so that viewers are to forbid something (ISO 32000-1, 7.6).</param>
public sealed record PdfSummary(int Pages, bool IsProtected);

/// <summary>
/// Looks into a PDF file from a stranger, only as far as the number of its pages: the cross-reference, the trailer, the
/// catalogue and the root of the page tree (ISO 32000-1, 7.5 and 7.7.2). Everything read and unpacked is bounded, so a file
/// can neither fill the memory nor go round in circles; nothing in it is run.
/// </summary>
public sealed class PdfFile
{
    /// <summary>More pages than this is a mistake or a trick.</summary>
    public const int PagesAtMost = 20_000;

    private const int Window = 64 * 1024, SectionsAtMost = 64, ObjectsAtMost = 2_000_000, UnpackedAtMost = 32 << 20;

    // To know how long an object is others may have to be read, inside of others: as deep as this, and so many in all.
    private const int DepthAtMost = 16, ReadsAtMost = 256;

    private readonly Stream _file;
    private readonly Dictionary<int, Place> _places = [];
    private Dictionary<string, object?> _trailer = [];
    private int _depth, _reads;

    private PdfFile(Stream file) => _file = file;

    /// <summary>Reads a seekable stream, which stays open. Never throws for what the file holds.</summary>
    public static async Task<PdfSummary> Look(Stream file, CancellationToken cancel)
    {
        var look = new PdfFile(file);
        try
        {
            await look.ReadSections(cancel);
            if (look._trailer.GetValueOrDefault("Encrypt") is not null) return new PdfSummary(0, IsProtected: true);
            var catalogue = await look.Resolve(look._trailer.GetValueOrDefault("Root"), cancel) as Dictionary<string, object?>;
            var tree = await look.Resolve(catalogue?.GetValueOrDefault("Pages"), cancel) as Dictionary<string, object?>;
            var count = await look.Resolve(tree?.GetValueOrDefault("Count"), cancel) is double number ? (int)number : 0;
            return new PdfSummary(count is > 0 and <= PagesAtMost ? count : 0, IsProtected: false);
        }
        catch (Exception broken) when (broken is InvalidDataException or FormatException or OverflowException or ArgumentException or IOException)
        {
            return new PdfSummary(0, IsProtected: look._trailer.GetValueOrDefault("Encrypt") is not null);
        }
    }

    /// <summary>Where an object lies: at an offset of the file, or as the so-manieth of an object stream.</summary>
    private readonly record struct Place(long Offset, int Stream, int Index);

    // The newest section comes first and wins (7.5.6); a hybrid file names one more in XRefStm (7.5.8.4).
    private async Task ReadSections(CancellationToken cancel)
    {
        var tail = await Read(Math.Max(0, _file.Length - 2048), 2048, cancel);
        var mark = tail.AsSpan().LastIndexOf("startxref"u8);
        if (mark < 0) throw new InvalidDataException("No cross-reference.");
        var open = new Queue<long>([(long)new PdfObjects(tail, mark + 9).Number()]);
        var known = new HashSet<long>();
        while (open.TryDequeue(out var at) && known.Count < SectionsAtMost)
        {
            if (!known.Add(at)) continue;
            var head = await Read(at, Window, cancel);
            var dictionary = head.AsSpan().TrimStart(" \r\n\t"u8).StartsWith("xref"u8) ? await ReadTable(at, cancel) : await ReadStream(at, cancel);
            if (_trailer.Count == 0) _trailer = dictionary;
            foreach (var name in (string[])["XRefStm", "Prev"])
                if (dictionary.GetValueOrDefault(name) is double next) open.Enqueue((long)next);
        }
    }

    // 7.5.4: subsections of lines of twenty bytes, then the trailer.
    private async Task<Dictionary<string, object?>> ReadTable(long at, CancellationToken cancel)
    {
        var table = await Read(at, 20 * ObjectsAtMost, cancel);
        var objects = new PdfObjects(table, table.AsSpan().IndexOf("xref"u8) + 4);
        while (!objects.Takes("trailer"u8))
        {
            var (first, count) = ((int)objects.Number(), (int)objects.Number());
            if (count < 0 || count > ObjectsAtMost) throw new InvalidDataException("A section too long.");
            for (var i = 0; i < count; i++)
            {
                var offset = (long)objects.Number();
                objects.Number();
                if (objects.Takes("n"u8)) Note(first + i, new Place(offset, 0, 0));
                else if (!objects.Takes("f"u8)) throw new InvalidDataException("Neither in use nor free.");
            }
        }

        return objects.Value() as Dictionary<string, object?> ?? throw new InvalidDataException("No trailer.");
    }

    // 7.5.8: the same as a packed stream of fields of fixed width.
    private async Task<Dictionary<string, object?>> ReadStream(long at, CancellationToken cancel)
    {
        var (value, data) = await ReadObject(at, cancel);
        if (value is not Dictionary<string, object?> dictionary || data is null || dictionary.GetValueOrDefault("W") is not List<object?> { Count: 3 } w) throw new InvalidDataException("No cross-reference stream.");
        var widths = w.Select(width => width is double and >= 0 and <= 8 ? (int)(double)width : throw new InvalidDataException("A width.")).ToArray();
        var size = widths.Sum();
        if (size == 0) throw new InvalidDataException("Lines without content.");
        var index = dictionary.GetValueOrDefault("Index") as List<object?> ?? [0d, dictionary.GetValueOrDefault("Size")];
        var from = 0;
        for (var part = 0; part + 1 < index.Count; part += 2)
        {
            var (first, count) = ((int)(index[part] as double? ?? 0), (int)(index[part + 1] as double? ?? 0));
            for (var i = 0; i < count && from + size <= data.Length; i++, from += size)
            {
                var kind = widths[0] == 0 ? 1 : Field(data, from, widths[0]);
                var (second, third) = (Field(data, from + widths[0], widths[1]), Field(data, from + widths[0] + widths[1], widths[2]));
                if (kind == 1) Note(first + i, new Place(second, 0, 0));
                else if (kind == 2) Note(first + i, new Place(0, (int)second, (int)third));
            }
        }

        return dictionary;
    }

    private void Note(int number, Place place)
    {
        if (_places.Count >= ObjectsAtMost) throw new InvalidDataException("Too many objects.");
        _places.TryAdd(number, place);
    }

    private static long Field(byte[] data, int from, int width)
    {
        var value = 0L;
        for (var i = 0; i < width; i++) value = (value << 8) | data[from + i];
        return value;
    }

    private async Task<object?> Resolve(object? value, CancellationToken cancel)
    {
        for (var hops = 0; value is PdfReference reference && hops < 8; hops++)
        {
            if (!_places.TryGetValue(reference.Number, out var place)) return null;
            value = place.Stream == 0 ? (await ReadObject(place.Offset, cancel)).Value : await ReadInside(place, cancel);
        }

        return value is PdfReference ? null : value;
    }

    // 7.5.7: pairs of number and offset, then the objects.
    private async Task<object?> ReadInside(Place place, CancellationToken cancel)
    {
        if (!_places.TryGetValue(place.Stream, out var container) || container.Stream != 0) return null;
        var (value, data) = await ReadObject(container.Offset, cancel);
        if (value is not Dictionary<string, object?> dictionary || data is null || dictionary.GetValueOrDefault("First") is not double first) return null;
        var pairs = new PdfObjects(data, 0);
        for (var i = 0; i < place.Index; i++) _ = (pairs.Number(), pairs.Number());
        pairs.Number();
        return new PdfObjects(data, (int)(first + pairs.Number())).Value();
    }

    private async Task<(object? Value, byte[]? Data)> ReadObject(long at, CancellationToken cancel)
    {
        // Nothing is read after a failure, so the depth is only counted down where it went well.
        if (++_reads > ReadsAtMost || ++_depth > DepthAtMost) throw new InvalidDataException("Objects that need each other.");
        var read = await ReadObjectHere(at, cancel);
        _depth--;
        return read;
    }

    private async Task<(object? Value, byte[]? Data)> ReadObjectHere(long at, CancellationToken cancel)
    {
        var head = await Read(at, Window, cancel);
        var objects = new PdfObjects(head, 0);
        objects.Number();
        objects.Number();
        if (!objects.Takes("obj"u8)) throw new InvalidDataException("No object.");
        var value = objects.Value();
        if (value is not Dictionary<string, object?> dictionary || !objects.Takes("stream"u8)) return (value, null);
        var start = objects.At;
        if (start < head.Length && head[start] == '\r') start++;
        if (start < head.Length && head[start] == '\n') start++;
        var length = await Resolve(dictionary.GetValueOrDefault("Length"), cancel) as double? ?? throw new InvalidDataException("No length.");
        return (value, Unpack(await Read(at + start, (int)Math.Clamp(length, 0, UnpackedAtMost), cancel), dictionary));
    }

    private static byte[] Unpack(byte[] packed, Dictionary<string, object?> dictionary)
    {
        var filter = dictionary.GetValueOrDefault("Filter") is List<object?> { Count: 1 } only ? only[0] : dictionary.GetValueOrDefault("Filter");
        if (filter is null or List<object?> { Count: 0 }) return packed;
        if (filter is not PdfName { Text: "FlateDecode" }) throw new InvalidDataException("Another packing.");
        using var plain = new MemoryStream();
        using var zlib = new ZLibStream(new MemoryStream(packed), CompressionMode.Decompress);
        var buffer = new byte[Window];
        int read;
        while ((read = zlib.Read(buffer)) > 0)
        {
            if (plain.Length + read > UnpackedAtMost) throw new InvalidDataException("Unpacks to more than it may.");
            plain.Write(buffer, 0, read);
        }

        var parameters = dictionary.GetValueOrDefault("DecodeParms") is List<object?> { Count: 1 } one ? one[0] : dictionary.GetValueOrDefault("DecodeParms");
        var columns = parameters is Dictionary<string, object?> p && p.GetValueOrDefault("Predictor") is double and >= 10 ? (int)(p.GetValueOrDefault("Columns") as double? ?? 1) : 0;
        return columns is 0 ? plain.ToArray() : WithoutPredictor(plain.ToArray(), columns);
    }

    // PNG's filters (7.4.4.4; ISO/IEC 15948, 9): the ones that one byte to a sample needs.
    private static byte[] WithoutPredictor(byte[] lines, int columns)
    {
        if (columns is < 1 or > 1024) throw new InvalidDataException("Columns.");
        var rows = lines.Length / (columns + 1);
        var plain = new byte[rows * columns];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                int left = column > 0 ? plain[(row * columns) + column - 1] : 0, up = row > 0 ? plain[((row - 1) * columns) + column] : 0;
                var corner = row > 0 && column > 0 ? plain[((row - 1) * columns) + column - 1] : 0;
                var add = lines[row * (columns + 1)] switch { 0 => 0, 1 => left, 2 => up, 3 => (left + up) / 2, 4 => Paeth(left, up, corner), _ => throw new InvalidDataException("A filter.") };
                plain[(row * columns) + column] = (byte)(lines[(row * (columns + 1)) + 1 + column] + add);
            }
        }

        return plain;
    }

    private static int Paeth(int left, int up, int corner)
    {
        var (a, b, c) = (Math.Abs(up - corner), Math.Abs(left - corner), Math.Abs(left + up - (2 * corner)));
        return a <= b && a <= c ? left : b <= c ? up : corner;
    }

    private async Task<byte[]> Read(long at, int most, CancellationToken cancel)
    {
        if (at < 0 || at >= _file.Length) throw new InvalidDataException("Outside of the file.");
        var bytes = new byte[(int)Math.Min(most, _file.Length - at)];
        _file.Position = at;
        var read = await _file.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancel);
        return read == bytes.Length ? bytes : bytes[..read];
    }
}
