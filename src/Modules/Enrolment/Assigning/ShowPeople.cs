#pragma warning disable CA1309, CA1310   // compared in the database
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
        var model = new CoursePeopleModel(heading, [.. page.Items.Select(l => l with { EnrolledAt = visitor.Local(l.EnrolledAt) })], q?.Trim() ?? "", shown,
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
        // The cursor is an id: a learner's name and address don't belong into an address.
        if (Id<CourseEnrolment>.TryParse(Cursor.Decode(after), null, out var last)
            && await enrolments.Where(e => e.Id == last && e.CourseId == id).Join(db.People, e => e.LearnerId, p => p.Id, (_, p) => new { p.Name, p.Email }).SingleOrDefaultAsync(cancel) is { } from)
            rows = rows.Where(r => string.Compare(r.Name, from.Name) > 0 || (r.Name == from.Name && string.Compare(r.Email, from.Email) > 0));
        var found = await rows.OrderBy(r => r.Name).ThenBy(r => r.Email).Take(size + 1)
            .Select(r => new LearnerListed(r.Enrolment.Id, r.Enrolment.LearnerId, r.Name, r.Email!, r.Enrolment.Status, r.Enrolment.Source, r.Enrolment.EnrolledAt, r.Enrolment.WithdrawnAt))
            .ToListAsync(cancel);
        return Paged<LearnerListed>.Of(found, size, l => l.Id.ToString());
    }
}

/// <summary>A learner of a course, in the list of those who manage it.</summary>
public sealed record LearnerListed(Id<CourseEnrolment> Id, Id<Person> LearnerId, string Name, string Email, EnrolmentStatus Status, string Source, DateTimeOffset EnrolledAt, DateTimeOffset? WithdrawnAt);

public sealed record CoursePeopleModel(CourseHeading Heading, IReadOnlyList<LearnerListed> Learners, string Query, EnrolmentStatus Shown, int Active, int Withdrawn, bool IsLater, string? Next, Id<CourseEnrolment>? Removed);
