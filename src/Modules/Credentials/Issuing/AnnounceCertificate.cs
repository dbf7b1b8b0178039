using Lectern.Notifications;
using Lectern.Notifications.Mailing;
using Lectern.People;

namespace Lectern.Credentials.Issuing;

/// <summary>Tells the learner, under the bell and by mail, that the certificate is there, that it was revoked or that it is valid again.</summary>
internal sealed class AnnounceCertificate(LecternDb db, MailWriter mails, TimeProvider clock) : IHandle<CertificateIssued>, IHandle<CertificateRevoked>, IHandle<CertificateRestored>
{
    public async Task Handle(CertificateIssued @event, CancellationToken cancel)
    {
        var (code, course) = await Find(@event.CertificateId, cancel);
        Tell(@event.LearnerId, "Your certificate for {0} is ready.", course, code);
        await mails.Write(@event.LearnerId, new Letter(
            new("Your certificate for {0}", course),
            [new("You have completed {0}. Your certificate is ready: download it, add it to LinkedIn or share its link.", course)],
            new("See your certificate"), CertificateAddresses.Own(code)), cancel);
    }

    public async Task Handle(CertificateRevoked @event, CancellationToken cancel)
    {
        var (code, course) = await Find(@event.CertificateId, cancel);
        Tell(@event.LearnerId, "Your certificate for {0} was revoked.", course, code);
        var reason = await db.Certificates.Where(c => c.Id == @event.CertificateId).Select(c => c.RevocationReason).SingleAsync(cancel);
        if (reason is null) return;   // restored before this was handled
        await mails.Write(@event.LearnerId, new Letter(
            new("Your certificate for {0} was revoked", course),
            [
                new("Your certificate for {0} may no longer be relied on. Whoever checks it reads the reason: {1}", course, reason),
                new("If you think this is a mistake, ask the course's instructors."),
            ],
            new("See your certificate"), CertificateAddresses.Own(code)), cancel);
    }

    public async Task Handle(CertificateRestored @event, CancellationToken cancel)
    {
        var (code, course) = await Find(@event.CertificateId, cancel);
        Tell(@event.LearnerId, "Your certificate for {0} is valid again.", course, code);
        await mails.Write(@event.LearnerId, new Letter(
            new("Your certificate for {0} is valid again", course),
            [new("The revocation of your certificate for {0} was taken back: it is as it was.", course)],
            new("See your certificate"), CertificateAddresses.Own(code)), cancel);
    }

    private void Tell(Id<Person> learner, string text, string course, string code) => db.Notify(learner, text, [course], CertificateAddresses.Own(code), clock.GetUtcNow());

    private async Task<(string Code, string Course)> Find(Id<Certificate> id, CancellationToken cancel)
    {
        var found = await db.Certificates.Where(c => c.Id == id).Select(c => new { c.Code, c.CourseTitle }).SingleAsync(cancel);
        return (found.Code, found.CourseTitle);
    }
}
