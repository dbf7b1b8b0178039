using System.Globalization;
using System.Numerics;

namespace Lectern.Qti.Processing;

/// <summary>
/// Rounding to figures (QTI 2.1 information model 15.3, "roundTo" and "equalRounded"): the digit after the last one decides, from 5 on it goes
/// away from zero. Digits are those of the number as it is written: 3.175 is 3.18 to three figures, though its nearest double lies below.
/// </summary>
internal static class Rounding
{
    private const int MostFigures = 400;

    /// <summary>By the attributes roundingMode and figures; null when they make no sense.</summary>
    internal static double? To(Call call, double number)
    {
        var isSignificant = call.Attribute("roundingMode") is null or "significantFigures" or "significantFigure";
        if (call.Whole("figures") is not { } figures || figures > MostFigures || figures < (isSignificant ? 1 : 0))
        {
            call.IllTyped("a number of figures");
            return null;
        }
        if (double.IsInfinity(number) || number == 0) return number;
        var (digits, exponent) = Decimal(Math.Abs(number));
        var kept = isSignificant ? (int)figures : digits.Length + exponent + (int)figures;
        if (kept >= digits.Length) return number;
        if (kept < 0) return 0;
        var whole = kept == 0 ? BigInteger.Zero : BigInteger.Parse(digits.AsSpan(0, kept), NumberStyles.None, CultureInfo.InvariantCulture);
        if (digits[kept] >= '5') whole++;
        return Math.CopySign(double.Parse($"{whole}E{exponent + digits.Length - kept}", NumberStyles.Float, CultureInfo.InvariantCulture), number);
    }

    /// <summary>Its shortest digits and the power of ten that they are to be multiplied with.</summary>
    private static (string Digits, int Exponent) Decimal(double number)
    {
        var text = number.ToString("E16", CultureInfo.InvariantCulture);
        var shortest = number.ToString("R", CultureInfo.InvariantCulture);
        var mantissa = shortest.Contains('E', StringComparison.Ordinal) ? shortest[..shortest.IndexOf('E', StringComparison.Ordinal)] : shortest;
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal).TrimStart('0').TrimEnd('0');
        var leading = int.Parse(text.AsSpan(text.IndexOf('E', StringComparison.Ordinal) + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return (digits, leading - digits.Length + 1);
    }
}
