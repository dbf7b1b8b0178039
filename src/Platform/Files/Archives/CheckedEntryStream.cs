namespace Lectern.Files.Archives;

/// <summary>Unpacks an entry and holds it to what the directory promised: not a byte more, not one less, the right checksum.</summary>
internal sealed class CheckedEntryStream(Stream plain, ArchiveEntry entry) : Stream
{
    private uint _crc;
    private long _read;
    private bool _ended;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => entry.Length;
    public override long Position { get => _read; set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_ended || buffer.IsEmpty) return 0;
        int read;
        try
        {
            read = await plain.ReadAsync(buffer, cancellationToken);
        }
        catch (InvalidDataException)
        {
            throw new RefusedException(ArchiveRefusals.Damaged());
        }

        return Check(buffer.Span[..read]);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(Span<byte> buffer)
    {
        if (_ended || buffer.IsEmpty) return 0;
        int read;
        try
        {
            read = plain.Read(buffer);
        }
        catch (InvalidDataException)
        {
            throw new RefusedException(ArchiveRefusals.Damaged());
        }

        return Check(buffer[..read]);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) plain.Dispose();
        base.Dispose(disposing);
    }

    private int Check(ReadOnlySpan<byte> got)
    {
        _read += got.Length;
        if (_read > entry.Length) throw new RefusedException(ArchiveRefusals.Ratio(entry.Path));
        _crc = Crc32.Append(_crc, got);
        if (!got.IsEmpty) return got.Length;
        _ended = true;
        if (_read != entry.Length || _crc != entry.Crc) throw new RefusedException(ArchiveRefusals.Damaged());
        return 0;
    }
}
