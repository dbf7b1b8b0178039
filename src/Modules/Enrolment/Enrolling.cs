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
            var enrolments = db.Enrolments;
            var enrolment = await enrolments.SingleOrDefaultAsync(e => e.CourseId == course && e.LearnerId == learner, cancel);
            if (enrolment is null) enrolments.Add(enrolment = new CourseEnrolment(course, learner, source, at));
            else enrolment.Resume(source, at);
            await db.SaveChangesAsync(cancel);
            return enrolment;
        });
    }
}
