using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Lectern.People;

/// <summary>How the institution looks: the brand that every page, mail and certificate wears. Its name is the name of the root of its units.</summary>
public sealed partial class Institution : Entity<Institution>, IAudited
{
    private Institution() { }

    /// <summary>An institution without a brand of its own yet.</summary>
    public Institution(Scope root) => ScopeId = root.Id;

    public Id<Scope> ScopeId { get; private set; }
    /// <summary>#rrggbb; null for ours.</summary>
    public string? Colour { get; private set; }
    /// <summary>#rrggbb; null for ours.</summary>
    public string? Accent { get; private set; }
    /// <summary>0 (square) to 1.5 (round).</summary>
    public decimal? Radius { get; private set; }
    /// <summary>A small SVG or PNG that was checked on the way in.</summary>
    public byte[]? Logo { get; private set; }
    public string? LogoType { get; private set; }
    /// <summary>Names the logo's address, so that it can be cached for ever.</summary>
    public string? LogoHash { get; private set; }
    public DateTimeOffset ChangedAt { get; private set; }
    /// <summary>Counts changes, so that two at once don't undo each other.</summary>
    public int Revision { get; private set; }

    public static IReadOnlyCollection<string> AuditedValues { get; } = [nameof(Colour), nameof(Accent), nameof(Radius), nameof(LogoHash)];

    public Refusal? Wear(string? colour, string? accent, decimal? radius, DateTimeOffset at)
    {
        if (colour is not null && !HexColour().IsMatch(colour)) return new("colour-unreadable", "Write a colour as # and six digits or letters a to f, such as #2b4fd7.", nameof(Colour));
        if (accent is not null && !HexColour().IsMatch(accent)) return new("colour-unreadable", "Write a colour as # and six digits or letters a to f, such as #2b4fd7.", nameof(Accent));
        if (radius is < 0 or > 1.5m) return new("radius-out-of-range", "Corners go from 0 (square) to 1.5 (round).", nameof(Radius));
        (Colour, Accent, Radius) = (colour?.ToLowerInvariant(), accent?.ToLowerInvariant(), radius);
        Changed(at);
        return null;
    }

    /// <summary>Shows this picture, which the caller has checked, or our own mark.</summary>
    public void ShowLogo(byte[]? picture, string? type, DateTimeOffset at)
    {
        (Logo, LogoType) = (picture, picture is null ? null : type);
        LogoHash = picture is null ? null : Convert.ToHexStringLower(SHA256.HashData(picture))[..32];
        Changed(at);
    }

    /// <summary>Something else that every page shows has changed, such as the name.</summary>
    public void Renamed(DateTimeOffset at) => Changed(at);

    private void Changed(DateTimeOffset at)
    {
        ChangedAt = at;
        Revision++;
        Raise(new InstitutionChanged(Id));
    }

    [GeneratedRegex("^#[0-9a-fA-F]{6}$", RegexOptions.CultureInvariant)]
    private static partial Regex HexColour();
}

/// <summary>The institution has another name or look.</summary>
public sealed record InstitutionChanged(Id<Institution> InstitutionId) : IEvent;

internal sealed class InstitutionMap : IEntityTypeConfiguration<Institution>
{
    public void Configure(EntityTypeBuilder<Institution> institution)
    {
        institution.Property(i => i.Colour).HasMaxLength(7);
        institution.Property(i => i.Accent).HasMaxLength(7);
        institution.Property(i => i.Radius).HasPrecision(3, 2);
        institution.Property(i => i.LogoType).HasMaxLength(40);
        institution.Property(i => i.LogoHash).HasMaxLength(32);
        institution.Property(i => i.Revision).IsConcurrencyToken();
        institution.HasOne<Scope>().WithMany().HasForeignKey(i => i.ScopeId);
    }
}
