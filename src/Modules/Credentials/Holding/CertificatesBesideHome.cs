using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.People;
using Lectern.Progress;
using Microsoft.AspNetCore.Components;

namespace Lectern.Credentials.Holding;

/// <summary>The newest certificates beside a learner's home.</summary>
internal sealed class CertificatesBesideHome(LecternDb db) : IHomePanel
{
    private const int Shown = 3;

    private static readonly PreparedQuery<Id<Person>, HomePanel.Line> Newest = new((db, learnerId) => db.Set<Certificate>().Where(c => c.LearnerId == learnerId && c.RevokedAt == null)
        .OrderByDescending(c => c.IssuedAt).Take(Shown).Select(c => new HomePanel.Line(c.Code, c.CourseTitle, c.CompletedOn)));

    public int Position => 30;

    public async Task<RenderFragment?> Show(Me me, CancellationToken cancel)
    {
        var newest = await Newest.Of(db, me.Id).ToListAsync(cancel);
        return newest.Count == 0 ? null : Fragments.Of<HomePanel>(new HomePanel.Certificates(newest));
    }
}

/// <summary>The certificate beside a course's home: there, or on its way. What leads to it, the course's home says itself.</summary>
internal sealed class CertificateBesideCourse(LecternDb db, TimeProvider clock) : ICoursePanel
{
    private sealed record Held(Id<CourseEnrolment> EnrolmentId, string Code, DateOnly? ValidUntil, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt);

    // Until this time leads to one, the one of an earlier time is what the learner has.
    private static readonly PreparedQuery<Id<Person>, Id<Course>, Id<CourseEnrolment>, Held> Latest = new((db, learner, courseId, enrolment) => db.Set<Certificate>().Where(c => c.LearnerId == learner && c.CourseId == courseId)
        .OrderByDescending(c => c.EnrolmentId == enrolment).ThenByDescending(c => c.IssuedAt).Take(1)
        .Select(c => new Held(c.EnrolmentId, c.Code, c.ValidUntil, c.ExpiresAt, c.RevokedAt)));

    public int Position => 30;

    public async Task<RenderFragment?> Show(LearnersCourse course, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var enrolment = course.EnrolmentId;
        var found = await Latest.Of(db, course.LearnerId, course.CourseId, enrolment).SingleOrDefaultAsync(cancel);
        if (found is not null && (found.EnrolmentId == enrolment || (course.CompletedAt is null && !course.IsPast))) return Fragments.Of<CoursePanel>(new CoursePanel.State(found.Code, Certificate.StatusOf(found.RevokedAt, found.ExpiresAt, now), found.ValidUntil, found.EnrolmentId != enrolment));
        return course.CompletedAt is null || !course.HasCertificate || course.IsPast ? null : Fragments.Of<CoursePanel>(new CoursePanel.State(null, CertificateStatus.Valid, null, false));
    }
}
