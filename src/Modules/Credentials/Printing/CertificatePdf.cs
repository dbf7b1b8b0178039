using Lectern.Pdf;

namespace Lectern.Credentials.Printing;

/// <summary>
/// Draws a certificate on A4 across. The same certificate gives the same bytes on every machine and every day: dates and
/// identifiers come from the certificate, fonts from the assembly.
/// </summary>
internal static class CertificatePdf
{
    private const double Width = 841.89, Height = 595.276;   // A4, in points
    private const double Margin = 36, Inset = 84, Foot = 502;
    private const double QrSide = 84;
    private static readonly Colour Ink = Colour.Of("#141b2e"), Muted = Colour.Of("#4a5878"), Hairline = Colour.Of("#c9d2ea");

    internal static byte[] Draw(CertificateSheet sheet)
    {
        var document = new PdfDocument(new PdfFacts(sheet.Title, sheet.Institution, $"{sheet.Learner}, {sheet.Course}", sheet.Code, sheet.Language, sheet.RightToLeft, sheet.IssuedAt));
        var page = document.AddPage(Width, Height);
        DrawFrame(page, sheet);
        DrawMark(page, sheet);
        DrawQrGround(page, sheet);
        DrawWords(new Lettering(page, sheet.RightToLeft), sheet);
        DrawQr(page, sheet);
        return document.Save();
    }

    /// <summary>A hairline frame and, in the far corner, a rosette of ellipses in the institution's colour.</summary>
    private static void DrawFrame(PdfPage page, CertificateSheet sheet)
    {
        var brand = Colour.Of(sheet.Colour);
        var frame = (X: Margin, Y: Margin, Width: Width - Margin * 2, Height: Height - Margin * 2);
        page.StrokeRosette(frame, sheet.RightToLeft ? 190 : Width - 190, 440, 250, 82, 14, brand with { Cover = 0.28 }, 0.9);
        page.StrokeRectangle(frame.X, frame.Y, frame.Width, frame.Height, Hairline, 1);
        page.FillRectangle(frame.X, frame.Y, frame.Width, 6, brand);
    }

    private static void DrawWords(Lettering letters, CertificateSheet sheet)
    {
        const double room = Width - Inset * 2;
        var institution = letters.Fit(sheet.Institution, room - 52, Voice.Display, 1, 20, 17, 14, 11);
        letters.Line(institution.Lines[0], Inset + 48, 110 + institution.Size * 0.35, institution.Size, Voice.Display, Ink);

        var name = letters.Fit(sheet.Learner, room, Voice.Display, 1, 50, 44, 38, 32, 26, 21);
        var course = letters.Fit(sheet.Course, room, Voice.Display, 2, 29, 25, 21, 17);
        // The block of words stands in the middle between head and foot, however many lines it has.
        var height = 24 + name.Lines.Count * name.Size * 1.2 + 32 + course.Lines.Count * course.Size * 1.3;
        var y = Math.Max(150, 298 - height / 2);
        letters.Line(sheet.Certifies, Inset, y += 12, 14, Voice.Text, Muted);
        y += 8;
        foreach (var line in name.Lines) letters.Line(line, Inset, y += name.Size * 1.1, name.Size, Voice.Display, Ink, "H1");
        y += name.Size * 0.3 + 8;
        letters.Line(sheet.Completed, Inset, y += 14, 14, Voice.Text, Muted);
        y += 6;
        foreach (var line in course.Lines) letters.Line(line, Inset, y += course.Size * 1.25, course.Size, Voice.Display, Ink, "H2");

        var start = Inset;
        foreach (var fact in sheet.Facts)
        {
            var isCode = fact.Value == sheet.Code;
            letters.Line(fact.Name, start, Foot - 16, 10.5, Voice.Text, Muted);
            letters.Line(fact.Value, start, Foot, isCode ? 10 : 11, isCode ? Voice.Code : Voice.Strong, Ink, leftToRight: isCode);
            start += Math.Max(letters.Measure(fact.Name, 10.5, Voice.Text), letters.Measure(fact.Value, 11, Voice.Strong)) + 34;
        }

        letters.Line($"{sheet.Check} {new Uri(sheet.Address).Authority}/verify", Inset, Foot + 22, 9.5, Voice.Text, Muted);
    }

    /// <summary>The mark of the house in the institution's colour.</summary>
    private static void DrawMark(PdfPage page, CertificateSheet sheet)
    {
        const double side = 36, top = 92, unit = side / 32;
        var left = sheet.RightToLeft ? Width - Inset - side : Inset;
        (double, double) At(double x, double y) => (left + x * unit, top + y * unit);
        page.FillRounded(left, top, side, side, 9 * unit, Colour.Of(sheet.Colour));
        page.FillPolygon(Colour.White, At(7.5, 16.6), At(24.5, 9), At(24.5, 13.6), At(7.5, 21.2));
        page.FillRectangle(left + 15 * unit, top + 19.6 * unit, 3.4 * unit, 5.4 * unit, Colour.White with { Cover = 0.72 });
    }

    private static (double Left, double Top) QrCorner(CertificateSheet sheet) => (sheet.RightToLeft ? Inset : Width - Inset - QrSide, Foot + 22 - QrSide);

    private static void DrawQrGround(PdfPage page, CertificateSheet sheet)
    {
        var (left, top) = QrCorner(sheet);
        var quiet = QrSide / QrModules.Of(sheet.Address).Side * 4;
        page.FillRectangle(left - quiet, top - quiet, QrSide + quiet * 2, QrSide + quiet * 2, Colour.White);
    }

    private static void DrawQr(PdfPage page, CertificateSheet sheet)
    {
        var code = QrModules.Of(sheet.Address);
        var (left, top) = QrCorner(sheet);
        var module = QrSide / code.Side;
        page.Picture(sheet.Address, Colour.Black, code.Strips.Select(strip => (left + strip.Start * module, top + strip.Row * module, strip.Length * module, module)));
    }
}
