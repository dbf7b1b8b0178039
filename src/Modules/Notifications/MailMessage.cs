using System.Linq.Expressions;

namespace Lectern.Notifications;

/// <summary>Where a mail is. Refused: the server won't take it for this address, and trying on would not help.</summary>
public enum MailState { Waiting, Sent, Refused }

/// <summary>
/// A mail on its way, and after that its trace. Once a server has taken it over, its text is erased: it may hold a link that
/// lets somebody in. Where no server is configured the text stays, because the mailbox page is then where people read it.
/// </summary>
public sealed class MailMessage : Entity<MailMessage>
{
    /// <summary>How long a node may take for a mail that it has claimed before another may think it died.</summary>
    internal static readonly TimeSpan Claim = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    private MailMessage() { }

    internal MailMessage(Person to, string subject, string text, string html, DateTimeOffset at)
    {
        (PersonId, Address, Name, Language, Subject, Text, Html, At, NextTryAt) = (to.Id, to.Email!, to.Name, to.Language, subject, text, html, at, at);
        Raise(new MailWritten(Id));
    }

    public Id<Person> PersonId { get; private set; }
    public string Address { get; private set; } = "";
    public string Name { get; private set; } = "";
    public string Language { get; private set; } = "en";
    public string Subject { get; private set; } = "";
    public string? Text { get; private set; }
    public string? Html { get; private set; }
    public DateTimeOffset At { get; private set; }
    /// <summary>When it left: handed to a mail server, or laid into the local mailbox.</summary>
    public DateTimeOffset? SentAt { get; private set; }
    /// <summary>When it is due. Whoever sends it puts this into the future first: that is the claim.</summary>
    public DateTimeOffset NextTryAt { get; private set; }
    public int Tries { get; private set; }
    /// <summary>What the last try met, without anything personal.</summary>
    public string? Error { get; private set; }
    public DateTimeOffset? RefusedAt { get; private set; }

    public MailState State => SentAt is not null ? MailState.Sent : RefusedAt is not null ? MailState.Refused : MailState.Waiting;

    /// <summary>Written, tried and not sent.</summary>
    internal static Expression<Func<MailMessage, bool>> HasFailed { get; } = m => m.SentAt == null && m.Error != null;

    internal void Sent(DateTimeOffset at, bool leftTheHouse)
    {
        (SentAt, RefusedAt, Error) = (at, null, null);
        if (leftTheHouse) Text = Html = null;
    }

    /// <summary>Waits 2, 4, 8 … seconds, ten minutes at most, for as long as it takes: a server that is away comes back.</summary>
    internal void Failed(string error, bool isRefusal, DateTimeOffset at)
    {
        Tries++;
        Error = error.Length > 200 ? error[..200] : error;
        NextTryAt = at + TimeSpan.FromSeconds(Math.Min(Math.Pow(2, Math.Min(Tries, 20)), LongestWait.TotalSeconds));
        if (isRefusal) RefusedAt = at;
    }
}

/// <summary>A mail waits to be sent. The message itself is in its table, not here.</summary>
public sealed record MailWritten(Id<MailMessage> MessageId) : IEvent;

internal sealed class MailMessageMap : IEntityTypeConfiguration<MailMessage>
{
    public void Configure(EntityTypeBuilder<MailMessage> message)
    {
        message.Property(m => m.Address).HasMaxLength(256);
        message.Property(m => m.Name).HasMaxLength(200);
        message.Property(m => m.Language).HasMaxLength(10);
        message.Property(m => m.Subject).HasMaxLength(300);
        message.Property(m => m.Error).HasMaxLength(200);
        message.Ignore(m => m.State);
        message.HasOne<Person>().WithMany().HasForeignKey(m => m.PersonId);
        message.HasIndex(m => m.At);
        message.HasIndex(m => new { m.SentAt, m.NextTryAt });
    }
}
