using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Lectern.Tests.Lessons;

/// <summary>Files as people upload them, written by hand byte by byte.</summary>
internal static class Papers
{
    /// <summary>A PDF of empty pages with a table of cross-references (ISO 32000-1, 7.5.4).</summary>
    /// <param name="pages">How many.</param>
    /// <param name="trailer">More for the trailer, such as an encryption dictionary.</param>
    public static byte[] Pdf(int pages, string trailer = "")
    {
        var file = new MemoryStream();
        var offsets = new List<long>();
        Write("%PDF-1.4\n");
        Object("<< /Type /Catalog /Pages 2 0 R >>");
        Object($"<< /Type /Pages /Count {pages} /Kids [{string.Join(' ', Enumerable.Range(3, pages).Select(n => $"{n} 0 R"))}] >>");
        for (var page = 0; page < pages; page++) Object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>");
        var start = file.Length;
        Write($"xref\n0 {offsets.Count + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets) Write($"{offset:0000000000} 00000 n \n");
        Write($"trailer\n<< /Size {offsets.Count + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n");
        return file.ToArray();

        void Object(string content)
        {
            offsets.Add(file.Length);
            Write($"{offsets.Count} 0 obj\n{content}\nendobj\n");
        }

        void Write(string text) => file.Write(Encoding.Latin1.GetBytes(text));
    }

    /// <summary>The same as programs write it since PDF 1.5: objects inside a stream, cross-references as another (7.5.7, 7.5.8), with a predictor.</summary>
    public static byte[] PackedPdf(int pages)
    {
        string[] objects = ["<< /Type /Catalog /Pages 2 0 R >>", $"<< /Type /Pages /Count {pages} /Kids [] >>"];
        var file = new MemoryStream();
        Write("%PDF-1.5\n");
        var first = string.Join(' ', objects.Select((_, i) => $"{i + 1} {objects.Take(i).Sum(o => o.Length + 1)}")) + " ";
        var container = file.Length;
        Stream(3, $"/Type /ObjStm /N 2 /First {first.Length}", Encoding.Latin1.GetBytes(first + string.Join('\n', objects)));
        var table = file.Length;
        byte[][] rows = [[0, 0, 0, 0], [2, 0, 3, 0], [2, 0, 3, 1], [1, (byte)(container >> 8), (byte)container, 0]];
        var lines = rows.SelectMany((row, i) => (byte[])[2, .. row.Select((value, column) => (byte)(value - (i > 0 ? rows[i - 1][column] : 0)))]).ToArray();
        Stream(4, "/Type /XRef /W [1 2 1] /Size 4 /Root 1 0 R /DecodeParms << /Predictor 12 /Columns 4 >>", lines);
        Write($"startxref\n{table}\n%%EOF\n");
        return file.ToArray();

        void Stream(int number, string dictionary, byte[] content)
        {
            using var packed = new MemoryStream();
            using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true)) zlib.Write(content);
            Write($"{number} 0 obj\n<< {dictionary} /Filter /FlateDecode /Length {packed.Length} >>\nstream\n");
            file.Write(packed.ToArray());
            Write("\nendstream\nendobj\n");
        }

        void Write(string text) => file.Write(Encoding.Latin1.GetBytes(text));
    }

    /// <summary>A PDF whose catalogue (1) is a stream, and whose objects 2 and 3 lie in the stream of objects 4; the lengths of both streams are what is given.</summary>
    public static byte[] EntangledPdf(string length, string containerLength)
    {
        var file = new MemoryStream();
        Write("%PDF-1.5\n");
        var root = file.Length;
        Write($"1 0 obj\n<< /Type /Catalog /Pages 2 0 R /Length {length} >>\nstream\nx\nendstream\nendobj\n");
        var container = file.Length;
        Write($"4 0 obj\n<< /Type /ObjStm /N 2 /First 8 /Length {containerLength} >>\nstream\n2 0 3 3 20 30\nendstream\nendobj\n");
        var table = file.Length;
        Write("5 0 obj\n<< /Type /XRef /W [1 2 1] /Size 5 /Root 1 0 R /Length 20 >>\nstream\n");
        foreach (byte[] row in (byte[][])[[0, 0, 0, 0], [1, (byte)(root >> 8), (byte)root, 0], [2, 0, 4, 0], [2, 0, 4, 1], [1, (byte)(container >> 8), (byte)container, 0]]) file.Write(row);
        Write($"\nendstream\nendobj\nstartxref\n{table}\n%%EOF\n");
        return file.ToArray();

        void Write(string text) => file.Write(Encoding.Latin1.GetBytes(text));
    }

    /// <summary>A zip with these entries.</summary>
    public static byte[] Zip(params (string Name, string Content)[] entries)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var writer = new StreamWriter(zip.CreateEntry(name, CompressionLevel.NoCompression).Open());
                writer.Write(content);
            }
        }

        return file.ToArray();
    }

    public static byte[] Word(params (string Name, string Content)[] more) => Zip([("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<document/>"), .. more]);

    /// <summary>The boxes of an MP4 that says how long it plays, and nothing to play.</summary>
    public static byte[] Mp4(double seconds)
    {
        var header = new byte[100];
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(12), 1000);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(16), (uint)(seconds * 1000));
        return [.. Box("ftyp", [.. "isom"u8, 0, 0, 2, 0, .. "isomiso2"u8]), .. Box("free", new byte[5000]), .. Box("moov", Box("mvhd", header))];
    }

    private static byte[] Box(string type, byte[] content)
    {
        var size = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(size, (uint)content.Length + 8);
        return [.. size, .. Encoding.ASCII.GetBytes(type), .. content];
    }
}
