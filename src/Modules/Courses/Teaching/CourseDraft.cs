using System.Globalization;
using System.Text;
using Lectern.People;

namespace Lectern.Courses;

/// <summary>Makes draft courses from code: the page and the API, imports, the demonstration institution. Nothing here saves.</summary>
public static class CourseDraft
{
    /// <summary>A draft at a unit, with its scope and its maker as instructor. Refused when the title is wrong or there is no such unit.</summary>
    public static async Task<Outcome<Course>> Start(LecternDb db, Id<Scope> unitId, string title, Id<Person>? creator, DateTimeOffset at, CancellationToken cancel)
    {
        if (Parts.TitleRefusal(title) is { } refusal) return refusal;
        var unit = await db.Scopes.SingleOrDefaultAsync(s => s.Id == unitId && s.Kind == ScopeKind.Unit, cancel);
        if (unit is null) return new Refusal("unit-unknown", "Choose one of the units in the list.", "Unit");

        var course = new Course(unitId, title, await FreeSlug(db, title, cancel), at);
        db.Courses.Add(course);
        db.Scopes.Add(unit.AddCourse(course.Id.Value, course.Title));
        if (creator is { } person) await db.GiveRole(person, course.ScopeId, Role.Instructor, at, cancel);
        return course;
    }

    /// <summary>Adds an activity with an empty draft of its kind at the end of a module.</summary>
    public static async Task<Activity> Add(LecternDb db, ActivityKinds kinds, Course course, CourseModule module, string kind, string title, int? minutes, DateTimeOffset at, CancellationToken cancel)
    {
        var activity = module.Add(kind, title, minutes ?? kinds[kind].UsualMinutes);
        db.Activities.Add(activity);
        await kinds[kind].Create(activity, cancel);
        course.Touch(at);
        return activity;
    }

    /// <summary>A new draft with what the draft of another course holds, content too. Needs the original's modules and activities loaded.</summary>
    public static async Task<Outcome<Course>> Copy(LecternDb db, ActivityKinds kinds, Course original, string title, Id<Person>? creator, DateTimeOffset at, CancellationToken cancel)
    {
        var started = await Start(db, original.UnitId, title, creator, at, cancel);
        if (started.Refusal is not null) return started;
        var course = started.Value;
        if (course.Describe(title, original.Summary, original.Description, original.Cover, original.Topic, original.Policy, original.CertificateMonths, original.HasCertificate) is { } refusal) return refusal;
        if (course.Repeat(original.Retakes, original.RenewalDays) is { } no) return no;
        var copies = new Dictionary<string, string>();
        foreach (var module in original.DraftModules)
        {
            var copy = course.AddModule(module.Title, at);
            db.CourseModules.Add(copy);
            foreach (var activity in module.DraftActivities)
            {
                var made = await Add(db, kinds, course, copy, activity.Kind, activity.Title, activity.Minutes, at, cancel);
                course.Describe(made, activity.Title, activity.Minutes, activity.IsRequired, at);
                await kinds[activity.Kind].Copy(activity, made, cancel);
                copies[activity.Id.ToString()] = made.Id.ToString();
            }
        }

        var dates = new Dictionary<Guid, Guid>();
        foreach (var (module, copy) in original.DraftModules.Zip(course.DraftModules))
        {
            course.Open(copy, module.Availability?.About(copies), module.IsHiddenWhileLocked, at);
            foreach (var (activity, made) in module.DraftActivities.Zip(copy.DraftActivities))
            {
                course.Judge(made, activity.Completion?.About(copies), at);
                course.Open(made, activity.Availability?.About(copies), activity.IsHiddenWhileLocked, at);
                dates[activity.Id.Value] = made.Id.Value;
            }

            dates[module.Id.Value] = copy.Id.Value;
        }

        return course.Plan(original.Schedule?.About(dates)) is { } undated ? undated : course;
    }

    private static async Task<string> FreeSlug(LecternDb db, string title, CancellationToken cancel)
    {
        var wanted = SlugOf(title);
        var like = wanted + "-";
        var courses = db.Courses;
        var taken = (await courses.Where(c => c.Slug == wanted || c.Slug.StartsWith(like)).Select(c => c.Slug).ToListAsync(cancel)).ToHashSet();
        foreach (var added in courses.Local) taken.Add(added.Slug);
        if (!taken.Contains(wanted)) return wanted;
        for (var number = 2; ; number++)
        {
            var next = string.Create(CultureInfo.InvariantCulture, $"{wanted}-{number}");
            if (!taken.Contains(next)) return next;
        }
    }

    /// <summary>Lower-case words and dashes; letters of other scripts stay.</summary>
    internal static string SlugOf(string title)
    {
        const int longest = 100;
        var slug = new StringBuilder();
        foreach (var word in SearchWords.Of(title).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (slug.Length + word.Length >= longest) break;
            if (slug.Length > 0) slug.Append('-');
            slug.Append(word);
        }

        return slug.Length == 0 ? "course" : slug.ToString();
    }
}
