using System.Text;
using Lectern.Files;

namespace Lectern.Tests.Files;

public class Sniffing_content
{
    public static TheoryData<byte[], string?> Heads => new()
    {
        { [0, 0, 0, 0x20, .. "ftypisom"u8, 0, 0, 2, 0], "video/mp4" },
        { [0, 0, 0, 0x14, .. "ftypqt  "u8, 0, 0, 2, 0], "video/quicktime" },
        { [0, 0, 0, 0x18, .. "ftypM4A "u8, 0, 0, 2, 0], "audio/mp4" },
        { [0, 0, 0, 0x18, .. "ftypheic"u8, 0, 0, 2, 0], null },
        { [0x1A, 0x45, 0xDF, 0xA3, 0x9F, 0x42, 0x86, 0x81, 1, 0x42, 0x82, 0x84, .. "webm"u8], "video/webm" },
        { [0x1A, 0x45, 0xDF, 0xA3, 0x9F, 0x42, 0x86, 0x81, 1, 0x42, 0x82, 0x88, .. "matroska"u8], null },
        { [.. "OggS"u8, 0, 2, 0, 0, 0, 0, 0, 0, 0x80, .. "theora"u8], "video/ogg" },
        { [.. "OggS"u8, 0, 2, 0, 0, 0, 0, 0, 0, 1, .. "vorbis"u8], "audio/ogg" },
        { "%PDF-1.7\n"u8.ToArray(), "application/pdf" },
        { [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, 0], "image/png" },
        { [0xFF, 0xD8, 0xFF, 0xE0], "image/jpeg" },
        { "GIF89a1234"u8.ToArray(), "image/gif" },
        { "RIFF1234WEBPVP8 "u8.ToArray(), "image/webp" },
        { "RIFF1234WAVEfmt "u8.ToArray(), "audio/wav" },
        { [.. "PK"u8, 3, 4, 20, 0], "application/zip" },
        { "WEBVTT\n\n00:00.000 --> 00:01.000\nHi"u8.ToArray(), "text/vtt" },
        { "WEBVTTX"u8.ToArray(), null },
        { "Dear all, this is only text."u8.ToArray(), null },
        { "<html><script>alert(1)</script>"u8.ToArray(), null },
        { "<svg xmlns='http://www.w3.org/2000/svg'>"u8.ToArray(), null },
        { [], null },
    };

    [Theory, MemberData(nameof(Heads))]
    public void tells_what_it_is_by_the_first_bytes(byte[] head, string? type) => Assert.Equal(type, ContentSniffer.MediaType(head));

    [Fact]
    public void calls_a_renamed_text_file_not_a_video()
    {
        var type = ContentSniffer.MediaType(Encoding.UTF8.GetBytes("Dear all, this is only text."));
        Assert.Equal("file-not-a-video", ContentSniffer.Expect(ContentKind.Video, type)?.Code);
    }

    [Fact]
    public void never_breaks_on_short_or_random_heads()
    {
        var random = new Random(3);
        foreach (var (head, _) in Heads.Select(row => row.Data))
            for (var length = 0; length <= head.Length; length++)
                ContentSniffer.MediaType(head.AsSpan(0, length));
        var noise = new byte[64];
        for (var round = 0; round < 10_000; round++)
        {
            random.NextBytes(noise);
            ContentSniffer.MediaType(noise);
        }
    }
}
