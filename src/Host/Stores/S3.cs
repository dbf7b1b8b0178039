using System.Net;
using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Lectern.Files;
using ByteRange = Lectern.Files.ByteRange;

namespace Lectern.Host.Stores;

/// <summary>Files in a bucket of any S3-compatible server. Configuration: <c>Files:S3:{Endpoint,Bucket,AccessKey,SecretKey,Region,PathStyle}</c>.</summary>
public static class S3
{
    /// <summary>Puts the S3 store in the place of the disk when a bucket is configured.</summary>
    public static IServiceCollection AddS3FilesIfConfigured(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = configuration.GetSection("Files:S3");
        return settings["Bucket"] is { Length: > 0 } bucket ? services.AddS3Files(settings, bucket) : services;
    }

    /// <summary>Apart, so that its client isn't even loaded where files are on the disk.</summary>
    private static IServiceCollection AddS3Files(this IServiceCollection services, IConfigurationSection settings, string bucket)
    {
        var config = new AmazonS3Config
        {
            ForcePathStyle = settings.GetValue("PathStyle", true),
            AuthenticationRegion = settings["Region"] ?? "us-east-1",
            // Checksums in trailers came with 2025's clients; many compatible servers don't know them yet.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (settings["Endpoint"] is { Length: > 0 } endpoint) config.ServiceURL = endpoint;
        else config.RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(config.AuthenticationRegion);

        services.AddSingleton<IAmazonS3>(_ => settings["AccessKey"] is { Length: > 0 } key
            ? new AmazonS3Client(new BasicAWSCredentials(key, settings["SecretKey"]), config)
            : new AmazonS3Client(config));
        services.AddSingleton<IFileStore>(provider => new S3FileStore(
            provider.GetRequiredService<IAmazonS3>(), bucket, provider.GetRequiredService<TemporaryFiles>()));
        return services;
    }
}

/// <summary>
/// Keeps files under <c>ab/cd/abcd…</c> in a bucket. A name is the hash of the whole content, so the content waits in a
/// temporary file until its name is known; then it goes up in one request, or in parts when it is large. S3 shows an object only when it is whole.
/// </summary>
public sealed class S3FileStore(IAmazonS3 s3, string bucket, TemporaryFiles temporary) : IFileStore
{
    // The least that S3 takes as a part is 5 MiB, and 10,000 parts the most: 16 MiB reaches 156 GiB.
    internal const int PartSize = 16 << 20;

    /// <inheritdoc/>
    public async Task<StoredFile> Write(Stream content, long limit, CancellationToken cancel)
    {
        await using var part = temporary.Create();
        var (hash, length) = await FileHash.Copy(content, part.Stream, limit, cancel);
        // Uploaded again even if it is there: it renews the object's date, by which the sweeper knows that somebody wants it now.
        if (length <= PartSize) await Put(hash, part.Stream, length, cancel);
        else await PutInParts(hash, part.Stream, length, cancel);
        return await Find(hash, cancel) ?? throw new IOException("The object is not there after its upload.");
    }

    /// <inheritdoc/>
    public async Task<Stream?> Open(string hash, ByteRange? range, CancellationToken cancel)
    {
        if (!FileHash.IsValid(hash)) return null;
        var request = new GetObjectRequest { BucketName = bucket, Key = Key(hash) };
        if (range is { } part)
        {
            if (part.Length == 0) return Stream.Null;
            request.ByteRange = part.Length is { } length ? new Amazon.S3.Model.ByteRange(part.From, part.From + length - 1) : new Amazon.S3.Model.ByteRange($"bytes={part.From}-");
        }

        try
        {
            var response = await s3.GetObjectAsync(request, cancel);
            return new ResponseBody(response);
        }
        catch (AmazonS3Exception missing) when (missing.StatusCode is HttpStatusCode.NotFound)
        {
            return null;
        }
        catch (AmazonS3Exception beyond) when (beyond.StatusCode is HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            return Stream.Null;
        }
    }

    /// <inheritdoc/>
    public async Task<StoredFile?> Find(string hash, CancellationToken cancel)
    {
        if (!FileHash.IsValid(hash)) return null;
        try
        {
            var found = await s3.GetObjectMetadataAsync(bucket, Key(hash), cancel);
            return new StoredFile(hash, found.ContentLength, Instant(found.LastModified));
        }
        catch (AmazonS3Exception missing) when (missing.StatusCode is HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public Task Delete(string hash, CancellationToken cancel) =>
        FileHash.IsValid(hash) ? s3.DeleteObjectAsync(bucket, Key(hash), cancel) : Task.CompletedTask;

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredFile> List([EnumeratorCancellation] CancellationToken cancel)
    {
        var request = new ListObjectsV2Request { BucketName = bucket };
        ListObjectsV2Response page;
        do
        {
            page = await s3.ListObjectsV2Async(request, cancel);
            foreach (var found in page.S3Objects ?? [])
            {
                var name = found.Key[(found.Key.LastIndexOf('/') + 1)..];
                if (FileHash.IsValid(name)) yield return new StoredFile(name, found.Size ?? 0, Instant(found.LastModified));
            }

            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated == true);
    }

    private async Task Put(string hash, Stream content, long length, CancellationToken cancel)
    {
        await using var whole = new PartOfStream(content, 0, length, leaveOpen: true);
        await s3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = Key(hash), InputStream = whole, AutoCloseStream = false, UseChunkEncoding = false }, cancel);
    }

    private async Task PutInParts(string hash, Stream content, long length, CancellationToken cancel)
    {
        var begun = await s3.InitiateMultipartUploadAsync(new InitiateMultipartUploadRequest { BucketName = bucket, Key = Key(hash) }, cancel);
        try
        {
            var parts = new List<PartETag>();
            for (var start = 0L; start < length; start += PartSize)
            {
                await using var piece = new PartOfStream(content, start, Math.Min(PartSize, length - start), leaveOpen: true);
                var sent = await s3.UploadPartAsync(
                    new UploadPartRequest { BucketName = bucket, Key = Key(hash), UploadId = begun.UploadId, PartNumber = parts.Count + 1, InputStream = piece, PartSize = piece.Length, UseChunkEncoding = false }, cancel);
                parts.Add(new PartETag(parts.Count + 1, sent.ETag));
            }

            await s3.CompleteMultipartUploadAsync(new CompleteMultipartUploadRequest { BucketName = bucket, Key = Key(hash), UploadId = begun.UploadId, PartETags = parts }, cancel);
        }
        catch
        {
            // Parts of an abandoned upload cost money and show nowhere.
            await s3.AbortMultipartUploadAsync(bucket, Key(hash), begun.UploadId, CancellationToken.None);
            throw;
        }
    }

    private static string Key(string hash) => $"{hash[..2]}/{hash[2..4]}/{hash}";

    private static DateTimeOffset Instant(DateTime? at) => new(DateTime.SpecifyKind(at ?? DateTime.UnixEpoch, DateTimeKind.Utc));

    /// <summary>The body of an answer; closing it gives the connection back.</summary>
    private sealed class ResponseBody(GetObjectResponse response) : Stream
    {
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => response.ContentLength;
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => response.ResponseStream.ReadAsync(buffer, cancellationToken);
        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
        public override int Read(byte[] buffer, int offset, int count) => response.ResponseStream.Read(buffer, offset, count);
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) response.Dispose();
            base.Dispose(disposing);
        }
    }
}
