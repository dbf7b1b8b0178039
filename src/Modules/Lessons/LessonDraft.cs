using System.Text.Json;
using Lectern.Courses;

namespace Lectern.Lessons;

/// <summary>
/// What an activity holds whose kind needs no tables of its own (a document, a deck, a link), as its instructors are preparing
/// it: one value, kept as JSON. There is one per activity of such a kind.
/// </summary>
public sealed class LessonDraft : Entity<LessonDraft>
{
    private LessonDraft() { }

    internal LessonDraft(Id<Activity> activityId, string setupJson, DateTimeOffset at) => (ActivityId, SetupJson, ChangedAt) = (activityId, setupJson, at);

    public Id<Activity> ActivityId { get; private set; }
    public string SetupJson { get; private set; } = "";
    public DateTimeOffset ChangedAt { get; private set; }
    /// <summary>The sealed copy with exactly this, if there is one.</summary>
    public Id<LessonContent>? SealedId { get; private set; }
    public int Revision { get; private set; }

    internal TSetup Setup<TSetup>() => LessonSetups.Read<TSetup>(SetupJson);

    internal void Change<TSetup>(TSetup setup, DateTimeOffset at)
    {
        var json = LessonSetups.Write(setup);
        if (json == SetupJson) return;
        (SetupJson, ChangedAt, SealedId) = (json, at, null);
        Revision++;
    }

    internal LessonContent? Seal(DateTimeOffset at)
    {
        if (SealedId is not null) return null;
        var content = new LessonContent { ActivityId = ActivityId, SetupJson = SetupJson, SealedAt = at };
        SealedId = content.Id;
        return content;
    }
}

/// <summary>The same as a version of the course has it. Never changed, and kept when the activity leaves the draft.</summary>
public sealed class LessonContent : Entity<LessonContent>
{
    public required Id<Activity> ActivityId { get; init; }
    public required string SetupJson { get; init; }
    public required DateTimeOffset SealedAt { get; init; }
}

internal static class LessonSetups
{
    internal static TSetup Read<TSetup>(string json) => JsonSerializer.Deserialize<TSetup>(json)!;

    internal static string Write<TSetup>(TSetup setup) => JsonSerializer.Serialize(setup);

    /// <summary>What is in front of this seat; null when the activity is of another kind.</summary>
    internal static async Task<TSetup?> Of<TSetup>(Progress.Seat seat, string kind, LecternDb db, CancellationToken cancel) where TSetup : class
    {
        if (seat.Activity.Kind != kind) return null;
        var (drafts, contents) = (db.LessonDrafts, db.LessonContents);
        var contentId = new Id<LessonContent>(seat.Activity.ContentId);
        var json = seat.IsPreview
            ? await drafts.Where(d => d.ActivityId == seat.Activity.Id).Select(d => d.SetupJson).SingleOrDefaultAsync(cancel)
            : await contents.Where(c => c.Id == contentId).Select(c => c.SetupJson).SingleOrDefaultAsync(cancel);
        return json is null ? null : Read<TSetup>(json);
    }
}

internal sealed class LessonDraftMap : IEntityTypeConfiguration<LessonDraft>
{
    public void Configure(EntityTypeBuilder<LessonDraft> draft)
    {
        draft.Property(d => d.Revision).IsConcurrencyToken();
        draft.HasIndex(d => d.ActivityId).IsUnique();
        draft.HasOne<Activity>().WithMany().HasForeignKey(d => d.ActivityId).OnDelete(DeleteBehavior.Cascade);
        draft.HasOne<LessonContent>().WithMany().HasForeignKey(d => d.SealedId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class LessonContentMap : IEntityTypeConfiguration<LessonContent>
{
    public void Configure(EntityTypeBuilder<LessonContent> content) => content.HasIndex(c => c.ActivityId);
}
