using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.People;
using Lectern.Progress.Availability;
using Lectern.Progress.Completion;
using Lectern.Progress.Completion.Seeing;
using Lectern.Progress.Rules;
using Lectern.Progress.Scheduling;
using Microsoft.AspNetCore.Components;

namespace Lectern.Progress.CourseHome;

/// <summary>A course for one of its learners: what is done, what comes next, what the certificate still needs.</summary>
public static class ShowCourseHome
{
    private sealed record Row(
        Id<Course> Id, string Title, string Summary, string Cover, bool HasCertificate, string? ScheduleJson, string? AgreedJson, string OutlineJson,
        Id<CourseEnrolment>? EnrolmentId, DateTimeOffset? EnrolledAt, Id<Activity>? LastActivityId, DateTimeOffset? CompletedAt,
        int Cycle, CourseOffer Offer, Retakes Retakes, int RenewalDays, int? CertificateMonths);

    private static readonly PreparedQuery<string, Id<Person>, Row> Found = new((db, slug, learnerId) =>
        from course in db.Set<Course>()
        where course.Slug == slug
        join version in db.Set<CourseVersion>() on course.PublishedVersionId equals version.Id
        join enrolment in db.Set<CourseEnrolment>().Where(e => e.LearnerId == learnerId && e.Status == EnrolmentStatus.Active) on course.Id equals enrolment.CourseId into enrolments
        from enrolment in enrolments.DefaultIfEmpty()
        join projection in db.Set<CourseProgress>() on enrolment!.Id equals projection.EnrolmentId into projections
        from progress in projections.DefaultIfEmpty()
        join kept in db.Set<LearnerSchedule>() on enrolment!.Id equals kept.EnrolmentId into schedules
        from agreed in schedules.DefaultIfEmpty()
        select new Row(
            course.Id, course.Title, course.Summary, course.Cover, course.HasCertificate, course.ScheduleJson, agreed!.AgreedJson, version.OutlineJson,
            (Id<CourseEnrolment>?)enrolment!.Id, (DateTimeOffset?)enrolment.EnrolledAt, progress!.LastActivityId, progress.CompletedAt,
            (int?)enrolment.Cycle ?? 1, course.Offer, course.Retakes, course.RenewalDays, course.CertificateMonths));

    internal static async Task<IResult> Handle(string slug, Me me, LecternDb db, ActivityKinds kinds, IEnumerable<ICoursePanel> panels, CompletionRules rules, AvailabilityRules availability, Texts texts, TimeProvider clock, CancellationToken cancel)
    {
        if (await Found.Of(db, slug, me.Id).SingleOrDefaultAsync(cancel) is not { } found) return TypedResults.NotFound();
        if (found.EnrolmentId is not { } enrolmentId) return Page.SeeOther($"/courses/{slug}");   // not a learner of it: its own page says how to become one

        var (standings, studied) = await LessonsSoFar.WithTime(db, enrolmentId, cancel);
        var lessons = standings.ToDictionary(p => p.Key, p => p.Value.SoFar);
        var activities = lessons.ToDictionary(l => l.Key, l => l.Value.Status);
        var outline = Outline.Read(found.OutlineJson);
        var mine = new LearnersCourse(enrolmentId, found.Id, me.Id, slug, found.Title, outline, found.HasCertificate, found.CompletedAt) { Cycle = found.Cycle, Studied = studied };
        var beside = new List<RenderFragment>();
        foreach (var panel in panels.OrderBy(p => p.Position))
            if (await panel.Show(mine, cancel) is { } shown) beside.Add(shown);

        var now = clock.GetUtcNow();
        var asked = await db.Asked(rules, outline.Activities.Where(a => !activities.IsSettled(a.Id)), enrolmentId, now, cancel);
        var dates = LearnersDates.Of(CourseSchedule.Read(found.ScheduleJson), outline, found.EnrolledAt!.Value, LearnerSchedule.Read(found.AgreedJson));
        var locks = await db.Locks(availability, outline, me.Id, found.EnrolledAt!.Value, dates, lessons, now, cancel);
        var rest = dates.RestAt(now);
        var next = rest is null ? activities.NextIn(outline, found.LastActivityId, locks) : null;
        var addresses = outline.Activities.ToDictionary(a => a.Id, a => kinds[a.Kind].PlayerAddress(a.Id));
        var againAt = found.CompletedAt is { } completedAt && found.Offer != CourseOffer.Archived && !(CourseSchedule.Read(found.ScheduleJson)?.ClosesAt < now) ? Course.OpensAgainAt(found.Retakes, found.RenewalDays, found.CertificateMonths, completedAt) : null;
        var missing = Missing.Of(outline, lessons, asked, locks, dates);
        return Page.Of<ShowCourseHomePage>(found.Title, new Model(mine, found.Summary, found.Cover, activities, next, addresses, asked, locks, dates, rest, missing, await db.Speaking(availability, texts, me.Visitor, outline, now, cancel), beside) { AgainAt = againAt, MayTakeAgain = againAt <= now }, new PageOptions(Crumbs: [new("My learning", "/learning"), new(found.Title)]));
    }

    public sealed record Model(
        LearnersCourse Course, string Summary, string Cover, IReadOnlyDictionary<Id<Activity>, ActivityStatus> Statuses, OutlineActivity? Next,
        IReadOnlyDictionary<Id<Activity>, string> Addresses, IReadOnlyDictionary<Id<Activity>, AskedOf> Asked, IReadOnlyDictionary<Id<Activity>, Locked> Locks,
        LearnersDates Dates, Rest? Rest, IReadOnlyList<Missing> Missing, RuleContext Speaking, IReadOnlyList<RenderFragment> Panels)
    {
        /// <summary>From when on they may take the course again by themselves; null for never.</summary>
        public DateTimeOffset? AgainAt { get; init; }
        public bool MayTakeAgain { get; init; }
        public int Done => Statuses.DoneIn(Course.Outline.Activities);
        public int Total => Course.Outline.Activities.Count();
    }
}
