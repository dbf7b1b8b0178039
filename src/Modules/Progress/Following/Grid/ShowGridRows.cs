using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Web.Api;

namespace Lectern.Progress.Following.Grid;

/// <summary>
/// Rows of the grid for a page that is open: the next ones after a cursor, or, with <c>of</c>, those that it shows as they are
/// now, with the figures above them. Rows keep their places while somebody reads; in what order they would stand now, a reload says.
/// </summary>
public static class ShowGridRows
{
    internal static async Task<IResult> Handle(Id<Course> id, [AsParameters] ClassQuery query, string? of, LecternDb db, ClassViews views, TimeProvider clock, CancellationToken cancel)
    {
        if (await views.Met(id, cancel) is not { } met) return TypedResults.NotFound();
        var now = clock.GetUtcNow();
        if (of is null)
        {
            var units = query.Unit is null ? [] : await db.UnitsOf(db.LearnerIdsOf(id), cancel);
            var question = ClassQuestion.Read(query, ClassView.UsualOrder(ClassLook.Grid), units, met.Outline);
            var found = await question.Learners(db, id, now).PageBy(db, question.Order, question.Descending, query.After).Take(ClassGrid.RowsAtOnce + 1).ToListAsync(cancel);
            var page = Paged<LearnerRow>.Of(found, ClassGrid.RowsAtOnce, row => Learners.KeyOf(row, question.Order));
            return Page.Part<ClassGridAnswer>(new Model(id, await db.Cells(page.Items, met, now, cancel), null, page.Next));
        }

        var ids = of.Split(',').Take(ClassGrid.MostAgain).Select(text => Id<CourseEnrolment>.TryParse(text, null, out var one) ? one : (Id<CourseEnrolment>?)null).OfType<Id<CourseEnrolment>>().ToList();
        var learners = await db.LearnersOf(id, now).Where(l => ids.Contains(l.EnrolmentId)).ToListAsync(cancel);
        return Page.Part<ClassGridAnswer>(new Model(id, await db.Cells(learners, met, now, cancel), await db.LearnersOf(id, now).Count(now, cancel), null));
    }

    /// <param name="Counts">The figures above the grid, where the page looks again.</param>
    /// <param name="Next">Where the rows after these begin; null when there are none.</param>
    public sealed record Model(Id<Course> CourseId, IReadOnlyList<GridRow> Rows, LearnerCounts? Counts, string? Next);
}
