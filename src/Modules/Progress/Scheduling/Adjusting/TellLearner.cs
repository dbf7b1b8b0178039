using System.Globalization;
using Lectern.Courses;
using Lectern.Notifications;
using Lectern.Notifications.Mailing;
using Lectern.People;
using Lectern.People.SigningIn;
using Lectern.Progress.Scheduling.Seeing;
using Lectern.Web.Live;

namespace Lectern.Progress.Scheduling.Adjusting;

/// <summary>Tells a learner, under the bell and by mail, what was agreed about their dates, or taken back; and refreshes the pages that show them.</summary>
internal sealed class TellLearner(LecternDb db, MailWriter mails, LiveUpdates live, Texts texts) : IHandle<ScheduleAdjusted>
{
    public async Task Handle(ScheduleAdjusted @event, CancellationToken cancel)
    {
        await live.Publish(ProgressTopics.OfEnrolment(@event.EnrolmentId), cancel);
        await live.Publish(ProgressTopics.OfCourse(@event.CourseId), cancel);
        var course = await (from c in db.Courses where c.Id == @event.CourseId join v in db.Set<CourseVersion>() on c.PublishedVersionId equals v.Id select new { c.Title, c.Slug, v.OutlineJson }).SingleOrDefaultAsync(cancel);
        var person = await db.Set<Person>().Where(p => p.Id == @event.LearnerId).Select(p => new { p.Language, p.TimeZone }).SingleOrDefaultAsync(cancel);
        if (course is null || person is null || await db.ScheduleAdjustments.AsNoTracking().SingleOrDefaultAsync(a => a.Id == @event.AdjustmentId, cancel) is not { } made) return;

        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Cultures.Of(person.Language);   // ends with this method: dates are written down in the learner's words
        var reader = Visitor.Nobody with { Zone = TimeZoneInfo.TryFindSystemTimeZoneById(person.TimeZone, out var zone) ? zone : TimeZoneInfo.Utc };
        var at = @event.At;
        var lesson = Outline.Read(course.OutlineJson).Activities.FirstOrDefault(a => a.Id == made.ActivityId)?.Title;
        var agreed = made.Agreement;
        var waived = Outline.Read(course.OutlineJson).Activities.Where(a => made.Lessons.Contains(a.Id)).Select(a => a.Title).ToList();
        Phrase told = (made.Kind, made.Holds, @event.IsEnd) switch
        {
            (AdjustmentKind.Waiver, true, _) when waived is [var only] => new("“{0}” in {1} is waived: you don't have to do it.", only, course.Title),
            (AdjustmentKind.Waiver, true, _) => new("Some lessons in {0} are waived: you don't have to do them. Its page says which.", course.Title),
            (AdjustmentKind.Waiver, false, _) when waived is [var only] => new("“{0}” in {1} is no longer waived.", only, course.Title),
            (AdjustmentKind.Waiver, false, _) => new("Some lessons in {0} are no longer waived. Its page says which.", course.Title),
            (AdjustmentKind.Pause, true, false) => new("Your break in {0} is agreed: from {1} to {2}.", course.Title, Day(agreed.First), Day(agreed.Last)),
            (AdjustmentKind.Pause, _, _) => new("Your break in {0} is over or was taken back.", course.Title),
            (_, false, _) => new("The later date in {0} was taken back: the earlier one holds again.", course.Title),
            _ when lesson is null => new("You have more time for {0}: it ends {1}.", course.Title, texts.Day(Until(), reader, at)),
            _ => new("You have more time for “{0}” in {1}: it is due {2}.", lesson, course.Title, texts.Day(Until(), reader, at)),
        };
        var home = $"/courses/{course.Slug}/home";
        db.Notify(@event.LearnerId, told.Text, [.. told.Arguments.Select(a => $"{a}")], home, at);
        await mails.Write(@event.LearnerId, new Letter(made.Kind == AdjustmentKind.Waiver ? new("What you have to do in {0}", course.Title) : new("Your dates in {0}", course.Title), [told], new("Open the course"), home), cancel);

        DateTimeOffset Until() => WallClock.InstantOf(agreed.Until!.Value, agreed.TimeZone);
        static string Day(DateOnly? day) => day!.Value.ToString("d MMMM yyyy", CultureInfo.CurrentCulture);
    }
}
