using Lectern.Courses;
using Lectern.Progress.Time.Seeing;
using Lectern.Web.Api;
using Lectern.Web.Design;

namespace Lectern.Progress.Following;

/// <summary>Who is where in a course, for those who teach or manage it; stays up to date by itself.</summary>
public static class FollowLearners
{
    internal static async Task<IResult> Handle(Id<Course> id, [AsParameters] ClassQuery query, Visitor visitor, LecternDb db, ClassViews views, CancellationToken cancel)
    {
        if (await views.Of(id, ClassLook.List, query, visitor, cancel) is not var (view, met, now)) return TypedResults.NotFound();
        var question = view.Question;
        var found = await question.Learners(db, id, now).PageBy(db, question.Order, question.Descending, query.After).Take(Paged<LearnerRow>.UsualSize + 1).ToListAsync(cancel);
        var page = Paged<LearnerRow>.Of(found, Paged<LearnerRow>.UsualSize, row => Learners.KeyOf(row, question.Order));

        var ids = page.Items.Select(row => row.EnrolmentId).ToList();
        var statuses = (await db.ActivityProgresses.Where(p => ids.Contains(p.EnrolmentId) && p.DoneAt != null).Select(p => new { p.EnrolmentId, p.ActivityId, p.Status }).ToListAsync(cancel)).ToLookup(p => p.EnrolmentId);
        var late = await db.Late(page.Items, now, cancel);
        var times = await db.TimeByEnrolment(ids, cancel);
        var outline = met.Outline;
        var titles = outline.Activities.ToDictionary(a => a.Id, a => a.Title);
        var rows = page.Items.Select(row => new Row(
            row,
            statuses[row.EnrolmentId].ToDictionary(p => p.ActivityId, p => p.Status).TicksWithNext(outline, row.LastActivityId),
            row.LastActivityId is { } last ? titles.GetValueOrDefault(last) : null,
            times.GetValueOrDefault(row.EnrolmentId),
            row.IsStuck(now), late.GetValueOrDefault(row.EnrolmentId))).ToList();

        return Page.Of<FollowLearnersPage>("Progress", new Model(view, met.Schedule is { Due.Count: > 0 }, rows, query.After is not null, page.Next),
            new PageOptions(Crumbs: [new("Teach", "/teach"), new(view.Heading.Title, view.Heading.Address), new("Progress")]));
    }

    /// <param name="Now">What they were last at; null when nothing, or when it isn't in the course any more (<see cref="LearnerRow.LastActivityId"/> says which).</param>
    /// <param name="Late">How many lessons are due and not done.</param>
    public sealed record Row(LearnerRow Learner, IReadOnlyList<IReadOnlyList<Tick>> Ticks, string? Now, TimeSpan Time, bool IsStuck, int Late);

    /// <param name="HasDates">Whether lessons are due by some date.</param>
    public sealed record Model(ClassView View, bool HasDates, IReadOnlyList<Row> Rows, bool IsFurtherPage, string? Next);
}
