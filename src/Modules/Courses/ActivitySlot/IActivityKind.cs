namespace Lectern.Courses;

/// <summary>
/// The activity slot: a kind of thing to do in a course. Each filling is a folder in a module above; nothing else names it.
/// A kind keeps one draft per activity, edited in its own editor, and seals a copy when the course is published: sealed
/// content is immutable, and editing afterwards goes on in the draft.
/// </summary>
public interface IActivityKind
{
    /// <summary>Stable, lower case, kept in the database: "page", "video", "quiz", "scorm", "h5p".</summary>
    string Name { get; }
    /// <summary>English key of what people call it: "Page".</summary>
    string Label { get; }
    /// <summary>Lucide icon name.</summary>
    string Icon { get; }
    /// <summary>What it says of its learner, besides that they were there: the conditions of completion that authors are offered.</summary>
    IReadOnlyCollection<LearningVerb> Reports => [LearningVerb.Completed];
    /// <summary>Minutes a new one is taken to last.</summary>
    int UsualMinutes { get; }

    /// <summary>Adds an empty draft for a new activity; doesn't save.</summary>
    Task Create(Activity activity, CancellationToken cancel);

    /// <summary>Fills the draft of a new activity, for which <see cref="Create"/> was called, with what another's draft holds; doesn't save. They may be in different courses.</summary>
    Task Copy(Activity from, Activity to, CancellationToken cancel);

    /// <summary>Where its content is edited.</summary>
    string EditorAddress(Activity activity);

    /// <summary>Where learners do it. With <c>?preview=1</c> an editor of the course sees the draft there, and nothing is recorded.</summary>
    string PlayerAddress(Id<Activity> activityId);

    /// <summary>
    /// Seals the drafts of these activities for a version; doesn't save. An unchanged draft may be sealed under the same id
    /// as before. A refusal says what is missing ("Check: rate and rhythm has no questions.").
    /// </summary>
    Task<Outcome<IReadOnlyDictionary<Id<Activity>, Guid>>> Seal(IReadOnlyList<Activity> activities, CancellationToken cancel);

    /// <summary>Those whose draft holds something else than was published, another film or another document, and not the same corrected: their author is asked whether learners do them anew.</summary>
    /// <param name="published">What was sealed of each, as <see cref="Seal"/> named it.</param>
    /// <param name="cancel">When nobody waits any more.</param>
    Task<IReadOnlyList<Id<Activity>>> Replaced(IReadOnlyDictionary<Id<Activity>, Guid> published, CancellationToken cancel) => Task.FromResult<IReadOnlyList<Id<Activity>>>([]);
}

/// <summary>All kinds that the modules have brought, by name.</summary>
public sealed class ActivityKinds(IEnumerable<IActivityKind> kinds)
{
    private readonly Dictionary<string, IActivityKind> _byName = kinds.ToDictionary(kind => kind.Name);

    public IReadOnlyCollection<IActivityKind> All => _byName.Values;
    public IActivityKind this[string name] => _byName[name];
}
