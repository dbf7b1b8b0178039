using Lectern.Courses;

namespace Lectern.Lessons;

/// <summary>The text of a page as its instructors are writing it. There is one per activity of the kind "page".</summary>
public sealed class PageDraft : Entity<PageDraft>
{
    private PageDraft() { }

    internal PageDraft(Id<Activity> activityId, DateTimeOffset at) => (ActivityId, ChangedAt) = (activityId, at);

    public Id<Activity> ActivityId { get; private set; }
    /// <summary>Sanitised HTML.</summary>
    public string Html { get; private set; } = "";
    public DateTimeOffset ChangedAt { get; private set; }
    /// <summary>The sealed copy with exactly this text, if there is one.</summary>
    public Id<PageContent>? SealedId { get; private set; }
    /// <summary>The editor window that wrote last: it may go on without knowing the newest revision.</summary>
    public string EditedIn { get; private set; } = "";
    public int Revision { get; private set; }

    /// <summary>Replaces the text; refused when somebody else has changed it since this editor window was opened.</summary>
    /// <param name="html">Sanitised.</param>
    /// <param name="revision">What the window was opened with.</param>
    /// <param name="window">Its key, the same for all saves of one window.</param>
    /// <param name="at">Now.</param>
    public Refusal? Write(string html, int revision, string window, DateTimeOffset at)
    {
        if (html == Html) return null;
        if (revision != Revision && window != EditedIn) return Editing.ChangedMeanwhile;
        (Html, EditedIn, ChangedAt, SealedId) = (html, window, at, null);
        Revision++;
        return null;
    }

    /// <summary>The copy for a version: the one that exists when nothing has changed since, else a new one to be added.</summary>
    internal PageContent? Seal(DateTimeOffset at)
    {
        if (SealedId is not null) return null;
        var content = new PageContent { ActivityId = ActivityId, Html = Html, SealedAt = at };
        SealedId = content.Id;
        return content;
    }
}

internal sealed class PageDraftMap : IEntityTypeConfiguration<PageDraft>
{
    public void Configure(EntityTypeBuilder<PageDraft> draft)
    {
        draft.Property(d => d.EditedIn).HasMaxLength(40);
        draft.Property(d => d.Revision).IsConcurrencyToken();
        draft.HasIndex(d => d.ActivityId).IsUnique();
        draft.HasOne<Activity>().WithMany().HasForeignKey(d => d.ActivityId).OnDelete(DeleteBehavior.Cascade);
        draft.HasOne<PageContent>().WithMany().HasForeignKey(d => d.SealedId).OnDelete(DeleteBehavior.Restrict);
    }
}
