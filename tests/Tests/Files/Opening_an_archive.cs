using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Lectern.Files;
using Lectern.Files.Archives;

namespace Lectern.Tests.Files;

public class Opening_an_archive
{
    [Theory]
    [InlineData("../etc/passwd", "archive-path-escapes")]
    [InlineData("a/../../b", "archive-path-escapes")]
    [InlineData("a\\..\\..\\b", "archive-path-escapes")]
    [InlineData("a/.. /b", "archive-path-escapes")]
    [InlineData("/etc/passwd", "archive-absolute-path")]
    [InlineData("\\\\server\\share", "archive-absolute-path")]
    [InlineData("C:\\autoexec.bat", "archive-absolute-path")]
    [InlineData("c:evil.txt", "archive-absolute-path")]
    [InlineData("a\0b", "archive-bad-name")]
    public async Task is_refused_for_paths_that_leave_it(string name, string code) =>
        Assert.Equal(code, await RefusalOf(new ZipWriter().Add("good.txt").Add(name).Finish()));

    [Fact]
    public async Task turns_harmless_backslashes_and_dots_into_plain_paths()
    {
        await using var archive = await Good(new ZipWriter().Add("folder\\deeper\\page.html").Add("./a//b.txt").Finish());
        Assert.Equal(["folder/deeper/page.html", "a/b.txt"], archive.Entries.Select(e => e.Path));
    }

    [Fact]
    public async Task is_refused_for_links() =>
        Assert.Equal("archive-link", await RefusalOf(new ZipWriter().Add("link", attributes: 0xA1FF0000).Finish()));

    [Fact]
    public async Task is_refused_for_passwords() =>
        Assert.Equal("archive-encrypted", await RefusalOf(new ZipWriter().Add("secret", flags: 0x801).Finish()));

    [Fact]
    public async Task is_refused_for_compression_we_cannot_read() =>
        Assert.Equal("archive-compression", await RefusalOf(new ZipWriter().Add("old", method: 9).Finish()));

    [Fact]
    public async Task is_refused_for_names_that_differ_by_case_only() =>
        Assert.Equal("archive-duplicate-name", await RefusalOf(new ZipWriter().Add("Index.html").Add("index.HTML").Finish()));

    [Fact]
    public async Task is_refused_for_a_file_that_is_also_a_folder() =>
        Assert.Equal("archive-file-and-folder", await RefusalOf(new ZipWriter().Add("a").Add("a/b").Finish()));

    [Fact]
    public async Task is_refused_for_too_many_entries_even_when_the_count_lies()
    {
        var limits = new ArchiveLimits { Entries = 10 };
        ZipWriter Many() => Enumerable.Range(0, 11).Aggregate(new ZipWriter(), (zip, i) => zip.Add($"{i}.txt"));
        Assert.Equal("archive-too-many-entries", await RefusalOf(Many().Finish(), limits));
        Assert.Equal("archive-too-many-entries", await RefusalOf(Many().Finish(claimedCount: 3), limits));
        Assert.Equal("archive-damaged", await RefusalOf(Many().Finish(claimedCount: 3)));
    }

    [Fact]
    public async Task is_refused_for_too_much_in_total() =>
        Assert.Equal("archive-too-large", await RefusalOf(new ZipWriter().Add("a", new byte[600], deflate: false).Add("b", new byte[600], deflate: false).Finish(), new ArchiveLimits { Total = 1000 }));

    [Fact]
    public async Task is_refused_for_a_bomb() =>
        Assert.Equal("archive-ratio", await RefusalOf(new ZipWriter().Add("zeros", new byte[8 << 20]).Finish()));

    [Fact]
    public async Task is_refused_for_entries_that_share_their_bytes() =>
        Assert.Equal("archive-overlap", await RefusalOf(new ZipWriter().Add("a").Add("b", headerAt: 0).Finish()));

    [Fact]
    public async Task is_refused_for_folders_too_deep() =>
        Assert.Equal("archive-too-deep", await RefusalOf(new ZipWriter().Add(string.Concat(Enumerable.Repeat("a/", 40)) + "b").Finish()));

    [Theory]
    [InlineData("")]
    [InlineData("this is only text, and quite a lot of it, so that there is room for everything")]
    public async Task is_refused_when_it_is_not_a_zip(string content) =>
        Assert.Equal("archive-not-a-zip", await RefusalOf(new MemoryStream(Encoding.UTF8.GetBytes(content))));

    [Fact]
    public async Task is_refused_when_it_was_cut_off()
    {
        var whole = new ZipWriter().Add("a", new byte[5000], deflate: false).Finish().ToArray();
        for (var length = 100; length < whole.Length; length += 97)
            Assert.Equal("archive-damaged", await RefusalOf(new MemoryStream(whole[..length])));
    }

    [Fact]
    public async Task never_breaks_on_random_damage()
    {
        var whole = new ZipWriter().Add("a/b.txt").Add("c.txt", deflate: false).Finish().ToArray();
        var random = new Random(7);
        for (var round = 0; round < 3000; round++)
        {
            var damaged = whole.ToArray();
            for (var change = 0; change < 3; change++) damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            var opened = await SafeArchive.Open(new MemoryStream(damaged), null, default);
            if (opened.Archive is not { } archive) continue;
            foreach (var entry in archive.Entries)
            {
                try
                {
                    await using var content = await archive.Read(entry, default);
                    await content.CopyToAsync(Stream.Null);
                }
                catch (RefusedException)
                {
                    // A refusal is what we ask for; any other exception fails the test.
                }
            }
        }
    }

    [Fact]
    public async Task reads_what_was_written()
    {
        using var zip = new MemoryStream();
        using (var writer = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var name in new[] { "imsmanifest.xml", "shared/style.css", "دروس/صفحة.html" })
                await using (var entry = writer.CreateEntry(name).Open()) await entry.WriteAsync(Encoding.UTF8.GetBytes(name));
        await using var archive = await Good(zip);
        Assert.Equal(3, archive.Entries.Count);
        foreach (var entry in archive.Entries) Assert.Equal(entry.Path, await Text(archive, entry.Path));
    }

    [Fact]
    public async Task stops_an_entry_that_is_longer_than_the_directory_says()
    {
        await using var archive = await Good(new ZipWriter().Add("liar", new byte[3 << 20], claimedLength: 1000).Finish());
        var refused = await Assert.ThrowsAsync<RefusedException>(() => Text(archive, "liar"));
        Assert.Equal("archive-ratio", refused.Refusal.Code);
    }

    [Fact]
    public async Task notices_damage_in_the_content()
    {
        var zip = new ZipWriter().Add("a", Encoding.UTF8.GetBytes("0123456789"), deflate: false).Finish().ToArray();
        zip[35] ^= 1;
        await using var archive = await Good(new MemoryStream(zip));
        var refused = await Assert.ThrowsAsync<RefusedException>(() => Text(archive, "a"));
        Assert.Equal("archive-damaged", refused.Refusal.Code);
    }

    [Fact]
    public async Task leaves_out_what_macOS_adds()
    {
        await using var archive = await Good(new ZipWriter().Add("a.txt").Add("__MACOSX/._a.txt").Add("b/.DS_Store").Add("b/", []).Finish());
        Assert.Equal(["a.txt"], archive.Entries.Select(e => e.Path));
    }

    [Fact]
    public async Task decodes_names_without_the_flag()
    {
        byte[] cp437 = [0x50, 0x72, 0x81, 0x66, 0x75, 0x6E, 0x67]; // Prüfung
        var unicode = Encoding.UTF8.GetBytes("试验");
        byte[] checksum = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(checksum, Crc32.Append(0, "??"u8));
        byte[] extra = [0x75, 0x70, (byte)(5 + unicode.Length), 0, 1, .. checksum, .. unicode];
        await using var archive = await Good(new ZipWriter()
            .Add("x", rawName: cp437, flags: 0)
            .Add("y", rawName: Encoding.UTF8.GetBytes("Pru\u0308fung2"), flags: 0)
            .Add("z", rawName: "??"u8.ToArray(), flags: 0, extra: extra).Finish());
        Assert.Equal(["Prüfung", "Prüfung2", "试验"], archive.Entries.Select(e => e.Path));
    }

    [Theory]
    [InlineData("ZipSlip.zip", "archive-path-escapes")]
    [InlineData("moodle-passwordis1.zip", "archive-encrypted")]
    [InlineData("BadMix.zip", null)]
    [InlineData("MissingFile.zip", null)]
    [InlineData("moodle-test_7zip_927.zip", null)]
    [InlineData("moodle-test_osx_compress.zip", null)]
    [InlineData("moodle-test_win8_cz.zip", null)]
    [InlineData("moodle-test_winrar_421.zip", null)]
    public async Task judges_files_from_the_world(string name, string? code)
    {
        if (SharedData.Folder("zip-hostile") is not { } folder) return;
        var opened = await SafeArchive.Open(File.OpenRead(Path.Combine(folder, name)), null, default);
        Assert.Equal(code, opened.Refusal?.Code);
        if (opened.Archive is not { } archive) return;
        await using (archive)
        {
            foreach (var entry in archive.Entries) Assert.Equal(entry.Length, (await Text(archive, entry.Path)).Length);
            if (name.Contains("osx", StringComparison.Ordinal))
                Assert.Equal(["Prüfung.txt", "test.test", "testíček.txt", "Žluťoučký/Koníček.txt", "测试.txt", "試験.txt"], archive.Entries.Select(e => e.Path));
        }
    }

    private static async Task<SafeArchive> Good(Stream zip)
    {
        var opened = await SafeArchive.Open(zip, null, default);
        Assert.Null(opened.Refusal);
        return opened.Archive!;
    }

    private static async Task<string?> RefusalOf(Stream zip, ArchiveLimits? limits = null) =>
        (await SafeArchive.Open(zip, limits, default)).Refusal?.Code;

    private static async Task<string> Text(SafeArchive archive, string path)
    {
        await using var content = await archive.Read(archive.Find(path)!, default);
        using var text = new StreamReader(content, Encoding.Latin1);
        var read = await text.ReadToEndAsync();
        return path.All(char.IsAscii) ? read : Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(read)) is var unicode && unicode.Contains('\uFFFD', StringComparison.Ordinal) ? read : unicode;
    }
}
