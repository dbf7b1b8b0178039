using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Lectern.Web;

/// <summary>A table as a CSV file (RFC 4180), written into the answer while it is read: constant memory, however many rows.</summary>
public sealed class CsvFile : IAsyncDisposable
{
    private static readonly SearchValues<char> NeedQuotes = SearchValues.Create(",\"\r\n;\t'");
    private readonly StreamWriter _writer;

    private CsvFile(StreamWriter writer) => _writer = writer;

    /// <summary>Begins the answer: a file to save under this name.</summary>
    public static CsvFile Begin(HttpResponse response, string name)
    {
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = $"attachment; filename=\"table.csv\"; filename*=UTF-8''{Uri.EscapeDataString(name)}";
        response.Headers.CacheControl = "no-store";
        return new CsvFile(new StreamWriter(response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)));   // spreadsheets take it for UTF-8 by its mark
    }

    public Task Write(IEnumerable<string> cells, CancellationToken cancel) => _writer.WriteAsync((string.Join(',', cells.Select(Cell)) + "\r\n").AsMemory(), cancel);

    /// <summary>Sends what was written so far.</summary>
    public Task Flush(CancellationToken cancel) => _writer.FlushAsync(cancel);

    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    /// <summary>
    /// A cell that a spreadsheet shows and doesn't execute: what begins like a formula gets an apostrophe before it (OWASP,
    /// "CSV Injection": = + - @, tab and carriage return), and everything that needs quotes has them.
    /// </summary>
    internal static string Cell(string text)
    {
        if (text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n') text = "'" + text;
        return text.AsSpan().IndexOfAny(NeedQuotes) < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
