using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lectern.Courses;
using Lectern.Lessons.Videos;

namespace Lectern.Lessons;

/// <summary>A video file as it plays: which one, what it is, how long.</summary>
/// <param name="Hash">Its name in the file store.</param>
/// <param name="MediaType">As its first bytes say.</param>
/// <param name="FileName">What the instructor calls it.</param>
/// <param name="Length">In bytes.</param>
/// <param name="Seconds">How long it plays; 0 when the file doesn't say.</param>
public sealed record VideoFile(string Hash, string MediaType, string FileName, long Length, double Seconds);

/// <summary>A WebVTT file with the spoken words in one language.</summary>
public sealed record CaptionTrack(string Language, string Hash, string FileName);

/// <summary>What a video activity holds; the same in the draft and in a sealed version.</summary>
/// <param name="File">Null until one was uploaded, and while the video lies elsewhere.</param>
/// <param name="Captions">At most one per language.</param>
/// <param name="Overview">Sanitised HTML below the video.</param>
/// <param name="RequiredPercent">How much must have been watched to be done; 0 when the learner's own word is enough.</param>
public sealed record VideoSetup(VideoFile? File, IReadOnlyList<CaptionTrack> Captions, string Overview, int RequiredPercent)
{
    public const int UsualPercent = 90;

    /// <summary>Where it lies when there is no file of ours.</summary>
    public VideoLink? Link { get; init; }

    /// <summary>In order of time.</summary>
    public IReadOnlyList<Chapter> Chapters { get; init; } = [];

    [JsonIgnore] public bool HasSource => File is not null || Link is not null;

    /// <summary>What learners have watched is kept by it: 64 characters, another for another video.</summary>
    [JsonIgnore] public string? SourceKey => File?.Hash ?? (Link is null ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Link.Address))));

    /// <summary>In seconds; 0 when nobody but the player knows.</summary>
    [JsonIgnore] public double Seconds => File?.Seconds ?? 0;

    /// <summary>Whether learners say themselves that they are through. Then no script is needed to finish. The players of video sites don't tell us what was watched.</summary>
    [JsonIgnore] public bool TakesLearnersWord => RequiredPercent == 0 || Link is { IsEmbed: true };

    public static VideoSetup Empty { get; } = new(null, [], "", UsualPercent);

    internal static VideoSetup Read(string json) => JsonSerializer.Deserialize<VideoSetup>(json)!;
    internal string Write() => JsonSerializer.Serialize(this);
}

/// <summary>A video as its instructors are preparing it. There is one per activity of the kind "video".</summary>
public sealed class VideoDraft : Entity<VideoDraft>
{
    private VideoSetup? _setup;

    private VideoDraft() { }

    internal VideoDraft(Id<Activity> activityId, DateTimeOffset at) => (ActivityId, ChangedAt) = (activityId, at);

    public Id<Activity> ActivityId { get; private set; }
    /// <summary><see cref="Setup"/> as JSON.</summary>
    public string SetupJson { get; private set; } = VideoSetup.Empty.Write();
    public DateTimeOffset ChangedAt { get; private set; }
    public Id<VideoContent>? SealedId { get; private set; }
    public int Revision { get; private set; }

    public VideoSetup Setup => _setup ??= VideoSetup.Read(SetupJson);

    public void UseFile(VideoFile file, DateTimeOffset at) => Change(Setup with { File = file, Link = null }, at);

    public void UseLink(VideoLink link, DateTimeOffset at) => Change(Setup with { File = null, Link = link }, at);

    public Refusal? UseCaptions(CaptionTrack track, DateTimeOffset at)
    {
        if (Setup.Captions.Count >= 40) return new("too-many-captions", "A video can have captions in at most {0} languages.", "captions", 40);
        Change(Setup with { Captions = [.. Setup.Captions.Where(c => c.Language != track.Language).Append(track).OrderBy(c => c.Language, StringComparer.Ordinal)] }, at);
        return null;
    }

    public void RemoveCaptions(string language, DateTimeOffset at) =>
        Change(Setup with { Captions = [.. Setup.Captions.Where(c => c.Language != language)] }, at);

    /// <summary>Changes what stands around the video.</summary>
    /// <param name="overview">Sanitised.</param>
    /// <param name="requiredPercent">10 to 100; 0 when the learner's own word is enough.</param>
    /// <param name="chapters">In order of time.</param>
    /// <param name="at">Now.</param>
    public Refusal? Describe(string overview, int requiredPercent, IReadOnlyList<Chapter> chapters, DateTimeOffset at)
    {
        if (requiredPercent is not 0 and (< 10 or > 100)) return new("percent-out-of-range", "Enter a percentage from 10 to 100, or 0 if the learner's own word is enough.", "requiredPercent");
        Change(Setup with { Overview = overview, RequiredPercent = requiredPercent, Chapters = chapters }, at);
        return null;
    }

    /// <summary>Takes what another draft holds.</summary>
    internal void TakeOver(VideoSetup setup, DateTimeOffset at) => Change(setup, at);

    internal VideoContent? Seal(DateTimeOffset at)
    {
        if (SealedId is not null) return null;
        var content = new VideoContent { ActivityId = ActivityId, SetupJson = SetupJson, SealedAt = at };
        SealedId = content.Id;
        return content;
    }

    private void Change(VideoSetup setup, DateTimeOffset at)
    {
        var json = setup.Write();
        if (json == SetupJson) return;
        (SetupJson, _setup, ChangedAt, SealedId) = (json, setup, at, null);
        Revision++;
    }
}

/// <summary>A video as a version of the course has it. Never changed.</summary>
public sealed class VideoContent : Entity<VideoContent>
{
    private VideoSetup? _setup;

    public required Id<Activity> ActivityId { get; init; }
    public required string SetupJson { get; init; }
    public required DateTimeOffset SealedAt { get; init; }

    public VideoSetup Setup => _setup ??= VideoSetup.Read(SetupJson);
}

internal sealed class VideoDraftMap : IEntityTypeConfiguration<VideoDraft>
{
    public void Configure(EntityTypeBuilder<VideoDraft> draft)
    {
        draft.Ignore(d => d.Setup);
        draft.Property(d => d.Revision).IsConcurrencyToken();
        draft.HasIndex(d => d.ActivityId).IsUnique();
        draft.HasOne<Activity>().WithMany().HasForeignKey(d => d.ActivityId).OnDelete(DeleteBehavior.Cascade);
        draft.HasOne<VideoContent>().WithMany().HasForeignKey(d => d.SealedId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class VideoContentMap : IEntityTypeConfiguration<VideoContent>
{
    public void Configure(EntityTypeBuilder<VideoContent> content)
    {
        content.Ignore(c => c.Setup);
        content.HasIndex(c => c.ActivityId);
    }
}
