using Lectern.Courses;
using Lectern.People;

namespace Lectern.Quizzes.MarkingQueue;

/// <summary>What waits to be marked by somebody: in all courses, and in one, question by question.</summary>
public static class ShowQueue
{
    private const int MostCourses = 200;

    /// <summary>The courses in which the visitor may mark and something waits.</summary>
    internal static async Task<IResult> Courses(Visitor visitor, LecternDb db, MarkingDesk desk, CancellationToken cancel)
    {
        var waiting = await desk.WaitingFor(visitor)
            .GroupBy(a => a.CourseId).Select(open => new { CourseId = open.Key, Count = open.Count() }).OrderByDescending(open => open.Count).Take(MostCourses).ToListAsync(cancel);
        var ids = waiting.Select(w => w.CourseId).ToList();
        var titles = await db.Courses.AsNoTracking().Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.Title, cancel);
        var found = waiting.Select(w => new WaitingCourse(w.CourseId, titles[w.CourseId], w.Count)).ToList();
        return Page.Of<ShowMarkingPage>("Marking", new MarkingModel(found));
    }

    /// <summary>The questions of a course.</summary>
    internal static async Task<IResult> Handle(Id<Course> id, Visitor visitor, LecternDb db, CourseTabs tabs, MarkingDesk desk, CancellationToken cancel)
    {
        if (await tabs.Heading(id, "marking", visitor, cancel) is not { } heading) return TypedResults.NotFound();
        var questions = await desk.Questions(id, cancel);
        // The words of a question: as one of those who answered it met it.
        var sample = await (
            from awaited in desk.Answers(id).AsNoTracking()
            join attempt in db.Set<Attempt>() on awaited.AttemptId equals attempt.Id
            select new { awaited.QuestionId, attempt.ContentId }).Distinct().ToListAsync(cancel);
        var contentIds = sample.GroupBy(s => s.QuestionId).Select(s => s.First().ContentId).Distinct().ToList();
        var documents = await db.QuizContents.AsNoTracking().Where(c => contentIds.Contains(c.Id)).ToListAsync(cancel);
        var prompts = documents.SelectMany(d => d.Document.Questions).GroupBy(q => q.Id).ToDictionary(q => q.Key, q => q.First());
        var activityIds = questions.Select(q => q.ActivityId).Distinct().ToList();
        var titles = await db.Activities.AsNoTracking().Where(a => activityIds.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.Title, cancel);
        var quizzes = questions.GroupBy(q => q.ActivityId).Select(q => new QueueModel.Quiz(q.Key, titles.GetValueOrDefault(q.Key, ""),
            [.. q.Select(w => new QueueModel.Row(w, prompts.GetValueOrDefault(w.QuestionId)))])).OrderBy(q => q.Title, StringComparer.CurrentCulture).ToList();
        return Page.Of<ShowQueuePage>("Marking", new QueueModel(heading, quizzes), new PageOptions(Crumbs: [new("Teach", "/teach"), new(heading.Title, heading.Address), new("Marking")]));
    }

    /// <summary>Gives the drafts as marks.</summary>
    internal static async Task<IResult> Give(Id<Course> id, Id<Activity> activityId, [FromForm] string? question, Me me, MarkingDesk desk, Texts texts, CancellationToken cancel)
    {
        var given = await desk.Give(id, activityId, Id<Question>.TryParse(question, null, out var one) ? one : null, me.Id, cancel);
        return Page.SeeOther($"/courses/{id}/marking", texts.Count("{0} marks given", given));
    }

    public sealed record WaitingCourse(Id<Course> Id, string Title, int Waiting);

    public sealed record MarkingModel(IReadOnlyList<WaitingCourse> Courses);

    public sealed record QueueModel(CourseHeading Heading, IReadOnlyList<QueueModel.Quiz> Quizzes)
    {
        public sealed record Quiz(Id<Activity> ActivityId, string Title, IReadOnlyList<Row> Rows)
        {
            public int Drafted => Rows.Sum(r => r.Waiting.Drafted);
            public int Waiting => Rows.Sum(r => r.Waiting.Waiting);
        }

        /// <param name="Question">Null when it can't be found any more.</param>
        public sealed record Row(WaitingQuestion Waiting, QuizQuestion? Question);
    }
}
