using Lectern.Courses;
using Lectern.People;
using Lectern.People.Directory;
using Lectern.Web.Api;

namespace Lectern.Enrolment;

/// <summary>The learners of a course, for those who may enrol others in it.</summary>
internal static class ShowPeople
{
    internal static async Task<IResult> Handle(Id<Course> id, string? q, string? status, string? after, string? removed, Visitor visitor, LecternDb db, CourseTabs tabs, Texts texts, CancellationToken cancel)
    {
        if (await tabs.Heading(id, "people", visitor, cancel) is not { } heading) return TypedResults.NotFound();
        var enrolments = db.Enrolments;
        var counts = await enrolments.Where(e => e.CourseId == id).GroupBy(e => e.Status).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        var shown = status == "withdrawn" ? EnrolmentStatus.Withdrawn : EnrolmentStatus.Active;
        var page = await Find(db, id, q, shown, after, Paged<object>.UsualSize, cancel);
        var model = new CoursePeopleModel(heading, await db.InstructorsOf(id, cancel), [.. page.Items.Select(l => l with { EnrolledAt = visitor.Local(l.EnrolledAt) })], q?.Trim() ?? "", shown,
            counts.GetValueOrDefault(EnrolmentStatus.Active), counts.GetValueOrDefault(EnrolmentStatus.Withdrawn), after is not null, page.Next,
            Guid.TryParse(removed, out var gone) ? new Id<CourseEnrolment>(gone) : null);
        return Page.Of<CoursePeoplePage>(heading.Title, model,
            new PageOptions(Crumbs: [new(texts["Teach"], "/teach"), new(heading.Title, heading.Address), new(texts["People"])]));
    }

    internal static async Task<Ok<Paged<LearnerListed>>> ForProgram(Id<Course> id, string? q, EnrolmentStatus? status, string? after, int? size, LecternDb db, CancellationToken cancel) =>
        TypedResults.Ok(await Find(db, id, q, status, after, Cursor.Size(size), cancel));

    private static async Task<Paged<LearnerListed>> Find(LecternDb db, Id<Course> id, string? q, EnrolmentStatus? status, string? after, int size, CancellationToken cancel)
    {
        var (enrolments, people) = (db.Enrolments, db.People.WithWords(SearchWords.Split(q)));
        var rows = from e in enrolments.AsNoTracking()
                   join p in people.AsNoTracking() on e.LearnerId equals p.Id
                   where e.CourseId == id
                   select new { Enrolment = e, p.Name, p.Email };
        if (status is { } only) rows = rows.Where(r => r.Enrolment.Status == only);
        var found = await rows.Page(r => r.Name, r => r.Enrolment.Id, descending: false, after, last => db.LearnerNames(last)).Take(size + 1)
            .Select(r => new LearnerListed(r.Enrolment.Id, r.Enrolment.LearnerId, r.Name, r.Email!, r.Enrolment.Status, r.Enrolment.Source, r.Enrolment.EnrolledAt, r.Enrolment.WithdrawnAt, r.Enrolment.WithdrawnById == r.Enrolment.LearnerId, r.Enrolment.Cycle))
            .ToListAsync(cancel);
        return Paged<LearnerListed>.Of(found, size, l => Keyset.KeyOf(l.Id));
    }
}

/// <summary>A learner of a course, in the list of those who manage it.</summary>
public sealed record LearnerListed(Id<CourseEnrolment> Id, Id<Person> LearnerId, string Name, string Email, EnrolmentStatus Status, string Source, DateTimeOffset EnrolledAt, DateTimeOffset? WithdrawnAt, bool LeftByThemselves, int Cycle);

public sealed record CoursePeopleModel(CourseHeading Heading, IReadOnlyList<InstructorLine> Instructors, IReadOnlyList<LearnerListed> Learners, string Query, EnrolmentStatus Shown, int Active, int Withdrawn, bool IsLater, string? Next, Id<CourseEnrolment>? Removed);
