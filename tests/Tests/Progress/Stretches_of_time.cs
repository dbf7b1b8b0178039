using FsCheck;
using FsCheck.Fluent;
using Lectern.Progress.Time;

namespace Lectern.Tests.Progress;

public sealed class Stretches_of_time
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private static Arbitrary<Stretch[]> Any => (
        from start in Gen.Choose(0, 60)
        from length in Gen.Choose(-2, 12)
        select new Stretch(Noon.AddSeconds(start), Noon.AddSeconds(start + length))).ArrayOf().ToArbitrary();

    [Fact]
    public void are_joined_to_exactly_the_seconds_that_one_of_them_covers() =>
        Prop.ForAll(Any, stretches =>
        {
            var union = Stretches.Union(stretches);
            return IsInOrder(union) && Seconds(union).SetEquals(Seconds(stretches)) && union.Zip(union.Skip(1)).All(pair => pair.First.To < pair.Second.From);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void without_others_are_exactly_the_seconds_that_those_leave() =>
        Prop.ForAll(Any, Any, (stretches, others) =>
        {
            var left = Stretches.Without(stretches, others);
            var expected = Seconds(stretches);
            expected.ExceptWith(Seconds(others));
            return IsInOrder(left) && Seconds(left).SetEquals(expected);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void add_up_to_their_union_in_whatever_order_and_however_often_they_are_told() =>
        Prop.ForAll(Any, Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), (stretches, seed) =>
        {
            var told = stretches.Concat(stretches).ToArray();
            new System.Random(seed).Shuffle(told);
            var kept = new List<Stretch>();
            foreach (var stretch in told) kept.AddRange(Stretches.Without([stretch], kept));
            return kept.Sum(s => s.Length.TotalSeconds) == Stretches.Union(stretches).Sum(s => s.Length.TotalSeconds) && Seconds(kept).SetEquals(Seconds(stretches));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void are_cut_without_losing_any() =>
        Prop.ForAll(Any, Gen.Choose(0, 60).ToArbitrary(), (stretches, at) =>
        {
            var (union, cut) = (Stretches.Union(stretches), Noon.AddSeconds(at));
            var parts = union.CutAt(cut).ToList();
            return Seconds(parts).SetEquals(Seconds(union)) && parts.TrueForAll(p => p.To <= cut || p.From >= cut);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void are_read_since_the_page_was_opened_and_never_from_the_future()
    {
        var now = Noon.AddSeconds(50);
        Assert.Equal([new Stretch(Noon, Noon.AddSeconds(12.5)), new(Noon.AddSeconds(30), now)], Stretches.Read("0-12500;30000-90000;60000-70000", Noon, now)!);
        Assert.Equal([new Stretch(Noon, Noon.AddSeconds(20))], Stretches.Read("10000-20000;0-10000;5000-6000", Noon, now)!);
        Assert.Empty(Stretches.Read("", Noon, now)!);
        Assert.Empty(Stretches.Read("5000-1000", Noon, now)!);
    }

    [Theory]
    [InlineData("0-86400001")]
    [InlineData("0-99999999999")]
    [InlineData("-5-10")]
    [InlineData("+1-10")]
    [InlineData("1.5-10")]
    [InlineData("0-NaN")]
    [InlineData("0")]
    [InlineData("0-1-2")]
    [InlineData("now")]
    [InlineData("٠-٩")]
    public void are_not_read_from_anything_else(string text) => Assert.Null(Stretches.Read(text, Noon, Noon));

    [Fact]
    public void are_not_read_when_there_are_too_many_of_them() =>
        Assert.Null(Stretches.Read(string.Join(';', Enumerable.Range(0, Stretches.Most + 1).Select(n => $"{n}-{n + 1}")), Noon, Noon.AddHours(1)));

    private static bool IsInOrder(IReadOnlyList<Stretch> stretches) => stretches.All(s => s.To > s.From) && stretches.Zip(stretches.Skip(1)).All(pair => pair.First.To <= pair.Second.From);

    private static HashSet<int> Seconds(IEnumerable<Stretch> stretches) =>
        [.. stretches.Where(s => s.To > s.From).SelectMany(s => Enumerable.Range((int)(s.From - Noon).TotalSeconds, (int)s.Length.TotalSeconds))];
}
