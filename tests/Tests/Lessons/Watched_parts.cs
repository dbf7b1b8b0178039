using FsCheck;
using FsCheck.Fluent;
using Lectern.Lessons;
using Lectern.Lessons.Videos;

namespace Lectern.Tests.Lessons;

public class Watched_parts
{
    private static readonly Arbitrary<Part[]> Parts =
        Gen.Choose(0, 1000).SelectMany(from => Gen.Choose(0, 200).Select(length => new Part(from / 2.0, (from + length) / 2.0))).ArrayOf().ToArbitrary();

    [Fact]
    public void never_touch_and_stand_in_order() => Check.QuickThrowOnFailure(Prop.ForAll(Parts, parts =>
    {
        var union = WatchedParts.None.With(parts, 400).Parts;
        return union.All(p => p.From >= 0 && p.To <= 400 && p.To > p.From) && union.Zip(union.Skip(1)).All(pair => pair.First.To < pair.Second.From);
    }));

    [Fact]
    public void count_every_moment_once_in_any_order() => Check.QuickThrowOnFailure(Prop.ForAll(Parts, parts =>
    {
        var once = WatchedParts.None.With(parts, 400);
        var piecemeal = parts.Reverse().Aggregate(WatchedParts.None, (sum, part) => sum.With([part], 400));
        return once.ToString() == once.With(parts, 400).ToString() && Math.Abs(once.Seconds - piecemeal.Seconds) <= parts.Length && once.Seconds <= 400;
    }));

    [Fact]
    public void survive_being_written_down() => Check.QuickThrowOnFailure(Prop.ForAll(Parts, parts =>
    {
        var union = WatchedParts.None.With(parts, 400);
        return WatchedParts.None.With(WatchedParts.Read(union.ToString())!, 400).ToString() == union.ToString();
    }));

    [Theory]
    [InlineData("0-90", 91)]
    [InlineData("0-100", 100)]
    [InlineData("", 0)]
    [InlineData("10-20;15-30", 21)]
    [InlineData("99-100", 2)]
    public void are_told_in_percent(string watched, int percent) =>
        Assert.Equal(percent, WatchedParts.None.With(WatchedParts.Read(watched)!, 100).PercentOf(100));

    [Theory]
    [InlineData(65.5)]
    [InlineData(7200)]
    public async Task are_measured_against_the_length_that_the_file_says(double seconds) =>
        Assert.Equal(seconds, await VideoLength.Read(new MemoryStream(Papers.Mp4(seconds)), "video/mp4", default));

    [Fact]
    public async Task are_measured_against_the_length_of_a_WebM_too()
    {
        byte[] webm =
        [
            0x1A, 0x45, 0xDF, 0xA3, 0x84, 0x42, 0x82, 0x81, 0x77,
            0x18, 0x53, 0x80, 0x67, 0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
            0x15, 0x49, 0xA9, 0x66, 0x92, 0x2A, 0xD7, 0xB1, 0x83, 0x0F, 0x42, 0x40, 0x44, 0x89, 0x88, .. BitConverter.GetBytes(12_500.0).Reverse(),
            0x1F, 0x43, 0xB6, 0x75, 0x80,
        ];
        Assert.Equal(12.5, await VideoLength.Read(new MemoryStream(webm), "video/webm", default));
    }

    // As browsers record: sizes unknown, no Duration; a picture that looks like a cluster, a group, and an end that was cut off.
    [Theory]
    [InlineData(0, 12.5)]
    [InlineData(9, 12)]
    public async Task are_measured_by_the_last_picture_of_what_was_recorded_live(int cutOff, double seconds)
    {
        byte[] webm =
        [
            0x1A, 0x45, 0xDF, 0xA3, 0x84, 0x42, 0x82, 0x81, 0x77,
            0x18, 0x53, 0x80, 0x67, 0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
            0x15, 0x49, 0xA9, 0x66, 0x87, 0x2A, 0xD7, 0xB1, 0x83, 0x0F, 0x42, 0x40,
            0x1F, 0x43, 0xB6, 0x75, 0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xE7, 0x81, 0x00, 0xA3, 0x85, 0x81, 0x00, 0x28, 0x80, 0x01,
            0x1F, 0x43, 0xB6, 0x75, 0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xE7, 0x82, 0x27, 0x10,
            0xA3, 0x8A, 0x81, 0x07, 0xD0, 0x80, 0x1F, 0x43, 0xB6, 0x75, 0x8F, 0x12,
            0xA0, 0x87, 0xA1, 0x85, 0x81, 0x09, 0xC4, 0x00, 0x01,
        ];
        Assert.Equal(seconds, await VideoLength.Read(new MemoryStream(webm[..^cutOff]), "video/webm", default));
    }

    // Each Void holds what looks like another cluster: gone through from every one of them, the file would take hours.
    [Fact]
    public async Task leave_what_only_looks_like_clusters_soon()
    {
        byte[] void7 = [0xEC, 0x85, 0x1F, 0x43, 0xB6, 0x75, 0x80];
        byte[] webm = [0x1A, 0x45, 0xDF, 0xA3, 0x80, 0x18, 0x53, 0x80, 0x67, 0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, .. Enumerable.Repeat(void7, 1_000_000).SelectMany(one => one)];
        Assert.Equal(0, await VideoLength.Read(new MemoryStream(webm), "video/webm", default));
    }

    [Fact]
    public async Task do_not_trust_broken_files()
    {
        var whole = Papers.Mp4(65);
        var random = new Random(5);
        for (var round = 0; round < 2000; round++)
        {
            var broken = whole[..random.Next(12, whole.Length)];
            broken[random.Next(broken.Length)] = (byte)random.Next(256);
            Assert.InRange(await VideoLength.Read(new MemoryStream(broken), round % 2 == 0 ? "video/mp4" : "video/webm", default), 0, 7 * 24 * 3600);
        }
    }
}
