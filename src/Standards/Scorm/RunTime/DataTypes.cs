using System.Globalization;
using System.Text.RegularExpressions;

namespace Lectern.Scorm.RunTime;

/// <summary>The types of SCORM 2004's data model (4th Ed. RTE 4.1.1). Lengths are the standard's smallest permitted maximums; longer text
/// is kept whole, as the standard allows.</summary>
internal static partial class DataTypes
{
    internal static TypeCheck Text(string value) => TypeCheck.Fits;

    internal static DataType OneOf(params string[] words) => value => Fits(words.Contains(value, StringComparer.Ordinal));

    /// <summary>real(10,7), within a range.</summary>
    internal static DataType Real(decimal? least = null, decimal? most = null) => value =>
        ReadReal(value) is not { } number ? TypeCheck.Mismatch : number < least || number > most ? TypeCheck.OutOfRange : TypeCheck.Fits;

    /// <summary>A number, or null.</summary>
    internal static decimal? ReadReal(string value)
    {
        if (!Number.IsMatch(value)) return null;
        if (decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return number;
        // Beyond what a decimal holds: as good as the largest.
        return value.StartsWith('-') ? decimal.MinValue : decimal.MaxValue;
    }

    /// <summary>timeinterval(second,10,2), RTE 4.1.1.7.</summary>
    internal static TypeCheck Interval(string value) => Fits(Duration.IsMatch(value) && !value.EndsWith('P') && !value.EndsWith('T'));

    /// <summary>time(second,10,0), RTE 4.1.1.6: YYYY[-MM[-DD[Thh[:mm[:ss[.s[TZD]]]]]]] of the years 1970 to 2038.</summary>
    internal static TypeCheck Time(string value)
    {
        var match = TimeStamp.Match(value);
        if (!match.Success) return TypeCheck.Mismatch;
        int Part(string name, int byDefault) => match.Groups[name].Success ? int.Parse(match.Groups[name].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : byDefault;
        var (year, month, day) = (Part("year", 0), Part("month", 1), Part("day", 1));
        return Fits(year is >= 1970 and <= 2038 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            && Part("hour", 0) <= 23 && Part("minute", 0) <= 59 && Part("second", 0) <= 59 && Part("zonehour", 0) <= 23 && Part("zoneminute", 0) <= 59);
    }

    /// <summary>long_identifier_type and short_identifier_type, RTE 4.1.1.3: a URI by RFC 3986; a URN is one.</summary>
    internal static TypeCheck Identifier(string value) =>
        Fits(value.Trim().Length > 0 && Uri.IsMatch(value) && !OnlyScheme.IsMatch(value));

    /// <summary>language_type, RTE 4.1.1.4.</summary>
    internal static TypeCheck Language(string value) => Fits(LanguageTags.IsOne(value));

    internal static TypeCheck LanguageOrNone(string value) => value.Trim().Length == 0 ? TypeCheck.Fits : Language(value);

    /// <summary>localized_string_type, RTE 4.1.1.5: text, with {lang=...} before it where it is not English.</summary>
    internal static TypeCheck LocalizedText(string value) => Delimiters.Read(value, ("lang", Language)).Check;

    /// <summary>cmi.interactions.n.result, RTE 4.2.9.</summary>
    internal static TypeCheck Result(string value) =>
        Fits(value is "correct" or "incorrect" or "unanticipated" or "neutral" || ReadReal(value) is not null);

    /// <summary>adl.nav.request, SN 5.6.3.</summary>
    internal static TypeCheck NavigationRequest(string value) => Fits(value == "_none_" || Sequencing.NavigationRequest.Parse(value) is { } request
        && (request.Target is null || Identifier(request.Target) == TypeCheck.Fits));

    internal static TypeCheck Fits(bool fits) => fits ? TypeCheck.Fits : TypeCheck.Mismatch;

    [GeneratedRegex(@"^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Number { get; }

    [GeneratedRegex(@"^P([0-9]+Y)?([0-9]+M)?([0-9]+D)?(T([0-9]+H)?([0-9]+M)?([0-9]+(\.[0-9]{1,2})?S)?)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Duration { get; }

    [GeneratedRegex(@"^(?<year>[0-9]{4})(-(?<month>[0-9]{2})(-(?<day>[0-9]{2})(T(?<hour>[0-9]{2})(:(?<minute>[0-9]{2})(:(?<second>[0-9]{2})(\.[0-9]{1,2}(Z|z|[+-](?<zonehour>[0-9]{2})(:(?<zoneminute>[0-9]{2}))?)?)?)?)?)?)?)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex TimeStamp { get; }

    // Letters beyond ASCII stand for themselves (RFC 3987); brackets occur in hosts only and are left out.
    [GeneratedRegex(@"^(?!:)([A-Za-z0-9\-._~:/?@!$&'()*+,;=]|[^\x00-\x7F\s]|%[0-9A-Fa-f]{2})+(#([A-Za-z0-9\-._~:/?@!$&'()*+,;=]|[^\x00-\x7F\s]|%[0-9A-Fa-f]{2})*)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Uri { get; }

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9+\-.]*:\z", RegexOptions.CultureInvariant)]
    private static partial Regex OnlyScheme { get; }
}
