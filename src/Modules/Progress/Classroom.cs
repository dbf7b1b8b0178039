using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.People;

namespace Lectern.Progress;

/// <summary>
/// Where activities meet their learner: says who sits here, in front of which content and between which neighbours, and
/// takes in what was achieved. The callers save; report and result commit together.
/// </summary>
public sealed class Classroom(LecternDb db, TimeProvider clock, ActivityKinds kinds)
{
    /// <summary>
    /// The learner's seat in front of an activity of the published version, or, with <paramref name="preview"/>, an
    /// editor's seat in front of the draft. Null when there is no such activity or it is not theirs. Two statements.
    /// </summary>
    public async Task<Seat?> Enter(Id<Activity> activityId, Visitor visitor, bool preview, CancellationToken cancel)
    {
        if (visitor.PersonId is not { } person) return null;
        return preview ? await Preview(activityId, visitor, cancel) : await Enter(activityId, new Id<Person>(person), cancel);
    }

    /// <summary>The seat of a learner who is known otherwise than by the session (a sealed token of a player).</summary>
    public async Task<Seat?> Enter(Id<Activity> activityId, Id<Person> learnerId, CancellationToken cancel)
    {
        var found = await (
            from activity in db.Activities
            join course in db.Courses on activity.CourseId equals course.Id
            join version in db.CourseVersions on course.PublishedVersionId equals version.Id
            join enrolment in db.Enrolments on course.Id equals enrolment.CourseId
            where activity.Id == activityId && enrolment.LearnerId == learnerId && enrolment.Status == EnrolmentStatus.Active
            select new { EnrolmentId = enrolment.Id, CourseId = course.Id, course.Slug, course.Title, version.OutlineJson }).AsNoTracking().SingleOrDefaultAsync(cancel);
        if (found is null) return null;

        var outline = Outline.Read(found.OutlineJson);
        if (outline.Activities.FirstOrDefault(a => a.Id == activityId) is not { } here) return null;
        var statuses = await db.ActivityProgresses.Where(p => p.EnrolmentId == found.EnrolmentId).ToDictionaryAsync(p => p.ActivityId, p => p.Status, cancel);
        return new Seat(found.EnrolmentId, found.CourseId, learnerId, found.Slug, found.Title, outline, here, statuses);
    }

    /// <summary>Takes in what the learner achieved; nothing for a preview. Doesn't save.</summary>
    public async Task Report(Seat seat, ActivityStatus status, CancellationToken cancel)
    {
        if (seat.EnrolmentId is not { } enrolmentId) return;
        var now = clock.GetUtcNow();
        var activityId = seat.Activity.Id;
        var progress = db.ActivityProgresses.Local.FirstOrDefault(p => p.EnrolmentId == enrolmentId && p.ActivityId == activityId)
            ?? await db.ActivityProgresses.SingleOrDefaultAsync(p => p.EnrolmentId == enrolmentId && p.ActivityId == activityId, cancel);
        if (progress is null) db.Add(progress = new ActivityProgress(enrolmentId, seat.CourseId, activityId, now));
        progress.Report(status, now);
        db.Add(new LearningRecord { EnrolmentId = enrolmentId, ActivityId = activityId, Status = status, At = now });
    }

    /// <summary>Where the learner goes from here: the address of the next activity, or of the course when this is the last.</summary>
    public string NextAddress(Seat seat) => seat.Next is { } next ? AddressOf(seat, next) : $"/courses/{seat.Slug}{(seat.IsPreview ? "/preview" : "/home")}";

    public string AddressOf(Seat seat, OutlineActivity activity) => kinds[activity.Kind].PlayerAddress(activity.Id) + (seat.IsPreview ? "?preview=1" : "");

    private async Task<Seat?> Preview(Id<Activity> activityId, Visitor visitor, CancellationToken cancel)
    {
        var found = await (
            from activity in db.Activities
            join owner in db.Courses on activity.CourseId equals owner.Id
            join scope in db.Scopes on owner.Id.Value equals scope.Id.Value
            where activity.Id == activityId
            select new { owner.Id, scope.Path }).SingleOrDefaultAsync(cancel);
        if (found is null || !visitor.HoldsAt(CourseCapabilities.EditCourse, found.Path)) return null;

        var course = await db.Courses.AsNoTracking().Include(c => c.Modules).ThenInclude(m => m.Activities).AsSingleQuery().SingleAsync(c => c.Id == found.Id, cancel);
        var outline = course.DraftOutline();
        return new Seat(null, course.Id, new Id<Person>(visitor.PersonId!.Value), course.Slug, course.Title, outline, outline.Activities.First(a => a.Id == activityId), new Dictionary<Id<Activity>, ActivityStatus>());
    }
}

/// <summary>A person in front of an activity. Without an enrolment it is an editor's preview of the draft, and nothing is recorded.</summary>
/// <param name="Activity">What is in front of them; in a preview its ContentId is empty and the kind shows its draft.</param>
public sealed record Seat(
    Id<CourseEnrolment>? EnrolmentId, Id<Course> CourseId, Id<Person> LearnerId, string Slug, string CourseTitle,
    Outline Outline, OutlineActivity Activity, IReadOnlyDictionary<Id<Activity>, ActivityStatus> Statuses)
{
    public bool IsPreview => EnrolmentId is null;
    public bool IsDone => Statuses.TryGetValue(Activity.Id, out var status) && status is ActivityStatus.Completed or ActivityStatus.Passed;
    public OutlineActivity? Next => Outline.Activities.SkipWhile(a => a.Id != Activity.Id).Skip(1).FirstOrDefault();
    public OutlineActivity? Previous => Outline.Activities.TakeWhile(a => a.Id != Activity.Id).LastOrDefault();
}
