using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.People;
using Lectern.Progress.Rules;
using Microsoft.AspNetCore.Components;

namespace Lectern.Progress.Completion.Judging;

/// <summary>Before a version is published in which lessons count as done by another rule: says whom it changes, from what is recorded.</summary>
public sealed class ReviewRules(LecternDb db, CompletionRules rules, IHttpContextAccessor http, Texts texts, TimeProvider clock) : IPublishingReview
{
    private const int BatchSize = 500;
    private const int NamesShown = 5;

    public IReadOnlyList<PublishingProblem> Problems(Course draft) => [];

    public async Task<RenderFragment?> WhoChanges(Course draft, CourseVersion published, CancellationToken cancel)
    {
        var context = new RuleContext(texts, http.HttpContext?.Visitor ?? Visitor.Nobody, draft.DraftOutline(), clock.GetUtcNow());
        var now = context.Outline.Activities.ToDictionary(a => a.Id);
        var changed = published.Outline.Activities.Where(was => now.TryGetValue(was.Id, out var is_) && !Rule.Same(was.Completion, is_.Completion))
            .Select(was => new Changed(was, now[was.Id] with { RenewedAt = was.RenewedAt })).ToList();
        if (changed.Count == 0) return null;
        await Count(draft.Id, changed, context.Now, cancel);
        if (changed.All(c => c.BecomeDone.Count == 0 && c.NoLongerDone.Count == 0)) return null;
        return Fragments.Of<ChangedRules>(new Model([.. changed.Select(c => new Line(
            c.Now.Title, rules.Words(c.Was.Completion, context), rules.Words(c.Now.Completion, context), c.BecomeDone, c.NoLongerDone))]));
    }

    public async Task<IReadOnlyDictionary<Id<Activity>, int>> HaveDone(Course draft, IReadOnlyCollection<Id<Activity>> activities, CancellationToken cancel)
    {
        var current = db.Enrolments.Where(e => e.CourseId == draft.Id && e.Status == EnrolmentStatus.Active).Select(e => e.Id);
        return await db.ActivityProgresses.Where(p => p.CourseId == draft.Id && p.DoneAt != null && activities.Contains(p.ActivityId) && current.Contains(p.EnrolmentId))
            .GroupBy(p => p.ActivityId).Select(done => new { done.Key, Learners = done.Count() }).ToDictionaryAsync(done => done.Key, done => done.Learners, cancel);
    }

    // Learners in batches: as many as there are, in constant memory.
    private async Task Count(Id<Course> courseId, List<Changed> changed, DateTimeOffset at, CancellationToken cancel)
    {
        var ids = changed.Select(c => c.Was.Id).ToList();
        var seen = new Id<CourseEnrolment>(Guid.Empty);
        while (true)
        {
            var batch = await (
                from enrolment in db.Enrolments.AsNoTracking()
                where enrolment.CourseId == courseId && enrolment.Status == EnrolmentStatus.Active && enrolment.Id > seen
                join person in db.Set<Person>() on enrolment.LearnerId equals person.Id
                orderby enrolment.Id
                select new { enrolment.Id, person.Name }).Take(BatchSize).ToListAsync(cancel);
            if (batch.Count == 0) return;
            seen = batch[^1].Id;
            var enrolments = batch.Select(e => e.Id).ToList();
            var records = (await db.LearningRecords.AsNoTracking().Where(r => enrolments.Contains(r.EnrolmentId) && ids.Contains(r.ActivityId)).ToListAsync(cancel)).ToLookup(r => (r.EnrolmentId, r.ActivityId));
            foreach (var learner in batch)
                foreach (var change in changed)
                {
                    List<LearningRecord> own = [.. records[(learner.Id, change.Was.Id)]];
                    if (own.Count == 0) continue;
                    var (before, after) = (rules.Judge(change.Was, own, at).DoneAt, rules.Judge(change.Now, own, at).DoneAt);
                    if (before is null && after is not null) change.BecomeDone.Add(learner.Name);
                    else if (before is not null && after is null) change.NoLongerDone.Add(learner.Name);
                }
        }
    }

    private sealed record Changed(OutlineActivity Was, OutlineActivity Now)
    {
        public Whom BecomeDone { get; } = new();
        public Whom NoLongerDone { get; } = new();
    }

    /// <summary>How many, and the first names.</summary>
    public sealed class Whom
    {
        private readonly List<string> _names = [];

        public int Count { get; private set; }
        public string Names => string.Join(", ", _names);
        public bool HasMore => Count > _names.Count;

        internal void Add(string name)
        {
            Count++;
            if (_names.Count < NamesShown) _names.Add(name);
        }
    }

    public sealed record Line(string Title, string Before, string After, Whom BecomeDone, Whom NoLongerDone);

    public sealed record Model(IReadOnlyList<Line> Lines);
}
