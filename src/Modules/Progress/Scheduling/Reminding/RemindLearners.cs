using System.Globalization;
using Lectern.Courses;
using Lectern.Data.Jobs;
using Lectern.Enrolment;
using Lectern.Notifications;
using Lectern.Notifications.Mailing;
using Lectern.People;
using Lectern.People.SigningIn;
using Lectern.Progress.Availability;
using Lectern.Progress.Scheduling.Seeing;

namespace Lectern.Progress.Scheduling.Reminding;

/// <summary>
/// Reminds learners of what is due soon, of what was due, and of the end of their course: under the bell and by mail, in their language, in the
/// morning where they live; once for each date. Nobody is reminded of what is settled or hidden from them, nor while nothing counts for
/// them. Batch by batch, each with the same number of statements; what is said and that it was said commit together, and another
/// node that does the same at the same moment finds the revision changed and looks again.
/// </summary>
internal sealed class RemindLearners(LecternDb db, AvailabilityRules availability, MailWriter mails, Texts texts, TimeProvider clock) : IJobWork
{
    private const int BatchSize = 100;
    private const int MostNamed = 8;

    public async Task Run(CancellationToken cancel)
    {
        while (await db.Retried(() => NextBatch(clock.GetUtcNow(), cancel)) == BatchSize) db.ChangeTracker.Clear();
    }

    private sealed record Row(CourseProgress Progress, Person Person, DateTimeOffset EnrolledAt, string Title, string Slug, string? ScheduleJson, string? AgreedJson, string OutlineJson);

    /// <returns>How many were looked at.</returns>
    private async Task<int> NextBatch(DateTimeOffset now, CancellationToken cancel)
    {
        var rows = await (
            from progress in db.CourseProgresses
            where progress.RemindAt <= now
            join enrolment in db.Set<CourseEnrolment>() on progress.EnrolmentId equals enrolment.Id
            where enrolment.Status == EnrolmentStatus.Active
            join person in db.Set<Person>() on progress.LearnerId equals person.Id
            join course in db.Set<Course>() on progress.CourseId equals course.Id
            join version in db.Set<CourseVersion>() on course.PublishedVersionId equals version.Id
            join kept in db.Set<LearnerSchedule>() on enrolment.Id equals kept.EnrolmentId into schedules
            from agreed in schedules.DefaultIfEmpty()
            orderby progress.RemindAt, progress.Id
            select new Row(progress, person, enrolment.EnrolledAt, course.Title, course.Slug, course.ScheduleJson, agreed!.AgreedJson, version.OutlineJson)).Take(BatchSize).ToListAsync(cancel);
        if (rows.Count == 0) return 0;

        var ids = rows.ConvertAll(row => row.Progress.EnrolmentId);
        var activities = (await db.ActivityProgresses.AsNoTracking().Where(p => ids.Contains(p.EnrolmentId)).ToListAsync(cancel)).ToLookup(p => p.EnrolmentId);
        var outlines = rows.Select(row => row.OutlineJson).Distinct().ToDictionary(json => json, Outline.Read);
        var units = outlines.Values.Any(availability.AsksForUnits) ? await db.UnitsOfEach([.. rows.Select(row => row.Person.Id)], cancel) : null;
        foreach (var row in rows) await Remind(row, outlines[row.OutlineJson], [.. activities[row.Progress.EnrolmentId]], units?[row.Person.Id].ToHashSet() ?? [], now);
        await db.SaveChangesAsync(cancel);
        return rows.Count;
    }

    private async Task Remind(Row row, Outline outline, List<ActivityProgress> activities, HashSet<Guid> units, DateTimeOffset now)
    {
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(row.Person.TimeZone, out var found) ? found : TimeZoneInfo.Utc;
        var dates = LearnersDates.Of(CourseSchedule.Read(row.ScheduleJson), outline, row.EnrolledAt, LearnerSchedule.Read(row.AgreedJson));
        var left = Standing.Left(outline, activities);
        var told = Reminded.Read(row.Progress.RemindedJson);
        var dueAt = left.Min(lesson => dates.DueAt(lesson.Id));
        if (dates.RestAt(now) is { } rest)
        {
            row.Progress.Remind(told, dueAt, rest.Reason == RestReason.Ended ? null : rest.At);
            return;
        }

        List<Reminder> said = [.. told.ToSay(dates, left, zone).Where(reminder => reminder.At <= now)];
        var lessons = activities.Where(a => a.IsBegun || a.IsSettled).ToDictionary(a => a.ActivityId, a => new LessonSoFar(a.Status, a.Score) { IsBegun = a.IsBegun });
        var locks = said.Count == 0 ? WhatIsOpen.NoLocks : availability.Locks(outline, new(row.EnrolledAt, now, lessons, units) { Dates = dates, Zone = dates.Zone ?? zone });
        // What isn't worth saying any more counts as said; what is hidden isn't spoken of.
        List<Reminder> saying = [.. said.Where(reminder => reminder.IsWorthSaying(now) && !(reminder.About is { } lesson && locks.Hides(lesson))).OrderBy(reminder => reminder.Date)];
        if (saying.Count > 0) await Tell(row, outline, saying, zone, now);
        told = told.With(said, left);
        row.Progress.Remind(told, dueAt, told.ToSay(dates, left, zone).Min(reminder => (DateTimeOffset?)reminder.At));
    }

    private async Task Tell(Row row, Outline outline, List<Reminder> saying, TimeZoneInfo zone, DateTimeOffset now)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Cultures.Of(row.Person.Language);   // ends with this method: dates are written down in the learner's words
        var reader = Visitor.Nobody with { Zone = zone };
        var titles = outline.Activities.ToDictionary(a => a.Id, a => a.Title);
        var home = $"/courses/{row.Slug}/home";
        List<Phrase> lines = [.. saying.Select(Line)];
        foreach (var line in saying.GroupBy(reminder => (reminder.IsLate, reminder.About is null)).Select(Summary))
            db.Notify(row.Person.Id, line.Text, [.. line.Arguments.Select(a => $"{a}")], home, now);
        Phrase subject = saying.TrueForAll(r => r.IsLate) ? new("Overdue in {0}", row.Title) : saying.TrueForAll(r => r.About is null) ? new("{0} ends soon", row.Title) : new("Due in {0}", row.Title);
        if (lines.Count > MostNamed) lines = [.. lines.Take(MostNamed), new("There is more: the page of the course shows all that is due.")];
        await mails.Write(row.Person, new Letter(subject, lines, new("Open the course"), home));

        Phrase Line(Reminder reminder) => reminder switch
        {
            { About: null } => new("{0} ends {1}. What isn't done by then doesn't count.", row.Title, Day(reminder)),
            { IsLate: true, About: { } lesson } => new("“{0}” in {1} was due {2}. It can still be done.", titles[lesson], row.Title, Day(reminder)),
            { About: { } lesson } => new("“{0}” in {1} is due {2}.", titles[lesson], row.Title, Day(reminder)),
        };

        // One line under the bell for each kind, however many lessons are meant.
        Phrase Summary(IEnumerable<Reminder> alike) => alike.ToList() switch
        {
            [var only] => Line(only),
            [{ IsLate: true } first, ..] => new("“{0}” and more in {1} was due {2}. It can still be done.", titles[first.About!.Value], row.Title, Day(first)),
            { } several => new("“{0}” and more in {1} is due {2}.", titles[several[0].About!.Value], row.Title, Day(several[0])),
        };

        string Day(Reminder reminder) => texts.Day(reminder.Date, reader, now);
    }
}
