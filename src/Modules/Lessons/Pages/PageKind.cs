using Lectern.Courses;

namespace Lectern.Lessons.Pages;

/// <summary>The activity kind "page": something to read, done when the learner goes on.</summary>
internal sealed class PageKind(LecternDb db, TimeProvider clock) : IActivityKind
{
    internal const string Kind = "page";

    public string Name => Kind;
    public string Label => "Page";
    public string Icon => "book-open-text";
    public IReadOnlyCollection<LearningVerb> Reports { get; } = [LearningVerb.Covered, LearningVerb.Completed];
    public int UsualMinutes => 5;

    public Task Create(Activity activity, CancellationToken cancel)
    {
        db.Add(new PageDraft(activity.Id, clock.GetUtcNow()));
        return Task.CompletedTask;
    }

    public async Task Copy(Activity from, Activity to, CancellationToken cancel)
    {
        var (drafts, now) = (db.PageDrafts, clock.GetUtcNow());
        var html = await drafts.Where(d => d.ActivityId == from.Id).Select(d => d.Html).SingleAsync(cancel);
        var copy = drafts.Local.Single(d => d.ActivityId == to.Id);
        copy.Write(await db.CarryPictures(html, from.CourseId, to.CourseId, now, cancel), copy.Revision, "", now);
    }

    public string EditorAddress(Activity activity) => $"/pages/{activity.Id}/edit";

    public string PlayerAddress(Id<Activity> activityId) => $"/pages/{activityId}";

    public async Task<Outcome<IReadOnlyDictionary<Id<Activity>, Guid>>> Seal(IReadOnlyList<Activity> activities, CancellationToken cancel)
    {
        var ids = activities.Select(a => a.Id).ToList();
        var drafts = db.PageDrafts;
        var found = await drafts.Where(d => ids.Contains(d.ActivityId)).ToDictionaryAsync(d => d.ActivityId, cancel);
        var contents = new Dictionary<Id<Activity>, Guid>();
        foreach (var activity in activities)
        {
            if (!found.TryGetValue(activity.Id, out var draft) || RichText.IsEmpty(draft.Html)) return new Refusal("page-empty", "The page “{0}” has no text yet. Write it, or remove the page.", null, activity.Title);
            if (draft.Seal(clock.GetUtcNow()) is { } content) db.Add(content);
            contents[activity.Id] = draft.SealedId!.Value.Value;
        }

        return Outcome<IReadOnlyDictionary<Id<Activity>, Guid>>.Of(contents);
    }
}
