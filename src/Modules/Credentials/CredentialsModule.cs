using Lectern.Credentials.Issuing;
using Lectern.Data.Outbox;
using Lectern.Progress;

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
    public static void AddServices(IServiceCollection services)
    {
        services.AddHandler<CourseCompleted, IssueCertificate>();
        services.AddHandler<CertificateIssued, RefreshOpenPages>();
        services.AddHandler<CertificateRevoked, RefreshOpenPages>();
        services.AddHandler<CertificateRestored, RefreshOpenPages>();
    }

    public static void MapEndpoints(IEndpointRouteBuilder routes)
    {
    }
}
