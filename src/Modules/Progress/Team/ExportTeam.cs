using System.Globalization;
using Lectern.Progress.Following;
using Lectern.Web.Api;

namespace Lectern.Progress.Team;

/// <summary>The same as a CSV file: a line for each person and course that is asked for, by name; read in batches, written while it is read.</summary>
internal static class ExportTeam
{
    private const int BatchSize = 500;

    internal static async Task Handle([AsParameters] TeamQuery query, HttpContext http, Visitor visitor, LecternDb db, Texts texts, TimeProvider clock, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var team = new Team(db, visitor);
        var courses = await team.Courses(cancel);
        var question = TeamQuestion.Read(query, await team.Units(cancel), courses);
        await using var file = CsvFile.Begin(http.Response, "people.csv");
        await file.Write([texts["Name"], texts["E-mail address"], texts["Course"], texts["Enrolled on"], texts["Lessons done"], texts["Lessons"], texts["Late lessons"], texts["Last seen"], texts["State"], texts["Completed"]], cancel);
        string? cursor = null;
        while (true)
        {
            var rows = await team.Asked(question, now).PageBy(db, LearnerOrder.Name, descending: false, cursor).Take(BatchSize).ToListAsync(cancel);
            var ids = rows.Select(row => row.CourseId).Distinct().ToList();
            var titles = await db.Set<Courses.Course>().Where(c => ids.Contains(c.Id)).Select(c => new { c.Id, c.Title }).ToDictionaryAsync(c => c.Id, c => c.Title, cancel);
            var late = await db.Late(rows, now, cancel);
            foreach (var row in rows)
                await file.Write([row.Name, row.Email, titles[row.CourseId], Day(row.EnrolledAt), Number(row.Done), Number(row.Total), Number(late.GetValueOrDefault(row.EnrolmentId)), Day(row.LastAt), texts[TeamWords.Of(row.Attention)], Day(row.CompletedAt)], cancel);
            await file.Flush(cancel);
            if (rows.Count < BatchSize) return;
            cursor = Cursor.Encode(Learners.KeyOf(rows[^1], LearnerOrder.Name));
        }

        string Day(DateTimeOffset? at) => at is { } instant ? visitor.Local(instant).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "";
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
