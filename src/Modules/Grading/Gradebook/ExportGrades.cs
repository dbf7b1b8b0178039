using System.Buffers;
using System.Globalization;
using System.Text;
using Lectern.Courses;
using Lectern.Progress;

namespace Lectern.Grading.Gradebook;

/// <summary>The gradebook as a CSV file (RFC 4180), written while it is read: constant memory, however many learners.</summary>
internal static class ExportGrades
{
    private const int BatchSize = 500;
    private static readonly SearchValues<char> NeedQuotes = SearchValues.Create(",\"\r\n;\t'");

    internal static async Task Handle(Id<Course> id, HttpContext http, LecternDb db, Texts texts, CancellationToken cancel)
    {
        if (await ShowGradebook.CourseOf(db, id, cancel) is not { } course)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var activities = await db.GradedActivities(id, course.Outline, cancel);
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"grades.csv\"; filename*=UTF-8''{Uri.EscapeDataString($"grades-{course.Slug}.csv")}";
        http.Response.Headers.CacheControl = "no-store";
        await using var writer = new StreamWriter(http.Response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));   // spreadsheets take it for UTF-8 by its mark
        await Write(writer, [texts["Learner"], texts["Email"], texts["Course total (%)"], .. activities.Select(a => a.Title)], cancel);
        string? cursor = null;
        while (true)
        {
            var learners = await db.GradebookLearners(id).Page(l => l.Name, l => l.EnrolmentId, descending: false, cursor).Take(BatchSize).ToListAsync(cancel);
            foreach (var row in await db.WithMarks(learners, activities, cancel))
                await Write(writer, [row.Learner.Name, row.Learner.Email, Number(row.Total), .. activities.Select(a => Number(row.Marks.GetValueOrDefault(a.Id)?.Percent))], cancel);
            await writer.FlushAsync(cancel);
            if (learners.Count < BatchSize) return;
            cursor = Web.Api.Cursor.Encode(Keyset.WholeKeyOf(learners[^1].Name, learners[^1].EnrolmentId));
        }
    }

    private static string Number(decimal? percent) => percent?.ToString("0.##", CultureInfo.InvariantCulture) ?? "";

    private static Task Write(StreamWriter writer, IEnumerable<string> cells, CancellationToken cancel) =>
        writer.WriteAsync((string.Join(',', cells.Select(Cell)) + "\r\n").AsMemory(), cancel);

    /// <summary>
    /// A cell that a spreadsheet shows and doesn't execute: what begins like a formula gets an apostrophe before it (OWASP,
    /// "CSV Injection": = + - @, tab and carriage return), and everything that needs quotes has them.
    /// </summary>
    internal static string Cell(string text)
    {
        if (text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n') text = "'" + text;
        return text.AsSpan().IndexOfAny(NeedQuotes) < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
