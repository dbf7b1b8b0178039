using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Progress.Scheduling;

namespace Lectern.Progress.Following.Grid;

/// <summary>How a learner stands with one activity; without a status they haven't begun it.</summary>
/// <param name="Score">From 0 to 1; null where there is none.</param>
/// <param name="IsLate">Due, and not done.</param>
public readonly record struct GridCell(ActivityStatus? Status, decimal? Score, bool IsLate)
{
    /// <summary>Nothing is left to do in it.</summary>
    public bool IsSettled => Status is { IsSettled: true };
}

/// <summary>A learner with a cell for each activity of the outline, in its order.</summary>
public sealed record GridRow(LearnerRow Learner, GridCell[] Cells)
{
    public int Late => Cells.Count(cell => cell.IsLate);
}

internal static class ClassGrid
{
    /// <summary>How many rows are read and sent at a time. However large the class is, no more of it is ever in memory for one reader.</summary>
    internal const int RowsAtOnce = 25;

    /// <summary>How many rows an open page may ask to see as they are now.</summary>
    internal const int MostAgain = 100;

    extension(LecternDb db)
    {
        /// <summary>The cells of these learners: one statement, read straight into them; one more where the course has dates.</summary>
        internal async Task<IReadOnlyList<GridRow>> Cells(IReadOnlyList<LearnerRow> learners, MetCourse met, DateTimeOffset now, CancellationToken cancel)
        {
            var columns = met.Outline.Activities.Index().ToDictionary(a => a.Item.Id, a => a.Index);
            var rows = learners.Select(learner => new GridRow(learner, new GridCell[columns.Count])).ToList();
            var cells = rows.ToDictionary(row => row.Learner.EnrolmentId, row => row.Cells);
            var ids = cells.Keys.ToList();
            var standings = db.Set<ActivityProgress>().Where(p => ids.Contains(p.EnrolmentId) && (p.IsBegun || p.Status != ActivityStatus.Started)).Select(p => new { p.EnrolmentId, p.ActivityId, p.Status, p.Score });
            await foreach (var standing in standings.AsAsyncEnumerable().WithCancellation(cancel))
                if (columns.TryGetValue(standing.ActivityId, out var column)) cells[standing.EnrolmentId][column] = new(standing.Status, standing.Score, IsLate: false);
            if (met.Schedule is null) return rows;
            var agreed = await db.Agreed(ids, cancel);
            foreach (var row in rows) MarkLate(row, met, agreed.GetValueOrDefault(row.Learner.EnrolmentId, []), columns, now);
            return rows;
        }
    }

    private static void MarkLate(GridRow row, MetCourse met, IReadOnlyList<Agreement> agreed, Dictionary<Id<Activity>, int> columns, DateTimeOffset now)
    {
        if (row.Learner.CompletedAt is not null) return;
        foreach (var (activityId, at) in LearnersDates.Of(met.Schedule, met.Outline, row.Learner.EnrolledAt, agreed).Due)
            if (at < now && columns.TryGetValue(activityId, out var column) && !row.Cells[column].IsSettled) row.Cells[column] = row.Cells[column] with { IsLate = true };
    }
}
