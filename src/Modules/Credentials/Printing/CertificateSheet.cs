using System.Globalization;

namespace Lectern.Credentials.Printing;

/// <summary>A line at the foot of the certificate: what it is, and its value.</summary>
internal sealed record SheetFact(string Name, string Value);

/// <summary>Everything that is printed, in the language of the learner and ready to draw.</summary>
internal sealed record CertificateSheet
{
    public required string Language { get; init; }
    public required bool RightToLeft { get; init; }
    public required string Title { get; init; }
    public required string Institution { get; init; }
    public required string Certifies { get; init; }
    public required string Learner { get; init; }
    public required string Completed { get; init; }
    public required string Course { get; init; }
    public required IReadOnlyList<SheetFact> Facts { get; init; }
    /// <summary>Said over the QR code.</summary>
    public required string Check { get; init; }
    public required string Code { get; init; }
    /// <summary>The public address that the QR code leads to.</summary>
    public required string Address { get; init; }
    /// <summary>#rrggbb of the institution's brand.</summary>
    public required string Colour { get; init; }
    public required DateTimeOffset IssuedAt { get; init; }

    internal static CertificateSheet Of(Certificate certificate, CultureInfo language, Texts texts, string verifyAddress, string? brandColour)
    {
        var (culture, uiCulture) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (language, language);
            List<SheetFact> facts = [new(texts["Completed on"], Date(certificate.CompletedOn))];
            if (certificate.ValidUntil is { } until) facts.Add(new(texts["Valid until"], Date(until)));
            facts.Add(new(texts["Code"], CertificateCode.Show(certificate.Code)));
            return new CertificateSheet
            {
                Language = language.TwoLetterISOLanguageName,
                RightToLeft = language.TextInfo.IsRightToLeft,
                Title = texts["Certificate: {0}", certificate.CourseTitle],
                Institution = certificate.InstitutionName,
                Certifies = texts["This certifies that"],
                Learner = certificate.LearnerName,
                Completed = texts["met the requirements of"],
                Course = certificate.CourseTitle,
                Facts = facts,
                Check = texts["Check it at"],
                Code = CertificateCode.Show(certificate.Code),
                Address = verifyAddress,
                Colour = brandColour ?? DefaultColour,
                IssuedAt = certificate.IssuedAt,
            };
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, uiCulture);
        }
    }

    /// <summary>The brand colour of the theme (tokens.css), for institutions without one of their own.</summary>
    internal const string DefaultColour = "#2b4fd7";

    private static string Date(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.CurrentCulture);
}
