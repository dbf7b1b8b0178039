using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Progress.Scheduling;

namespace Lectern.Progress.Following;

/// <summary>What learners should have done by now and haven't.</summary>
internal static class LateLessons
{
    extension(LecternDb db)
    {
        /// <summary>How many lessons are late, for those of these learners who have any; whoever is through with the course has none. One statement, and two more where a course has dates.</summary>
        internal async Task<IReadOnlyDictionary<Id<CourseEnrolment>, int>> Late(IReadOnlyCollection<LearnerRow> learners, DateTimeOffset now, CancellationToken cancel)
        {
            var courseIds = learners.Select(l => l.CourseId).Distinct().ToList();
            var courses = await (
                from course in db.Set<Course>()
                where courseIds.Contains(course.Id) && course.ScheduleJson != null
                join version in db.Set<CourseVersion>() on course.PublishedVersionId equals version.Id
                select new { course.Id, course.ScheduleJson, version.OutlineJson }).ToDictionaryAsync(c => c.Id, c => (Schedule: CourseSchedule.Read(c.ScheduleJson), Outline: Outline.Read(c.OutlineJson)), cancel);
            var late = new Dictionary<Id<CourseEnrolment>, HashSet<Id<Activity>>>();
            if (courses.Count == 0) return new Dictionary<Id<CourseEnrolment>, int>();
            var agreed = await db.Agreed([.. learners.Select(l => l.EnrolmentId)], cancel);
            foreach (var learner in learners.Where(l => l.CompletedAt is null))
                if (courses.TryGetValue(learner.CourseId, out var course))
                    late[learner.EnrolmentId] = [.. LearnersDates.Of(course.Schedule, course.Outline, learner.EnrolledAt, agreed.GetValueOrDefault(learner.EnrolmentId, [])).Due.Where(due => due.Value < now).Select(due => due.Key)];
            if (late.Count == 0) return new Dictionary<Id<CourseEnrolment>, int>();

            var ids = late.Keys.ToList();
            var done = db.Set<ActivityProgress>().Where(p => ids.Contains(p.EnrolmentId) && p.DoneAt != null).Select(p => new { p.EnrolmentId, p.ActivityId });
            await foreach (var one in done.AsAsyncEnumerable().WithCancellation(cancel)) late[one.EnrolmentId].Remove(one.ActivityId);
            return late.Where(l => l.Value.Count > 0).ToDictionary(l => l.Key, l => l.Value.Count);
        }
    }
}
