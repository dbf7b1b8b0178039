using Lectern.Courses;
using Lectern.Web.Api;

namespace Lectern.Progress.Following.Grid;

/// <summary>A class as learners × lessons: the first rows; the page fetches the others when somebody comes to them (<see cref="ShowGridRows"/>).</summary>
public static class ShowClassGrid
{
    internal static async Task<IResult> Handle(Id<Course> id, [AsParameters] ClassQuery query, Visitor visitor, LecternDb db, ClassViews views, CancellationToken cancel)
    {
        if (await views.Of(id, ClassLook.Grid, query, visitor, cancel) is not var (view, met, now)) return TypedResults.NotFound();
        var question = view.Question;
        var found = await question.Learners(db, id, now).PageBy(db, question.Order, question.Descending, query.After).Take(ClassGrid.RowsAtOnce + 1).ToListAsync(cancel);
        var page = Paged<LearnerRow>.Of(found, ClassGrid.RowsAtOnce, row => Learners.KeyOf(row, question.Order));
        var rows = await db.Cells(page.Items, met, now, cancel);
        return Page.Of<ClassGridPage>("Progress", new Model(view, met.Outline, met.Schedule is { Due.Count: > 0 }, rows, query.After is not null, page.Next),
            new PageOptions(Wide: true, Crumbs: [new("Teach", "/teach"), new(view.Heading.Title, view.Heading.Address), new("Progress")]));
    }

    public sealed record Model(ClassView View, Outline Outline, bool HasDates, IReadOnlyList<GridRow> Rows, bool IsFurtherPage, string? Next);
}
