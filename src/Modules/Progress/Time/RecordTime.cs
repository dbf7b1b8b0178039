using Lectern.Courses;
using Lectern.Enrolment;

namespace Lectern.Progress.Time;

/// <summary>
/// A page of an activity reports when its learner was active. Taken is what has passed since the page was opened, and only where nothing
/// else of this person has been taken: no report, however often or late it comes, and whatever device it comes from, makes a moment count twice.
/// What the learner can't enter (any more) takes no time.
/// </summary>
internal static class RecordTime
{
    internal static async Task<IResult> Handle(PostedForm form, Visitor visitor, Sittings sittings, Classroom classroom, LecternDb db, TimeProvider clock, CancellationToken cancel)
    {
        var now = Sitting.Whole(clock.GetUtcNow());
        if (sittings.Open(form["sitting"], visitor) is not { } sitting || Stretches.Read(form.Raw("spent"), sitting.OpenedAt, now) is not { } spent) return TypedResults.BadRequest();
        if (await db.Retried(() => Take(sitting, spent, visitor, classroom, db, now, cancel)) is not { } isNews) return TypedResults.NotFound();
        // A device that slept, or whose clock was set, doesn't know any more where it is in the sitting: it goes on in a new one.
        return TypedResults.Ok(new Told(isNews, form.Ticked("renew") ? sittings.Seal(sitting.Renewed(now)) : null));
    }

    /// <summary>Saves. Whether the clauses of the activity may stand differently now; null when the learner can't be here.</summary>
    private static async Task<bool?> Take(Sitting sitting, IReadOnlyList<Stretch> spent, Visitor visitor, Classroom classroom, LecternDb db, DateTimeOffset now, CancellationToken cancel)
    {
        // What a device brings of an earlier cycle belongs to that one, as far as it lasted.
        var cycle = await db.Enrolments.Where(e => e.Id == sitting.EnrolmentId).Select(e => new { e.CourseId, e.PastAt }).SingleOrDefaultAsync(cancel);
        if (cycle?.PastAt is { } pastAt) spent = Stretches.Without(spent, [new(pastAt, DateTimeOffset.MaxValue)]);
        else if (cycle is null || (await classroom.Enter(sitting.ActivityId, visitor, preview: false, cancel, sitting.GoesOn))?.EnrolmentId != sitting.EnrolmentId) return null;
        if (spent.Count == 0) return false;

        // First the ledger, then what it guards: whoever has added meanwhile has renewed it, and we try again.
        var ledger = await db.StudyLedgers.SingleOrDefaultAsync(l => l.LearnerId == sitting.LearnerId, cancel);
        if (ledger is null) db.Add(ledger = new StudyLedger(sitting.LearnerId));
        var (earliest, first, last) = (spent[0].From - Sitting.Longest, spent[0].From, spent[^1].To);
        var near = await db.StudyIntervals.Where(i => i.LearnerId == sitting.LearnerId && i.From >= earliest && i.From <= last && i.To >= first).ToListAsync(cancel);
        var free = Stretches.Without(spent, near.Select(i => i.Stretch));
        if (free.Count == 0) return false;

        foreach (var stretch in free.CutAt(now - TimeRule.LateAfter))
        {
            var isLate = stretch.To <= now - TimeRule.LateAfter;
            if (near.Find(i => i.GoesOnWith(sitting, stretch, isLate)) is { } goesOn) goesOn.GoOnTo(stretch.To);
            else db.Add(new StudyInterval(sitting, stretch, isLate));
        }

        ledger.Renew();
        var before = TimeSpan.FromMilliseconds(await db.StudyIntervals.Where(i => i.EnrolmentId == sitting.EnrolmentId && i.ActivityId == sitting.ActivityId).SumAsync(i => i.Milliseconds, cancel));
        var (told, tells) = (LearningFact.Spent(before), LearningFact.Spent(free.Aggregate(before, (sum, stretch) => sum + stretch.Length)));
        if (tells.Value > told.Value) await classroom.Report(sitting.EnrolmentId, cycle.CourseId, sitting.ActivityId, [tells], cancel);
        await db.SaveChangesAsync(cancel);
        return tells.Value > told.Value;
    }

    /// <param name="IsNews">Whether the page may ask how its clauses stand.</param>
    /// <param name="Sitting">A new one, where it was asked for.</param>
    private sealed record Told(bool IsNews, string? Sitting);
}
