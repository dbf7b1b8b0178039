using Lectern.Courses;
using Lectern.People;
using Lectern.Progress.Availability;
using Lectern.Progress.Scheduling.Seeing;
using Microsoft.AspNetCore.Components;

namespace Lectern.Progress.Home;

/// <summary>The first page after signing in: the one thing to go on with, and what else is going on.</summary>
public static class ShowHome
{
    private const int AlsoInProgress = 6;
    private const int RecentlyFinished = 3;
    private const int MostDue = 8;

    // What is due soon, or was, comes first, however many courses there are; else what was last in hand.
    private static readonly PreparedQuery<Id<Person>, DateTimeOffset, MyCourseRow> InHand = new(MyCourses.Rows.Then((IQueryable<MyCourseRow> rows, DateTimeOffset soon) => rows
        .Where(c => !c.IsFinished).OrderBy(c => c.DueAt < soon ? 0 : 1).ThenBy(c => c.DueAt < soon ? c.DueAt : null).ThenByDescending(c => c.At).Take(1 + AlsoInProgress + 1)));
    private static readonly PreparedQuery<Id<Person>, Finished> JustFinished = new(MyCourses.Rows.Then(rows => rows
        .Where(c => c.IsFinished).OrderByDescending(c => c.CompletedAt).Take(RecentlyFinished).Select(c => new Finished(c.Slug, c.Title, c.Cover, c.CompletedAt!.Value))));

    internal static async Task<IResult> Handle(Visitor visitor, LecternDb db, ActivityKinds kinds, AvailabilityRules availability, IEnumerable<IHomePanel> panels, TimeProvider clock, CancellationToken cancel)
    {
        if (visitor.PersonId is not { } person) return Page.SeeOther("/catalog");
        var me = new Id<Person>(person);
        var now = clock.GetUtcNow();
        var rows = await InHand.Of(db, me, now + DueWords.Soon).ToListAsync(cancel);
        var finished = await JustFinished.Of(db, me).ToListAsync(cancel);
        var courses = ByUrgency(await db.WithStatuses([.. rows.Take(1 + AlsoInProgress)], me, kinds, availability, now, cancel), now);

        var beside = new List<RenderFragment>();
        foreach (var panel in panels.OrderBy(p => p.Position))
            if (await panel.Show(new Me(me, visitor), cancel) is { } shown) beside.Add(shown);

        var model = new Model(
            FirstNameOf(visitor.Name), now, visitor.Local(now).Hour, courses.Count == 0 ? null : courses[0], [.. courses.Skip(1)], rows.Count > 1 + AlsoInProgress, finished,
            [.. courses.SelectMany(c => c.Due).OrderBy(d => d.At).Take(MostDue)], beside);
        return Page.Of<ShowHomePage>("Home", model, new PageOptions(Crumbs: [new("Home")]));
    }

    /// <summary>The word to greet by: the first name where that is safe to say, else the whole name (titles, initials).</summary>
    private static string FirstNameOf(string name)
    {
        var first = name.Split(' ', 2)[0];
        return first.Length < 3 || first.EndsWith('.') ? name : first;
    }

    /// <summary>What is due soon, or was, comes first; else what was last in hand.</summary>
    private static IReadOnlyList<MyCourse> ByUrgency(IReadOnlyList<MyCourse> courses, DateTimeOffset now) =>
        [.. courses.OrderBy(c => c.Rest is not null).ThenBy(c => c.Due.Count > 0 && c.Due[0].At < now + DueWords.Soon ? c.Due[0].At : DateTimeOffset.MaxValue)];

    public sealed record Finished(string Slug, string Title, string Cover, DateTimeOffset CompletedAt);

    public sealed record Model(string Name, DateTimeOffset Now, int Hour, MyCourse? Next, IReadOnlyList<MyCourse> Others, bool HasMore, IReadOnlyList<Finished> Finished, IReadOnlyList<DueLesson> Due, IReadOnlyList<RenderFragment> Panels)
    {
        /// <summary>Nothing was ever opened or finished: the first day.</summary>
        public bool IsFirstDay => Finished.Count == 0 && !Others.Append(Next).Any(course => course is { IsStarted: true });
    }
}
