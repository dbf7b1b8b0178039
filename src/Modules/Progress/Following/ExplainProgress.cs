using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.People;
using Lectern.Progress.Availability;
using Lectern.Progress.Completion;
using Lectern.Progress.CourseHome;
using Lectern.Progress.Rules;
using Lectern.Progress.Scheduling;
using Lectern.Web.Api;
using Microsoft.AspNetCore.Components;

namespace Lectern.Progress.Following;

/// <summary>Why a learner stands where they stand: what they did, as it was recorded, of the course or of one lesson, and what is missing.</summary>
public static class ExplainProgress
{
    internal static async Task<IResult> Handle(
        Id<Course> id, Id<CourseEnrolment> enrolmentId, string? lesson, string? after, Visitor visitor, LecternDb db, ActivityKinds kinds, IEnumerable<ILearnerPanel> panels,
        CompletionRules rules, AvailabilityRules availability, Texts texts, TimeProvider clock, CancellationToken cancel)
    {
        if (await FollowedLearner.Find(db, id, enrolmentId, cancel) is not { } followed) return TypedResults.NotFound();
        var now = clock.GetUtcNow();
        var learner = await db.Learning(db.Enrolments.Where(e => e.Id == enrolmentId), db.Set<Person>(), now).SingleAsync(cancel);

        var byId = followed.Outline.Activities.ToDictionary(a => a.Id);
        var about = Id<Activity>.TryParse(lesson, null, out var lessonId) ? byId.GetValueOrDefault(lessonId) : null;
        var all = db.LearningRecords.AsNoTracking().Where(r => r.EnrolmentId == enrolmentId);
        if (about is not null) all = all.Where(r => r.ActivityId == about.Id);
        var records = await all.Page(r => r.At, r => r.Id, descending: true, after).Take(LinesAtOnce + 1).ToListAsync(cancel);
        var page = Paged<LearningRecord>.Of(records, LinesAtOnce, r => Keyset.KeyOf(r.At, r.Id));
        // What one report said has one moment: there, what follows from it stands above it.
        var lines = page.Items.OrderByDescending(r => r.At).ThenByDescending(r => r.Verb).Select(r => byId.TryGetValue(r.ActivityId, out var activity)
            ? new Line(r, activity.Title, kinds[activity.Kind].Icon)
            : new Line(r, null, "archive")).ToList();

        var schedules = db.LearnerSchedules;
        var schedule = await db.Courses.Where(c => c.Id == id).Select(c => new { c.ScheduleJson, AgreedJson = schedules.Where(s => s.EnrolmentId == enrolmentId).Select(s => s.AgreedJson).FirstOrDefault() }).SingleAsync(cancel);
        var dates = LearnersDates.Of(CourseSchedule.Read(schedule.ScheduleJson), followed.Outline, learner.EnrolledAt, LearnerSchedule.Read(schedule.AgreedJson));
        var missing = await Missing.Of(db, followed.Outline, enrolmentId, learner.LearnerId, learner.EnrolledAt, dates, rules, availability, now, cancel);
        var shown = new List<RenderFragment>();
        foreach (var panel in panels.OrderBy(p => p.Position))
            if (await panel.Show(followed, cancel) is { } part) shown.Add(part);
        return Page.Of<ExplainProgressPage>(learner.Name,
            new Model(id, followed.CourseTitle, learner, followed.IsPast, followed.Outline.AskedFor.Count, about, lines, after is not null, page.Next, missing, await db.Speaking(availability, texts, visitor, followed.Outline, now, cancel), shown),
            new PageOptions(Crumbs: followed.Crumbs()));
    }

    private const int LinesAtOnce = 50;

    /// <param name="Activity">Null when it isn't in the course any more.</param>
    public sealed record Line(LearningRecord Record, string? Activity, string Icon);

    /// <param name="IsPast">They have begun the course again since.</param>
    /// <param name="About">The lesson that the lines are about; null for all.</param>
    public sealed record Model(
        Id<Course> CourseId, string CourseTitle, LearnerRow Learner, bool IsPast, int Asked, OutlineActivity? About, IReadOnlyList<Line> Lines, bool IsFurtherPage, string? Next,
        IReadOnlyList<Missing> Missing, RuleContext Speaking, IReadOnlyList<RenderFragment> Panels)
    {
        public string Address(string? after = null)
        {
            List<string> query = [.. About is { } about ? [$"lesson={about.Id}"] : Array.Empty<string>(), .. after is null ? Array.Empty<string>() : [$"after={after}"]];
            return FollowedLearner.AddressOf(CourseId, Learner.EnrolmentId) + (query.Count == 0 ? "" : "?" + string.Join('&', query));
        }
    }
}
