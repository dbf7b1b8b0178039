using Lectern.Data;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Lectern.Notifications.Mailing;

/// <summary>Wakes whoever sends mails on this node as soon as one was written.</summary>
internal sealed class SendingSignal : WakeUp;

/// <summary>What follows from a written mail: it is sent, but not here. The outbox must not wait for a mail server.</summary>
internal sealed class CallForSending(SendingSignal signal) : IHandle<MailWritten>
{
    public Task Handle(MailWritten @event, CancellationToken cancel)
    {
        signal.Set();
        return Task.CompletedTask;
    }
}

/// <summary>
/// Sends what was written: at least once, in no transaction, by itself, so that a slow mail server holds up nothing else. Any
/// number of nodes may run it: whoever moves a mail's next try into the future has claimed it, and only a node that dies
/// between the server's answer and the mark lets it be sent twice (with the same Message-ID).
/// </summary>
internal sealed partial class SendMails(IServiceScopeFactory scopes, SendingSignal signal, IMailer mailer, TimeProvider clock, ILogger<SendMails> log) : BackgroundService
{
    private const int BatchSize = 20;
    private static readonly TimeSpan PollEvery = TimeSpan.FromSeconds(5);   // for retries, and for what a node left behind that died

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await SendBatch(stoppingToken) == 0) await signal.Wait(PollEvery, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception broken)   // the database is away: say so and come back
            {
                LogBroken(broken);
                await signal.Wait(PollEvery, stoppingToken);
            }
        }
    }

    /// <summary>Sends what is due now, until nothing is left. For commands and tests.</summary>
    internal async Task SendAll(CancellationToken cancel)
    {
        while (await SendBatch(cancel) > 0) { }
    }

    /// <returns>How many were looked at; none when the server is away, so that the rest is not tried in vain one by one.</returns>
    private async Task<int> SendBatch(CancellationToken cancel)
    {
        List<Id<MailMessage>> due;
        await using (var scope = scopes.CreateAsyncScope())
        {
            var now = clock.GetUtcNow();
            due = await scope.ServiceProvider.GetRequiredService<LecternDb>().MailMessages.Where(m => m.SentAt == null && m.RefusedAt == null && m.NextTryAt <= now)
                .OrderBy(m => m.NextTryAt).Select(m => m.Id).Take(BatchSize).ToListAsync(cancel);
        }

        foreach (var id in due)
            if (!await Send(id, cancel)) return 0;
        return due.Count;
    }

    private async Task<bool> Send(Id<MailMessage> id, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LecternDb>();
        var now = clock.GetUtcNow();
        var until = now + MailMessage.Claim;
        if (await db.MailMessages.Where(m => m.Id == id && m.SentAt == null && m.NextTryAt <= now).ExecuteUpdateAsync(m => m.SetProperty(x => x.NextTryAt, until), cancel) == 0) return true;   // another node has it

        var goesOn = true;
        var message = await db.MailMessages.SingleAsync(m => m.Id == id, cancel);
        try
        {
            await mailer.Send(message, cancel);
            message.Sent(clock.GetUtcNow(), mailer.LeavesTheHouse);
        }
        catch (MailNotTaken failure)
        {
            message.Failed(failure.Message, failure.IsRefusal, clock.GetUtcNow());
            goesOn = failure.IsRefusal;
            LogNotTaken(id.Value, message.Tries, failure.Message);
        }

        await db.SaveChangesAsync(CancellationToken.None);   // the server has it: that must not be forgotten because we are stopping
        return goesOn;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mail {Mail} was not taken, try {Try}: {Happened}")]
    private partial void LogNotTaken(Guid mail, int @try, string happened);

    [LoggerMessage(Level = LogLevel.Error, Message = "Mails can't be read from the database")]
    private partial void LogBroken(Exception broken);
}
