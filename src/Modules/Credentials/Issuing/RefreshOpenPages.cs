using Lectern.Web.Live;

namespace Lectern.Credentials.Issuing;

/// <summary>The learner's open pages, and those of whoever follows the course, show a certificate as soon as it is there, and when it changes.</summary>
internal sealed class RefreshOpenPages(LiveUpdates live) : IHandle<CertificateIssued>, IHandle<CertificateRevoked>, IHandle<CertificateRestored>
{
    public Task Handle(CertificateIssued @event, CancellationToken cancel) => Refresh(@event.LearnerId.Value, @event.CourseId.Value, cancel);
    public Task Handle(CertificateRevoked @event, CancellationToken cancel) => Refresh(@event.LearnerId.Value, @event.CourseId.Value, cancel);
    public Task Handle(CertificateRestored @event, CancellationToken cancel) => Refresh(@event.LearnerId.Value, @event.CourseId.Value, cancel);

    private async Task Refresh(Guid learner, Guid course, CancellationToken cancel)
    {
        await live.Publish($"person/{learner}", cancel);
        await live.Publish($"course/{course}/progress", cancel);
    }
}
