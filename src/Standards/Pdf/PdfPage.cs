using System.Globalization;
using System.Text;

namespace Lectern.Pdf;

/// <summary>A colour, red, green and blue from 0 to 255, and how much it covers, from 0 to 1.</summary>
public readonly record struct Colour(byte Red, byte Green, byte Blue, double Cover = 1)
{
    public static readonly Colour Black = new(0, 0, 0);
    public static readonly Colour White = new(255, 255, 255);

    /// <summary>From #rrggbb.</summary>
    public static Colour Of(string hex) => new(Convert.ToByte(hex[1..3], 16), Convert.ToByte(hex[3..5], 16), Convert.ToByte(hex[5..7], 16));
}

/// <summary>Letters of one font that stand beside each other, in the order in which they are drawn.</summary>
public sealed record TextRun(TrueTypeFont Font, string Text);

/// <summary>
/// One page, drawn from the top left corner, in points. What is text or picture is tagged, so that a screen reader says it
/// (ISO 32000-1, 14.7 and 14.8); everything else is marked as decoration.
/// </summary>
public sealed class PdfPage
{
    private readonly StringBuilder _content = new();

    internal PdfPage(double width, double height) => (Width, Height) = (width, height);

    public double Width { get; }
    public double Height { get; }

    internal string Content => _content.ToString();
    internal List<(string Tag, string? Alternative)> Tagged { get; } = [];
    internal Dictionary<TrueTypeFont, SortedDictionary<int, char>> Fonts { get; } = [];
    internal SortedSet<int> Covers { get; } = [];

    public void FillRectangle(double x, double y, double width, double height, Colour colour) =>
        Decoration(() => Fill(colour).Write($"{N(x)} {N(Height - y - height)} {N(width)} {N(height)} re f"));

    public void StrokeRectangle(double x, double y, double width, double height, Colour colour, double line) =>
        Decoration(() => Stroke(colour, line).Write($"{N(x)} {N(Height - y - height)} {N(width)} {N(height)} re S"));

    public void FillPolygon(Colour colour, params (double X, double Y)[] points) => Decoration(() =>
    {
        Fill(colour);
        for (var i = 0; i < points.Length; i++) Write($"{N(points[i].X)} {N(Height - points[i].Y)} {(i == 0 ? "m" : "l")}");
        Write("h f");
    });

    public void FillRounded(double x, double y, double width, double height, double radius, Colour colour) => Decoration(() =>
    {
        Fill(colour);
        double left = x, right = x + width, top = Height - y, bottom = top - height, c = radius * (1 - Kappa);
        Write($"{N(left + radius)} {N(top)} m {N(right - radius)} {N(top)} l {N(right - c)} {N(top)} {N(right)} {N(top - c)} {N(right)} {N(top - radius)} c");
        Write($"{N(right)} {N(bottom + radius)} l {N(right)} {N(bottom + c)} {N(right - c)} {N(bottom)} {N(right - radius)} {N(bottom)} c");
        Write($"{N(left + radius)} {N(bottom)} l {N(left + c)} {N(bottom)} {N(left)} {N(bottom + c)} {N(left)} {N(bottom + radius)} c");
        Write($"{N(left)} {N(top - radius)} l {N(left)} {N(top - c)} {N(left + c)} {N(top)} {N(left + radius)} {N(top)} c h f");
    });

    /// <summary>Ellipses round one centre, each turned by one more step of half a circle: a rosette. Only what is inside the frame shows.</summary>
    public void StrokeRosette((double X, double Y, double Width, double Height) frame, double centreX, double centreY, double radius, double narrow, int petals, Colour colour, double line) => Decoration(() =>
    {
        Write($"{N(frame.X)} {N(Height - frame.Y - frame.Height)} {N(frame.Width)} {N(frame.Height)} re W n");
        Stroke(colour, line);
        for (var petal = 0; petal < petals; petal++)
        {
            var (sin, cos) = Math.SinCos(petal * Math.PI / petals);
            Write($"q {N4(cos)} {N4(sin)} {N4(-sin)} {N4(cos)} {N(centreX)} {N(Height - centreY)} cm");
            double a = radius, b = narrow, ka = radius * Kappa, kb = narrow * Kappa;
            Write($"{N(a)} 0 m {N(a)} {N(kb)} {N(ka)} {N(b)} 0 {N(b)} c {N(-ka)} {N(b)} {N(-a)} {N(kb)} {N(-a)} 0 c {N(-a)} {N(-kb)} {N(-ka)} {N(-b)} 0 {N(-b)} c {N(ka)} {N(-b)} {N(a)} {N(-kb)} {N(a)} 0 c h S Q");
        }
    });

    /// <summary>A picture made of filled rectangles; <paramref name="alternative"/> says what it shows.</summary>
    public void Picture(string alternative, Colour colour, IEnumerable<(double X, double Y, double Width, double Height)> rectangles) => Tag("Figure", alternative, null, () =>
    {
        Fill(colour);
        foreach (var (x, y, width, height) in rectangles) Write($"{N(x)} {N(Height - y - height)} {N(width)} {N(height)} re");
        Write("f");
    });

    /// <summary>One line of text. <paramref name="said"/> is the text as it is read and searched for, whatever the order and shapes of the glyphs.</summary>
    /// <param name="tag">P, or H1 for the title.</param>
    public void Line(string said, IEnumerable<TextRun> runs, double x, double baseline, double size, Colour colour, string tag = "P") => Tag(tag, null, said, () =>
    {
        Fill(colour);
        Write("BT");
        Write($"1 0 0 1 {N(x)} {N(Height - baseline)} Tm");
        foreach (var run in runs)
        {
            if (!Fonts.TryGetValue(run.Font, out var used)) Fonts[run.Font] = used = [];
            var hex = new StringBuilder();
            foreach (var character in run.Text)
            {
                var glyph = run.Font.GlyphOf(character);
                used.TryAdd(glyph, character);
                hex.Append(CultureInfo.InvariantCulture, $"{glyph:X4}");
            }

            Write($"/{FontName(run.Font)} {N(size)} Tf <{hex}> Tj");
        }

        Write("ET");
    });

    internal string FontName(TrueTypeFont font) => $"F{Fonts.Keys.ToList().IndexOf(font)}";

    private const double Kappa = 0.5522847498;   // how far the handles of a quarter of a circle reach

    private void Decoration(Action draw)
    {
        Write("/Artifact BMC q");
        draw();
        Write("Q EMC");
    }

    private void Tag(string tag, string? alternative, string? said, Action draw)
    {
        var actual = said is null ? "" : $" /ActualText {PdfText.Hex(said)}";
        Write($"/{tag} <</MCID {Tagged.Count}{actual}>> BDC q");
        Tagged.Add((tag, alternative));
        draw();
        Write("Q EMC");
    }

    private PdfPage Fill(Colour colour) => Cover(colour).Write($"{Rgb(colour)} rg");
    private PdfPage Stroke(Colour colour, double line) => Cover(colour).Write($"{Rgb(colour)} RG {N(line)} w");

    private PdfPage Cover(Colour colour)
    {
        var percent = (int)Math.Round(colour.Cover * 100);
        Covers.Add(percent);
        return Write($"/G{percent} gs");
    }

    private PdfPage Write(string operators)
    {
        _content.Append(operators).Append('\n');
        return this;
    }

    private static string Rgb(Colour colour) => $"{N4(colour.Red / 255.0)} {N4(colour.Green / 255.0)} {N4(colour.Blue / 255.0)}";
    private static string N(double number) => Math.Round(number, 2).ToString("0.##", CultureInfo.InvariantCulture);
    private static string N4(double number) => Math.Round(number, 4).ToString("0.####", CultureInfo.InvariantCulture);
}
