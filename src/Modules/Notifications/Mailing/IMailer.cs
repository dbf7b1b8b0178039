namespace Lectern.Notifications.Mailing;

/// <summary>Takes mails out of the house, or keeps them in it.</summary>
internal interface IMailer
{
    /// <summary>Whether somebody else keeps the mail now, so that its text need not stay with us.</summary>
    bool LeavesTheHouse { get; }

    /// <exception cref="Exception">It was not taken over; the outbox tries again.</exception>
    Task Send(MailMessage message, CancellationToken cancel);
}

/// <summary>Without a mail server: mails stay in their table and are read on the mailbox page.</summary>
internal sealed class LocalMailbox : IMailer
{
    public bool LeavesTheHouse => false;
    public Task Send(MailMessage message, CancellationToken cancel) => Task.CompletedTask;
}
