using System.Text.Json;

namespace Lectern.Notifications;

/// <summary>Something that a person is told on the site. The words are an English key with arguments, so that it reads in whichever language the person has when they look.</summary>
public sealed class Notification : Entity<Notification>
{
    private Notification() { }

    internal Notification(Id<Person> person, string text, IReadOnlyList<string> arguments, string? href, DateTimeOffset at)
    {
        PersonId = person;
        Text = text;
        Arguments = JsonSerializer.Serialize(arguments);
        Href = href;
        At = at;
        Raise(new NotificationGiven(person));
    }

    public Id<Person> PersonId { get; private set; }
    /// <summary>The English sentence that is the key of its translations.</summary>
    public string Text { get; private set; } = "";
    /// <summary>A JSON array of strings, for {0} and so on.</summary>
    public string Arguments { get; private set; } = "[]";
    /// <summary>Where it leads: a path on this site.</summary>
    public string? Href { get; private set; }
    public DateTimeOffset At { get; private set; }
    public DateTimeOffset? ReadAt { get; private set; }

    internal void Read(DateTimeOffset at) => ReadAt ??= at;

    internal static object[] Unpack(string arguments) => [.. JsonSerializer.Deserialize<string[]>(arguments)!];
}

/// <summary>Somebody's bell has something new.</summary>
public sealed record NotificationGiven(Id<Person> PersonId) : IEvent;

internal sealed class NotificationMap : IEntityTypeConfiguration<Notification>
{
    public void Configure(EntityTypeBuilder<Notification> notification)
    {
        notification.Property(n => n.Text).HasMaxLength(300);
        notification.Property(n => n.Href).HasMaxLength(300);
        notification.HasOne<Person>().WithMany().HasForeignKey(n => n.PersonId);
        notification.HasIndex(n => new { n.PersonId, n.ReadAt });
    }
}
