using Lectern.Courses;
using Lectern.Kernel;

namespace Lectern.Bench.Serving;

/// <summary>A kind of activity that only the benchmark has: nothing to edit, nothing to seal and no page of its own. What is measured is what stands around activities.</summary>
internal sealed class BenchLesson : IActivityKind
{
    internal const string Kind = "bench-lesson";

    public string Name => Kind;
    public string Label => "Lesson";
    public string Icon => "book-open";
    public IReadOnlyCollection<LearningVerb> Reports { get; } = Enum.GetValues<LearningVerb>();
    public int UsualMinutes => 10;
    public Task Create(Activity activity, CancellationToken cancel) => Task.CompletedTask;
    public Task Copy(Activity from, Activity to, CancellationToken cancel) => Task.CompletedTask;
    public string EditorAddress(Activity activity) => $"/bench/lessons/{activity.Id}/edit";
    public string PlayerAddress(Id<Activity> activityId) => $"/bench/lessons/{activityId}";
    public Task<Outcome<IReadOnlyDictionary<Id<Activity>, Guid>>> Seal(IReadOnlyList<Activity> activities, CancellationToken cancel) =>
        Task.FromResult<Outcome<IReadOnlyDictionary<Id<Activity>, Guid>>>(activities.ToDictionary(a => a.Id, a => a.Id.Value));
}
