using Lectern.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Lectern.Data.Outbox;

/// <summary>
/// One event on its way to one handler. The row is written with the change that raised the event and deleted with the
/// handler's own changes: it is the receipt. Delivered in order per handler and stream; a parked message holds its stream.
/// </summary>
public sealed class OutboxMessage(string handler, string stream, string body, DateTimeOffset raisedAt) : Entity<OutboxMessage>
{
    /// <summary>Tries before a message is parked for a person to look at: about seventeen minutes of waiting in all.</summary>
    public const int MaximumTries = 10;

    public string Handler { get; private set; } = handler;
    public string Stream { get; private set; } = stream;
    public string Body { get; private set; } = body;
    /// <summary>The order within the stream (<see cref="Sequential.Next"/>).</summary>
    public long Position { get; private set; } = Sequential.Next();
    public DateTimeOffset RaisedAt { get; private set; } = raisedAt;
    public DateTimeOffset NextTryAt { get; private set; } = raisedAt;
    public int Tries { get; private set; }
    public string? Error { get; private set; }
    public DateTimeOffset? ParkedAt { get; private set; }

    /// <summary>Waits 1, 2, 4 … 512 seconds, then parks.</summary>
    public void Failed(string error, DateTimeOffset at)
    {
        Tries++;
        Error = error.Length > 2000 ? error[..2000] : error;
        NextTryAt = at + TimeSpan.FromSeconds(Math.Pow(2, Tries - 1));
        if (Tries >= MaximumTries) ParkedAt = at;
    }

    public void TryAgain(DateTimeOffset at) => (ParkedAt, Tries, NextTryAt) = (null, 0, at);
}

internal sealed class OutboxMessageMap : IEntityTypeConfiguration<OutboxMessage>
{
    public void Configure(EntityTypeBuilder<OutboxMessage> message)
    {
        message.Property(m => m.Handler).HasMaxLength(200);
        message.Property(m => m.Stream).HasMaxLength(100);
        message.Property(m => m.Error).HasMaxLength(2000);
        message.HasIndex(m => new { m.Handler, m.Stream, m.Position });
    }
}
