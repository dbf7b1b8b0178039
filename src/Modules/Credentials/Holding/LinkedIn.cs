using System.Globalization;

namespace Lectern.Credentials.Holding;

/// <summary>The address that opens LinkedIn's form for a certification with every field filled in (LinkedIn, "Add to Profile").</summary>
internal static class LinkedIn
{
    internal static string AddressFor(Certificate certificate, string verifyAddress)
    {
        var fields = new List<(string Name, string Value)>
        {
            ("startTask", "CERTIFICATION_NAME"),
            ("name", certificate.CourseTitle),
            ("organizationName", certificate.InstitutionName),
            ("issueYear", Number(certificate.CompletedOn.Year)),
            ("issueMonth", Number(certificate.CompletedOn.Month)),
        };
        if (certificate.ValidUntil is { } until) fields.AddRange([("expirationYear", Number(until.Year)), ("expirationMonth", Number(until.Month))]);
        fields.AddRange([("certUrl", verifyAddress), ("certId", CertificateCode.Show(certificate.Code))]);
        return "https://www.linkedin.com/profile/add?" + string.Join('&', fields.Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value)}"));
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
