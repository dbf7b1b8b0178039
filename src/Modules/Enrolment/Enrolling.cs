using Lectern.Courses;
using Lectern.People;

namespace Lectern.Enrolment;

/// <summary>Makes people learners of a course; use cases, imports and the demonstration institution go through here.</summary>
public static class Enrolling
{
    extension(LecternDb db)
    {
        /// <summary>
        /// Makes the person a learner, or finds that they are one; saves. Asked twice, even at the same moment, it enrols once
        /// (the unique index decides).
        /// </summary>
        public Task<CourseEnrolment> Enrol(Id<Course> course, Id<Person> learner, string source, DateTimeOffset at, CancellationToken cancel) => db.Retried(async () =>
        {
            var enrolment = await db.CurrentEnrolments.SingleOrDefaultAsync(e => e.CourseId == course && e.LearnerId == learner, cancel);
            if (enrolment is null) db.Enrolments.Add(enrolment = new CourseEnrolment(course, learner, source, at));
            else enrolment.Resume(source, at);
            await db.SaveChangesAsync(cancel);
            return enrolment;
        });

        /// <summary>Ends the cycle of an enrolment and begins the next one; saves. Asked twice, even at the same moment, it begins one.</summary>
        /// <returns>The new enrolment, or why not; the one that is there already, where another one was begun since.</returns>
        public Task<Outcome<CourseEnrolment>> BeginAgain(Id<CourseEnrolment> id, string source, DateTimeOffset at, CancellationToken cancel) => db.Retried<Outcome<CourseEnrolment>>(async () =>
        {
            var ended = await db.Enrolments.SingleAsync(e => e.Id == id, cancel);
            if (ended.Status == EnrolmentStatus.Past)
                return await db.CurrentEnrolments.SingleAsync(e => e.CourseId == ended.CourseId && e.LearnerId == ended.LearnerId, cancel);
            // Two statements, because the index allows one that isn't past; one transaction, because one without the other is a learner less.
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            var next = ended.BeginAgain(source, at);
            if (next.Refusal is { } refusal) return refusal;
            await db.SaveChangesAsync(cancel);
            db.Add(next.Value);
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
            return next;
        });
    }
}
