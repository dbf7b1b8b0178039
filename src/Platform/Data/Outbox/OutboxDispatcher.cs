using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Lectern.Data.Outbox;

/// <summary>
/// Hands each committed event to its handler: at least once, one transaction each, in order per handler and stream. Any
/// number of nodes may run it: whoever deletes the row first has the message, the other finds nothing to delete. A message for
/// a handler that this node doesn't have waits for one that does: while nodes are updated one after the other, both are right.
/// </summary>
public sealed partial class OutboxDispatcher(IServiceScopeFactory scopes, OutboxSignal signal, Handlers handlers, TimeProvider clock, ILogger<OutboxDispatcher> log) : BackgroundService
{
    private const int BatchSize = 50;
    private const int TriesAtOnce = 4;   // conflicts are settled at once, everything else with back-off
    private static readonly TimeSpan PollEvery = TimeSpan.FromSeconds(2);   // for retries, and for what another node left behind

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await DeliverBatch(stoppingToken) == 0) await signal.Wait(PollEvery, stoppingToken);
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

    /// <summary>Delivers what is due now, and what that raises, until nothing is left. For commands and tests.</summary>
    public async Task DeliverAll(CancellationToken cancel)
    {
        while (await DeliverBatch(cancel) > 0) { }
    }

    private async Task<int> DeliverBatch(CancellationToken cancel)
    {
        List<OutboxMessage> heads;
        await using (var scope = scopes.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<LecternDb>();
            var messages = db.Set<OutboxMessage>();
            var now = clock.GetUtcNow();
            var known = handlers.Names;
            heads = await messages.AsNoTracking()
                .Where(m => m.ParkedAt == null && m.NextTryAt <= now && known.Contains(m.Handler)
                    && !messages.Any(earlier => earlier.Handler == m.Handler && earlier.Stream == m.Stream && earlier.Position < m.Position))
                .OrderBy(m => m.Position).Take(BatchSize).ToListAsync(cancel);
        }

        foreach (var head in heads) await Deliver(head, cancel);
        return heads.Count;
    }

    private async Task Deliver(OutboxMessage message, CancellationToken cancel)
    {
        try
        {
            for (var tried = 1; ; tried++)
            {
                try
                {
                    await Try(message, cancel);
                    return;
                }
                catch (DbUpdateException) when (tried < TriesAtOnce)
                {
                    // Another node handled news of the same thing at this moment, in another stream: on top of that it succeeds.
                }
            }
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            LogFailed(message.Handler, message.Id.Value, message.Tries + 1, failure);
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<LecternDb>();
            if (await db.Set<OutboxMessage>().SingleOrDefaultAsync(m => m.Id == message.Id, cancel) is not { } failed) return;
            failed.Failed($"{failure.GetType().Name}: {failure.GetBaseException().Message}", clock.GetUtcNow());
            try
            {
                await db.SaveChangesAsync(cancel);
            }
            catch (DbUpdateConcurrencyException)
            {
                // Meanwhile another dispatcher has delivered it.
            }
        }
    }

    private async Task Try(OutboxMessage message, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LecternDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await db.Set<OutboxMessage>().Where(m => m.Id == message.Id).ExecuteDeleteAsync(cancel) == 0) return;

        scope.ServiceProvider.GetRequiredService<Actor>().From = "outbox";
        await handlers.Named(message.Handler).Deliver(scope.ServiceProvider, message.Body, cancel);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Handler {Handler} failed on message {Message}, try {Try}")]
    private partial void LogFailed(string handler, Guid message, int @try, Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "The outbox can't be read")]
    private partial void LogBroken(Exception broken);
}
