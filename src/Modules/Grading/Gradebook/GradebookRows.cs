using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.People;
using Lectern.People.Directory;
using Lectern.Progress;

namespace Lectern.Grading.Gradebook;

/// <summary>A learner in the gradebook.</summary>
public sealed class GradebookLearner
{
    public Id<CourseEnrolment> EnrolmentId { get; init; }
    public Id<Person> LearnerId { get; init; }
    public string Name { get; init; } = "";
    public string Email { get; init; } = "";
}

/// <summary>A learner with their marks by activity. <see cref="Total"/> is the course total in percent.</summary>
public sealed record GradebookRow(GradebookLearner Learner, IReadOnlyDictionary<Id<Activity>, Mark> Marks, decimal? Total);

/// <summary>The course total, and the one place that says how it is computed.</summary>
public static class CourseTotal
{
    /// <summary>The mean of the percentages of those activities that have a mark; null without any. Two decimals.</summary>
    /// <param name="marks">As whoever sees the total knows them: <see cref="Mark.Known"/> or <see cref="Mark.Told"/>.</param>
    public static decimal? Of(IEnumerable<Score?> marks)
    {
        var percents = marks.OfType<Score>().Select(m => m.Percent).ToList();
        return percents.Count == 0 ? null : decimal.Round(percents.Sum() / percents.Count, 2, MidpointRounding.AwayFromZero);
    }
}

internal static class GradebookRows
{
    extension(LecternDb db)
    {
        /// <summary>The active learners of a course; with words, those whom they name.</summary>
        internal IQueryable<GradebookLearner> GradebookLearners(Id<Course> courseId, IReadOnlyList<string>? words = null) =>
            from enrolment in db.Set<CourseEnrolment>().AsNoTracking()
            where enrolment.CourseId == courseId && enrolment.Status == EnrolmentStatus.Active
            join person in db.Set<Person>().WithWords(words ?? []) on enrolment.LearnerId equals person.Id
            select new GradebookLearner { EnrolmentId = enrolment.Id, LearnerId = person.Id, Name = person.Name, Email = person.Email! };

        /// <summary>The activities of the published version that anybody has a mark in, in the order of the course. One statement.</summary>
        internal async Task<IReadOnlyList<OutlineActivity>> GradedActivities(Id<Course> courseId, Outline outline, CancellationToken cancel)
        {
            var marked = await db.Set<Mark>().Where(m => m.CourseId == courseId).Select(m => m.ActivityId).Distinct().ToListAsync(cancel);
            return [.. outline.Activities.Where(a => marked.Contains(a.Id))];
        }

        /// <summary>Puts the marks to these learners. One statement.</summary>
        internal async Task<IReadOnlyList<GradebookRow>> WithMarks(IReadOnlyList<GradebookLearner> learners, IReadOnlyList<OutlineActivity> activities, CancellationToken cancel)
        {
            var ids = learners.Select(l => l.EnrolmentId).ToList();
            var columns = activities.Select(a => a.Id).ToHashSet();
            var marks = (await db.Set<Mark>().AsNoTracking().Where(m => ids.Contains(m.EnrolmentId)).ToListAsync(cancel)).Where(m => columns.Contains(m.ActivityId)).ToLookup(m => m.EnrolmentId);
            return [.. learners.Select(l => new GradebookRow(l, marks[l.EnrolmentId].ToDictionary(m => m.ActivityId), CourseTotal.Of(marks[l.EnrolmentId].Select(m => m.Known))))];
        }
    }
}
