using FsCheck;
using FsCheck.Fluent;
using Lectern.Credentials;

namespace Lectern.Tests.Credentials;

public sealed class A_certificate_code
{
    [Fact]
    public void holds_at_least_128_random_bits() => Assert.True(CertificateCode.Length * 5 >= 128);

    [Fact]
    public void is_never_given_twice() => Assert.Equal(10_000, Enumerable.Range(0, 10_000).Select(_ => CertificateCode.New()).Distinct().Count());

    [Fact]
    public void uses_every_character_at_every_place()
    {
        var codes = Enumerable.Range(0, 2_000).Select(_ => CertificateCode.New()).ToList();
        for (var place = 0; place < CertificateCode.Length; place++) Assert.Equal(32, codes.Select(code => code[place]).Distinct().Count());
    }

    [Fact]
    public void is_read_however_it_is_typed() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(),
        seed =>
        {
            var random = new Random(seed);
            var code = CertificateCode.New();
            var typed = string.Concat(code.Select(c => (random.Next(4) switch { 0 => " ", 1 => "-", 2 => "–", _ => "" }) + Variant(c, random)));
            return CertificateCode.TryRead(typed, out var read) && read == code;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(null), InlineData(""), InlineData("-"), InlineData("7Q4K-92ZD"), InlineData("' OR 1=1 --"), InlineData("../../etc/passwd"), InlineData("<script>alert(1)</script>")]
    [InlineData("UUUU-UUUU-UUUU-UUUU-UUUU-UUUU-UUUU"), InlineData("0000-0000-0000-0000-0000-0000-00000"), InlineData("٠٠٠٠-٠٠٠٠-٠٠٠٠-٠٠٠٠-٠٠٠٠-٠٠٠٠-٠٠٠٠"), InlineData("\0\0\0\0")]
    public void is_not_read_from_anything_else(string? typed) => Assert.False(CertificateCode.TryRead(typed, out _));

    [Fact]
    public void is_not_read_from_an_endless_text() => Assert.False(CertificateCode.TryRead(new string('-', 1_000_000), out _));

    [Fact]
    public void never_breaks_on_any_text() => Prop.ForAll<string>(text => CertificateCode.TryRead(text, out var read) == (read is not null)).QuickCheckThrowOnFailure();

    [Fact]
    public void is_shown_in_groups_of_four()
    {
        var shown = CertificateCode.Show("0123456789ABCDEFGHJKMNPQRSTV");
        Assert.Equal("0123-4567-89AB-CDEF-GHJK-MNPQ-RSTV", shown);
    }

    private static string Variant(char character, Random random) => character switch
    {
        '0' => random.Next(3) switch { 0 => "o", 1 => "O", _ => "0" },
        '1' => random.Next(3) switch { 0 => "l", 1 => "I", _ => "1" },
        _ => random.Next(2) == 0 ? char.ToLowerInvariant(character).ToString() : character.ToString(),
    };
}
