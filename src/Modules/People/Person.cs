using Microsoft.AspNetCore.Identity;

namespace Lectern.People;

/// <summary>Someone with an account. Sign-in data is ASP.NET Core Identity's; the rest says who it is and how they read.</summary>
public sealed class Person : IdentityUser<Id<Person>>, IEntity, IAudited
{
    private readonly List<IEvent> _raised = [];

    private Person() { }

    public Person(string name, string email, DateTimeOffset at)
    {
        Id = Id<Person>.New();
        Name = name;
        Email = UserName = email;
        SearchText = SearchWords.Of(name, email);
        JoinedAt = at;
        Language = "en";
        TimeZone = "UTC";
        _raised.Add(new PersonAdded(Id));
    }

    public string Name { get; private set; } = "";
    /// <summary>The words of name and address as <see cref="SearchWords"/> folds them.</summary>
    public string SearchText { get; private set; } = "";
    /// <summary>A language of <see cref="Texts.Languages"/>.</summary>
    public string Language { get; private set; } = "en";
    /// <summary>An IANA time zone name.</summary>
    public string TimeZone { get; private set; } = "UTC";
    public DateTimeOffset JoinedAt { get; private set; }
    /// <summary>Set when the account was closed; a closed account can't sign in, its records stay.</summary>
    public DateTimeOffset? ClosedAt { get; private set; }

    public static IReadOnlyCollection<string> AuditedValues { get; } = [nameof(Language), nameof(TimeZone), nameof(EmailConfirmed), nameof(LockoutEnd), nameof(ClosedAt)];
    Guid IEntity.Key => Id.Value;
    IReadOnlyList<IEvent> IEntity.Raised => _raised;
    void IEntity.Forget() => _raised.Clear();

    public Refusal? Rename(string name)
    {
        if (RefuseName(name) is { } refusal) return refusal;
        Name = name.Trim();
        FoldName();
        Touch();
        return null;
    }

    /// <summary>What a name has to be, of a new person and of a renamed one.</summary>
    internal static Refusal? RefuseName(string name) =>
        string.IsNullOrWhiteSpace(name) ? new("name-missing", "Enter a name.", "name")
        : name.Trim().Length > 200 ? new("name-too-long", "A name has at most {0} characters.", "name", 200)
        : name.Any(char.IsControl) ? new("name-unreadable", "A name has no line breaks or control characters.", "name")
        : null;

    /// <summary>Makes the person findable by name and address as they are now.</summary>
    internal void FoldName() => SearchText = SearchWords.Of(Name, Email ?? "");

    // Identity's own token against lost updates: it renews it when the password changes, and we when anything else does.
    private void Touch() => ConcurrencyStamp = Sequential.NewGuid().ToString();

    /// <summary>How this person wants to read: a language that we have and a time zone that exists.</summary>
    public Refusal? Prefer(string language, string timeZone)
    {
        if (!Texts.Languages.Contains(language)) return new("language-unknown", "Choose one of the languages in the list.", nameof(Language));
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out _)) return new("time-zone-unknown", "Choose one of the time zones in the list.", nameof(TimeZone));
        if ((Language, TimeZone) == (language, timeZone)) return null;
        (Language, TimeZone) = (language, timeZone);
        Touch();
        return null;
    }

    public void Close(DateTimeOffset at)
    {
        ClosedAt ??= at;
        Touch();
    }

    public void Reopen()
    {
        ClosedAt = null;
        Touch();
    }

    /// <summary>The address was shown to be this person's own: they came by a link that was sent there.</summary>
    public void Confirm()
    {
        EmailConfirmed = true;
        LockoutEnd = null;
        AccessFailedCount = 0;
        Touch();
    }

    public void AskToConfirm() => _raised.Add(new ConfirmationAsked(Id));
    public void AskToResetPassword() => _raised.Add(new PasswordResetAsked(Id));
    public void Invite() => _raised.Add(new PersonInvited(Id));
    public void RegisterAgain() => _raised.Add(new RegisteredAgain(Id));
}

/// <summary>Somebody has an account now.</summary>
public sealed record PersonAdded(Id<Person> PersonId) : IEvent;

// What a person is to be told by mail. None of them carries a link: whoever writes the mail asks SignInLinks for one at that
// moment, so that no secret waits in the outbox.

/// <summary>Someone registered and has to show that the address is theirs.</summary>
public sealed record ConfirmationAsked(Id<Person> PersonId) : IEvent;

/// <summary>Someone wants to set a new password.</summary>
public sealed record PasswordResetAsked(Id<Person> PersonId) : IEvent;

/// <summary>An account was made for someone, who is to choose a password.</summary>
public sealed record PersonInvited(Id<Person> PersonId) : IEvent;

/// <summary>Someone tried to register with the address of an account that there is already.</summary>
public sealed record RegisteredAgain(Id<Person> PersonId) : IEvent;

internal sealed class PersonMap : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> person)
    {
        person.ToTable("Person");
        person.Property(p => p.Name).HasMaxLength(200);
        person.Property(p => p.Language).HasMaxLength(10);
        person.Property(p => p.TimeZone).HasMaxLength(60);
        person.Property(p => p.UserName).HasMaxLength(256);
        person.Property(p => p.NormalizedUserName).HasMaxLength(256);
        person.Property(p => p.Email).HasMaxLength(256);
        person.Property(p => p.NormalizedEmail).HasMaxLength(256);
        person.Property(p => p.ConcurrencyStamp).IsConcurrencyToken();
        person.HasIndex(p => p.NormalizedUserName).IsUnique();
        person.HasIndex(p => p.NormalizedEmail);
        person.HasIndex(p => p.Name);
    }
}
