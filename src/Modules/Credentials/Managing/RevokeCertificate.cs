using Lectern.Courses;
using Lectern.People;
using Lectern.Web.Api;

namespace Lectern.Credentials.Managing;

/// <summary>Whoever answers for a course takes a certificate back and says why; its public page tells everyone.</summary>
public static class RevokeCertificate
{
    public sealed record Model(Id<Course> CourseId, Id<Certificate> Id, string Learner, string Course, string Reason = "", Refusal? Refusal = null);
    internal sealed record Request(string? Reason);

    internal static async Task<IResult> Show(Id<Course> id, Id<Certificate> certificate, LecternDb db, CancellationToken cancel)
    {
        if (await Find(db, id, certificate, cancel) is not { } found) return TypedResults.NotFound();
        return found.RevokedAt is null ? Page.Of<RevokeCertificatePage>("Revoke the certificate", ModelOf(found), Options(found)) : Page.SeeOther(CertificateAddresses.OfCourse(id));
    }

    internal static async Task<IResult> Handle(Id<Course> id, Id<Certificate> certificate, PostedForm form, Me me, LecternDb db, Texts texts, TimeProvider clock, CancellationToken cancel)
    {
        if (await Find(db, id, certificate, cancel) is not { } found) return TypedResults.NotFound();
        if (found.Revoke(me.Id, form["reason"], clock.GetUtcNow()) is { } refusal)
            return Page.Refused<RevokeCertificatePage>("Revoke the certificate", ModelOf(found) with { Reason = form["reason"], Refusal = refusal }, Options(found));
        await db.SaveChangesAsync(cancel);
        return Page.SeeOther(CertificateAddresses.OfCourse(id), texts["The certificate of {0} is revoked. You can restore it here.", found.LearnerName]);
    }

    internal static async Task<Results<NoContent, NotFound, ProblemHttpResult>> HandleInJson(Id<Course> id, Id<Certificate> certificate, Request request, Me me, LecternDb db, Texts texts, TimeProvider clock, CancellationToken cancel)
    {
        if (await Find(db, id, certificate, cancel) is not { } found) return TypedResults.NotFound();
        if (found.Revoke(me.Id, request.Reason, clock.GetUtcNow()) is { } refusal) return refusal.ToProblem(texts);
        await db.SaveChangesAsync(cancel);
        return TypedResults.NoContent();
    }

    internal static Task<Certificate?> Find(LecternDb db, Id<Course> course, Id<Certificate> certificate, CancellationToken cancel) =>
        db.Certificates.SingleOrDefaultAsync(c => c.Id == certificate && c.CourseId == course, cancel);

    private static Model ModelOf(Certificate certificate) => new(certificate.CourseId, certificate.Id, certificate.LearnerName, certificate.CourseTitle);

    private static PageOptions Options(Certificate certificate) =>
        new(Crumbs: [new("Teach", "/teach"), new(certificate.CourseTitle), new("Certificates", CertificateAddresses.OfCourse(certificate.CourseId)), new("Revoke the certificate")]);
}
