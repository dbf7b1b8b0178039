using System.Globalization;

namespace Lectern.People.SigningIn;

/// <summary>
/// The culture of each language we have. Arabic keeps its words and directions, with the Gregorian calendar and Western
/// digits and separators, as CLDR has it for "ar" with numbering system latn: .NET never writes Arabic-Indic digits, and
/// Arabic separators between Western ones read as mistakes. Dates name the month and hours count to 24 in every language:
/// 11/12 is read as two different days around the world, and a deadline must not be. So "d" is 27 Nov 2026, "D" with the
/// month in full, "t" 09:05, "g" day and time.
/// </summary>
public static class Cultures
{
    private static readonly Dictionary<string, CultureInfo> ByLanguage = Texts.Languages.ToDictionary(language => language, Make);

    /// <summary>The culture of a language; English when we don't have it.</summary>
    public static CultureInfo Of(string language) => ByLanguage.GetValueOrDefault(language) ?? ByLanguage["en"];

    /// <summary>The first language of an Accept-Language header that we have.</summary>
    internal static string? Best(IList<Microsoft.Net.Http.Headers.StringWithQualityHeaderValue> accepted) => accepted
        .Where(language => language.Quality is not 0)
        .OrderByDescending(language => language.Quality ?? 1)
        .Select(language => language.Value.ToString().Split('-')[0].ToLowerInvariant())
        .FirstOrDefault(Texts.Languages.Contains);

    private static CultureInfo Make(string language)
    {
        var culture = new CultureInfo(language, useUserOverride: false);
        if (language == "ar") culture.DateTimeFormat.Calendar = culture.OptionalCalendars.OfType<GregorianCalendar>().FirstOrDefault() ?? culture.Calendar;
        culture.DateTimeFormat.ShortDatePattern = "d MMM yyyy";
        culture.DateTimeFormat.LongDatePattern = "d MMMM yyyy";
        culture.DateTimeFormat.ShortTimePattern = "HH:mm";
        culture.DateTimeFormat.LongTimePattern = "HH:mm:ss";
        if (language != "ar") return CultureInfo.ReadOnly(culture);
        var latin = (NumberFormatInfo)CultureInfo.InvariantCulture.NumberFormat.Clone();
        latin.PercentPositivePattern = 1;
        latin.PercentNegativePattern = 1;
        culture.NumberFormat = latin;
        return CultureInfo.ReadOnly(culture);
    }
}
