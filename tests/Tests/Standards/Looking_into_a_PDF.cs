using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Lectern.Pdf;
using Lectern.Tests.Lessons;

namespace Lectern.Tests.Standards;

public class Looking_into_a_PDF
{
    [Theory]
    [InlineData(1)]
    [InlineData(14)]
    [InlineData(2500)]
    public async Task counts_its_pages(int pages)
    {
        Assert.Equal(new PdfSummary(pages, IsProtected: false), await Look(Papers.Pdf(pages)));
        Assert.Equal(new PdfSummary(pages, IsProtected: false), await Look(Papers.PackedPdf(pages)));
    }

    [Fact]
    public async Task counts_the_pages_of_our_own()
    {
        var pdf = new PdfDocument(new PdfFacts("Title", "Author", "Subject", "Keywords", "en", false, DateTimeOffset.UnixEpoch));
        pdf.AddPage(595, 842);
        pdf.AddPage(595, 842);
        Assert.Equal(2, (await Look(pdf.Save())).Pages);
    }

    [Fact]
    public async Task says_that_it_is_protected() =>
        Assert.True((await Look(Papers.Pdf(3, "/Encrypt << /Filter /Standard /V 2 /R 3 /O (x) /U (y) /P -4 >>"))).IsProtected);

    [Theory]
    [InlineData("%PDF-1.4\nnothing more")]
    [InlineData("%PDF-1.4\nstartxref\n99999999\n%%EOF")]
    [InlineData("%PDF-1.4\nxref\n0 0\ntrailer << /Prev 9 >>\nstartxref\n9\n%%EOF")]                       // its own predecessor
    [InlineData("%PDF-1.4\nxref\n0 999999999\ntrailer << >>\nstartxref\n9\n%%EOF")]
    [InlineData("%PDF-1.4\nxref\n0 0\ntrailer [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\nstartxref\n9\n%%EOF")]
    [InlineData("%PDF-1.4\nxref\n1 1\n0000000060 00000 n \ntrailer << /Root 1 0 R >>\n1 0 obj 1 0 R endobj\nstartxref\n9\n%%EOF")]   // itself
    public async Task knows_nothing_of_what_is_broken(string file) => Assert.Equal(0, (await Look(Encoding.Latin1.GetBytes(file))).Pages);

    [Theory]
    [InlineData("1 0 R", "99")]       // as long as it says itself
    [InlineData("99", "3 0 R")]       // the stream of objects, whose length lies in it
    [InlineData("2 0 R", "3 0 R")]    // the one in the other
    public async Task knows_nothing_of_objects_that_need_themselves(string length, string containerLength) =>
        Assert.Equal(new PdfSummary(0, IsProtected: false), await Look(Papers.EntangledPdf(length, containerLength)));

    [Fact]
    public async Task doesnt_believe_impossible_numbers()
    {
        var text = Encoding.Latin1.GetString(Papers.Pdf(1)).Replace("/Count 1", "/Count 9", StringComparison.Ordinal);
        Assert.Equal(9, (await Look(Encoding.Latin1.GetBytes(text))).Pages);
        Assert.Equal(0, (await Look(Papers.PackedPdf(999_999_999))).Pages);
    }

    [Fact]
    public void never_breaks_on_damage()
    {
        byte[][] whole = [Papers.Pdf(3), Papers.PackedPdf(3)];
        Check.QuickThrowOnFailure(Prop.ForAll(Gen.Choose(0, 1).SelectMany(which => Gen.Choose(0, 2000).SelectMany(at => Gen.Choose(0, 255).Select(value => (which, at, value)))).ToArbitrary(), damage =>
        {
            var file = whole[damage.which].ToArray();
            file[damage.at % file.Length] = (byte)damage.value;
            return Look(file).IsCompletedSuccessfully && Look(file[..(damage.at % file.Length)]).IsCompletedSuccessfully;
        }));
    }

    private static Task<PdfSummary> Look(byte[] file) => PdfFile.Look(new MemoryStream(file), default);
}
