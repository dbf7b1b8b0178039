namespace Lectern.Notifications.Mailing;

/// <summary>Hands a written mail to the mailer, once: what was sent is marked with the receipt, and a second delivery finds the mark.</summary>
internal sealed class SendMail(LecternDb db, IMailer mailer, TimeProvider clock) : IHandle<MailWritten>
{
    public async Task Handle(MailWritten @event, CancellationToken cancel)
    {
        var message = await db.MailMessages.SingleOrDefaultAsync(m => m.Id == @event.MessageId, cancel);
        if (message is null or { SentAt: not null }) return;
        await mailer.Send(message, cancel);
        message.Sent(clock.GetUtcNow(), mailer.LeavesTheHouse);
    }
}
