using System.Text.Json.Serialization;
using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Progress.Time.Seeing;

namespace Lectern.Progress.Following.Insights;

/// <summary>Why a learner is in the list of those who need somebody.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RiskReason>))]
public enum RiskReason { NotBegun, NotSeen, Failing, Slow, Late }

/// <summary>One reason.</summary>
/// <param name="Number">Days, failures or lessons, as the reason counts them.</param>
/// <param name="Lesson">Where, if it is about one.</param>
public sealed record Risk(RiskReason Reason, int Number, string? Lesson = null);

/// <summary>A learner who isn't through and shows signs of not getting there. Signs of several kinds weigh more than one, however often it comes.</summary>
public sealed record LearnerAtRisk(Id<CourseEnrolment> EnrolmentId, string Name, IReadOnlyList<Risk> Risks)
{
    public bool IsHigh => Kinds > 1;
    internal int Kinds => Risks.Select(risk => risk.Reason).Distinct().Count();
}

/// <summary>How long a module takes those who are through with it, beside what its authors take it to last.</summary>
/// <param name="Middle">The median of effective time.</param>
/// <param name="Longest">The lesson that takes the most beyond its plan; null when none does.</param>
public sealed record ModuleTime(string Title, TimeSpan Planned, TimeSpan Middle, int Learners, string? Longest)
{
    /// <summary>A third more than planned: worth a look.</summary>
    public bool IsLong => Middle > Planned * 4 / 3;
}

/// <summary>How a class is doing, in the figures that ask for something to be done. Whoever isn't in the course any more isn't counted.</summary>
/// <param name="Active">Seen in the last seven days.</param>
/// <param name="MedianPercent">Of the lessons, that the learner in the middle has done; null without learners.</param>
/// <param name="AverageScore">The best score of each learner and lesson, from 0 to 1; null without any.</param>
/// <param name="Halfway">Have done half of the lessons or more.</param>
/// <param name="Stopped">Began, aren't through, and weren't seen for a week.</param>
/// <param name="StoppedMost">The lesson that most of them were last at.</param>
/// <param name="InNeed">All who would stand in <paramref name="AtRisk"/> if it had no end.</param>
public sealed record ClassInsights(
    LearnerCounts Counts, int Active, int? MedianPercent, decimal? AverageScore, int Halfway, int Stopped, string? StoppedMost, int StoppedThere,
    int InNeed, IReadOnlyList<LearnerAtRisk> AtRisk, IReadOnlyList<ModuleTime> Times)
{
    public int Started => Counts.All - Counts.NotStarted;
}

internal static class ReadsInsights
{
    private const int MostNamed = 6;
    // Looked at for their reasons: those who were seen last, because they are the easiest to win back.
    private const int Candidates = 60;
    // Whose time is looked at.
    private const int Timed = 100;
    /// <summary>Of fewer learners the middle says little, and too much of each.</summary>
    internal const int Fewest = 3;

    extension(LecternDb db)
    {
        /// <summary>A constant number of statements, however large the class is.</summary>
        internal async Task<ClassInsights> Insights(Id<Course> id, MetCourse met, LearnerCounts counts, DateTimeOffset now, CancellationToken cancel)
        {
            var learners = db.LearnersOf(id, now);
            var enrolments = db.Enrolments.Where(e => e.CourseId == id && e.Status == EnrolmentStatus.Active);
            var standings = db.ActivityProgresses.Where(p => p.CourseId == id && enrolments.Any(e => e.Id == p.EnrolmentId));
            var weekAgo = now - Learners.StuckAfter;

            var active = await learners.CountAsync(l => l.LastAt >= weekAgo, cancel);
            var done = await learners.GroupBy(l => new { l.Done, l.Total }).Select(of => new { of.Key.Done, of.Key.Total, Count = of.Count() }).ToListAsync(cancel);
            var score = await standings.Where(p => p.Score != null).AverageAsync(p => (double?)p.Score, cancel);
            var stopped = await learners.Stopped(now).GroupBy(l => l.LastActivityId!.Value).Select(at => new { at.Key, Count = at.Count() }).ToListAsync(cancel);
            var titles = met.Outline.Activities.ToDictionary(a => a.Id, a => a.Title);
            var most = stopped.Where(at => titles.ContainsKey(at.Key)).OrderByDescending(at => at.Count).FirstOrDefault();
            var (inNeed, atRisk) = await db.AtRisk(learners, standings, titles, now, cancel);
            return new(
                counts, active, (int?)done.SelectMany(of => Enumerable.Repeat(of.Total == 0 ? 0L : 100L * of.Done / of.Total, of.Count)).Median(), score is { } share ? (decimal)share : null,
                done.Where(of => of.Total > 0 && 2 * of.Done >= of.Total).Sum(of => of.Count), stopped.Sum(at => at.Count), most is null ? null : titles[most.Key], most?.Count ?? 0,
                inNeed, atRisk, await db.TimesOfModules(learners, met.Outline, cancel));
        }

        private async Task<(int All, IReadOnlyList<LearnerAtRisk> First)> AtRisk(IQueryable<LearnerRow> learners, IQueryable<ActivityProgress> standings, Dictionary<Id<Activity>, string> titles, DateTimeOffset now, CancellationToken cancel)
        {
            var weekAgo = now - Learners.StuckAfter;
            // Read once, not for each learner.
            var troubled = standings.Failing(db).Select(p => p.EnrolmentId).Union(standings.Slow(now).Select(p => p.EnrolmentId));
            var needy = learners.Where(l => l.CompletedAt == null && (l.SeenAt < weekAgo || l.DueAt < now || troubled.Contains(l.EnrolmentId)));
            var all = await needy.CountAsync(cancel);
            if (all == 0) return (0, []);
            var found = await needy.OrderByDescending(l => l.SeenAt).ThenBy(l => l.EnrolmentId).Take(Candidates).ToListAsync(cancel);
            var ids = found.ConvertAll(l => l.EnrolmentId);
            var own = db.ActivityProgresses.Where(p => ids.Contains(p.EnrolmentId));
            var failed = db.LearningRecords.Where(r => r.Verb == LearningVerb.Failed);
            var failures = (await own.Failing(db).Select(p => new { p.EnrolmentId, p.ActivityId, Count = failed.Count(r => r.EnrolmentId == p.EnrolmentId && r.ActivityId == p.ActivityId) }).ToListAsync(cancel)).ToLookup(f => f.EnrolmentId);
            var stays = (await own.Slow(now).Select(p => new { p.EnrolmentId, p.ActivityId, p.StartedAt }).ToListAsync(cancel)).ToLookup(p => p.EnrolmentId);
            var late = await db.Late(found, now, cancel);
            return (all, [.. found.Select(l => new LearnerAtRisk(l.EnrolmentId, l.Name, [.. RisksOf(l)])).OrderByDescending(l => l.Kinds).Take(MostNamed)]);

            IEnumerable<Risk> RisksOf(LearnerRow learner)
            {
                if (learner.SeenAt < weekAgo) yield return new(learner.LastAt is null ? RiskReason.NotBegun : RiskReason.NotSeen, Days(learner.SeenAt));
                foreach (var failing in failures[learner.EnrolmentId].Where(f => titles.ContainsKey(f.ActivityId))) yield return new(RiskReason.Failing, failing.Count, titles[failing.ActivityId]);
                foreach (var stay in stays[learner.EnrolmentId].Where(s => titles.ContainsKey(s.ActivityId))) yield return new(RiskReason.Slow, Days(stay.StartedAt), titles[stay.ActivityId]);
                if (late.GetValueOrDefault(learner.EnrolmentId) is var lessons and > 0) yield return new(RiskReason.Late, lessons);
            }

            int Days(DateTimeOffset since) => (int)(now - since).TotalDays;
        }

        private async Task<IReadOnlyList<ModuleTime>> TimesOfModules(IQueryable<LearnerRow> learners, Outline outline, CancellationToken cancel)
        {
            var ids = await learners.Where(l => l.LastAt != null).OrderByDescending(l => l.SeenAt).Take(Timed).Select(l => l.EnrolmentId).ToListAsync(cancel);
            var done = (await db.ActivityProgresses.Where(p => ids.Contains(p.EnrolmentId) && (p.Status == ActivityStatus.Completed || p.Status == ActivityStatus.Passed)).Select(p => new { p.EnrolmentId, p.ActivityId }).ToListAsync(cancel)).ToLookup(p => p.EnrolmentId, p => p.ActivityId);
            var times = (await db.StudyIntervals.Where(i => ids.Contains(i.EnrolmentId)).GroupBy(i => new { i.EnrolmentId, i.ActivityId }).Select(of => new { of.Key.EnrolmentId, of.Key.ActivityId, Milliseconds = of.Sum(i => i.Milliseconds) }).ToListAsync(cancel))
                .ToDictionary(t => (t.EnrolmentId, t.ActivityId), t => t.Milliseconds);
            return [.. outline.Modules.Select(Time).OfType<ModuleTime>()];

            // Who was never measured, because the time was spent elsewhere, says nothing about it.
            ModuleTime? Time(OutlineModule module)
            {
                var lessons = module.Activities.Select(a => a.Id).ToHashSet();
                var through = ids.Where(id => lessons.IsSubsetOf(done[id])).Select(id => (Id: id, Spent: lessons.Sum(a => times.GetValueOrDefault((id, a))))).Where(l => l.Spent > 0).ToList();
                if (lessons.Count == 0 || through.Count < Fewest) return null;
                var beyond = module.Activities.Select(a => (a.Title, By: TimeSpan.FromMilliseconds(through.Select(l => times.GetValueOrDefault((l.Id, a.Id))).Median()!.Value) - TimeSpan.FromMinutes(a.Minutes))).MaxBy(a => a.By);
                return new(module.Title, TimeSpan.FromMinutes(module.Activities.Sum(a => a.Minutes)), TimeSpan.FromMilliseconds(through.Select(l => l.Spent).Median()!.Value), through.Count, beyond.By > TimeSpan.Zero ? beyond.Title : null);
            }
        }
    }
}
