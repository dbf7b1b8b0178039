using System.Globalization;
using System.Text;

namespace Lectern.Pdf;

/// <summary>A name, such as /Type (ISO 32000-1, 7.3.5).</summary>
internal sealed record PdfName(string Text);

/// <summary>An object that lies elsewhere in the file (7.3.10).</summary>
internal sealed record PdfReference(int Number);

/// <summary>
/// Reads the objects of a PDF file one after the other (7.3): dictionaries, lists, names, references and numbers (as double);
/// strings, booleans and null read as null, because nothing here asks for them.
/// </summary>
/// <exception cref="InvalidDataException">From every member: what is there is not what was asked for.</exception>
internal sealed class PdfObjects(byte[] bytes, int at)
{
    private const int DepthAtMost = 40;

    /// <summary>Where the next byte is.</summary>
    internal int At { get; private set; } = at;

    /// <summary>Goes past a word when it comes next.</summary>
    internal bool Takes(ReadOnlySpan<byte> word)
    {
        Skip();
        if (At > bytes.Length || !bytes.AsSpan(At).StartsWith(word)) return false;
        At += word.Length;
        return true;
    }

    internal double Number()
    {
        Skip();
        var from = At;
        while (At < bytes.Length && bytes[At] is (>= (byte)'0' and <= (byte)'9') or (byte)'+' or (byte)'-' or (byte)'.' && At - from < 32) At++;
        return double.TryParse(Encoding.ASCII.GetString(bytes, from, At - from), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) < 1e12
            ? number : throw new InvalidDataException("No number.");
    }

    internal object? Value(int depth = 0)
    {
        if (depth > DepthAtMost) throw new InvalidDataException("Too deep.");
        if (Takes("<<"u8)) return Dictionary(depth);
        if (Takes("["u8)) return List(depth);
        if (Takes("/"u8)) return Name();
        if (Takes("("u8)) return Text();
        if (Takes("<"u8)) return Hexadecimal();
        foreach (var word in (ReadOnlySpan<string>)["true", "false", "null"])
            if (Takes(Encoding.ASCII.GetBytes(word))) return null;
        var number = Number();
        // "7 0 R" begins like two numbers.
        var after = At;
        if (number >= 0 && number == Math.Floor(number) && NextIsDigit())
        {
            Number();
            if (Takes("R"u8)) return new PdfReference((int)number);
            At = after;
        }

        return number;
    }

    private Dictionary<string, object?> Dictionary(int depth)
    {
        var entries = new Dictionary<string, object?>(StringComparer.Ordinal);
        while (!Takes(">>"u8))
        {
            if (!Takes("/"u8)) throw new InvalidDataException("No key.");
            entries[Name().Text] = Value(depth + 1);
        }

        return entries;
    }

    private List<object?> List(int depth)
    {
        var items = new List<object?>();
        while (!Takes("]"u8)) items.Add(Value(depth + 1));
        return items;
    }

    private PdfName Name()
    {
        var from = At;
        while (At < bytes.Length && !IsBlank(bytes[At]) && bytes[At] is not ((byte)'/' or (byte)'<' or (byte)'>' or (byte)'[' or (byte)']' or (byte)'(' or (byte)')' or (byte)'%')) At++;
        return new PdfName(Encoding.Latin1.GetString(bytes, from, At - from));
    }

    private object? Text()
    {
        for (var open = 1; open > 0; At++)
        {
            if (At >= bytes.Length) throw new InvalidDataException("A string without end.");
            if (bytes[At] == '\\') At++;
            else if (bytes[At] == '(') open++;
            else if (bytes[At] == ')') open--;
        }

        return null;
    }

    private object? Hexadecimal()
    {
        var end = bytes.AsSpan(At).IndexOf((byte)'>');
        if (end < 0) throw new InvalidDataException("A string without end.");
        At += end + 1;
        return null;
    }

    private bool NextIsDigit()
    {
        Skip();
        return At < bytes.Length && bytes[At] is >= (byte)'0' and <= (byte)'9';
    }

    private void Skip()
    {
        while (At < bytes.Length)
        {
            if (bytes[At] == '%') while (At < bytes.Length && bytes[At] is not ((byte)'\r' or (byte)'\n')) At++;
            else if (IsBlank(bytes[At])) At++;
            else return;
        }
    }

    private static bool IsBlank(byte value) => value is 0 or 9 or 10 or 12 or 13 or 32;
}
