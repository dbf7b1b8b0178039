using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Lectern.Credentials;
using Lectern.Credentials.Printing;
using Lectern.Data;
using Lectern.People.SigningIn;
using Lectern.Web;
using QRCoder;

namespace Lectern.Tests.Credentials;

public sealed partial class A_printed_certificate
{
    private static readonly Texts Words = new(new ModelSources([typeof(CredentialsModule).Assembly]));

    [Fact]
    public void is_the_same_file_every_time()
    {
        var sheet = Sheet(A_certificate_over_time.ACertificate(months: 24));
        var first = CertificatePdf.Draw(sheet);
        Assert.Equal(first, CertificatePdf.Draw(sheet));
    }

    [Fact]
    public void is_another_file_for_another_certificate() =>
        Assert.NotEqual(CertificatePdf.Draw(Sheet(A_certificate_over_time.ACertificate())), CertificatePdf.Draw(Sheet(A_certificate_over_time.ACertificate())));

    [Theory, InlineData("en"), InlineData("ar")]
    public void says_every_claim_to_a_screen_reader(string language)
    {
        var certificate = A_certificate_over_time.ACertificate(months: 24);
        var sheet = Sheet(certificate, language);
        var said = Texts(CertificatePdf.Draw(sheet));
        foreach (var claim in new[] { "Kofi Mensah", "The sepsis hour", "Marlow Health", CertificateCode.Show(certificate.Code) }.Concat(sheet.Facts.Select(fact => fact.Value))) Assert.Contains(claim, said);
    }

    [Fact]
    public void says_an_Arabic_name_as_it_is_written_though_it_is_drawn_in_shapes() =>
        Assert.Contains("ليلى عبد الرحمن", Texts(CertificatePdf.Draw(Sheet(A_certificate_over_time.ACertificate(learner: "ليلى عبد الرحمن"), "ar"))));

    [Fact]
    public void is_drawn_alike_in_every_culture()
    {
        var sheet = Sheet(A_certificate_over_time.ACertificate());
        var before = CultureInfo.CurrentCulture;
        var expected = CertificatePdf.Draw(sheet);
        try
        {
            foreach (var culture in new[] { "ar-SA", "de-DE", "fa-IR", "sv-SE" })
            {
                CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
                Assert.Equal(expected, CertificatePdf.Draw(sheet));
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void is_written_in_the_language_of_its_learner()
    {
        var said = Texts(CertificatePdf.Draw(Sheet(A_certificate_over_time.ACertificate(months: 24), "ar")));
        Assert.Contains("تشهد هذه الوثيقة بأنّ", said);
        Assert.Contains("20 نوفمبر 2028", said);
    }

    [Theory]
    [InlineData("W")]
    [InlineData("Wolfeschlegelsteinhausenbergerdorff Wolfeschlegelsteinhausenbergerdorff Wolfeschlegelsteinhausenbergerdorff")]
    [InlineData("محمد بن عبد الرحمن آل سعود الطويل جدا جدا محمد بن عبد الرحمن آل سعود الطويل جدا جدا")]
    [InlineData("李小龍 😀 \u202Eevil")]
    [InlineData("<b>O'Neil & \\Sons\\ (Ltd)</b>")]
    public void takes_any_name(string name)
    {
        var long4 = string.Concat(Enumerable.Repeat(name + " ", 4))[..Math.Min(200, name.Length * 4)];
        var said = string.Join(' ', Texts(CertificatePdf.Draw(Sheet(A_certificate_over_time.ACertificate(learner: name, course: long4)))));
        Assert.Contains(name.Split(' ')[0], said, StringComparison.Ordinal);
    }

    [Fact]
    public void shows_a_code_that_leads_to_its_public_page()
    {
        const string address = "https://learn.example.org/verify/0123-4567-89AB-CDEF-GHJK-MNPQ-RSTV";
        var modules = QrModules.Of(address);
        using var expected = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        var drawn = new bool[modules.Side, modules.Side];
        foreach (var (row, start, length) in modules.Strips)
            for (var column = start; column < start + length; column++) drawn[row, column] = true;
        for (var row = 0; row < modules.Side; row++)
            for (var column = 0; column < modules.Side; column++) Assert.Equal(expected.ModuleMatrix[row + 4][column + 4], drawn[row, column]);
    }

    internal static CertificateSheet Sheet(Certificate certificate, string language = "en") => CertificateSheet.Of(
        certificate, Cultures.Of(language), Words, $"https://learn.example.org/verify/{CertificateCode.Show(certificate.Code)}", null);

    /// <summary>What the file says in words: the ActualText of its tagged content, in order.</summary>
    private static List<string> Texts(byte[] pdf) => [.. Streams(pdf).SelectMany(stream => ActualText().Matches(stream)).Select(found => Encoding.BigEndianUnicode.GetString(Convert.FromHexString(found.Groups[1].Value)))];

    private static IEnumerable<string> Streams(byte[] pdf)
    {
        var text = Encoding.Latin1.GetString(pdf);
        foreach (Match found in Stream().Matches(text))
        {
            var start = found.Index + found.Length;
            using var unpacked = new ZLibStream(new MemoryStream(pdf, start, int.Parse(found.Groups[1].ValueSpan, CultureInfo.InvariantCulture)), CompressionMode.Decompress);
            using var reader = new StreamReader(unpacked, Encoding.Latin1);
            yield return reader.ReadToEnd();
        }
    }

    [GeneratedRegex("/ActualText <FEFF([0-9A-F]*)>")]
    private static partial Regex ActualText();

    [GeneratedRegex(@"/Length (\d+) /Filter /FlateDecode[^>]*>>\nstream\n")]
    private static partial Regex Stream();
}
