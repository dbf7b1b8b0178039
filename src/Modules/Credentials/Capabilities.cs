namespace Lectern.Credentials;

public static class CredentialCapabilities
{
    public static readonly Capability ManageCertificates = new("certificates.manage", "see the certificates of a course, revoke and restore them", Role.Administrator, Role.Instructor);
}
