using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.People;
using Lectern.Progress.Availability;
using Lectern.Progress.Cycles;
using Lectern.Progress.Completion;
using Lectern.Progress.Completion.Seeing;
using Lectern.Progress.Scheduling;
using Lectern.Progress.Scheduling.Seeing;
using Lectern.Progress.Time;

namespace Lectern.Progress;

/// <summary>
/// Where activities meet their learner: says who sits here, in front of which content and between which neighbours, and
/// takes in what was achieved. The callers save; report and result commit together. Only that somebody is here is written
/// down at once, in a unit of work of its own: whoever has seen an activity has started it, whatever its kind.
/// </summary>
public sealed class Classroom(LecternDb db, TimeProvider clock, ActivityKinds kinds, CompletionRules rules, AvailabilityRules availability, Texts texts, IServiceScopeFactory scopes)
{
    /// <summary>
    /// The learner's seat in front of an activity of the published version, or, with <paramref name="preview"/>, an
    /// editor's seat in front of the draft. Null when there is no such activity, it is not theirs or not open to them: every way
    /// to an activity leads through here. Two statements, and one each where the activity has a rule or the course asks for units; the
    /// first opening writes, and so does one after a while, so that it shows who is still at it.
    /// </summary>
    /// <param name="activityId">Which.</param>
    /// <param name="visitor">Who.</param>
    /// <param name="preview">The draft, for an editor.</param>
    /// <param name="cancel">When nobody waits any more.</param>
    /// <param name="goesOn">For what the learner has begun while it was open and may bring to its end: an attempt, a launch.</param>
    /// <param name="reads">For what only shows: it is there also while nothing counts (<see cref="Seat.Rest"/>), for what the learner has begun. Whatever takes something down is refused then.</param>
    /// <param name="of">Whose that is which comes in, or is looked at, where it may be an earlier cycle's: then the learner hasn't begun the activity by it.</param>
    public async Task<Seat?> Enter(Id<Activity> activityId, Visitor visitor, bool preview, CancellationToken cancel, bool goesOn = false, bool reads = false, Id<CourseEnrolment>? of = null)
    {
        if (visitor.PersonId is not { } person) return null;
        return preview ? await Preview(activityId, visitor, cancel) : await Enter(activityId, new Id<Person>(person), cancel, goesOn, reads, of);
    }

    /// <summary>The seat of a learner who is known otherwise than by the session (a sealed token of a player).</summary>
    public async Task<Seat?> Enter(Id<Activity> activityId, Id<Person> learnerId, CancellationToken cancel, bool goesOn = false, bool reads = false, Id<CourseEnrolment>? of = null)
    {
        if (await Look(activityId, learnerId, cancel) is not { } found || (found.Seat.Locks.TryGetValue(activityId, out var closed) && !(goesOn && closed.Rest is null))) return null;
        if (found.Seat.Rest is not null && !reads) return null;
        var now = clock.GetUtcNow();
        var isOfEarlier = of is not null && of != found.Seat.EnrolmentId;
        if (found.Seat.Counts && !isOfEarlier && (found.LastAt is null || now - found.LastAt >= ActivityProgress.PresenceEvery)) await Open(found.Seat, cancel);
        return found.Seat with { IsOfEarlierCycle = isOfEarlier, Asked = (await db.Asked(rules, [found.Seat.Activity], found.Seat.EnrolmentId!.Value, now, cancel)).GetValueOrDefault(activityId) };
    }

    /// <summary>
    /// The seat of a page that names whose it is, when something comes in from it: in the current cycle, as ever; and where a newer one has begun
    /// since, in the one that it names, in front of the version that this one met last. Null as in <see cref="Enter(Id{Activity}, Visitor, bool, CancellationToken, bool, bool, Id{CourseEnrolment}?)"/>,
    /// and when it is nobody's or somebody else's; refused where the earlier cycle takes nothing any more: the activity hadn't been opened in it, or it is over for longer than a device keeps
    /// anything. The newer cycle never gets what is an earlier one's.
    /// </summary>
    /// <param name="activityId">Which.</param>
    /// <param name="of">Which enrolment the page was shown to; null where it doesn't say, and the current one is meant.</param>
    /// <param name="visitor">Who.</param>
    /// <param name="cancel">When nobody waits any more.</param>
    /// <param name="goesOn">As there.</param>
    /// <param name="reads">As there.</param>
    public async Task<Outcome<Seat>?> EnterAs(Id<Activity> activityId, Id<CourseEnrolment>? of, Visitor visitor, CancellationToken cancel, bool goesOn = false, bool reads = false)
    {
        if (await Enter(activityId, visitor, preview: false, cancel, goesOn, reads, of) is { IsOfEarlierCycle: false } seat) return seat;
        return of is { } named && visitor.PersonId is { } person ? await Earlier(activityId, named, new Id<Person>(person), cancel) : null;
    }

    /// <summary>Why an earlier cycle takes something no more.</summary>
    public static readonly Refusal CycleIsOver = new("cycle-over", "This page is from an earlier cycle of the course, which takes nothing more. Load it again to go on in the present one.");

    private async Task<Outcome<Seat>?> Earlier(Id<Activity> activityId, Id<CourseEnrolment> enrolmentId, Id<Person> learnerId, CancellationToken cancel)
    {
        var enrolments = db.Enrolments;
        var found = await (
            from enrolment in enrolments
            where enrolment.Id == enrolmentId && enrolment.LearnerId == learnerId && enrolment.PastAt != null
            join course in db.Courses on enrolment.CourseId equals course.Id
            from version in db.VersionFor(enrolmentId)
            select new { enrolment.CourseId, course.Slug, course.Title, version.OutlineJson, PastAt = enrolment.PastAt!.Value }).SingleOrDefaultAsync(cancel);
        if (found is null) return null;
        var outline = Outline.Read(found.OutlineJson);
        var known = await LessonsSoFar.Of(db, enrolmentId, cancel);
        if (outline.Activities.FirstOrDefault(a => a.Id == activityId) is not { } here || known.GetValueOrDefault(activityId) is not { IsBegun: true } || clock.GetUtcNow() - found.PastAt > Sitting.Kept) return CycleIsOver;
        return new Seat(enrolmentId, found.CourseId, learnerId, found.Slug, found.Title, outline, here, known.ToDictionary(p => p.Key, p => p.Value.Status)) { IsOfEarlierCycle = true, EndedAt = found.PastAt };
    }

    /// <summary>The answer to whoever asked for the page of an activity and got no seat: where it isn't open, the course's home, which says why; else that there is nothing.</summary>
    public async Task<IResult> NoSeat(Id<Activity> activityId, Visitor visitor, CancellationToken cancel)
    {
        if (visitor.PersonId is not { } person || await Look(activityId, new Id<Person>(person), cancel) is not { Seat: var seat }) return TypedResults.NotFound();
        if (seat.Rest is { } rest) return Page.SeeOther(seat.CourseAddress, texts.Say(rest, visitor, clock.GetUtcNow()));
        if (!seat.Locks.TryGetValue(activityId, out var closed) || closed.IsHidden) return TypedResults.NotFound();
        var context = await db.Speaking(availability, texts, visitor, seat.Outline, clock.GetUtcNow(), cancel);
        return Page.SeeOther(seat.CourseAddress, closed.OpensAt is { } at ? texts["“{0}” opens {1}.", seat.Activity.Title, context.Say(at)]
            : texts["“{0}” isn't open yet: {1}", seat.Activity.Title, string.Join(texts["; "], closed.Reasons.Select(reason => availability.Words(reason.Rule, context)))]);
    }

    private sealed record Place(Id<CourseEnrolment> EnrolmentId, Id<Course> CourseId, DateTimeOffset EnrolledAt, string Slug, string Title, string? ScheduleJson, string? AgreedJson, string OutlineJson);

    private static readonly PreparedQuery<Id<Activity>, Id<Person>, Place> Places = new((db, activityId, learnerId) =>
        from activity in db.Set<Activity>()
        join course in db.Set<Course>() on activity.CourseId equals course.Id
        join version in db.Set<CourseVersion>() on course.PublishedVersionId equals version.Id
        join enrolment in db.Set<CourseEnrolment>() on course.Id equals enrolment.CourseId
        join kept in db.Set<LearnerSchedule>() on enrolment.Id equals kept.EnrolmentId into schedules
        from agreed in schedules.DefaultIfEmpty()
        where activity.Id == activityId && enrolment.LearnerId == learnerId && enrolment.Status == EnrolmentStatus.Active
        select new Place(enrolment.Id, course.Id, enrolment.EnrolledAt, course.Slug, course.Title, course.ScheduleJson, agreed!.AgreedJson, version.OutlineJson));

    private sealed record Looked(Seat Seat, DateTimeOffset? LastAt);

    private async Task<Looked?> Look(Id<Activity> activityId, Id<Person> learnerId, CancellationToken cancel)
    {
        if (await Places.Of(db, activityId, learnerId).SingleOrDefaultAsync(cancel) is not { } found) return null;

        var outline = Outline.Read(found.OutlineJson);
        if (outline.Activities.FirstOrDefault(a => a.Id == activityId) is not { } here) return null;
        var known = await LessonsSoFar.Of(db, found.EnrolmentId, cancel);
        var lessons = known.ToDictionary(p => p.Key, p => p.Value.SoFar);
        var now = clock.GetUtcNow();
        var dates = LearnersDates.Of(CourseSchedule.Read(found.ScheduleJson), outline, found.EnrolledAt, LearnerSchedule.Read(found.AgreedJson));
        var situation = await db.Situation(availability, outline, learnerId, found.EnrolledAt, dates, lessons, now, cancel);
        var locks = situation is null ? WhatIsOpen.NoLocks : availability.Locks(outline, situation);
        var statuses = known.ToDictionary(p => p.Key, p => p.Value.Status);
        statuses.TryAdd(activityId, ActivityStatus.Started);
        return new Looked(new Seat(found.EnrolmentId, found.CourseId, learnerId, found.Slug, found.Title, outline, here, statuses)
        {
            Dates = dates,
            Rest = dates.RestAt(now),
            Locks = locks,
            LocksAfter = locks.Count == 0 ? locks : availability.Locks(outline, situation! with { Lessons = new Dictionary<Id<Activity>, LessonSoFar>(lessons) { [activityId] = new(ActivityStatus.Passed, 1) } }),
        }, known.GetValueOrDefault(activityId) is { IsBegun: true } begun ? begun.LastAt : null);
    }

    /// <summary>
    /// Takes in what the learner did; nothing for a preview, and nothing while nothing counts. Doesn't save. Saying the same again and again is cheap:
    /// only news is kept.
    /// </summary>
    /// <returns>Whether the activity is done, by its rule, with what was done before.</returns>
    public async Task<bool> Report(Seat seat, IReadOnlyList<LearningFact> facts, CancellationToken cancel) =>
        !seat.Counts ? seat.IsDone : await Report(db, seat.EnrolmentId!.Value, seat.CourseId, seat.Activity.Id, seat.Activity, facts, cancel);

    /// <summary>The same for an activity that only says how the learner stands.</summary>
    public Task<bool> Report(Seat seat, ActivityStatus status, CancellationToken cancel) => Report(seat, [LearningFact.Of(status)], cancel);

    /// <summary>
    /// The same without a seat, for what was done before the learner was taken out, or before the activity left the
    /// course, and is only marked now: what somebody has done is never dropped. Doesn't save.
    /// </summary>
    public async Task Report(Id<CourseEnrolment> enrolmentId, Id<Course> courseId, Id<Activity> activityId, IReadOnlyList<LearningFact> facts, CancellationToken cancel)
    {
        await Report(enrolmentId, courseId, [activityId], facts, cancel);
    }

    /// <summary>The same of several activities at once.</summary>
    internal async Task Report(Id<CourseEnrolment> enrolmentId, Id<Course> courseId, List<Id<Activity>> activityIds, IReadOnlyList<LearningFact> facts, CancellationToken cancel)
    {
        var json = await db.VersionFor(enrolmentId).Select(v => v.OutlineJson).SingleOrDefaultAsync(cancel);
        var outlined = json is null ? [] : Outline.Read(json).Activities.ToDictionary(a => a.Id);
        await LoadKnown(db, enrolmentId, activityIds, cancel);
        foreach (var id in activityIds) Take(db, enrolmentId, courseId, id, outlined.GetValueOrDefault(id), facts);
    }

    public Task Report(Id<CourseEnrolment> enrolmentId, Id<Course> courseId, Id<Activity> activityId, ActivityStatus status, CancellationToken cancel) =>
        Report(enrolmentId, courseId, activityId, [LearningFact.Of(status)], cancel);

    private async Task<bool> Report(LecternDb db, Id<CourseEnrolment> enrolmentId, Id<Course> courseId, Id<Activity> activityId, OutlineActivity? activity, IReadOnlyList<LearningFact> facts, CancellationToken cancel)
    {
        await LoadKnown(db, enrolmentId, [activityId], cancel);
        return Take(db, enrolmentId, courseId, activityId, activity, facts);
    }

    private static Task LoadKnown(LecternDb db, Id<CourseEnrolment> enrolmentId, List<Id<Activity>> activityIds, CancellationToken cancel) =>
        db.ActivityProgresses.Where(p => p.EnrolmentId == enrolmentId && activityIds.Contains(p.ActivityId))
            .Join(db.LearningRecords, p => new { p.EnrolmentId, p.ActivityId }, r => new { r.EnrolmentId, r.ActivityId }, (progress, record) => new { progress, record }).LoadAsync(cancel);

    private bool Take(LecternDb db, Id<CourseEnrolment> enrolmentId, Id<Course> courseId, Id<Activity> activityId, OutlineActivity? activity, IReadOnlyList<LearningFact> facts)
    {
        var now = clock.GetUtcNow();
        // What was reported before in this unit of work and isn't saved yet counts too.
        var progress = db.ActivityProgresses.Local.FirstOrDefault(p => p.EnrolmentId == enrolmentId && p.ActivityId == activityId);
        var known = db.LearningRecords.Local.Where(r => r.EnrolmentId == enrolmentId && r.ActivityId == activityId).ToList();
        var before = known.Count;
        foreach (var fact in facts)
        {
            if (!fact.IsNews(activity.SinceRenewal(known), now)) continue;
            var record = new LearningRecord { EnrolmentId = enrolmentId, ActivityId = activityId, Verb = fact.Verb, Value = fact.Value, OutOf = fact.OutOf, AttemptId = fact.AttemptId, ById = fact.ById, At = now };
            db.Add(record);
            known.Add(record);
        }

        if (known.Count == before) return progress is { Status.IsDone: true };
        if (progress is null) db.Add(progress = new ActivityProgress(enrolmentId, courseId, activityId));
        progress.Recompute(known, activity, rules, now);
        progress.Announce(now);
        return progress.Status.IsDone;
    }

    /// <summary>Where the learner goes from here: the address of the next activity, or of the course when this is the last.</summary>
    public string NextAddress(Seat seat) => seat.Next is { } next ? AddressOf(seat, next) : seat.CourseAddress;

    public string AddressOf(Seat seat, OutlineActivity activity) => kinds.AddressOf(seat, activity);

    private async Task Open(Seat seat, CancellationToken cancel)
    {
        var (enrolmentId, activityId) = (seat.EnrolmentId!.Value, seat.Activity.Id);
        await using var scope = scopes.CreateAsyncScope();
        var own = scope.ServiceProvider.GetRequiredService<LecternDb>();
        await Report(own, enrolmentId, seat.CourseId, activityId, seat.Activity, [LearningFact.Viewed], cancel);
        try
        {
            await own.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException)   // two tabs opened it at the same moment: the other one has written it
        {
            if (!await own.ActivityProgresses.AnyAsync(p => p.EnrolmentId == enrolmentId && p.ActivityId == activityId, cancel)) throw;
        }
    }

    private async Task<Seat?> Preview(Id<Activity> activityId, Visitor visitor, CancellationToken cancel)
    {
        // Two statements: the databases can't compare the id of a course with the id of its scope, which EF keeps apart by type.
        if (await db.Activities.Where(a => a.Id == activityId).Select(a => (Id<Course>?)a.CourseId).SingleOrDefaultAsync(cancel) is not { } courseId) return null;
        var scopeId = new Id<Scope>(courseId.Value);
        if (await db.Scopes.Where(s => s.Id == scopeId).Select(s => s.Path).SingleOrDefaultAsync(cancel) is not { } path || !visitor.HoldsAt(CourseCapabilities.EditCourse, path)) return null;

        var course = await db.Courses.AsNoTracking().Include(c => c.Modules).ThenInclude(m => m.Activities).AsSingleQuery().SingleAsync(c => c.Id == courseId, cancel);
        var outline = course.DraftOutline();
        if (outline.Activities.FirstOrDefault(a => a.Id == activityId) is not { } here) return null;
        return new Seat(null, course.Id, new Id<Person>(visitor.PersonId!.Value), course.Slug, course.Title, outline, here, new Dictionary<Id<Activity>, ActivityStatus>());
    }
}

internal static class AddressesOfActivities
{
    extension(ActivityKinds kinds)
    {
        internal string AddressOf(Seat seat, OutlineActivity activity) => kinds[activity.Kind].PlayerAddress(activity.Id) + (seat.IsPreview ? "?preview=1" : "");
    }
}
