using Lectern.Courses;
using Lectern.People;
using Lectern.People.Directory;
using Lectern.Web.Api;

namespace Lectern.Enrolment;

/// <summary>
/// Enrols people by a list of e-mail addresses. First it says what would happen, line by line; nobody is enrolled before
/// that was confirmed. Addresses without an account are named, not invented; names are shown of those only whom the visitor
/// sees anyway, as learners of this course or in their units.
/// </summary>
internal static class AssignPeople
{
    private const int MostLines = 1000;

    internal static async Task<IResult> Show(Id<Course> id, Visitor visitor, LecternDb db, CourseTabs tabs, Texts texts, CancellationToken cancel) =>
        await Draw(id, "", false, null, null, visitor, tabs, texts, cancel);

    internal static async Task<IResult> Handle(Id<Course> id, [FromForm] string? people, [FromForm] string? again, [FromForm] DateTimeOffset? looked, [FromForm] string? confirmed, Visitor visitor, LecternDb db, AddressLookUps lookUps, CourseTabs tabs, Texts texts, TimeProvider clock, CancellationToken cancel)
    {
        var outcome = await Plan(db, id, people ?? "", again is not null, visitor, lookUps, cancel);
        if (outcome.Refusal is { } refusal) return await Draw(id, people ?? "", again is not null, null, refusal, visitor, tabs, texts, cancel);
        var plan = outcome.Value with { At = looked < clock.GetUtcNow() ? looked.Value : clock.GetUtcNow(), IsOver = outcome.Value.Schedule?.ClosesAt < clock.GetUtcNow() };
        if (confirmed is null || !plan.DoesSomething) return await Draw(id, people ?? "", again is not null, plan, null, visitor, tabs, texts, cancel);
        await Enrol(db, id, plan, clock, cancel);
        return Page.SeeOther($"/courses/{id}/people", texts.Count("{0} people are enrolled.", plan.Count));
    }

    internal static async Task<IResult> FromProgram(Id<Course> id, PeopleToEnrol asked, Visitor visitor, LecternDb db, AddressLookUps lookUps, Texts texts, TimeProvider clock, CancellationToken cancel)
    {
        var outcome = await Plan(db, id, string.Join('\n', asked.Emails ?? []), asked.Again, visitor, lookUps, cancel);
        if (outcome.Refusal is { } refusal) return refusal.ToProblem(texts);
        var plan = outcome.Value with { At = clock.GetUtcNow() };
        if (!asked.DryRun) await Enrol(db, id, plan, clock, cancel);
        return TypedResults.Ok(new PeopleEnrolled([.. plan.ToEnrol.Concat(plan.ToRepeat).Select(l => l.Email)], [.. plan.Already.Concat(plan.ToKeep).Select(l => l.Email)], [.. plan.Unknown.Select(l => l.Email)]));
    }

    private static async Task<Outcome<AssignmentPlan>> Plan(LecternDb db, Id<Course> id, string text, bool again, Visitor visitor, AddressLookUps lookUps, CancellationToken cancel)
    {
        var lines = text.Split(['\n', ',', ';']).Select((line, i) => (Number: i + 1, Email: AddressIn(line))).Where(l => l.Email.Length > 0).ToList();
        if (lines.Count == 0) return new Refusal("people-missing", "Enter at least one e-mail address.", "people");
        if (lines.Count > MostLines) return new Refusal("people-too-many", "Enter at most {0} addresses at once.", "people", MostLines);
        var courses = db.Courses;
        var course = await courses.Where(c => c.Id == id).Select(c => new { c.PublishedNumber, c.Offer, c.ScheduleJson }).SingleOrDefaultAsync(cancel);
        if (course is null or { PublishedNumber: 0 }) return new Refusal("course-not-published", "Publish the course first: there is nothing yet that learners could see.");
        if (course.Offer == CourseOffer.Archived) return new Refusal("course-archived", "This course is archived. Offer it again in its settings before you enrol anybody.");
        if (lookUps.Refuse(visitor, lines.Count) is { } tooMany) return tooMany;

        var (people, enrolments, visible) = (db.People, db.CurrentEnrolments, db.VisiblePeople(visitor));
        var wanted = lines.Select(l => l.Email.ToUpperInvariant()).Distinct().ToList();
        var found = await (
            from p in people.AsNoTracking()
            where wanted.Contains(p.NormalizedEmail!) && p.ClosedAt == null
            select new { p.Id, p.Name, Email = p.NormalizedEmail!, Source = enrolments.Where(e => e.CourseId == id && e.LearnerId == p.Id && e.Status == EnrolmentStatus.Active).Select(e => e.Source).FirstOrDefault(), WasIn = enrolments.Any(e => e.CourseId == id && e.LearnerId == p.Id), IsVisible = visible.Any(v => v.Id == p.Id) }).ToListAsync(cancel);
        var byEmail = found.DistinctBy(p => p.Email).ToDictionary(p => p.Email);

        List<PlannedLine> toEnrol = [], toKeep = [], toRepeat = [], already = [], unknown = [];
        var seen = new HashSet<string>();
        foreach (var (number, email) in lines)
        {
            var key = email.ToUpperInvariant();
            if (!seen.Add(key)) continue;
            if (!byEmail.TryGetValue(key, out var person)) unknown.Add(new(number, email, null, null));
            else (again && person.WasIn ? toRepeat : person.Source switch { null => toEnrol, EnrolmentSources.Self => toKeep, _ => already }).Add(new(number, email, person.Source is not null || person.IsVisible ? person.Name : null, person.Id));
        }

        return new AssignmentPlan(toEnrol, toKeep, toRepeat, already, unknown) { Schedule = CourseSchedule.Read(course.ScheduleJson) };
    }

    private static Task<int> Enrol(LecternDb db, Id<Course> id, AssignmentPlan plan, TimeProvider clock, CancellationToken cancel) => db.Retried(async () =>   // one of them may enrol at this moment
    {
        var (enrolments, now) = (db.Enrolments, clock.GetUtcNow());
        var learners = plan.ToEnrol.Concat(plan.ToKeep).Select(l => l.PersonId!.Value).ToList();
        var there = await db.CurrentEnrolments.Where(e => e.CourseId == id && learners.Contains(e.LearnerId)).ToDictionaryAsync(e => e.LearnerId, cancel);
        foreach (var learner in learners)
            if (there.TryGetValue(learner, out var enrolment)) enrolment.Resume(EnrolmentSources.Assigned, now);
            else enrolments.Add(new CourseEnrolment(id, learner, EnrolmentSources.Assigned, now));
        await db.SaveChangesAsync(cancel);
        // Each in a transaction of its own. Whoever was begun again since the list was shown isn't a second time.
        var repeating = plan.ToRepeat.Select(l => l.PersonId!.Value).ToList();
        foreach (var enrolment in await db.CurrentEnrolments.AsNoTracking().Where(e => e.CourseId == id && repeating.Contains(e.LearnerId) && e.EnrolledAt < plan.At).Select(e => e.Id).ToListAsync(cancel))
            await db.BeginAgain(enrolment, EnrolmentSources.Assigned, now, cancel);
        return plan.Count;
    });

    /// <summary>The address in "name@example.org" or in "A Name &lt;name@example.org&gt;".</summary>
    private static string AddressIn(string line)
    {
        var open = line.LastIndexOf('<');
        var close = line.IndexOf('>', Math.Max(open, 0));
        return (open >= 0 && close > open ? line[(open + 1)..close] : line).Trim();
    }

    private static async Task<IResult> Draw(Id<Course> id, string people, bool again, AssignmentPlan? plan, Refusal? refusal, Visitor visitor, CourseTabs tabs, Texts texts, CancellationToken cancel)
    {
        if (await tabs.Heading(id, "people", visitor, cancel) is not { } heading) return TypedResults.NotFound();
        var options = new PageOptions(Crumbs: [new(texts["Teach"], "/teach"), new(heading.Title, heading.Address), new(texts["People"], $"/courses/{id}/people"), new(texts["Enrol people"])]);
        var model = new AssignModel(heading, people, again, plan, refusal);
        return refusal is null ? Page.Of<AssignPage>("Enrol people", model, options) : Page.Refused<AssignPage>("Enrol people", model, options);
    }
}

/// <summary>What a program sends to enrol people; with <paramref name="DryRun"/> nothing happens but the answer.</summary>
/// <param name="Again">Whoever is or was in the course begins it again.</param>
public sealed record PeopleToEnrol(IReadOnlyList<string>? Emails, bool DryRun = false, bool Again = false);
public sealed record PeopleEnrolled(IReadOnlyList<string> Enrolled, IReadOnlyList<string> AlreadyEnrolled, IReadOnlyList<string> Unknown);

/// <summary>What enrolling a list of addresses would do. <paramref name="ToKeep"/> are learners by themselves already; from now on they are enrolled by somebody, and don't leave by themselves. <paramref name="ToRepeat"/> begin a new cycle.</summary>
public sealed record AssignmentPlan(IReadOnlyList<PlannedLine> ToEnrol, IReadOnlyList<PlannedLine> ToKeep, IReadOnlyList<PlannedLine> ToRepeat, IReadOnlyList<PlannedLine> Already, IReadOnlyList<PlannedLine> Unknown)
{
    /// <summary>When the list was shown.</summary>
    public DateTimeOffset At { get; init; }
    public CourseSchedule? Schedule { get; init; }
    /// <summary>The course has ended for everybody: who comes in now can do nothing before they are given more time.</summary>
    public bool IsOver { get; init; }
    public int Count => ToEnrol.Count + ToKeep.Count + ToRepeat.Count;
    public bool DoesSomething => Count > 0;
}
public sealed record PlannedLine(int Number, string Email, string? Name, Id<Person>? PersonId);
public sealed record AssignModel(CourseHeading Heading, string People, bool Again, AssignmentPlan? Plan, Refusal? Refusal);
