namespace Lectern.Notifications.Mailing;

/// <summary>Takes mails out of the house, or keeps them in it.</summary>
internal interface IMailer
{
    /// <summary>Whether somebody else keeps the mail now, so that its text need not stay with us.</summary>
    bool LeavesTheHouse { get; }

    /// <exception cref="MailNotTaken">It was not taken over.</exception>
    Task Send(MailMessage message, CancellationToken cancel);
}

/// <summary>The mail was not taken over. The message names what happened, never whom it was for: it is logged and shown.</summary>
/// <param name="happened">Such as an SMTP status.</param>
/// <param name="isRefusal">The server won't take it for this address; otherwise it is worth trying again.</param>
internal sealed class MailNotTaken(string happened, bool isRefusal = false) : Exception(happened)
{
    internal bool IsRefusal => isRefusal;
}

/// <summary>Without a mail server: mails stay in their table and are read on the mailbox page.</summary>
internal sealed class LocalMailbox : IMailer
{
    public bool LeavesTheHouse => false;
    public Task Send(MailMessage message, CancellationToken cancel) => Task.CompletedTask;
}
