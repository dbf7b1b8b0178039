using Lectern.Kernel;
using Microsoft.AspNetCore.Http;

namespace Lectern.Files.Uploads;

/// <summary>
/// What is read from a request. Only here can a connection break; the same exceptions from anywhere else, such as a full disk,
/// are our own trouble and must not be told to the person as theirs.
/// </summary>
internal sealed class ArrivingBody(Stream body, Refusal tooLarge) : Stream
{
    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <exception cref="RefusedException">The connection broke, or more came than may be sent.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        await Arrives(async () => await body.ReadAsync(buffer, cancellationToken), tooLarge, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Reads something of the request, and says it as a refusal when it doesn't arrive.</summary>
    internal static async Task<T> Arrives<T>(Func<Task<T>> read, Refusal tooLarge, CancellationToken cancel)
    {
        try
        {
            return await read();
        }
        catch (BadHttpRequestException refused) when (refused.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw new RefusedException(tooLarge);
        }
        catch (Exception cut) when (cut is (IOException and not RefusedException) or InvalidDataException && !cancel.IsCancellationRequested)
        {
            throw new RefusedException(FileRefusals.CutOff());
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
