using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.People;
using Lectern.Progress;
using Lectern.Web.Live;

namespace Lectern.Credentials.Issuing;

/// <summary>The learner's open pages, and those of whoever follows the course, show a certificate as soon as it is there, and when it changes.</summary>
internal sealed class RefreshOpenPages(LiveUpdates live) : IHandle<CertificateIssued>, IHandle<CertificateRevoked>, IHandle<CertificateRestored>
{
    public Task Handle(CertificateIssued @event, CancellationToken cancel) => Refresh(@event.EnrolmentId, @event.LearnerId, @event.CourseId, cancel);
    public Task Handle(CertificateRevoked @event, CancellationToken cancel) => Refresh(@event.EnrolmentId, @event.LearnerId, @event.CourseId, cancel);
    public Task Handle(CertificateRestored @event, CancellationToken cancel) => Refresh(@event.EnrolmentId, @event.LearnerId, @event.CourseId, cancel);

    private async Task Refresh(Id<CourseEnrolment> enrolment, Id<Person> learner, Id<Course> course, CancellationToken cancel)
    {
        await live.Publish(CertificateTopics.OfHolder(learner), cancel);
        await live.Publish(ProgressTopics.OfEnrolment(enrolment), cancel);
        await live.Publish(ProgressTopics.OfCourse(course), cancel);
    }
}
