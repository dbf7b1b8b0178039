using System.Globalization;
using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.People;
using Lectern.Progress.Following;
using Lectern.Web.Api;

namespace Lectern.Progress.Time.Seeing;

/// <summary>
/// The evidence of effective time as a CSV file, one line for each interval in the order of time: who, which lesson of which module, from when to when, in
/// UTC and on the learner's own clock. The lines of a learner never overlap, so that their minutes can be added up.
/// </summary>
internal static class ExportTime
{
    private const int BatchSize = 500;

    internal static async Task OfCourse(Id<Course> id, HttpContext http, LecternDb db, Texts texts, CancellationToken cancel)
    {
        var course = await (
            from c in db.Courses.AsNoTracking()
            where c.Id == id
            join v in db.CourseVersions on c.PublishedVersionId equals v.Id into versions
            from version in versions.DefaultIfEmpty()
            select new { c.Slug, c.Title, OutlineJson = (string?)version!.OutlineJson }).SingleOrDefaultAsync(cancel);
        await Write(course is null ? null : new(course.Title, course.Slug, course.OutlineJson is null ? new([]) : Outline.Read(course.OutlineJson), db.EvidenceOfTime().Where(r => r.CourseId == id)), http, texts, cancel);
    }

    internal static async Task OfLearner(Id<Course> id, Id<CourseEnrolment> enrolmentId, HttpContext http, LecternDb db, Texts texts, CancellationToken cancel) =>
        await Write(Of(LearnersTime.Of(await FollowedLearner.Find(db, id, enrolmentId, cancel)), db), http, texts, cancel);

    internal static async Task OfMine(string slug, int number, Me me, HttpContext http, LecternDb db, Texts texts, CancellationToken cancel) =>
        await Write(Of(await LearnersTime.OfMine(db, slug, number, me.Id, cancel), db), http, texts, cancel);

    private sealed record Asked(string Course, string FileName, Outline Outline, IQueryable<EvidenceRow> Rows);

    private static Asked? Of(LearnersTime? learner, LecternDb db)
    {
        if (learner is null) return null;
        var id = learner.EnrolmentId;
        return new(learner.CourseTitle, $"{learner.Slug}-{learner.Name}", learner.Outline, db.EvidenceOfTime().Where(r => r.EnrolmentId == id));
    }

    private static async Task Write(Asked? asked, HttpContext http, Texts texts, CancellationToken cancel)
    {
        if (asked is null)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var lessons = asked.Outline.Modules.SelectMany(m => m.Activities, (module, activity) => (activity.Id, Module: module.Title, activity.Title)).ToDictionary(l => l.Id);
        await using var file = CsvFile.Begin(http.Response, $"study-time-{asked.FileName}.csv");
        await file.Write(
        [
            texts["Learner"], texts["E-mail address"], texts["Course"], texts["Cycle"], texts["Module"], texts["Lesson"], texts["From (UTC)"], texts["To (UTC)"],
            texts["From (local)"], texts["To (local)"], texts["Time zone"], texts["Minutes"], texts["Reported"],
        ], cancel);
        string? cursor = null;
        while (true)
        {
            var rows = await asked.Rows.PageByTime(cursor).Take(BatchSize).ToListAsync(cancel);
            foreach (var row in rows)
            {
                var lesson = lessons.GetValueOrDefault(row.ActivityId);
                var zone = TimeZoneInfo.TryFindSystemTimeZoneById(row.Zone, out var found) ? found : TimeZoneInfo.Utc;
                await file.Write(
                [
                    row.Name, row.Email, asked.Course, row.Cycle.ToString(CultureInfo.InvariantCulture), lesson.Module ?? "", lesson.Title ?? texts["A lesson that is no longer in the course"], Utc(row.From), Utc(row.To),
                    Local(row.From, zone), Local(row.To, zone), zone.Id, (row.To - row.From).TotalMinutes.ToString("0.00", CultureInfo.InvariantCulture), texts[row.IsLate ? "Later" : "At once"],
                ], cancel);
            }

            await file.Flush(cancel);
            if (rows.Count < BatchSize) return;
            cursor = Cursor.Encode(StudyEvidence.KeyOf(rows[^1]));
        }
    }

    private static string Utc(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    // With its distance from UTC: an hour that a change of the clocks repeats is said exactly.
    private static string Local(DateTimeOffset at, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(at, zone).ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);
}
