using Lectern.Progress;
using Lectern.Web.Live;

namespace Lectern.Grading.Marking;

/// <summary>Keeps what an activity reports and computes the mark anew. The same report twice changes nothing.</summary>
internal sealed class RecordMark(LecternDb db, LiveUpdates live) : IHandle<ScoreReported>, IHandle<MarkChanged>
{
    private const int Decimals = 4;   // as the database keeps them

    public async Task Handle(ScoreReported @event, CancellationToken cancel)
    {
        var source = @event.SourceId ?? Known(@event.At);
        var all = db.ScoreEntries.Where(e => e.EnrolmentId == @event.EnrolmentId && e.ActivityId == @event.ActivityId);
        if (await all.AnyAsync(e => e.SourceId == source && e.Revision == @event.Revision, cancel)) return;
        var entries = await all.AsNoTracking().ThatHold().ToListAsync(cancel);
        var entry = new ScoreEntry
        {
            EnrolmentId = @event.EnrolmentId,
            ActivityId = @event.ActivityId,
            Points = decimal.Round(@event.Points, Decimals),
            MaximumPoints = decimal.Round(@event.MaximumPoints, Decimals),
            At = @event.At,
            IsSelfReported = @event.IsSelfReported,
            SourceId = source,
            Revision = @event.Revision,
            State = @event.State,
            Policy = @event.Policy,
        };
        db.Add(entry);
        var mark = await db.Marks.SingleOrDefaultAsync(m => m.EnrolmentId == @event.EnrolmentId && m.ActivityId == @event.ActivityId, cancel);
        if (mark is null) db.Add(mark = new Mark(@event.EnrolmentId, @event.CourseId, @event.ActivityId));
        mark.Take(Reckoning.Of(entries.Append(entry)));
    }

    public async Task Handle(MarkChanged @event, CancellationToken cancel)
    {
        await live.Publish(GradingTopics.OfCourse(@event.CourseId), cancel);
        await live.Publish(ProgressTopics.OfEnrolment(@event.EnrolmentId), cancel);
    }

    /// <summary>The source of a result that stands for itself.</summary>
    private static Guid Known(DateTimeOffset at) => new(0, 0, 0, BitConverter.GetBytes(at.UtcTicks));
}
