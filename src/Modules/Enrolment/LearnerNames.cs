using Lectern.People;

namespace Lectern.Enrolment;

public static class NamesOfLearners
{
    extension(LecternDb db)
    {
        /// <summary>The name of whose enrolment it is: for lists by name, which remember where they are by the id alone.</summary>
        public IQueryable<string> LearnerNames(Id<CourseEnrolment> id) =>
            from enrolment in db.Set<CourseEnrolment>() where enrolment.Id == id join person in db.Set<Person>() on enrolment.LearnerId equals person.Id select person.Name;
    }
}
