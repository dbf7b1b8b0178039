namespace Lectern.Files;

/// <summary>Opening stored files for readers that jump about, such as <see cref="Archives.SafeArchive"/>.</summary>
public static class SeekableFile
{
    /// <summary>A seekable stream of a stored file; from a store without seeking it reads by ranges, ahead. Null when there is no such file.</summary>
    public static async Task<Stream?> OpenSeekable(this IFileStore store, string hash, CancellationToken cancel)
    {
        if (await store.Find(hash, cancel) is not { } file || await store.Open(hash, null, cancel) is not { } stream) return null;
        if (stream.CanSeek) return stream;
        await stream.DisposeAsync();
        return new ReadsByRange(store, file);
    }

    /// <summary>One open request at the current place; a jump opens another.</summary>
    private sealed class ReadsByRange(IFileStore store, StoredFile file) : Stream
    {
        private const long Ahead = 1 << 20;
        private Stream? _open;
        private long _openAt;
        private long _openEnd;
        private long _position;

        public override bool CanRead => true;
        public override bool CanSeek => true;
        public override bool CanWrite => false;
        public override long Length => file.Length;
        public override long Position { get => _position; set => _position = Math.Max(0, value); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_position >= file.Length || buffer.IsEmpty) return 0;
            if (_open is null || _openAt != _position || _openAt == _openEnd)
            {
                if (_open is not null) await _open.DisposeAsync();
                var length = Math.Min(Math.Max(Ahead, buffer.Length), file.Length - _position);
                _open = await store.Open(file.Hash, new ByteRange(_position, length), cancellationToken) ?? throw new IOException("The file is gone.");
                (_openAt, _openEnd) = (_position, _position + length);
            }

            var read = await _open.ReadAsync(buffer, cancellationToken);
            if (read == 0) throw new EndOfStreamException();
            _openAt = _position += read;
            return read;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read asynchronously: the file is far away.");

        public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch
        {
            SeekOrigin.Begin => 0,
            SeekOrigin.Current => _position,
            _ => file.Length,
        };

        public override void Flush() { }
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override async ValueTask DisposeAsync()
        {
            if (_open is not null) await _open.DisposeAsync();
            await base.DisposeAsync();
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) _open?.Dispose();
            base.Dispose(disposing);
        }
    }
}
