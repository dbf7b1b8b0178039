using System.Text;

namespace Lectern.Pdf;

/// <summary>How a PDF writes texts and dates (ISO 32000-1, 7.9.2 and 7.9.4).</summary>
internal static class PdfText
{
    /// <summary>A text in UTF-16 with its mark, as hexadecimal digits: nothing in it can end it early.</summary>
    internal static string Hex(string text) => $"<FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text))}>";

    internal static string Date(DateTimeOffset at) => FormattableString.Invariant($"(D:{at.UtcDateTime:yyyyMMddHHmmss}Z)");
}
