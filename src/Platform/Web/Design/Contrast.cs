using System.Globalization;

namespace Lectern.Web.Design;

/// <summary>
/// How well colours read on each other (WCAG 2.2, "contrast ratio"), and what the style sheet makes of a brand colour. The
/// lightness limits are those of Client/theme/tokens.css; what is shown here is what stands on screen.
/// </summary>
public static class Contrast
{
    /// <summary>Below this luminance white reads better, above it black; both reach 4.58:1 here.</summary>
    private const double Middle = 0.1791;

    /// <summary>Black or white, whichever reads better on the colour (#rrggbb).</summary>
    public static string TextOn(string colour) => Luminance(Linear(colour)) > Middle ? "#000000" : "#ffffff";

    /// <summary>From 1 (the same) to 21 (black on white).</summary>
    public static double Ratio(string one, string other) => Ratio(Luminance(Linear(one)), Luminance(Linear(other)));

    /// <summary>What a brand colour gives: name (an English key), ratio, and whether it is enough for text.</summary>
    public static IReadOnlyList<(string Name, double Ratio, bool Passes)> Of(string brand)
    {
        var own = ToOklch(Linear(brand));
        var fillOnDark = Luminance(FromOklch(Math.Max(own.L, 0.548), own.C, own.H));
        var inkOnLight = Luminance(FromOklch(Math.Min(own.L, 0.47), own.C, own.H));
        var inkOnDark = Luminance(FromOklch(Math.Max(own.L, 0.79), Math.Min(own.C, 0.12), own.H));
        var dark = Luminance(FromOklch(0.222, 0.02, 266 * Math.PI / 180));
        return
        [
            Line("Button text, light", Ratio(Luminance(Linear(brand)), Label(Luminance(Linear(brand))))),
            Line("Button text, dark", Ratio(fillOnDark, Label(fillOnDark))),
            Line("Links on white", Ratio(inkOnLight, 1)),
            Line("Links on dark", Ratio(inkOnDark, dark)),
        ];
    }

    private static (string, double, bool) Line(string name, double ratio) => (name, Math.Round(ratio, 1), ratio >= 4.5);
    private static double Label(double fill) => fill > Middle ? 0 : 1;
    private static double Ratio(double one, double other) => (Math.Max(one, other) + 0.05) / (Math.Min(one, other) + 0.05);
    private static double Luminance((double R, double G, double B) c) => (0.2126 * c.R) + (0.7152 * c.G) + (0.0722 * c.B);

    private static (double R, double G, double B) Linear(string colour)
    {
        double Channel(int at)
        {
            var value = int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }

        return (Channel(1), Channel(3), Channel(5));
    }

    // Oklab's matrices: bottosson.github.io/posts/oklab, as CSS Color 4, section 10.5, has them.
    private static (double L, double C, double H) ToOklch((double R, double G, double B) c)
    {
        var l = Math.Cbrt((0.4122214708 * c.R) + (0.5363325363 * c.G) + (0.0514459929 * c.B));
        var m = Math.Cbrt((0.2119034982 * c.R) + (0.6806995451 * c.G) + (0.1073969566 * c.B));
        var s = Math.Cbrt((0.0883024619 * c.R) + (0.2817188376 * c.G) + (0.6299787005 * c.B));
        var a = (1.9779984951 * l) - (2.4285922050 * m) + (0.4505937099 * s);
        var b = (0.0259040371 * l) + (0.7827717662 * m) - (0.8086757660 * s);
        return ((0.2104542553 * l) + (0.7936177850 * m) - (0.0040720468 * s), Math.Sqrt((a * a) + (b * b)), Math.Atan2(b, a));
    }

    private static (double R, double G, double B) FromOklch(double lightness, double chroma, double hue)
    {
        var (a, b) = (chroma * Math.Cos(hue), chroma * Math.Sin(hue));
        var l = Math.Pow(lightness + (0.3963377774 * a) + (0.2158037573 * b), 3);
        var m = Math.Pow(lightness - (0.1055613458 * a) - (0.0638541728 * b), 3);
        var s = Math.Pow(lightness - (0.0894841775 * a) - (1.2914855480 * b), 3);
        return (Math.Clamp((4.0767416621 * l) - (3.3077115913 * m) + (0.2309699292 * s), 0, 1),
            Math.Clamp((-1.2684380046 * l) + (2.6097574011 * m) - (0.3413193965 * s), 0, 1),
            Math.Clamp((-0.0041960863 * l) - (0.7034186147 * m) + (1.7076147010 * s), 0, 1));
    }
}
