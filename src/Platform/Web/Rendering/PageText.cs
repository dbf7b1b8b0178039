using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;

namespace Lectern.Web.Rendering;

/// <summary>The letters of a page while it is drawn, in memory that pages share.</summary>
public sealed class PageText : IDisposable
{
    private char[] _letters = ArrayPool<char>.Shared.Rent(32 << 10);
    private int _length;

    /// <summary>As it stands: markup.</summary>
    internal void Write(string text)
    {
        if (text.Length > _letters.Length - _length) Grow(text.Length);
        text.CopyTo(_letters.AsSpan(_length));
        _length += text.Length;
    }

    internal void Write(char letter)
    {
        if (_length == _letters.Length) Grow(1);
        _letters[_length++] = letter;
    }

    /// <summary>A text that may hold anything, made harmless.</summary>
    internal void Write(string text, TextEncoder encoder)
    {
        var left = text.AsSpan();
        while (true)
        {
            var status = encoder.Encode(left, _letters.AsSpan(_length), out var read, out var written);
            _length += written;
            if (status == OperationStatus.Done) return;
            if (status != OperationStatus.DestinationTooSmall) throw new InvalidOperationException($"A text can't be encoded: {status}.");   // it puts U+FFFD for what isn't Unicode
            left = left[read..];
            Grow(left.Length + 16);   // a letter is at most ten when it is encoded
        }
    }

    /// <summary>All of it as UTF-8, in one piece, which compression takes at once too.</summary>
    internal async Task CopyTo(Stream stream, CancellationToken cancel)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetByteCount(_letters.AsSpan(0, _length)));
        try
        {
            var length = Encoding.UTF8.GetBytes(_letters.AsSpan(0, _length), bytes);
            await stream.WriteAsync(bytes.AsMemory(0, length), cancel);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    public override string ToString() => new(_letters, 0, _length);

    public void Dispose()
    {
        ArrayPool<char>.Shared.Return(_letters);
        _letters = [];
        _length = 0;
    }

    private void Grow(int more)
    {
        var larger = ArrayPool<char>.Shared.Rent(Math.Max(_letters.Length * 2, _length + more));
        _letters.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<char>.Shared.Return(_letters);
        _letters = larger;
    }
}
