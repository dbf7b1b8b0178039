using System.Globalization;
using Lectern.Courses;
using Lectern.Web.Api;

namespace Lectern.Progress.Scheduling.Setting;

/// <summary>An editor says when a course is to be done. It holds at once, also for those who are learners already. The door asked for course.edit at the course.</summary>
internal static class EditSchedule
{
    internal const string Path = "schedule";
    private const string Weeks = "weeks";

    private static readonly Refusal NotADate = new("date-missing", "Enter a day and a time.");

    internal static async Task<IResult> Show(Id<Course> id, string? pacing, Visitor visitor, LecternDb db, ScheduleView view, CancellationToken cancel)
    {
        if (await db.Draft(id, cancel) is not { } course) return TypedResults.NotFound();
        var kept = course.Schedule;
        var shown = Enum.TryParse<Pacing>(pacing, ignoreCase: true, out var chosen) && Enum.IsDefined(chosen) ? chosen : kept?.Pacing;
        return await view.Draw(course, shown, kept?.Pacing == shown ? kept : null, null, null, visitor, cancel);
    }

    internal static async Task<IResult> Handle(Id<Course> id, PostedForm form, Visitor visitor, LecternDb db, ScheduleView view, Texts texts, CancellationToken cancel)
    {
        if (form.Named<Pacing>("Pacing") is not { } pacing)   // no dates at all
            return await db.Change(id, course => course.Plan(null), cancel) is null ? TypedResults.NotFound() : Page.SeeOther($"/courses/{id}/{Path}", texts["The course has no dates any more."]);

        var outcome = await db.Change(id, course =>
        {
            if (form["Seen"] is { Length: > 0 } seen && seen != SeenOf(course)) return Parts.ChangedMeanwhile;
            var read = Read(form, pacing, course);
            return read.Refusal ?? course.Plan(read.Value);
        }, cancel);
        if (outcome is null) return TypedResults.NotFound();
        if (outcome.Value.Refusal is not { } refusal) return Page.SeeOther($"/courses/{id}/{Path}", texts["The dates are saved."]);
        db.ChangeTracker.Clear();
        return await view.Draw((await db.Draft(id, cancel))!, pacing, null, form, refusal, visitor, cancel);
    }

    internal static async Task<IResult> ForProgram(Id<Course> id, LecternDb db, CancellationToken cancel)
    {
        var courses = db.Courses;
        return await courses.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancel) is { } course ? TypedResults.Ok(new SentSchedule(course.Schedule)) : TypedResults.NotFound();
    }

    internal static async Task<IResult> FromProgram(Id<Course> id, SentSchedule sent, LecternDb db, Texts texts, CancellationToken cancel) =>
        await db.Change(id, course => Strange(sent.Schedule, course) ?? course.Plan(sent.Schedule), cancel) switch
        {
            null => TypedResults.NotFound(),
            { Refusal: { } refusal } => refusal.ToProblem(texts),
            { Value: var course } => TypedResults.Ok(new SentSchedule(course.Schedule)),
        };

    /// <summary>A mark of the dates that a form was opened with.</summary>
    internal static string SeenOf(Course course) => Drafting.Seen(course.ScheduleJson);

    private static Refusal? Strange(CourseSchedule? schedule, Course course)
    {
        var known = course.Modules.SelectMany(m => m.Activities.Select(a => a.Id.Value).Append(m.Id.Value)).ToHashSet();
        return schedule?.Due?.Keys.FirstOrDefault(key => !known.Contains(key)) is { } strange && strange != Guid.Empty ? new("lesson-unknown", "Choose one of the other lessons of this course.", CourseSchedule.FieldOf(strange)) : null;
    }

    private static Outcome<CourseSchedule> Read(PostedForm form, Pacing pacing, Course course)
    {
        var isSelfPaced = pacing == Pacing.SelfPaced;
        // What isn't in the draft any more, and still in the version that learners meet, keeps its date.
        var drafted = course.DraftModules.SelectMany(m => m.DraftActivities.Select(a => a.Id.Value).Prepend(m.Id.Value)).ToList();
        var due = course.Schedule is { } before && before.Pacing == pacing ? before.Due.Where(d => !drafted.Contains(d.Key)).ToDictionary() : [];
        foreach (var id in drafted)
        {
            var field = CourseSchedule.FieldOf(id);
            if (form[field].Length == 0) continue;
            if (isSelfPaced) due[id] = new(After: Days(form, field));
            else if (Wall(form[field]) is { } at) due[id] = new(At: at);
            else return NotADate with { Field = field };
        }

        foreach (var field in new[] { nameof(CourseSchedule.Opens), nameof(CourseSchedule.Closes) })
            if (!isSelfPaced && form[field].Length > 0 && Wall(form[field]) is null) return NotADate with { Field = field };
        return new CourseSchedule
        {
            Pacing = pacing,
            Zone = form["Zone"],
            RemindBefore = form.Value<int>(nameof(CourseSchedule.RemindBefore)) ?? -1,
            EndsAfter = isSelfPaced && form[nameof(CourseSchedule.EndsAfter)].Length > 0 ? Days(form, nameof(CourseSchedule.EndsAfter)) : null,
            Opens = isSelfPaced ? null : Wall(form[nameof(CourseSchedule.Opens)]),
            Closes = isSelfPaced ? null : Wall(form[nameof(CourseSchedule.Closes)]),
            Due = due,
        };
    }

    // What is no number is out of range.
    private static int Days(PostedForm form, string field) =>
        !int.TryParse(form[field], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > CourseSchedule.LongestDays ? int.MaxValue : form[field + ".unit"] == Weeks ? number * 7 : number;

    /// <summary>A day and a time as a form writes them.</summary>
    internal static DateTime? Wall(string text) => DateTime.TryParseExact(text, ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? at : null;
}

/// <summary>The schedule of a course as programs send and get it; null for none. Days and times are those of a clock in its zone.</summary>
public sealed record SentSchedule(CourseSchedule? Schedule);

/// <summary>Draws the dates of a course; also again after a mistake.</summary>
internal sealed class ScheduleView(CourseTabs tabs, Texts texts, TimeProvider clock)
{
    /// <param name="course">With its draft.</param>
    /// <param name="pacing">What to set; null for the question whether to set anything.</param>
    /// <param name="kept">What is set, when that is what is shown.</param>
    /// <param name="entered">What was refused.</param>
    /// <param name="refusal">And why.</param>
    /// <param name="visitor">Who.</param>
    /// <param name="cancel">When nobody waits any more.</param>
    internal async Task<IResult> Draw(Course course, Pacing? pacing, CourseSchedule? kept, PostedForm? entered, Refusal? refusal, Visitor visitor, CancellationToken cancel)
    {
        if (await tabs.Heading(course.Id, EditSchedule.Path, visitor, cancel) is not { } heading) return TypedResults.NotFound();
        var now = clock.GetUtcNow();
        var outline = course.DraftOutline();
        var today = LearnersDates.Of(kept, outline, now, []);
        var model = new ScheduleModel(heading, pacing, course.Schedule is not null, Values(kept, outline, entered, visitor), EditSchedule.SeenOf(course), outline, kept?.Pacing == Pacing.SelfPaced ? today : null, refusal);
        var options = new PageOptions(Crumbs: [new(texts["Teach"], "/teach"), new(course.Title, heading.Address), new(texts["Schedule"])]);
        return refusal is null ? Page.Of<SchedulePage>(course.Title, model, options) : Page.Refused<SchedulePage>(course.Title, model, options);
    }

    private const int UsualReminder = 3;

    private static Dictionary<string, string> Values(CourseSchedule? kept, Outline outline, PostedForm? entered, Visitor visitor)
    {
        var ids = outline.Modules.SelectMany(m => m.Activities.Select(a => a.Id.Value).Prepend(m.Id.Value)).ToList();
        if (entered is not null)
            return ids.Select(CourseSchedule.FieldOf).Append(nameof(CourseSchedule.EndsAfter)).SelectMany(field => new[] { field, field + ".unit" })
                .Concat([nameof(CourseSchedule.Zone), nameof(CourseSchedule.RemindBefore), nameof(CourseSchedule.Opens), nameof(CourseSchedule.Closes)]).ToDictionary(field => field, field => entered[field]);
        var values = new Dictionary<string, string>
        {
            [nameof(CourseSchedule.Zone)] = kept?.Zone ?? visitor.Zone.Id,
            [nameof(CourseSchedule.RemindBefore)] = (kept?.RemindBefore ?? UsualReminder).ToString(CultureInfo.InvariantCulture),
            [nameof(CourseSchedule.Opens)] = Text(kept?.Opens),
            [nameof(CourseSchedule.Closes)] = Text(kept?.Closes),
        };
        Put(nameof(CourseSchedule.EndsAfter), kept?.EndsAfter);
        foreach (var id in ids)
            if (kept?.Due.GetValueOrDefault(id) is { } due)
                if (due.After is { } days) Put(CourseSchedule.FieldOf(id), days);
                else values[CourseSchedule.FieldOf(id)] = Text(due.At);
        return values;

        void Put(string field, int? days)
        {
            var isWeeks = days is > 0 and var count && count % 7 == 0;
            values[field] = days is null ? "" : (isWeeks ? days.Value / 7 : days.Value).ToString(CultureInfo.InvariantCulture);
            values[field + ".unit"] = isWeeks ? "weeks" : "days";
        }
    }

    private static string Text(DateTime? at) => at?.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture) ?? "";
}

/// <param name="Pacing">What is shown to be set; null for the question whether anything is.</param>
/// <param name="Values">What the fields hold, by name.</param>
/// <param name="Today">Self-paced: what it means for somebody who enrols today.</param>
public sealed record ScheduleModel(CourseHeading Heading, Pacing? Pacing, bool HasDates, IReadOnlyDictionary<string, string> Values, string Seen, Outline Outline, LearnersDates? Today, Refusal? Refusal);
