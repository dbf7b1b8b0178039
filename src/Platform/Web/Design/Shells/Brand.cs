using System.Globalization;
using System.Text.RegularExpressions;

namespace Lectern.Web.Design.Shells;

/// <summary>
/// An organisation's look: the five variables of the brand contract (docs/design.md). Everything else is derived from them in
/// the browser. Values that are not what they claim to be are left out, so that a brand can never write into the page.
/// </summary>
public sealed partial record Brand
{
    public static readonly Brand Lectern = new();

    /// <summary>#rrggbb.</summary>
    public string? Colour { get; init; }
    /// <summary>#rrggbb.</summary>
    public string? Accent { get; init; }
    /// <summary>The name of a font that the page already has.</summary>
    public string? Font { get; init; }
    /// <summary>0 (square) to 1.5 (round); 1 is ours.</summary>
    public decimal? Radius { get; init; }
    /// <summary>An address on this site.</summary>
    public string? Logo { get; init; }

    /// <summary>The rule for the head, or null when nothing differs from ours.</summary>
    public string? ToCss()
    {
        var rule = new System.Text.StringBuilder();
        if (Colour is not null && HexColour().IsMatch(Colour)) rule.Append("--brand:").Append(Colour).Append(';');
        if (Accent is not null && HexColour().IsMatch(Accent)) rule.Append("--brand-accent:").Append(Accent).Append(';');
        if (Font is not null && FontName().IsMatch(Font)) rule.Append("--brand-font:\"").Append(Font).Append("\";");
        if (Radius is { } radius) rule.Append(CultureInfo.InvariantCulture, $"--brand-radius:{Math.Clamp(radius, 0, 1.5m):0.###};");
        if (Logo is not null && LocalAddress().IsMatch(Logo)) rule.Append("--brand-logo:url(\"").Append(Logo).Append("\");");
        return rule.Length == 0 ? null : $":root{{{rule}}}";
    }

    [GeneratedRegex("^#[0-9a-fA-F]{6}$", RegexOptions.CultureInvariant)]
    private static partial Regex HexColour();

    [GeneratedRegex(@"^[\p{L}\p{N} \-]{1,60}$", RegexOptions.CultureInvariant)]
    private static partial Regex FontName();

    [GeneratedRegex(@"^/(?!/)[A-Za-z0-9/._~%?=&\-]*$", RegexOptions.CultureInvariant)]
    private static partial Regex LocalAddress();
}
