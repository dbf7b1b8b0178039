using Lectern.Courses;

namespace Lectern.Lessons.Videos;

/// <summary>The activity kind "video": done when enough of it was watched.</summary>
internal sealed class VideoKind(LecternDb db, TimeProvider clock) : IActivityKind
{
    internal const string Kind = "video";

    /// <summary>Bytes of one video file.</summary>
    internal const long Limit = 4L << 30;

    public string Name => Kind;
    public string Label => "Video";
    public string Icon => "circle-play";
    public IReadOnlyCollection<LearningVerb> Reports { get; } = [LearningVerb.Covered, LearningVerb.Completed];
    public int UsualMinutes => 10;

    public Task Create(Activity activity, CancellationToken cancel)
    {
        db.Add(new VideoDraft(activity.Id, clock.GetUtcNow()));
        return Task.CompletedTask;
    }

    public async Task Copy(Activity from, Activity to, CancellationToken cancel)
    {
        var (drafts, now) = (db.VideoDrafts, clock.GetUtcNow());
        var setup = VideoSetup.Read(await drafts.Where(d => d.ActivityId == from.Id).Select(d => d.SetupJson).SingleAsync(cancel));
        drafts.Local.Single(d => d.ActivityId == to.Id).TakeOver(setup with { Overview = await db.CarryPictures(setup.Overview, from.CourseId, to.CourseId, now, cancel) }, now);
    }

    public string EditorAddress(Activity activity) => $"/videos/{activity.Id}/edit";

    public string PlayerAddress(Id<Activity> activityId) => $"/videos/{activityId}";

    public async Task<Outcome<IReadOnlyDictionary<Id<Activity>, Guid>>> Seal(IReadOnlyList<Activity> activities, CancellationToken cancel)
    {
        var ids = activities.Select(a => a.Id).ToList();
        var drafts = db.VideoDrafts;
        var found = await drafts.Where(d => ids.Contains(d.ActivityId)).ToDictionaryAsync(d => d.ActivityId, cancel);
        var contents = new Dictionary<Id<Activity>, Guid>();
        foreach (var activity in activities)
        {
            if (!found.TryGetValue(activity.Id, out var draft) || !draft.Setup.HasSource) return new Refusal("video-missing", "The video “{0}” has no file yet. Upload one or give its address, or remove the video.", null, activity.Title);
            if (draft.Seal(clock.GetUtcNow()) is { } content) db.Add(content);
            contents[activity.Id] = draft.SealedId!.Value.Value;
        }

        return Outcome<IReadOnlyDictionary<Id<Activity>, Guid>>.Of(contents);
    }

    public async Task<IReadOnlyList<Id<Activity>>> Replaced(IReadOnlyDictionary<Id<Activity>, Guid> published, CancellationToken cancel)
    {
        var ids = published.Values.Select(id => new Id<VideoContent>(id)).ToList();
        var (drafts, contents) = (db.VideoDrafts, db.VideoContents);
        var pairs = await contents.Where(c => ids.Contains(c.Id)).Join(drafts, c => c.ActivityId, d => d.ActivityId, (content, draft) => new { content.ActivityId, Published = content.SetupJson, Draft = draft.SetupJson }).ToListAsync(cancel);
        return [.. pairs.Where(p => VideoSetup.Read(p.Published).SourceKey != VideoSetup.Read(p.Draft).SourceKey).Select(p => p.ActivityId)];
    }

    /// <summary>The video in front of this seat; null when the activity is of another kind.</summary>
    internal static async Task<VideoSetup?> Setup(Progress.Seat seat, LecternDb db, CancellationToken cancel)
    {
        if (seat.Activity.Kind != Kind) return null;
        var (drafts, contents) = (db.VideoDrafts, db.VideoContents);
        var contentId = new Id<VideoContent>(seat.Activity.ContentId);
        var json = seat.IsPreview
            ? await drafts.Where(d => d.ActivityId == seat.Activity.Id).Select(d => d.SetupJson).SingleOrDefaultAsync(cancel)
            : await contents.Where(c => c.Id == contentId).Select(c => c.SetupJson).SingleOrDefaultAsync(cancel);
        return json is null ? null : VideoSetup.Read(json);
    }
}
