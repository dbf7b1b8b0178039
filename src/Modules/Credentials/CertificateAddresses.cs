namespace Lectern.Credentials;

/// <summary>Where the pages of a certificate are, as paths on this site.</summary>
internal static class CertificateAddresses
{
    internal static string Verify(string code) => $"/verify/{CertificateCode.Show(code)}";
    internal static string Pdf(string code) => $"/certificates/{CertificateCode.Show(code)}/pdf";
    internal static string Own(string code) => $"/certificates/{CertificateCode.Show(code)}";
    internal static string OfCourse(Id<Courses.Course> course) => $"/courses/{course}/certificates";
}
