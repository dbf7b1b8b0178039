using Lectern.Progress;
using Lectern.Web.Live;

namespace Lectern.Grading.Marking;

/// <summary>Keeps what an activity reports. The same report twice changes nothing.</summary>
internal sealed class RecordMark(LecternDb db, LiveUpdates live) : IHandle<ScoreReported>, IHandle<MarkChanged>
{
    private const int Decimals = 4;   // as the database keeps them

    public async Task Handle(ScoreReported @event, CancellationToken cancel)
    {
        var points = decimal.Round(@event.Points, Decimals);
        var maximum = decimal.Round(@event.MaximumPoints, Decimals);
        if (await db.ScoreEntries.AnyAsync(e => e.EnrolmentId == @event.EnrolmentId && e.ActivityId == @event.ActivityId && e.At == @event.At, cancel)) return;
        db.Add(new ScoreEntry { EnrolmentId = @event.EnrolmentId, ActivityId = @event.ActivityId, Points = points, MaximumPoints = maximum, At = @event.At, IsSelfReported = @event.IsSelfReported });
        var mark = await db.Marks.SingleOrDefaultAsync(m => m.EnrolmentId == @event.EnrolmentId && m.ActivityId == @event.ActivityId, cancel);
        if (mark is null) db.Add(mark = new Mark(@event.EnrolmentId, @event.CourseId, @event.ActivityId));
        mark.Report(points, maximum, @event.At, @event.IsSelfReported);
    }

    public async Task Handle(MarkChanged @event, CancellationToken cancel)
    {
        await live.Publish(GradingTopics.OfCourse(@event.CourseId), cancel);
        await live.Publish(ProgressTopics.OfEnrolment(@event.EnrolmentId), cancel);
    }
}
