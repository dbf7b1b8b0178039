using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Lectern.Tests.Files;

/// <summary>Watches the uploads of a server from inside, so that a test can cut one at a moment that it knows.</summary>
internal sealed class WatchedRequests(int bytes)
{
    private readonly TaskCompletionSource _taken = new(TaskCreationOptions.RunContinuationsAsynchronously), _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>So many bytes of a body have been dealt with: the reader has asked for more.</summary>
    public Task Taken => _taken.Task.WaitAsync(TimeSpan.FromSeconds(60));

    /// <summary>The first request with a body is over, whatever came of it.</summary>
    public Task Ended => _ended.Task.WaitAsync(TimeSpan.FromSeconds(60));

    public void On(WebApplication app) => app.Use(async (http, next) =>
    {
        if (http.Request.ContentLength is not > 0)
        {
            await next(http);
            return;
        }

        http.Request.Body = new WatchedBody(http.Request.Body, bytes, _taken);
        try
        {
            await next(http);
        }
        finally
        {
            _ended.TrySetResult();
        }
    });

    private sealed class WatchedBody(Stream body, int bytes, TaskCompletionSource taken) : Stream
    {
        private int _read;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_read >= bytes) taken.TrySetResult();
            var read = await body.ReadAsync(buffer, cancellationToken);
            _read += read;
            return read;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public override void Flush() => throw new NotSupportedException();
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
