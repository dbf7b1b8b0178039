using FsCheck;
using FsCheck.Fluent;
using Lectern.Lessons;

namespace Lectern.Tests.Lessons;

public class Seen_numbers
{
    private static Arbitrary<int[]> Numbers => Gen.ArrayOf(Gen.Choose(1, 40)).ToArbitrary();

    [Fact]
    public void survive_being_written_down() => Check.QuickThrowOnFailure(Prop.ForAll(Numbers, numbers =>
    {
        var seen = SeenNumbers.Read(string.Join(';', numbers))!;
        return SeenNumbers.Read(seen.ToString())!.ToString() == seen.ToString() && seen.Count == numbers.Distinct().Count() && numbers.All(seen.Contains);
    }));

    [Fact]
    public void count_each_once_in_any_order() => Check.QuickThrowOnFailure(Prop.ForAll(Numbers, Numbers, (some, others) =>
    {
        var (a, b) = (SeenNumbers.Read(string.Join(';', some))!, SeenNumbers.Read(string.Join(';', others))!);
        return a.With(b).ToString() == b.With(a).ToString() && a.With(b).With(a).Count == some.Concat(others).Distinct().Count();
    }));

    [Fact]
    public void are_all_only_when_every_one_was_seen() => Check.QuickThrowOnFailure(Prop.ForAll(Numbers, numbers =>
    {
        var seen = SeenNumbers.Read(string.Join(';', numbers))!.Within(20);
        return SeenNumbers.PercentOf(seen.Count, 20) == 100 == Enumerable.Range(1, 20).All(numbers.Contains);
    }));

    [Theory]
    [InlineData("", "")]
    [InlineData("3;2;1;7", "1-3;7")]
    [InlineData("1-3;2-5", "1-5")]
    public void are_written_as_stretches(string read, string written) => Assert.Equal(written, SeenNumbers.Read(read)!.ToString());
}
