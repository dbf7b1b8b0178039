using Lectern.Courses;
using Lectern.People;

namespace Lectern.Quizzes.Integrity;

/// <summary>What of a quiz's attempts is worth a look: learners with the same wrong answers, and attempts that were very quick. Four statements, however many there are; nothing is watched or kept for it.</summary>
internal static class ShowIntegrity
{
    private const int Latest = 500;
    private const int LongestAnswer = 500;   // long texts are compared by people

    public static string Address(Id<Course> courseId, Id<Activity> activityId) => $"/courses/{courseId}/quizzes/{activityId}/integrity";

    internal static async Task<IResult> Handle(Id<Course> id, Id<Activity> activityId, LecternDb db, CancellationToken cancel)
    {
        if (await PublishedQuiz.Find(db, id, activityId, cancel) is not { } quiz) return TypedResults.NotFound();
        var attempts = db.Attempts.AsNoTracking().Where(a => a.CourseId == id && a.ActivityId == activityId && a.State == AttemptState.Finished).OrderByDescending(a => a.SubmittedAt).ThenBy(a => a.Id).Take(Latest);
        var rows = await (from attempt in attempts join person in db.Set<Person>() on attempt.LearnerId equals person.Id select new { attempt, person.Name }).ToListAsync(cancel);
        var (steps, contents) = (db.AttemptSteps, db.QuizContents);
        var wrong = (await (
            from attempt in attempts
            join step in steps on attempt.Id equals step.AttemptId
            where step.State == QuestionState.Wrong && step.Response != null && step.Response.Length <= LongestAnswer && !steps.Any(later => later.AttemptId == step.AttemptId && later.QuestionId == step.QuestionId && later.Position > step.Position)
            select new { step.AttemptId, step.QuestionId, step.Response }).ToListAsync(cancel)).ToLookup(s => s.AttemptId);
        var met = attempts.Select(a => a.ContentId);
        var versions = (await contents.AsNoTracking().Where(c => met.Contains(c.Id)).ToListAsync(cancel)).ToDictionary(c => c.Id, c => c.Document.Questions.DistinctBy(q => q.Id).ToDictionary(q => q.Id, q => q.Version));
        var all = rows.Select(row => new FinalAnswers(row.attempt.Id, row.attempt.EnrolmentId, row.Name, row.attempt.SubmittedAt!.Value - row.attempt.StartedAt, row.attempt.Percent,
            wrong[row.attempt.Id].ToDictionary(w => new MetQuestion(w.QuestionId, versions[row.attempt.ContentId].GetValueOrDefault(w.QuestionId)), w => w.Response!))).ToList();
        return Page.Of<IntegrityPage>(quiz.Quiz.Title, new IntegrityPage.About(id, quiz.Quiz, all, SameMistakes.Among(all), Haste.Among(all)), new PageOptions(Crumbs: quiz.Crumbs("Integrity")));
    }
}
