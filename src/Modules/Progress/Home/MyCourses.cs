using System.Linq.Expressions;
using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.People;
using Lectern.Progress.Availability;
using Lectern.Progress.Scheduling;
using Lectern.Web.Design;

namespace Lectern.Progress.Home;

/// <summary>A learner's course as cards show it.</summary>
/// <param name="Next">What to go on with; null when all is done.</param>
/// <param name="Rest">Why nothing counts at present, if so.</param>
/// <param name="Due">What is to be done by a date and isn't yet, the most urgent first.</param>
public sealed record MyCourse(
    Id<CourseEnrolment> EnrolmentId, Id<Course> CourseId, string Slug, string Title, string Cover, int Done, int Total, int MinutesLeft,
    IReadOnlyList<IReadOnlyList<Tick>> Ticks, OutlineActivity? Next, string? NextAddress, string? NextModule, int NextModuleNumber,
    bool IsStarted, DateTimeOffset At, DateTimeOffset? CompletedAt, bool IsFinished, Rest? Rest, IReadOnlyList<DueLesson> Due)
{
    /// <summary>Which time they take it; 1 is the first.</summary>
    public int Cycle { get; init; } = 1;
    /// <summary>There is something to do, and nothing of it is open yet.</summary>
    public bool IsWaiting => Next is null && Done < Total;
    public string Address => $"/courses/{Slug}/home";
}

/// <summary>A lesson that is to be done by a date. <paramref name="Address"/> is null while it isn't open.</summary>
public sealed record DueLesson(string Title, string? Address, string CourseTitle, DateTimeOffset At);

/// <summary>Reads a learner's courses with where they stand: two statements, however many courses.</summary>
internal static class MyCourses
{
    /// <summary>The courses that a learner is in, with or without a progress projection yet.</summary>
    internal static readonly Expression<Func<LecternDb, Id<Person>, IQueryable<MyCourseRow>>> Rows = (db, learner) =>
        from enrolment in db.Set<CourseEnrolment>().AsNoTracking()
        where enrolment.LearnerId == learner && enrolment.Status == EnrolmentStatus.Active
        join course in db.Set<Course>() on enrolment.CourseId equals course.Id
        join version in db.Set<CourseVersion>() on course.PublishedVersionId equals version.Id
        join found in db.Set<CourseProgress>() on enrolment.Id equals found.EnrolmentId into projections
        from progress in projections.DefaultIfEmpty()
        join kept in db.Set<LearnerSchedule>() on enrolment.Id equals kept.EnrolmentId into schedules
        from agreed in schedules.DefaultIfEmpty()
        select new MyCourseRow
        {
            EnrolmentId = enrolment.Id,
            CourseId = course.Id,
            Slug = course.Slug,
            Title = course.Title,
            Cover = course.Cover,
            ScheduleJson = course.ScheduleJson,
            AgreedJson = agreed!.AgreedJson,
            OutlineJson = version.OutlineJson,
            EnrolledAt = enrolment.EnrolledAt,
            Cycle = enrolment.Cycle,
            At = progress!.LastAt ?? enrolment.EnrolledAt,
            DueAt = progress.DueAt,
            LastActivityId = progress.LastActivityId,
            CompletedAt = progress.CompletedAt,
            IsFinished = progress.CompletedAt != null && progress.Missing == 0,
        };

    private static readonly Func<LecternDb, Id<Person>, IQueryable<MyCourseRow>> Read = Rows.Compile();

    private sealed record KnownLesson(Id<CourseEnrolment> EnrolmentId, Id<Activity> ActivityId, ActivityStatus Status, decimal? Score, bool IsBegun);

    private static readonly PreparedQuery<List<Id<CourseEnrolment>>, KnownLesson> Known = new((db, ids) => db.Set<ActivityProgress>()
        .Where(p => ids.Contains(p.EnrolmentId) && (p.IsBegun || p.Status != ActivityStatus.Started)).Select(p => new KnownLesson(p.EnrolmentId, p.ActivityId, p.Status, p.Score, p.IsBegun)));

    extension(LecternDb db)
    {
        /// <summary>The same to go on with, where what is asked varies.</summary>
        internal IQueryable<MyCourseRow> MyCourseRows(Id<Person> learnerId) => Read(db, learnerId);

        /// <summary>Completes the rows with what was done and what is open, in one statement, and one each where a course asks for units or counts days.</summary>
        internal async Task<IReadOnlyList<MyCourse>> WithStatuses(IReadOnlyList<MyCourseRow> rows, Id<Person> learnerId, ActivityKinds kinds, AvailabilityRules availability, DateTimeOffset now, CancellationToken cancel)
        {
            var known = rows.Count == 0 ? [] : await Known.Of(db, [.. rows.Select(row => row.EnrolmentId)]).ToListAsync(cancel);
            var byEnrolment = known.ToLookup(p => p.EnrolmentId);
            var outlines = rows.ToDictionary(row => row.EnrolmentId, row => Outline.Read(row.OutlineJson));
            var units = outlines.Values.Any(availability.AsksForUnits) ? await db.UnitsOf(learnerId, cancel) : new HashSet<Guid>();
            var zone = outlines.Values.Any(availability.CountsDays) ? await db.ZoneOf(learnerId, cancel) : TimeZoneInfo.Utc;
            return [.. rows.Select(row =>
            {
                var lessons = byEnrolment[row.EnrolmentId].ToDictionary(p => p.ActivityId, p => new LessonSoFar(p.Status, p.Score) { IsBegun = p.IsBegun });
                var dates = LearnersDates.Of(CourseSchedule.Read(row.ScheduleJson), outlines[row.EnrolmentId], row.EnrolledAt, LearnerSchedule.Read(row.AgreedJson));
                return Completed(row, outlines[row.EnrolmentId], lessons, dates, dates.RestAt(now), availability.Locks(outlines[row.EnrolmentId], new(row.EnrolledAt, now, lessons, units) { Dates = dates, Zone = dates.Zone ?? zone }), kinds);
            })];
        }
    }

    private static MyCourse Completed(MyCourseRow row, Outline outline, Dictionary<Id<Activity>, LessonSoFar> lessons, LearnersDates dates, Rest? rest, IReadOnlyDictionary<Id<Activity>, Locked> locks, ActivityKinds kinds)
    {
        var statuses = lessons.ToDictionary(l => l.Key, l => l.Value.Status);
        var next = rest is null ? statuses.NextIn(outline, row.LastActivityId, locks) : null;
        var number = next is null ? 0 : outline.ModuleNumberOf(next.Id);
        return new MyCourse(
            row.EnrolmentId, row.CourseId, row.Slug, row.Title, row.Cover, statuses.DoneIn(outline.Activities), outline.Activities.Count(), statuses.MinutesLeft(outline),
            statuses.TicksWithNext(outline, row.LastActivityId, locks), next, next is null ? null : kinds[next.Kind].PlayerAddress(next.Id), number > 0 ? outline.Modules[number - 1].Title : null, number,
            lessons.Values.Any(l => l.IsBegun), row.At, row.CompletedAt, row.IsFinished,
            rest, rest is not null ? [] : [.. outline.Activities.Where(a => !statuses.IsSettled(a.Id) && !locks.Hides(a.Id) && dates.Due.ContainsKey(a.Id))
                .Select(a => new DueLesson(a.Title, locks.ContainsKey(a.Id) ? null : kinds[a.Kind].PlayerAddress(a.Id), row.Title, dates.Due[a.Id])).OrderBy(d => d.At)]) { Cycle = row.Cycle };
    }
}

/// <summary>What the database says about a learner's course; <see cref="At"/> is the last sign of life, or when they were enrolled.</summary>
internal sealed class MyCourseRow
{
    public Id<CourseEnrolment> EnrolmentId { get; init; }
    public Id<Course> CourseId { get; init; }
    public string Slug { get; init; } = "";
    public string Title { get; init; } = "";
    public string Cover { get; init; } = "";
    public string? ScheduleJson { get; init; }
    public string? AgreedJson { get; init; }
    public string OutlineJson { get; init; } = "";
    public DateTimeOffset EnrolledAt { get; init; }
    /// <summary>Which time they take it.</summary>
    public int Cycle { get; init; }
    public DateTimeOffset At { get; init; }
    /// <summary>The earliest date of what isn't done; null where nothing is due.</summary>
    public DateTimeOffset? DueAt { get; init; }
    public Id<Activity>? LastActivityId { get; init; }
    public DateTimeOffset? CompletedAt { get; init; }
    /// <summary>Completed, and no newer version asks for more.</summary>
    public bool IsFinished { get; init; }
}
