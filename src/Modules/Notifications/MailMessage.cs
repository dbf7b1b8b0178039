namespace Lectern.Notifications;

/// <summary>
/// A mail on its way, and after that its trace. Once a server has taken it over, its text is erased: it may hold a link that
/// lets somebody in. Where no server is configured the text stays, because the mailbox page is then where people read it.
/// </summary>
public sealed class MailMessage : Entity<MailMessage>
{
    private MailMessage() { }

    internal MailMessage(Person to, string subject, string text, string html, DateTimeOffset at)
    {
        (PersonId, Address, Name, Language, Subject, Text, Html, At) = (to.Id, to.Email!, to.Name, to.Language, subject, text, html, at);
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

    internal void Sent(DateTimeOffset at, bool leftTheHouse)
    {
        SentAt = at;
        if (leftTheHouse) Text = Html = null;
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
        message.HasOne<Person>().WithMany().HasForeignKey(m => m.PersonId);
        message.HasIndex(m => m.At);
    }
}
