using Lectern.Courses;

namespace Lectern.Packages;

/// <summary>What the kinds of activity that play an uploaded package have in common: the draft holds one, and publishing seals it as it is.</summary>
internal abstract class PackageKind(LecternDb db) : IActivityKind
{
    public abstract string Name { get; }
    public abstract string Label { get; }
    public abstract string Icon { get; }
    public IReadOnlyCollection<LearningVerb> Reports { get; } = [LearningVerb.Scored, LearningVerb.Completed, LearningVerb.Passed];
    public abstract int UsualMinutes { get; }
    public abstract string PlayerAddress(Id<Activity> activityId);

    public Task Create(Activity activity, CancellationToken cancel)
    {
        db.Add(new PackageDraft(activity.Id));
        return Task.CompletedTask;
    }

    public async Task Copy(Activity from, Activity to, CancellationToken cancel)
    {
        var drafts = db.PackageDrafts;
        drafts.Local.Single(draft => draft.ActivityId == to.Id).HoldSame(await drafts.Where(draft => draft.ActivityId == from.Id).Select(draft => draft.PackageId).SingleAsync(cancel));
    }

    public string EditorAddress(Activity activity) => $"/courses/{activity.CourseId}/packages/{activity.Id}";

    public async Task<Outcome<IReadOnlyDictionary<Id<Activity>, Guid>>> Seal(IReadOnlyList<Activity> activities, CancellationToken cancel)
    {
        var ids = activities.Select(activity => activity.Id).ToList();
        var drafts = await db.PackageDrafts.Where(draft => ids.Contains(draft.ActivityId)).ToDictionaryAsync(draft => draft.ActivityId, draft => draft.PackageId, cancel);
        foreach (var activity in activities)
            if (drafts.GetValueOrDefault(activity.Id) is null)
                return new Refusal("package-missing", "“{0}” has no package yet. Upload one, or remove it from the course.", Arguments: activity.Title);
        return drafts.ToDictionary(pair => pair.Key, pair => pair.Value!.Value.Value);
    }
}
