using System.IO.Compression;
using System.Text;
using Amazon.Runtime;
using Lectern.Files;
using Lectern.Files.Archives;
using Lectern.Host.Stores;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Files;

public sealed class Storing_a_file_in_S3 : IAsyncLifetime
{
    private readonly ThrowawayFolder _folder = new();
    private S3Server _server = null!;
    private ServiceProvider _services = null!;
    private IFileStore _store = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await S3Server.Start();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Files:S3:Endpoint"] = _server.Address,
            ["Files:S3:Bucket"] = "lectern",
            ["Files:S3:AccessKey"] = "key",
            ["Files:S3:SecretKey"] = "secret",
        }).Build();
        _services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddS3FilesIfConfigured(configuration).AddFiles(_folder.Location).BuildServiceProvider();
        _store = _services.GetRequiredService<IFileStore>();
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task gives_it_back_whole_and_in_parts()
    {
        Assert.IsType<S3FileStore>(_store);
        var stored = await Write("0123456789"u8.ToArray());
        Assert.Equal([$"{stored.Hash[..2]}/{stored.Hash[2..4]}/{stored.Hash}"], _server.Keys);
        Assert.Equal("0123456789", await Text(stored.Hash, null));
        Assert.Equal("345", await Text(stored.Hash, new ByteRange(3, 3)));
        Assert.Equal("789", await Text(stored.Hash, new ByteRange(7)));
        Assert.Equal("", await Text(stored.Hash, new ByteRange(10)));
        Assert.Equal(10, (await _store.Find(stored.Hash, default))!.Length);
        Assert.Empty(_folder.AllFiles);
    }

    [Fact]
    public async Task sends_a_large_one_in_parts()
    {
        var content = new byte[40 << 20];
        new Random(1).NextBytes(content);
        var stored = await Write(content);
        Assert.Equal(3, _server.PartsReceived);
        Assert.Equal(S3FileStore.PartSize, _server.LargestRequest);
        await using var back = await _store.Open(stored.Hash, new ByteRange(content.Length - 5, 5), default);
        var tail = new byte[5];
        await back!.ReadExactlyAsync(tail);
        Assert.Equal(content[^5..], tail);
        Assert.Equal(stored.Hash, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content)));
    }

    [Fact]
    public async Task leaves_nothing_behind_when_a_part_fails()
    {
        _server.FailFromPart = 2;
        await Assert.ThrowsAnyAsync<AmazonServiceException>(() => Write(new byte[40 << 20]));
        Assert.Empty(_server.Keys);
        Assert.Equal(0, _server.OpenUploads);
        Assert.Empty(_folder.AllFiles);
    }

    [Fact]
    public async Task lists_all_pages_and_deletes()
    {
        var hashes = new List<string>();
        for (var i = 0; i < 5; i++) hashes.Add((await Write(Encoding.UTF8.GetBytes($"file {i}"))).Hash);
        Assert.Equal(hashes.Order(), (await _store.List(default).Select(f => f.Hash).ToListAsync()).Order());
        await _store.Delete(hashes[0], default);
        Assert.Null(await _store.Find(hashes[0], default));
        Assert.Null(await _store.Open(hashes[0], null, default));
    }

    [Fact]
    public async Task serves_an_archive_by_ranges()
    {
        using var zip = new MemoryStream();
        using (var writer = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var name in new[] { "a.txt", "b/c.txt" })
                await using (var entry = writer.CreateEntry(name).Open()) await entry.WriteAsync(Encoding.UTF8.GetBytes(name));
        var stored = await Write(zip.ToArray());
        var opened = await SafeArchive.Open((await _store.OpenSeekable(stored.Hash, default))!, null, default);
        await using var archive = opened.Archive!;
        foreach (var entry in archive.Entries)
        {
            using var text = new StreamReader(await archive.Read(entry, default));
            Assert.Equal(entry.Path, await text.ReadToEndAsync());
        }
    }

    private Task<StoredFile> Write(byte[] content) => _store.Write(new MemoryStream(content), long.MaxValue, default);

    private async Task<string> Text(string hash, ByteRange? range)
    {
        using var reader = new StreamReader((await _store.Open(hash, range, default))!);
        return await reader.ReadToEndAsync();
    }
}
