using Lectern.Courses;

namespace Lectern.Quizzes;

/// <summary>A quiz as its course was published last.</summary>
internal sealed record PublishedQuiz(Id<Course> CourseId, string CourseTitle, string Slug, OutlineActivity Quiz)
{
    /// <summary>The way to a page about it, for those who follow its learners.</summary>
    public IReadOnlyList<Crumb> Crumbs(string page) => [new(CourseTitle, $"/courses/{Slug}"), new("Progress", $"/courses/{CourseId}/progress"), new(Quiz.Title), new(page)];

    /// <summary>Null when the course is not published or has no such quiz. The caller's route says who may ask. One statement.</summary>
    public static async Task<PublishedQuiz?> Find(LecternDb db, Id<Course> courseId, Id<Activity> activityId, CancellationToken cancel)
    {
        var courses = db.Courses;
        var found = await (
            from course in courses.AsNoTracking()
            where course.Id == courseId
            join version in db.Set<CourseVersion>() on course.PublishedVersionId equals version.Id
            select new { course.Title, course.Slug, version.OutlineJson }).SingleOrDefaultAsync(cancel);
        return found is not null && Outline.Read(found.OutlineJson).Activities.FirstOrDefault(a => a.Id == activityId && a.Kind == QuizActivity.Kind) is { } quiz
            ? new PublishedQuiz(courseId, found.Title, found.Slug, quiz)
            : null;
    }
}
