using Lectern.People.SigningIn;

namespace Lectern.Notifications.Mailing;

/// <summary>
/// What people are told by mail about their accounts. The links are made here, at the last moment: the events in the outbox
/// name only the person, and the finished mail is erased when a server has taken it over.
/// </summary>
internal sealed class WriteAccountMails(LecternDb db, MailWriter mails, SignInLinks links, IBrand brand) :
    IHandle<ConfirmationAsked>, IHandle<PasswordResetAsked>, IHandle<PersonInvited>, IHandle<RegisteredAgain>
{
    private const string NotYou = "If this wasn't you, you need do nothing: without this link nothing happens.";

    public async Task Handle(ConfirmationAsked @event, CancellationToken cancel)
    {
        if (await Find(@event.PersonId, cancel) is not { EmailConfirmed: false } person) return;
        await mails.Write(person, new Letter(
            new("Confirm your e-mail address"),
            [new("Somebody, we think you, made an account at {0} with this address. Confirm it to start learning. The link works for a day.", brand.OrganisationName), new(NotYou)],
            new("Confirm and start"), await links.ToConfirm(person)));
    }

    public async Task Handle(PasswordResetAsked @event, CancellationToken cancel)
    {
        if (await Find(@event.PersonId, cancel) is not { } person) return;
        await mails.Write(person, new Letter(
            new("Set a new password"),
            [new("Somebody, we think you, asked for a new password at {0}. The link works once, within a day.", brand.OrganisationName), new(NotYou)],
            new("Choose a password"), await links.ToResetPassword(person)));
    }

    public async Task Handle(PersonInvited @event, CancellationToken cancel)
    {
        if (await Find(@event.PersonId, cancel) is not { } person) return;
        await mails.Write(person, new Letter(
            new("You have an account at {0}", brand.OrganisationName),
            [new("An account was made for you at {0}. Choose a password, and you can start. The link works for {1} days.", brand.OrganisationName, SignInLinks.InvitationLasts.Days)],
            new("Choose a password"), await links.ToAcceptInvitation(person)));
    }

    public async Task Handle(RegisteredAgain @event, CancellationToken cancel)
    {
        if (await Find(@event.PersonId, cancel) is not { } person) return;
        await mails.Write(person, new Letter(
            new("You have an account already"),
            [new("Somebody, we think you, wanted to make an account at {0} with this address. You have one: sign in, or set a new password if you don't know yours any more.", brand.OrganisationName)],
            new("Sign in"), "/sign-in"));
    }

    private Task<Person?> Find(Id<Person> id, CancellationToken cancel) => db.People.SingleOrDefaultAsync(p => p.Id == id && p.ClosedAt == null, cancel);
}
