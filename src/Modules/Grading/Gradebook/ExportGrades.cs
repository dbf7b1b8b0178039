using System.Globalization;
using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Web.Api;

namespace Lectern.Grading.Gradebook;

/// <summary>The gradebook as a CSV file.</summary>
internal static class ExportGrades
{
    private const int BatchSize = 500;

    internal static async Task Handle(Id<Course> id, HttpContext http, LecternDb db, Texts texts, CancellationToken cancel)
    {
        if (await ShowGradebook.CourseOf(db, id, cancel) is not { } course)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var activities = await db.GradedActivities(id, course.Outline, cancel);
        await using var file = CsvFile.Begin(http.Response, $"grades-{course.Slug}.csv");
        await file.Write([texts["Learner"], texts["Email"], texts["Course total (%)"], .. activities.Select(a => a.Title), texts["Not released to the learner"]], cancel);
        string? cursor = null;
        while (true)
        {
            var learners = await db.GradebookLearners(id).Page(l => l.Name, l => l.EnrolmentId, descending: false, cursor, last => db.LearnerNames(last)).Take(BatchSize).ToListAsync(cancel);
            foreach (var row in await db.WithMarks(learners, activities, cancel))
                await file.Write([row.Learner.Name, row.Learner.Email, Number(row.Total), .. activities.Select(a => Number(row.Marks.GetValueOrDefault(a.Id)?.Known?.Percent)),
                    string.Join(", ", activities.Where(a => row.Marks.GetValueOrDefault(a.Id) is { Follows: true }).Select(a => a.Title))], cancel);
            await file.Flush(cancel);
            if (learners.Count < BatchSize) return;
            cursor = Cursor.Encode(Keyset.KeyOf(learners[^1].EnrolmentId));
        }
    }

    private static string Number(decimal? percent) => percent?.ToString("0.##", CultureInfo.InvariantCulture) ?? "";
}
