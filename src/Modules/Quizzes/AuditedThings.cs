using Lectern.Courses;
using Lectern.Data.Audit;
using Lectern.Enrolment;
using Lectern.People;
using Lectern.Quizzes.MarkingQueue;
using Lectern.Quizzes.Regrading;

namespace Lectern.Quizzes;

/// <summary>What lines of the audit log call attempts, questions, and what was decided about quizzes.</summary>
internal static class AuditedThings
{
    internal static readonly AuditedThing[] All =
    [
        AuditedThing.Of<Attempt>("Attempt", (db, ids) =>
            from attempt in db.Attempts
            join person in db.People on attempt.LearnerId equals person.Id
            join activity in db.Activities on attempt.ActivityId equals activity.Id
            where ids.Contains(attempt.Id)
            select new NamedThing(attempt.Id.Value, $"{person.Name}, {activity.Title}")),
        AuditedThing.Of<AwaitedMark>("Answer to mark", (db, ids) =>
            from mark in db.Set<AwaitedMark>()
            join attempt in db.Attempts on mark.AttemptId equals attempt.Id
            join person in db.People on attempt.LearnerId equals person.Id
            join activity in db.Activities on mark.ActivityId equals activity.Id
            where ids.Contains(mark.Id)
            select new NamedThing(mark.Id.Value, $"{person.Name}, {activity.Title}")),
        AuditedThing.Of<Question>("Question", (db, ids) => db.Questions.Where(q => ids.Contains(q.Id)).Select(q => new NamedThing(q.Id.Value, q.Name.Length > 0 ? q.Name : RichText.InWords(q.Prompt)))),
        AuditedThing.Of<QuestionBank>("Question bank", (db, ids) => db.QuestionBanks.Where(b => ids.Contains(b.Id)).Select(b => new NamedThing(b.Id.Value, b.Name))),
        AuditedThing.Of<Regrade>("Marking anew", (db, ids) =>
            from regrade in db.Regrades
            join activity in db.Activities on regrade.ActivityId equals activity.Id
            where ids.Contains(regrade.Id)
            select new NamedThing(regrade.Id.Value, activity.Title)),
        AuditedThing.Of<ExtraAttempt>("Further attempt", (db, ids) =>
            from extra in db.Set<ExtraAttempt>()
            join enrolment in db.Enrolments on extra.EnrolmentId equals enrolment.Id
            join person in db.People on enrolment.LearnerId equals person.Id
            join activity in db.Activities on extra.ActivityId equals activity.Id
            where ids.Contains(extra.Id)
            select new NamedThing(extra.Id.Value, $"{person.Name}, {activity.Title}")),
        AuditedThing.Of<QuizOverride>("Exception", (db, ids) =>
            from exception in db.Set<QuizOverride>()
            join activity in db.Activities on exception.ActivityId equals activity.Id
            where ids.Contains(exception.Id)
            select new NamedThing(exception.Id.Value, activity.Title)),
    ];
}
