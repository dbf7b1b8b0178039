using System.Data.Common;
using Lectern.Courses;
using Lectern.Data;
using Lectern.Enrolment;
using Lectern.Kernel;
using Lectern.People;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Bench.Serving;

/// <summary>
/// One class of 5,000 learners with 100 lessons, half of the cells filled. The projections are written as they would have come
/// about, row by row and prepared: a quarter of a million reports would take an hour. There are no learning records behind them.
/// </summary>
internal static class LargeClass
{
    internal const int Learners = 5_000;
    internal const int Lessons = 100;
    private const string Slug = "bench-class";

    /// <summary>The course's id; made when it is asked for first.</summary>
    internal static async Task<Guid> Of(HttpContext http)
    {
        var cancel = http.RequestAborted;
        var db = http.RequestServices.GetRequiredService<LecternDb>();
        var (courses, all) = (db.Courses, db.People);
        if (await courses.Where(c => c.Slug == Slug).Select(c => (Id<Course>?)c.Id).SingleOrDefaultAsync(cancel) is { } known) return known.Value;
        var (course, version, lessons) = await BenchCourses.Publish(db, "Bench: a class of 5,000", Slug, 10, Lessons, cancel);
        var people = await all.Where(p => p.Email!.StartsWith("learner")).OrderBy(p => p.Id).Take(Learners).Select(p => p.Id).ToListAsync(cancel);
        var enrolments = await BenchCourses.Enrol(db, course, people, cancel);
        await Write(db, course, version, lessons, people, enrolments, cancel);
        return course.Value;
    }

    private static async Task Write(LecternDb db, Id<Course> course, Id<CourseVersion> version, IReadOnlyList<Id<Activity>> lessons, List<Id<Person>> people, IReadOnlyList<Id<CourseEnrolment>> enrolments, CancellationToken cancel)
    {
        await db.Database.OpenConnectionAsync(cancel);
        var connection = db.Database.GetDbConnection();
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using var ofActivity = new Insert(connection, transaction, "ActivityProgress", "Id", "EnrolmentId", "CourseId", "ActivityId", "Status", "StartedAt", "DoneAt", "LastAt", "Score");
        await using var ofCourse = new Insert(connection, transaction, "CourseProgress", "Id", "EnrolmentId", "CourseId", "LearnerId", "Done", "Total", "Missing", "LastActivityId", "LastAt", "CompletedAt", "CompletedVersionId", "VersionId", "Revision");
        var now = DateTime.UtcNow;
        for (var n = 0; n < enrolments.Count; n++)
        {
            var (begun, done) = (n * 37 % (lessons.Count + 1), 0);
            var last = now.AddDays(-(n % 20)).AddSeconds(-n);
            for (var i = 0; i < begun; i++)
            {
                var isCheck = i % 10 == 9;
                var status = begun == lessons.Count || (n + i) % 13 > 1 ? isCheck ? "Passed" : "Completed" : (n + i) % 13 == 0 ? "Started" : "Failed";
                var isDone = status is "Passed" or "Completed";
                if (isDone) done++;
                await ofActivity.Run(cancel, Guid.CreateVersion7(), enrolments[n].Value, course.Value, lessons[i].Value, status, last.AddDays(-9), isDone ? last : null, last, isCheck || status == "Failed" ? (status == "Failed" ? 0.4m : 0.85m) : null);
            }

            var isThrough = done == lessons.Count;
            await ofCourse.Run(cancel, Guid.CreateVersion7(), enrolments[n].Value, course.Value, people[n].Value, done, lessons.Count, lessons.Count - done, begun == 0 ? null : lessons[begun - 1].Value, begun == 0 ? null : last, isThrough ? last : null, isThrough ? version.Value : null, version.Value, 1);
        }

        await transaction.CommitAsync(cancel);
    }

    /// <summary>An insert that is prepared once and run for each row.</summary>
    private sealed class Insert : IAsyncDisposable
    {
        private readonly DbCommand _command;

        internal Insert(DbConnection connection, DbTransaction transaction, string table, params string[] columns)
        {
            _command = connection.CreateCommand();
            _command.Transaction = transaction;
            _command.CommandText = $"INSERT INTO \"{table}\" ({string.Join(", ", columns.Select(column => $"\"{column}\""))}) VALUES ({string.Join(", ", columns.Select(column => "@" + column))})";
            foreach (var column in columns)
            {
                var parameter = _command.CreateParameter();
                parameter.ParameterName = "@" + column;
                _command.Parameters.Add(parameter);
            }
        }

        internal Task<int> Run(CancellationToken cancel, params object?[] values)
        {
            for (var i = 0; i < values.Length; i++) _command.Parameters[i].Value = values[i] ?? DBNull.Value;
            return _command.ExecuteNonQueryAsync(cancel);
        }

        public ValueTask DisposeAsync() => _command.DisposeAsync();
    }
}
