using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.People;

namespace Lectern.Credentials.Printing;

/// <summary>How the certificate of a course would look if somebody completed it today, for whoever answers for the course. It is made for the moment and kept nowhere, so its code leads to nothing.</summary>
internal static class ShowSample
{
    internal static async Task<Results<FileContentHttpResult, NotFound>> Handle(Id<Course> id, Visitor visitor, LecternDb db, Texts texts, IBrand brand, SiteAddress site, TimeProvider clock, CancellationToken cancel)
    {
        var course = await db.Courses.Where(c => c.Id == id).Select(c => new { c.Title, c.CertificateMonths }).SingleOrDefaultAsync(cancel);
        if (course is null) return TypedResults.NotFound();
        var institution = await db.Scopes.Where(s => s.ParentId == null && s.Kind == ScopeKind.Unit).OrderBy(s => s.Id).Select(s => s.Name).FirstAsync(cancel);
        var now = clock.GetUtcNow();
        var sample = new Certificate(Id<CourseEnrolment>.New(), Id<Person>.New(), id, Id<CourseVersion>.New(),
            new CertificateClaims(texts["Name of the learner"], course.Title, institution, DateOnly.FromDateTime(visitor.Local(now).DateTime)), course.CertificateMonths, visitor.Zone, now);
        return TypedResults.File(CertificatePdf.Draw(CertificateSheet.Of(sample, visitor.Culture, texts, site.Of(CertificateAddresses.Verify(sample.Code)), brand.Brand.Colour)), "application/pdf");
    }
}
