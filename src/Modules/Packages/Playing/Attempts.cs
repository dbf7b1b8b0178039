using Lectern.Enrolment;
using Lectern.Progress;
using Lectern.Scorm;

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

        /// <summary>The same, or the first one, which the caller saves.</summary>
        internal async Task<PackageAttempt> AttemptAt(Seat seat, Id<Package> packageId, TimeProvider clock, CancellationToken cancel)
        {
            if (await db.AttemptOf(seat, packageId, cancel) is { } known) return known;
            var first = new PackageAttempt(seat.EnrolmentId!.Value, seat.CourseId, seat.LearnerId, seat.Activity.Id, packageId, clock.GetUtcNow());
            db.Add(first);
            return first;
        }

        /// <summary>The attempt to which a record belongs, with that record and no other; null when there is none.</summary>
        internal Task<PackageAttempt?> AttemptOf(Id<ScoRecord> recordId, CancellationToken cancel) =>
            db.PackageAttempts.Include(attempt => attempt.Parts.Where(part => part.Id == recordId)).AsSingleQuery().SingleOrDefaultAsync(attempt => attempt.Parts.Any(part => part.Id == recordId), cancel);

        /// <summary>
        /// Brings what the outcome of such an attempt depends on besides: in a sequenced package the latest record of every part, because
        /// its rules look into them; in any other only how the learner stands in the other parts. What content has stored in them is
        /// up to 64 KB each, and content commits often.
        /// </summary>
        internal async Task BringOthers(PackageAttempt attempt, ScoRecord than, Manifest manifest, CancellationToken cancel)
        {
            var (attemptId, recordId, item) = (attempt.Id, than.Id, than.Item);
            var parts = db.Set<ScoRecord>().Where(part => part.AttemptId == attemptId);
            if (manifest.IsSequenced) await parts.Where(part => part.Id != recordId && !parts.Any(later => later.Item == part.Item && later.Number > part.Number)).LoadAsync(cancel);
            else if (manifest.Default().Launchable().Skip(1).Any())
                attempt.StandElsewhere(await parts.Where(part => part.Item != item).Select(part => new { part.Item, part.Status, part.Score }).ToDictionaryAsync(part => part.Item, part => new ScoStanding(part.Status, part.Score), cancel));
        }

        /// <summary>Takes an attempt at a package of SCORM 2004 in hand, with what the learner's packages share.</summary>
        internal async Task<SequencedAttempt> InHand(PackageAttempt attempt, Manifest manifest, CancellationToken cancel)
        {
            var (learnerId, enrolmentId, stores) = (attempt.LearnerId, attempt.EnrolmentId, db.SharedStores);
            var (own, shared) = (enrolmentId.Value, learnerId.Value);
            var found = await (
                from enrolment in db.Enrolments
                where enrolment.Id == enrolmentId
                join known in stores.Where(s => s.LearnerId == learnerId) on enrolment.Cycle > 1 ? own : shared equals known.ScopeId into kept
                from store in kept.DefaultIfEmpty()
                select new { enrolment.Cycle, Store = store }).SingleAsync(cancel);
            var inUse = found.Store;
            if (inUse is null) db.Add(inUse = new SharedStore(learnerId, found.Cycle > 1 ? enrolmentId : null));
            return new SequencedAttempt(attempt, inUse, manifest);
        }
    }

    extension(Classroom classroom)
    {
        /// <summary>Tells Progress how the whole package stands, as far as it says so; only news is kept. Doesn't save.</summary>
        internal Task Report(Seat seat, PackageAttempt attempt, CancellationToken cancel) =>
            classroom.Report(seat, attempt.EnrolmentId, attempt.Id.Value, attempt.Status, attempt.Score, cancel);

        /// <summary>The same of an attempt at whatever kind of package. Doesn't save.</summary>
        /// <param name="seat">The learner's seat now.</param>
        /// <param name="enrolmentId">Whose the attempt is: where the course has been begun again since, not the seat's.</param>
        /// <param name="attemptId">Which.</param>
        /// <param name="standing">What it says.</param>
        /// <param name="score">0 to 1; null when there is none.</param>
        /// <param name="cancel">When nobody waits any more.</param>
        internal async Task Report(Seat seat, Id<CourseEnrolment> enrolmentId, Guid attemptId, Scorm.LessonStatus standing, decimal? score, CancellationToken cancel)
        {
            ActivityStatus? status = standing switch
            {
                LessonStatus.Passed => ActivityStatus.Passed,
                LessonStatus.Completed => ActivityStatus.Completed,
                LessonStatus.Failed => ActivityStatus.Failed,
                _ => null,
            };
            List<LearningFact> facts = score is { } share ? [LearningFact.Scored(share, 1, attemptId)] : [];
            if (status is { } reached) facts.Add(LearningFact.Of(reached, attemptId));
            if (facts.Count == 0) return;
            if (seat.EnrolmentId == enrolmentId) await classroom.Report(seat, facts, cancel);
            else await classroom.Report(enrolmentId, seat.CourseId, seat.Activity.Id, facts, cancel);
        }
    }
}
