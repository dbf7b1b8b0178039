namespace Lectern.Credentials.Verifying;

/// <summary>The form for whoever holds a printed certificate: type its code, see its public page.</summary>
public static class CheckCode
{
    /// <param name="WasNotFound">Nothing has the code that was asked for.</param>
    public sealed record Model(string Code = "", string? Error = null, bool WasNotFound = false);

    private const string Title = "Check a certificate";

    internal static IResult Handle(string? code)
    {
        if (string.IsNullOrWhiteSpace(code)) return Page.Of<CheckCodePage>(Title, new Model(), new PageOptions(Frame.Public, Description: "Check whether a certificate was issued here and whether it is valid."));
        if (CertificateCode.TryRead(code, out var read)) return Page.SeeOther(CertificateAddresses.Verify(read));
        return Page.Refused<CheckCodePage>(Title, new Model(code.Length > 60 ? code[..60] : code, "A code has 28 letters and digits. Compare what you typed with the certificate."), new PageOptions(Frame.Public));
    }
}
