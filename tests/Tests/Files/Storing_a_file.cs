using System.Security.Cryptography;
using System.Text;
using Lectern.Files;

namespace Lectern.Tests.Files;

public sealed class Storing_a_file : IDisposable
{
    private readonly ThrowawayFolder _folder = new();
    private readonly TemporaryFiles _temporary;
    private readonly DiskFileStore _store;

    public Storing_a_file()
    {
        _temporary = new TemporaryFiles(Path.Combine(_folder.Location, "temporary"));
        _store = new DiskFileStore(_folder.Location, _temporary, TimeProvider.System);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task names_it_by_its_content_and_gives_it_back()
    {
        var stored = await Write("the same content");
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData("the same content"u8)), stored.Hash);
        Assert.Equal(16, stored.Length);
        Assert.Equal("the same content", await Text(stored.Hash, null));
        Assert.Equal("same", await Text(stored.Hash, new ByteRange(4, 4)));
        Assert.Equal("content", await Text(stored.Hash, new ByteRange(9)));
        Assert.Equal("", await Text(stored.Hash, new ByteRange(100)));
    }

    [Fact]
    public async Task keeps_the_same_content_once()
    {
        await Write("twice");
        await Write("twice");
        Assert.Single(_folder.AllFiles);
        Assert.Single(await _store.List(default).ToListAsync());
    }

    [Fact]
    public async Task keeps_nothing_beyond_the_limit()
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(() => _store.Write(new MemoryStream(new byte[1001]), 1000, default));
        Assert.Equal("file-too-large", refused.Refusal.Code);
        Assert.Empty(_folder.AllFiles);
    }

    [Fact]
    public async Task keeps_nothing_of_a_stream_that_breaks()
    {
        await Assert.ThrowsAsync<IOException>(() => _store.Write(new BrokenStream(300_000), long.MaxValue, default));
        Assert.Empty(_folder.AllFiles);
    }

    [Fact]
    public async Task shows_nothing_before_it_is_whole()
    {
        var stream = new HeldStream("some of it"u8.ToArray());
        var writing = _store.Write(stream, long.MaxValue, default);
        await stream.Reading;
        Assert.Empty(await _store.List(default).ToListAsync());
        stream.LetGo();
        Assert.Equal([(await writing).Hash], await _store.List(default).Select(f => f.Hash).ToListAsync());
    }

    [Fact]
    public async Task leaves_after_a_crash_only_what_the_sweep_removes()
    {
        var stored = await Write("whole");
        var left = Path.Combine(_folder.Location, "temporary", "crashed.part");
        await File.WriteAllTextAsync(left, "half");
        Assert.Equal(0, _temporary.Sweep(DateTimeOffset.UnixEpoch));
        Assert.Equal(1, _temporary.Sweep(TimeProvider.System.GetUtcNow().AddMinutes(1)));
        Assert.False(File.Exists(left));
        Assert.Equal("whole", await Text(stored.Hash, null));
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("")]
    [InlineData("ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789")]
    [InlineData("abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789")]
    public async Task knows_no_other_names(string hash)
    {
        Assert.Null(await _store.Find(hash, default));
        Assert.Null(await _store.Open(hash, null, default));
        await _store.Delete(hash, default);
    }

    [Fact]
    public async Task can_be_undone()
    {
        var stored = await Write("gone soon");
        await _store.Delete(stored.Hash, default);
        Assert.Null(await _store.Find(stored.Hash, default));
        Assert.Empty(_folder.AllFiles);
    }

    private Task<StoredFile> Write(string text) => _store.Write(new MemoryStream(Encoding.UTF8.GetBytes(text)), long.MaxValue, default);

    private async Task<string> Text(string hash, ByteRange? range)
    {
        using var reader = new StreamReader((await _store.Open(hash, range, default))!);
        return await reader.ReadToEndAsync();
    }
}

/// <summary>Gives some bytes, then breaks as a cut connection does.</summary>
internal sealed class BrokenStream(int length) : MemoryStream(new byte[length])
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Position < Length ? await base.ReadAsync(buffer, cancellationToken) : throw new IOException("The connection was cut.");
}

/// <summary>Gives its bytes, then waits to be let go before it ends.</summary>
internal sealed class HeldStream(byte[] bytes) : MemoryStream(bytes)
{
    private readonly TaskCompletionSource _reading = new();
    private readonly TaskCompletionSource _go = new();

    public Task Reading => _reading.Task;

    public void LetGo() => _go.SetResult();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Position < Length) return await base.ReadAsync(buffer, cancellationToken);
        _reading.TrySetResult();
        await _go.Task;
        return 0;
    }
}
