using Lectern.Files;

namespace Lectern.Tests.Files;

/// <summary>How large a picture is, told by its header.</summary>
public sealed class Measuring_a_picture
{
    private static readonly byte[] Exif = [0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, .. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0];
    private static readonly byte[] Frame = [0xFF, 0xC2, 0, 17, 8, 0, 48, 0, 64, 3, 0, 0, 0, 0];

    public static TheoryData<string, byte[]> Pictures => new()
    {
        { "64x48", [0x89, .. "PNG\r\n"u8, 0x1A, 10, 0, 0, 0, 13, .. "IHDR"u8, 0, 0, 0, 64, 0, 0, 0, 48] },
        { "64x48", [.. "GIF89a"u8, 64, 0, 48, 0] },
        { "64x48", [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 1, 0xFF, .. Frame] },
        { "48x64", [0xFF, 0xD8, .. Exif, .. Frame] },
        { "64x48", WebP("VP8X", [0, 0, 0, 0, 63, 0, 0, 47, 0, 0]) },
        { "64x48", WebP("VP8L", [0x2F, 63, 0xC0, 11, 0, 0, 0, 0, 0, 0]) },
        { "64x48", WebP("VP8 ", [0, 0, 0, 0x9D, 1, 0x2A, 64, 0x40, 48, 0]) },
        { "", [0xFF, 0xD8, 0xFF, 0xE0, 0, 1] },
        { "", [0xFF, 0xD8, 0xFF, 0xDA, 0, 4, 1, 1, .. Frame] },
        { "", [0x89, .. "PNG\r\n"u8, 0x1A, 10, 0, 0, 0, 13, .. "IHDR"u8, 0, 0, 0, 0, 0, 0, 0, 48] },
        { "", "<svg width='64' height='48'/>"u8.ToArray() },
    };

    private static byte[] WebP(string chunk, byte[] body) => [.. "RIFF"u8, 0, 0, 0, 0, .. "WEBP"u8, .. System.Text.Encoding.ASCII.GetBytes(chunk), 0, 0, 0, 0, .. body];

    [Theory, MemberData(nameof(Pictures))]
    public void finds_its_sides_or_nothing(string size, byte[] content) => Assert.Equal(size, PictureSize.Of(content) is var (width, height) ? $"{width}x{height}" : "");

    [Theory, MemberData(nameof(Pictures))]
    public void is_not_broken_by_one_that_is_cut_or_changed(string size, byte[] content)
    {
        Assert.NotNull(size);
        for (var length = 0; length < content.Length; length++) PictureSize.Of(content.AsSpan(0, length));
        var random = new Random(1);
        for (var round = 0; round < 5000; round++)
        {
            var changed = content.ToArray();
            for (var time = 0; time < 3; time++) changed[random.Next(changed.Length)] = (byte)random.Next(256);
            if (PictureSize.Of(changed) is var (width, height)) Assert.True(width > 0 && height > 0);
        }
    }
}
