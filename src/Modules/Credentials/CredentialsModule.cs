using Lectern.Courses;
using Lectern.Credentials.Holding;
using Lectern.Credentials.Issuing;
using Lectern.Credentials.Managing;
using Lectern.Credentials.Printing;
using Lectern.Credentials.Verifying;
using Lectern.Data.Outbox;
using Lectern.Progress;
using Lectern.Web.Access;

namespace Lectern.Credentials;

public static class CredentialsTables
{
    extension(LecternDb db)
    {
        public DbSet<Certificate> Certificates => db.Set<Certificate>();
    }
}

public sealed class CredentialsModule : IModule
{
    private const string OpenBecause = "Whoever was shown a certificate may check it; the code in the address can't be guessed.";
    private const string OwnOnly = "Shows only certificates of whoever is signed in.";

    public static void AddServices(IServiceCollection services)
    {
        foreach (var thing in AuditedThings.All) services.AddSingleton(thing);
        services.AddHandler<CourseCompleted, IssueCertificate>();
        services.AddHandler<CertificateIssued, RefreshOpenPages>();
        services.AddHandler<CertificateRevoked, RefreshOpenPages>();
        services.AddHandler<CertificateRestored, RefreshOpenPages>();
        services.AddHandler<CertificateIssued, AnnounceCertificate>().AddHandler<CertificateRevoked, AnnounceCertificate>().AddHandler<CertificateRestored, AnnounceCertificate>();
        services.AddSingleton<ChecksPerAddress>();
        services.AddScoped<IHomePanel, CertificatesBesideHome>();
        services.AddScoped<ICoursePanel, CertificateBesideCourse>();
        services.AddSingleton(new CourseTab(50, "Certificates", "certificates", CredentialCapabilities.ManageCertificates));
        services.AddSingleton(new CertificatePreview("certificates/sample", CredentialCapabilities.ManageCertificates));
        services.AddSingleton(new PublicLink(10, "Check a certificate", "/verify", "badge-check"));
        services.AddSingleton(new NavigationItem(30, "Certificates", "/certificates", "award"));
    }

    public static void MapEndpoints(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/verify", CheckCode.Handle).OpenToAll("A form without anything of anyone.");
        routes.MapGet("/verify/{code}", VerifyCertificate.Handle).LimitedPerAddress().OpenToAll(OpenBecause);
        routes.MapGet("/certificates/{code}/pdf", DownloadCertificate.Handle).LimitedPerAddress().OpenToAll(OpenBecause);
        routes.MapGet("/api/v1/certificates/{code}", VerifyCertificateInJson.Handle).LimitedPerAddress().OpenToAll(OpenBecause);

        routes.MapGet("/certificates", MyCertificates.Show).ForSignedIn(OwnOnly);
        routes.MapGet("/certificates/{code}", ShowCertificate.Handle).ForSignedIn(OwnOnly);
        routes.MapGet("/api/v1/me/certificates", MyCertificates.List).ForSignedIn(OwnOnly);

        routes.MapGet("/courses/{id:guid}/certificates", CourseCertificates.Show).Requires(CredentialCapabilities.ManageCertificates, "id");
        routes.MapGet("/courses/{id:guid}/certificates/sample", ShowSample.Handle).Requires(CredentialCapabilities.ManageCertificates, "id");
        routes.MapGet("/courses/{id:guid}/certificates/{certificate:guid}/revoke", RevokeCertificate.Show).Requires(CredentialCapabilities.ManageCertificates, "id");
        routes.MapPost("/courses/{id:guid}/certificates/{certificate:guid}/revoke", RevokeCertificate.Handle).Requires(CredentialCapabilities.ManageCertificates, "id");
        routes.MapPost("/courses/{id:guid}/certificates/{certificate:guid}/restore", RestoreCertificate.Handle).Requires(CredentialCapabilities.ManageCertificates, "id");
        routes.MapGet("/api/v1/courses/{id:guid}/certificates", CourseCertificates.List).Requires(CredentialCapabilities.ManageCertificates, "id");
        routes.MapPost("/api/v1/courses/{id:guid}/certificates/{certificate:guid}/revocation", RevokeCertificate.HandleInJson).Requires(CredentialCapabilities.ManageCertificates, "id");
        routes.MapDelete("/api/v1/courses/{id:guid}/certificates/{certificate:guid}/revocation", RestoreCertificate.HandleInJson).Requires(CredentialCapabilities.ManageCertificates, "id");
    }
}
