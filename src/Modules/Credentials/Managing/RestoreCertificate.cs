using Lectern.Courses;
using Lectern.Web.Api;

namespace Lectern.Credentials.Managing;

/// <summary>A revocation is taken back: the certificate is as it was.</summary>
internal static class RestoreCertificate
{
    internal static async Task<IResult> Handle(Id<Course> id, Id<Certificate> certificate, LecternDb db, Texts texts, CancellationToken cancel)
    {
        if (await RevokeCertificate.Find(db, id, certificate, cancel) is not { } found) return TypedResults.NotFound();
        var refusal = found.Restore();
        if (refusal is null) await db.SaveChangesAsync(cancel);
        return refusal is null ? Page.SeeOther(CertificateAddresses.OfCourse(id), texts["The certificate of {0} is restored.", found.LearnerName]) : Page.SeeOther(CertificateAddresses.OfCourse(id), refusal, texts);
    }

    internal static async Task<Results<NoContent, NotFound, ProblemHttpResult>> HandleInJson(Id<Course> id, Id<Certificate> certificate, LecternDb db, Texts texts, CancellationToken cancel)
    {
        if (await RevokeCertificate.Find(db, id, certificate, cancel) is not { } found) return TypedResults.NotFound();
        if (found.Restore() is { } refusal) return refusal.ToProblem(texts);
        await db.SaveChangesAsync(cancel);
        return TypedResults.NoContent();
    }
}
