using Lectern.Progress;

namespace Lectern.Packages.Playing;

internal static class Attempts
{
    extension(LecternDb db)
    {
        /// <summary>The seat's latest attempt at the package, with all its parts; null when it was never opened.</summary>
        internal Task<PackageAttempt?> AttemptOf(Seat seat, Id<Package> packageId, CancellationToken cancel)
        {
            var activityId = seat.Activity.Id;
            return db.PackageAttempts.Include(attempt => attempt.Parts).AsSingleQuery().OrderByDescending(attempt => attempt.Number)
                .FirstOrDefaultAsync(attempt => attempt.EnrolmentId == seat.EnrolmentId && attempt.ActivityId == activityId && attempt.PackageId == packageId, cancel);
        }
    }

    extension(Classroom classroom)
    {
        /// <summary>Tells Progress how the whole package stands, where that says something new. Doesn't save.</summary>
        internal async Task Report(Seat seat, PackageAttempt attempt, CancellationToken cancel)
        {
            ActivityStatus? status = attempt.Status switch
            {
                Scorm.LessonStatus.Passed => ActivityStatus.Passed,
                Scorm.LessonStatus.Completed => ActivityStatus.Completed,
                Scorm.LessonStatus.Failed => ActivityStatus.Failed,
                _ => null,
            };
            if (status is not { } reached) return;
            List<LearningFact> facts = attempt.Score is { } score ? [LearningFact.Scored(score, 1, attempt.Id.Value)] : [];
            if (!seat.Statuses.TryGetValue(seat.Activity.Id, out var known) || reached > known) facts.Add(LearningFact.Of(reached, attempt.Id.Value));
            await classroom.Report(seat, facts, cancel);
        }
    }
}
