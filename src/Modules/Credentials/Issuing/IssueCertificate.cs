using Lectern.Courses;
using Lectern.People;
using Lectern.Progress;

namespace Lectern.Credentials.Issuing;

/// <summary>Whoever completes a course gets its certificate, if it gives one: one per enrolment, however often the news arrives.</summary>
internal sealed class IssueCertificate(LecternDb db, TimeProvider clock) : IHandle<CourseCompleted>
{
    public async Task Handle(CourseCompleted @event, CancellationToken cancel)
    {
        if (await db.Certificates.AnyAsync(c => c.EnrolmentId == @event.EnrolmentId, cancel)) return;
        var learner = await db.People.Where(p => p.Id == @event.LearnerId).Select(p => new { p.Name, p.TimeZone }).SingleAsync(cancel);
        var course = await db.Courses.Where(c => c.Id == @event.CourseId).Select(c => new { c.Title, c.HasCertificate, c.CertificateMonths }).SingleAsync(cancel);
        if (!course.HasCertificate) return;
        var institution = await db.Scopes.Where(s => s.ParentId == null && s.Kind == ScopeKind.Unit).OrderBy(s => s.Id).Select(s => s.Name).FirstAsync(cancel);
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(learner.TimeZone, out var found) ? found : TimeZoneInfo.Utc;
        var completedOn = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(@event.At, zone).DateTime);
        db.Add(new Certificate(@event.EnrolmentId, @event.LearnerId, @event.CourseId, @event.VersionId,
            new CertificateClaims(learner.Name, course.Title, institution, completedOn), course.CertificateMonths, zone, clock.GetUtcNow()));
    }
}
