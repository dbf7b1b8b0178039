using System.Globalization;
using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Web.Api;

namespace Lectern.Progress.Following;

/// <summary>Where the learners of a course stand, as a CSV file: one line each, by name, with what they have done of every lesson.</summary>
internal static class ExportProgress
{
    private const int BatchSize = 500;

    internal static async Task Handle(Id<Course> id, HttpContext http, Visitor visitor, LecternDb db, Texts texts, TimeProvider clock, CancellationToken cancel)
    {
        var course = await (
            from c in db.Courses.AsNoTracking()
            where c.Id == id
            join v in db.CourseVersions on c.PublishedVersionId equals v.Id into versions
            from version in versions.DefaultIfEmpty()
            select new { c.Slug, OutlineJson = (string?)version!.OutlineJson }).SingleOrDefaultAsync(cancel);
        if (course is null)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        List<OutlineActivity> activities = course.OutlineJson is null ? [] : [.. Outline.Read(course.OutlineJson).Activities];
        await using var file = CsvFile.Begin(http.Response, $"progress-{course.Slug}.csv");
        await file.Write([texts["Learner"], texts["E-mail address"], texts["Enrolled on"], texts["Lessons done"], texts["Lessons"], texts["Last seen"], texts["Completed"], .. activities.Select(a => a.Title)], cancel);
        string? cursor = null;
        while (true)
        {
            var learners = await db.LearnersOf(id, clock.GetUtcNow()).PageBy(db, LearnerOrder.Name, descending: false, cursor).Take(BatchSize).ToListAsync(cancel);
            var ids = learners.Select(l => l.EnrolmentId).ToList();
            var statuses = (await db.ActivityProgresses.Where(p => ids.Contains(p.EnrolmentId) && (p.IsBegun || p.Status != ActivityStatus.Started)).Select(p => new { p.EnrolmentId, p.ActivityId, p.Status }).ToListAsync(cancel)).ToLookup(p => p.EnrolmentId);
            foreach (var learner in learners)
            {
                var known = statuses[learner.EnrolmentId].ToDictionary(p => p.ActivityId, p => p.Status);
                await file.Write(
                [
                    learner.Name, learner.Email, Day(learner.EnrolledAt), Number(learner.Done), Number(activities.Count), Day(learner.LastAt), Day(learner.CompletedAt),
                    .. activities.Select(a => known.TryGetValue(a.Id, out var status) ? texts[ProgressWords.Of(status)] : ""),
                ], cancel);
            }

            await file.Flush(cancel);
            if (learners.Count < BatchSize) return;
            cursor = Cursor.Encode(Learners.KeyOf(learners[^1], LearnerOrder.Name));
        }

        string Day(DateTimeOffset? at) => at is { } instant ? visitor.Local(instant).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "";
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
