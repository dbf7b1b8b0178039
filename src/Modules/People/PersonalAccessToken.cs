using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Lectern.People;

/// <summary>Lets a program act as a person through the API. The secret is shown once; only its SHA-256 is kept.</summary>
public sealed class PersonalAccessToken : Entity<PersonalAccessToken>, IAudited
{
    /// <summary>What every secret begins with, so that scanners recognise a leaked one.</summary>
    public const string Prefix = "lectern_";
    public const int LongestDays = 366;
    public const int LongestName = 100;

    private PersonalAccessToken() { }

    public Id<Person> PersonId { get; private set; }
    public string Name { get; private set; } = "";
    /// <summary>SHA-256 of the secret, hexadecimal. The secret has 256 random bits: no salt or slow hash is needed.</summary>
    public string Hash { get; private set; } = "";
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset ExpiresAt { get; private set; }
    public DateTimeOffset? LastUsedAt { get; private set; }
    public DateTimeOffset? RevokedAt { get; private set; }

    public static IReadOnlyCollection<string> AuditedValues { get; } = [nameof(PersonId), nameof(ExpiresAt), nameof(RevokedAt)];
    Guid? IAudited.About => PersonId.Value;

    /// <summary>A new token and its secret, which nobody can read again.</summary>
    /// <param name="person">For whom it acts.</param>
    /// <param name="name">What it is for.</param>
    /// <param name="days">How long it lasts.</param>
    /// <param name="at">Now.</param>
    /// <param name="maker">The token by which it is asked for, if any: what was lent for a time must not last by renewing itself.</param>
    public static Outcome<(PersonalAccessToken Token, string Secret)> Create(Id<Person> person, string name, int days, DateTimeOffset at, PersonalAccessToken? maker = null)
    {
        if (string.IsNullOrWhiteSpace(name)) return new Refusal("name-missing", "Enter a name.", nameof(Name));
        if (name.Length > LongestName) return new Refusal("name-too-long", "A name has at most {0} characters.", nameof(Name), LongestName);
        if (days is < 1 or > LongestDays) return new Refusal("expiry-out-of-range", "A token lasts between 1 and {0} days.", "Days", LongestDays);
        if (maker is not null && at.AddDays(days) > maker.ExpiresAt) return new Refusal("outlives-its-maker", "A token can't make one that lasts longer than itself.", "Days");
        var secret = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        return (new PersonalAccessToken { PersonId = person, Name = name.Trim(), Hash = HashOf(secret), CreatedAt = at, ExpiresAt = at.AddDays(days) }, secret);
    }

    public void Revoke(DateTimeOffset at) => RevokedAt ??= at;

    internal static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}

internal sealed class PersonalAccessTokenMap : IEntityTypeConfiguration<PersonalAccessToken>
{
    public void Configure(EntityTypeBuilder<PersonalAccessToken> token)
    {
        token.Property(t => t.Name).HasMaxLength(PersonalAccessToken.LongestName);
        token.Property(t => t.Hash).HasMaxLength(64);
        token.HasOne<Person>().WithMany().HasForeignKey(t => t.PersonId);
        token.HasIndex(t => t.Hash).IsUnique();
    }
}
