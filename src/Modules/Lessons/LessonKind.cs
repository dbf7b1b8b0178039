using Lectern.Courses;

namespace Lectern.Lessons;

/// <summary>What kinds have in common that keep what they hold as one value: only what it is, what may be missing in it, and its name differ.</summary>
/// <typeparam name="TSetup">What an activity of the kind holds.</typeparam>
internal abstract class LessonKind<TSetup>(LecternDb db, TimeProvider clock) : IActivityKind where TSetup : class
{
    public abstract string Name { get; }
    public abstract string Label { get; }
    public abstract string Icon { get; }
    public virtual IReadOnlyCollection<LearningVerb> Reports => [LearningVerb.Completed];
    public abstract int UsualMinutes { get; }

    /// <summary>A new one.</summary>
    protected abstract TSetup Empty { get; }

    /// <summary>Why it can't be published yet; null when it can.</summary>
    protected abstract Refusal? Missing(TSetup setup, string title);

    /// <summary>What it holds, as it is to stand in another course. The caller saves.</summary>
    protected virtual Task<TSetup> Carry(TSetup setup, Id<Course> from, Id<Course> to, DateTimeOffset at, CancellationToken cancel) => Task.FromResult(setup);

    /// <summary>Whether it holds something else than was published, not the same corrected.</summary>
    protected virtual bool IsReplaced(TSetup published, TSetup draft) => false;

    protected LecternDb Db => db;

    public Task Create(Activity activity, CancellationToken cancel)
    {
        db.Add(new LessonDraft(activity.Id, LessonSetups.Write(Empty), clock.GetUtcNow()));
        return Task.CompletedTask;
    }

    public async Task Copy(Activity from, Activity to, CancellationToken cancel)
    {
        var (drafts, now) = (db.LessonDrafts, clock.GetUtcNow());
        var setup = LessonSetups.Read<TSetup>(await drafts.Where(d => d.ActivityId == from.Id).Select(d => d.SetupJson).SingleAsync(cancel));
        drafts.Local.Single(d => d.ActivityId == to.Id).Change(await Carry(setup, from.CourseId, to.CourseId, now, cancel), now);
    }

    public string EditorAddress(Activity activity) => $"/{Name}s/{activity.Id}/edit";

    public string PlayerAddress(Id<Activity> activityId) => $"/{Name}s/{activityId}";

    public async Task<Outcome<IReadOnlyDictionary<Id<Activity>, Guid>>> Seal(IReadOnlyList<Activity> activities, CancellationToken cancel)
    {
        var ids = activities.Select(a => a.Id).ToList();
        var drafts = db.LessonDrafts;
        var found = await drafts.Where(d => ids.Contains(d.ActivityId)).ToDictionaryAsync(d => d.ActivityId, cancel);
        var contents = new Dictionary<Id<Activity>, Guid>();
        foreach (var activity in activities)
        {
            var draft = found[activity.Id];
            if (Missing(draft.Setup<TSetup>(), activity.Title) is { } refusal) return refusal;
            if (draft.Seal(clock.GetUtcNow()) is { } content) db.Add(content);
            contents[activity.Id] = draft.SealedId!.Value.Value;
        }

        return Outcome<IReadOnlyDictionary<Id<Activity>, Guid>>.Of(contents);
    }

    public async Task<IReadOnlyList<Id<Activity>>> Replaced(IReadOnlyDictionary<Id<Activity>, Guid> published, CancellationToken cancel)
    {
        var ids = published.Values.Select(id => new Id<LessonContent>(id)).ToList();
        var (drafts, contents) = (db.LessonDrafts, db.LessonContents);
        var pairs = await contents.Where(c => ids.Contains(c.Id)).Join(drafts, c => c.ActivityId, d => d.ActivityId, (content, draft) => new { content.ActivityId, Published = content.SetupJson, Draft = draft.SetupJson }).ToListAsync(cancel);
        return [.. pairs.Where(p => p.Published != p.Draft && IsReplaced(LessonSetups.Read<TSetup>(p.Published), LessonSetups.Read<TSetup>(p.Draft))).Select(p => p.ActivityId)];
    }
}
