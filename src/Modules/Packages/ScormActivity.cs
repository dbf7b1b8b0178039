using Lectern.Courses;

namespace Lectern.Packages;

/// <summary>A SCORM package as a thing to do in a course.</summary>
internal sealed class ScormActivity(LecternDb db) : IActivityKind
{
    public const string KindName = "scorm";

    public string Name => KindName;
    public string Label => "SCORM package";
    public string Icon => "package";
    public IReadOnlyCollection<LearningVerb> Reports { get; } = [LearningVerb.Scored, LearningVerb.Completed, LearningVerb.Passed];
    public int UsualMinutes => 30;

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

    public string PlayerAddress(Id<Activity> activityId) => $"/packages/{activityId}";

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
