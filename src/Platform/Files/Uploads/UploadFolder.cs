using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Lectern.Kernel;

namespace Lectern.Files.Uploads;

/// <summary>
/// Unfinished uploads on disk: <c>uploads/{owner}/{id}/</c> with what is known (<c>upload.json</c>) and what has arrived (<c>content.part</c>).
/// The owner is part of the path, so nobody reaches another's. Where several nodes run, they share the folder (a mounted volume), also
/// with a file store elsewhere; what is complete goes to that store.
/// </summary>
public sealed class UploadFolder(string root, IFileStore store, IEnumerable<UploadPurpose> purposes, TimeProvider clock)
{
    /// <summary>How long an upload waits for more.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(24);

    /// <summary>How many one person may have open; more looks like an attempt to fill the disk.</summary>
    public const int OpenAtMost = 20;

    private readonly Dictionary<string, UploadPurpose> _purposes = purposes.ToDictionary(p => p.Name);

    /// <summary>The largest limit of any purpose.</summary>
    public long Limit => _purposes.Values.Select(p => p.Limit).DefaultIfEmpty().Max();

    /// <summary>Bytes that one person may have open, finished ones included until a form has taken them or a day has passed.</summary>
    public long OpenBytesAtMost => 2 * Limit;

    /// <summary>The purpose of this name.</summary>
    public UploadPurpose? Purpose(string name) => _purposes.GetValueOrDefault(name);

    /// <summary>Begins an upload.</summary>
    public async Task<Outcome<Upload>> Begin(string owner, string purpose, string fileName, long length, CancellationToken cancel)
    {
        if (!_purposes.TryGetValue(purpose, out var use)) return FileRefusals.Because("upload-purpose", "This upload is for nothing that exists here.");
        if (length > use.Limit) return FileRefusals.TooLarge(use.Limit);
        var own = OwnerFolder(owner);
        var (open, bytes) = await CountOpen(own, cancel);
        if (open >= OpenAtMost) return FileRefusals.Because("too-many-uploads", "Too many uploads are open at once. Finish or cancel one of them first.");
        if (bytes + length > OpenBytesAtMost) return FileRefusals.Because("too-much-uploaded", "Your unfinished uploads are larger than {0} together. Finish one of them, or wait a day.", FileRefusals.Size(OpenBytesAtMost));

        var upload = new Upload
        {
            Id = RandomNumberGenerator.GetHexString(32, lowercase: true),
            Purpose = purpose,
            Length = length,
            FileName = PlainName(fileName),
            ExpiresAt = clock.GetUtcNow() + Patience,
        };
        var folder = Path.Combine(own, upload.Id);
        Directory.CreateDirectory(folder);
        await using (File.Create(Path.Combine(folder, "content.part"))) { }
        await Save(folder, upload, cancel);
        return length == 0 ? await Finish(owner, upload, cancel) : upload;
    }

    /// <summary>The upload and how many bytes of it have arrived; null when it is missing, somebody else's or expired.</summary>
    public async Task<(Upload Upload, long Offset)?> Find(string owner, string id, CancellationToken cancel)
    {
        if (Folder(owner, id) is not { } folder || await Load(folder, cancel) is not { } upload || upload.ExpiresAt <= clock.GetUtcNow() || upload.HasEnded) return null;
        return (upload, upload.Stored?.Length ?? new FileInfo(Path.Combine(folder, "content.part")).Length);
    }

    /// <summary>Appends what arrives, until the stream ends. What arrived before a break stays; content of the wrong kind ends the upload at once.</summary>
    /// <returns>The upload as it is now; null when another request is writing to it.</returns>
    public async Task<Outcome<(Upload Upload, long Offset)>?> Append(string owner, Upload upload, long offset, Stream body, CancellationToken cancel)
    {
        var folder = Folder(owner, upload.Id)!;
        if (Lock(Path.Combine(folder, "content.part")) is not { } part) return null;
        Refusal? refusal = null;
        long arrived;
        await using (part)
        {
            if (part.Length != offset) return null;
            part.Position = offset;
            (refusal, upload) = await Receive(part, upload, body, cancel);
            part.Flush(flushToDisk: true);
            arrived = part.Length;
        }

        if (refusal is null && arrived == upload.Length)
        {
            var finished = await Finish(owner, upload, cancel);
            if (finished.Refusal is null) return (finished.Value, arrived);
            refusal = finished.Refusal;
        }

        if (refusal is not null)
        {
            Forget(owner, upload.Id);
            return refusal;
        }

        upload = upload with { ExpiresAt = clock.GetUtcNow() + Patience };
        await Save(folder, upload, CancellationToken.None);
        return (upload, arrived);
    }

    /// <summary>The finished upload, for the form that it belongs to; null when it is missing, unfinished, for another purpose or somebody else's.</summary>
    public async Task<Upload?> Take(string owner, string purpose, string? id, CancellationToken cancel)
    {
        if (id is null || await Find(owner, id, cancel) is not { } found || found.Upload.Purpose != purpose || found.Offset != found.Upload.Length) return null;
        if (found.Upload.Stored is not null) return found.Upload;
        var finished = await Finish(owner, found.Upload, cancel);
        return finished.Refusal is null ? finished.Value : null;
    }

    /// <summary>Its owner doesn't want it any more: what has arrived is removed. What is whole is in the store already and counts for its owner until it expires.</summary>
    public async Task End(string owner, Upload upload, CancellationToken cancel)
    {
        if (upload.Stored is null) Forget(owner, upload.Id);
        else if (Folder(owner, upload.Id) is { } folder) await Save(folder, upload with { HasEnded = true }, cancel);
    }

    /// <summary>Removes an upload, for the form that has taken it: after its own save, so that nothing is lost when that fails.</summary>
    public void Forget(string owner, string id)
    {
        if (Folder(owner, id) is { } folder) Directory.Delete(folder, recursive: true);
    }

    /// <summary>Removes what has expired; returns how many uploads went.</summary>
    public async Task<int> Sweep(CancellationToken cancel)
    {
        if (!Directory.Exists(root)) return 0;
        var swept = 0;
        foreach (var owner in Directory.EnumerateDirectories(root))
        {
            foreach (var folder in Directory.EnumerateDirectories(owner))
            {
                var expired = await Load(folder, cancel) is { } upload
                    ? upload.ExpiresAt <= clock.GetUtcNow()
                    : Directory.GetLastWriteTimeUtc(folder) < (clock.GetUtcNow() - Patience).UtcDateTime;
                if (!expired) continue;
                Directory.Delete(folder, recursive: true);
                swept++;
            }
        }

        return swept;
    }

    private static async Task<(int Open, long Bytes)> CountOpen(string own, CancellationToken cancel)
    {
        if (!Directory.Exists(own)) return (0, 0);
        var (open, bytes) = (0, 0L);
        foreach (var folder in Directory.EnumerateDirectories(own))
        {
            open++;
            bytes += (await Load(folder, cancel))?.Length ?? 0;
        }

        return (open, bytes);
    }

    private async Task<(Refusal?, Upload)> Receive(FileStream part, Upload upload, Stream body, CancellationToken cancel)
    {
        var kind = _purposes[upload.Purpose].Kind;
        var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(128 * 1024);
        try
        {
            int read;
            while ((read = await body.ReadAsync(buffer, cancel)) > 0)
            {
                if (part.Position + read > upload.Length) return (FileRefusals.TooLarge(upload.Length), upload);
                await part.WriteAsync(buffer.AsMemory(0, read), cancel);
                if (upload.MediaType is not null || part.Position < Math.Min(ContentSniffer.Needed, upload.Length)) continue;
                var head = new byte[Math.Min(ContentSniffer.Needed, upload.Length)];
                RandomAccess.Read(part.SafeFileHandle, head, 0);
                var type = ContentSniffer.Expect(kind, head);
                if (type.Refusal is { } wrong) return (wrong, upload);
                upload = upload with { MediaType = type.Value };
            }

            return (null, upload);
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task<Outcome<Upload>> Finish(string owner, Upload upload, CancellationToken cancel)
    {
        var folder = Folder(owner, upload.Id)!;
        var path = Path.Combine(folder, "content.part");
        StoredFile stored;
        await using (var whole = File.OpenRead(path))
        {
            var type = upload.MediaType ?? ContentSniffer.Expect(_purposes[upload.Purpose].Kind, await ContentSniffer.Head(whole, cancel));
            if (type.Refusal is { } wrong) return wrong;
            whole.Position = 0;
            stored = await store.Write(whole, upload.Length, cancel);
            upload = upload with { MediaType = type.Value };
        }

        upload = upload with { Stored = stored, ExpiresAt = clock.GetUtcNow() + Patience };
        await Save(folder, upload, CancellationToken.None);
        File.Delete(path);
        return upload;
    }

    private static FileStream? Lock(string path)
    {
        try
        {
            return new FileStream(path, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.ReadWrite, Share = FileShare.None, Options = FileOptions.Asynchronous, BufferSize = 0 });
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static async Task<Upload?> Load(string folder, CancellationToken cancel)
    {
        try
        {
            await using var file = File.OpenRead(Path.Combine(folder, "upload.json"));
            return await JsonSerializer.DeserializeAsync<Upload>(file, cancellationToken: cancel);
        }
        catch (Exception unreadable) when (unreadable is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }

    private static async Task Save(string folder, Upload upload, CancellationToken cancel)
    {
        var target = Path.Combine(folder, "upload.json");
        await using (var file = new FileStream(target + ".new", FileMode.Create, FileAccess.Write, FileShare.None))
        {
            await JsonSerializer.SerializeAsync(file, upload, cancellationToken: cancel);
            file.Flush(flushToDisk: true);
        }

        File.Move(target + ".new", target, overwrite: true);
    }

    private string OwnerFolder(string owner) => Path.Combine(root, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(owner)))[..32]);

    private string? Folder(string owner, string id) =>
        id.Length == 32 && id.All(c => char.IsAsciiHexDigitLower(c)) && Path.Combine(OwnerFolder(owner), id) is var folder && Directory.Exists(folder) ? folder : null;

    /// <summary>A name without folders and control characters, of a length that fits everywhere.</summary>
    internal static string PlainName(string name)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var plain = string.Concat(last.Where(c => !char.IsControl(c))).Trim();
        return plain.Length > 200 ? plain[^200..] : plain;
    }
}
