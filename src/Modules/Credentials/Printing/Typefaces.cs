using Lectern.Pdf;

namespace Lectern.Credentials.Printing;

/// <summary>The typefaces of certificates, from the assembly: a certificate looks the same whatever machine drew it.</summary>
internal static class Typefaces
{
    internal static readonly TrueTypeFont Display = Read("BricolageGrotesque_600SemiBold");
    internal static readonly TrueTypeFont Text = Read("Inter_400Regular");
    internal static readonly TrueTypeFont Strong = Read("Inter_600SemiBold");
    internal static readonly TrueTypeFont Arabic = Read("NotoSansArabic_400Regular");
    internal static readonly TrueTypeFont ArabicStrong = Read("NotoSansArabic_600SemiBold");
    internal static readonly TrueTypeFont Code = Read("JetBrainsMono_500Medium");

    private static TrueTypeFont Read(string name)
    {
        using var stream = typeof(Typefaces).Assembly.GetManifestResourceStream($"fonts/{name}.ttf") ?? throw new InvalidOperationException($"The font {name} is not in the assembly.");
        var file = new byte[stream.Length];
        stream.ReadExactly(file);
        return new TrueTypeFont(name, file);
    }
}

/// <summary>The voices of a certificate, each with the typefaces that may speak it, in order of preference.</summary>
internal sealed record Voice(params TrueTypeFont[] Faces)
{
    internal static readonly Voice Display = new(Typefaces.Display, Typefaces.Strong, Typefaces.ArabicStrong);
    internal static readonly Voice Text = new(Typefaces.Text, Typefaces.Arabic);
    internal static readonly Voice Strong = new(Typefaces.Strong, Typefaces.ArabicStrong);
    internal static readonly Voice Code = new(Typefaces.Code, Typefaces.Text, Typefaces.Arabic);
}
