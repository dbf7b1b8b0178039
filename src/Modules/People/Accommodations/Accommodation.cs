namespace Lectern.People.Accommodations;

/// <summary>What a person needs so that a test is fair to them: it applies everywhere by itself. Sensitive: only those who may set it see it, and others only what follows from it where they need to.</summary>
public sealed class Accommodation : Entity<Accommodation>, IAudited
{
    public const int LongestNote = 500, MostExtraTime = 300;

    private Accommodation() { }

    public Accommodation(Id<Person> personId) => PersonId = personId;

    public Id<Person> PersonId { get; private set; }
    /// <summary>More time for whatever has a time limit, 1 to 300.</summary>
    public int ExtraTimePercent { get; private set; }
    /// <summary>One line; "" for none.</summary>
    public string Note { get; private set; } = "";
    /// <summary>Who changed it last; null when they are no longer known here.</summary>
    public Id<Person>? SetById { get; private set; }
    public DateTimeOffset SetAt { get; private set; }
    /// <summary>Raised by every change; two people who edit can't overwrite each other unseen.</summary>
    public int Revision { get; private set; }

    public Refusal? Set(int? extraTimePercent, string? note, Id<Person> by, DateTimeOffset at)
    {
        var line = string.Join(' ', (note ?? "").Replace("\0", "", StringComparison.Ordinal).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (extraTimePercent is not (>= 1 and <= MostExtraTime)) return new("extra-time-out-of-range", "Enter a number of percent from 1 to {0}.", "extraTimePercent", MostExtraTime);
        if (line.Length > LongestNote) return new("note-too-long", "A note has at most {0} characters.", "note", LongestNote);
        if (ExtraTimePercent != extraTimePercent) Raise(new ExtraTimeChanged(PersonId, extraTimePercent.Value));
        (ExtraTimePercent, Note, SetById, SetAt) = (extraTimePercent.Value, line, by, at);
        Revision++;
        return null;
    }

    /// <summary>To be called before it is removed: what is going on follows.</summary>
    public void End() => Raise(new ExtraTimeChanged(PersonId, 0));

    // Neither how much nor why: what somebody needs is theirs.
    public static IReadOnlyCollection<string> AuditedValues { get; } = [nameof(PersonId)];
    Guid? IAudited.About => PersonId.Value;
}

/// <summary>A person has more time, or less, than before.</summary>
/// <param name="Percent">0 for none.</param>
public sealed record ExtraTimeChanged(Id<Person> PersonId, int Percent) : IEvent;

internal sealed class AccommodationMap : IEntityTypeConfiguration<Accommodation>
{
    public void Configure(EntityTypeBuilder<Accommodation> accommodation)
    {
        accommodation.Property(a => a.Note).HasMaxLength(Accommodation.LongestNote);
        accommodation.Property(a => a.Revision).IsConcurrencyToken();
        accommodation.HasOne<Person>().WithMany().HasForeignKey(a => a.PersonId);
        accommodation.HasOne<Person>().WithMany().HasForeignKey(a => a.SetById).OnDelete(DeleteBehavior.SetNull);
        accommodation.HasIndex(a => a.PersonId).IsUnique();
    }
}
