using Lectern.Courses;

namespace Lectern.Progress.Completion.Seeing;

/// <summary>What a lesson with a rule of its own asks of a learner, as it stands.</summary>
public sealed record AskedOf(RuleStanding Standing, IReadOnlyCollection<LearningRecord> Records);

internal static class WhatIsAsked
{
    extension(LecternDb db)
    {
        /// <summary>For those of these activities that have a rule; one statement where there is one, none otherwise.</summary>
        internal async Task<IReadOnlyDictionary<Id<Activity>, AskedOf>> Asked(CompletionRules rules, IEnumerable<OutlineActivity> activities, Id<Enrolment.CourseEnrolment> enrolmentId, DateTimeOffset now, CancellationToken cancel)
        {
            var judged = activities.Where(a => a.Completion is not null).ToList();
            if (judged.Count == 0) return new Dictionary<Id<Activity>, AskedOf>();
            var ids = judged.Select(a => a.Id).ToList();
            var records = (await db.LearningRecords.AsNoTracking().Where(r => r.EnrolmentId == enrolmentId && ids.Contains(r.ActivityId)).ToListAsync(cancel)).ToLookup(r => r.ActivityId);
            return judged.ToDictionary(a => a.Id, a =>
            {
                var counted = a.Counted([.. records[a.Id]]);
                return new AskedOf(rules.Judge(a.Completion!, counted, now), counted);
            });
        }
    }
}
