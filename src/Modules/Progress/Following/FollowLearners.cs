using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Web.Api;
using Lectern.Web.Design;

namespace Lectern.Progress.Following;

/// <summary>Who is where in a course, for those who teach or manage it; stays up to date by itself.</summary>
public static class FollowLearners
{
    internal static async Task<IResult> Handle(
        Id<Course> id, string? show, string? sort, string? dir, string? q, string? after, Visitor visitor, LecternDb db, CourseTabs tabs, TimeProvider clock, CancellationToken cancel)
    {
        var course = await (
            from c in db.Courses.AsNoTracking()
            where c.Id == id
            join v in db.CourseVersions on c.PublishedVersionId equals v.Id into versions
            from version in versions.DefaultIfEmpty()
            select new { c.Title, OutlineJson = (string?)version!.OutlineJson }).SingleOrDefaultAsync(cancel);
        if (course is null || await tabs.Heading(id, "progress", visitor, cancel) is not { } heading) return TypedResults.NotFound();

        var now = clock.GetUtcNow();
        var filter = Enum.TryParse<LearnerFilter>(show, ignoreCase: true, out var f) ? f : LearnerFilter.All;
        var order = Enum.TryParse<LearnerOrder>(sort, ignoreCase: true, out var o) ? o : LearnerOrder.Seen;
        var descending = dir is null ? order is LearnerOrder.Seen or LearnerOrder.Done : dir == "down";
        var counts = await db.LearnersOf(id).Count(now, cancel);
        var found = await db.LearnersOf(id, SearchWords.Split(q)).Only(filter, now).PageBy(db, order, descending, after).Take(Paged<LearnerRow>.UsualSize + 1).ToListAsync(cancel);
        var page = Paged<LearnerRow>.Of(found, Paged<LearnerRow>.UsualSize, row => Learners.KeyOf(row, order));

        var ids = page.Items.Select(row => row.EnrolmentId).ToList();
        var statuses = (await db.ActivityProgresses.Where(p => ids.Contains(p.EnrolmentId)).Select(p => new { p.EnrolmentId, p.ActivityId, p.Status }).ToListAsync(cancel)).ToLookup(p => p.EnrolmentId);
        var outline = course.OutlineJson is null ? new Outline([]) : Outline.Read(course.OutlineJson);
        var titles = outline.Activities.ToDictionary(a => a.Id, a => a.Title);
        var rows = page.Items.Select(row => new Row(
            row,
            statuses[row.EnrolmentId].ToDictionary(p => p.ActivityId, p => p.Status).TicksWithNext(outline, row.LastActivityId),
            row.LastActivityId is { } last ? titles.GetValueOrDefault(last) : null,
            row.CompletedAt is null && row.SeenAt < now - Learners.StuckAfter)).ToList();

        return Page.Of<FollowLearnersPage>("Progress", new Model(id, heading, counts, filter, order, descending, q?.Trim() ?? "", after is not null, rows, page.Next),
            new PageOptions(Crumbs: [new("Teach", "/teach"), new(course.Title, heading.Address), new("Progress")]));
    }

    /// <param name="Now">What they were last at; null when nothing, or when it isn't in the course any more (<see cref="LearnerRow.LastActivityId"/> says which).</param>
    public sealed record Row(LearnerRow Learner, IReadOnlyList<IReadOnlyList<Tick>> Ticks, string? Now, bool IsStuck);

    public sealed record Model(
        Id<Course> CourseId, CourseHeading Heading, LearnerCounts Counts, LearnerFilter Filter, LearnerOrder Order, bool Descending, string Words, bool IsFurtherPage,
        IReadOnlyList<Row> Rows, string? Next)
    {
        /// <summary>The same list with something else chosen; a cursor only for its own order and filter.</summary>
        public string Address(LearnerFilter? filter = null, LearnerOrder? order = null, bool? descending = null, string? after = null)
        {
            var query = new List<string>();
            if ((filter ?? Filter) is not LearnerFilter.All and var shown) query.Add($"show={shown.ToString().ToLowerInvariant()}");
            if ((order ?? Order, descending ?? Descending) is var (by, down) && (by, down) != (LearnerOrder.Seen, true)) query.Add($"sort={by.ToString().ToLowerInvariant()}&dir={(down ? "down" : "up")}");
            if (Words.Length > 0) query.Add($"q={Uri.EscapeDataString(Words)}");
            if (after is not null) query.Add($"after={after}");
            return $"/courses/{CourseId}/progress{(query.Count == 0 ? "" : "?" + string.Join('&', query))}";
        }
    }
}
