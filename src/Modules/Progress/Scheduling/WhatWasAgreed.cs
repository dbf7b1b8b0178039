using Lectern.Enrolment;

namespace Lectern.Progress.Scheduling;

internal static class WhatWasAgreed
{
    extension(LecternDb db)
    {
        /// <summary>What holds for these enrolments beside the schedule of their course; those with whom nothing was agreed are not in it. One statement.</summary>
        internal async Task<IReadOnlyDictionary<Id<CourseEnrolment>, IReadOnlyList<Agreement>>> Agreed(List<Id<CourseEnrolment>> enrolmentIds, CancellationToken cancel) =>
            (await db.LearnerSchedules.Where(s => enrolmentIds.Contains(s.EnrolmentId) && s.AgreedJson != "[]").Select(s => new { s.EnrolmentId, s.AgreedJson }).ToListAsync(cancel))
            .ToDictionary(s => s.EnrolmentId, s => LearnerSchedule.Read(s.AgreedJson));
    }
}
