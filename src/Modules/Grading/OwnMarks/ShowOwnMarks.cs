using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Grading.Gradebook;
using Lectern.People;
using Lectern.Progress;
using Lectern.Progress.Cycles;
using Microsoft.AspNetCore.Components;

namespace Lectern.Grading.OwnMarks;

/// <summary>A learner's own marks in a course, with every result they come from.</summary>
public static class ShowOwnMarks
{
    private const int MostEntries = 500;

    internal static async Task<IResult> Handle(string slug, int? cycle, Me me, LecternDb db, CancellationToken cancel)
    {
        var found = await OwnCourse.Find(db, slug, cycle, me.Id, cancel);
        if (found is null || await db.VersionFor(found.EnrolmentId).Select(v => v.OutlineJson).SingleOrDefaultAsync(cancel) is not { } outline) return TypedResults.NotFound();

        var marks = await db.Marks.AsNoTracking().Where(m => m.EnrolmentId == found.EnrolmentId).ToDictionaryAsync(m => m.ActivityId, cancel);
        var entries = (await db.ScoreEntries.AsNoTracking().Where(e => e.EnrolmentId == found.EnrolmentId).OrderByDescending(e => e.At).Take(MostEntries).ToListAsync(cancel)).ToLookup(e => e.ActivityId);
        var lines = Outline.Read(outline).Activities.Where(a => marks.GetValueOrDefault(a.Id)?.IsSeen == true).Select(a => new Line(a.Id, a.Title, marks[a.Id], entries.Contains(a.Id) ? Reckoning.Of(entries[a.Id]).Attempts : [])).ToList();
        return Page.Of<ShowOwnMarksPage>("Your marks", new Model(slug, cycle, found.Title, found.EnrolmentId, lines, CourseTotal.Of(lines.Select(l => l.Mark.Told))),
            new PageOptions(Crumbs: [new("My learning", "/learning"), new(found.Title, $"/courses/{slug}/home"), new("Your marks")]));
    }

    /// <param name="Attempts">From the first to the last; only what <see cref="ReportedAttempt.Told"/> says of them is shown.</param>
    public sealed record Line(Id<Activity> ActivityId, string Activity, Mark Mark, IReadOnlyList<ReportedAttempt> Attempts);

    public sealed record Model(string Slug, int? Cycle, string CourseTitle, Id<CourseEnrolment> EnrolmentId, IReadOnlyList<Line> Lines, decimal? Total);
}

/// <summary>The marks beside a course's home.</summary>
internal sealed class MarksBesideCourse(LecternDb db) : ICoursePanel
{
    private static readonly PreparedQuery<Id<CourseEnrolment>, Mark> Marks = new((db, enrolmentId) => db.Set<Mark>().AsNoTracking().Where(m => m.EnrolmentId == enrolmentId));

    public int Position => 20;

    public async Task<RenderFragment?> Show(LearnersCourse course, CancellationToken cancel)
    {
        var marks = await Marks.Of(db, course.EnrolmentId).ToDictionaryAsync(m => m.ActivityId, cancellationToken: cancel);
        var lines = course.Outline.Activities.Where(a => marks.GetValueOrDefault(a.Id)?.IsSeen == true).Select(a => new MarksPanel.Line(a.Title, marks[a.Id].Told, marks[a.Id].Follows)).ToList();
        return lines.Count == 0 ? null : Fragments.Of<MarksPanel>(new MarksPanel.Marks(course.Slug + "/grades" + (course.IsPast ? $"?cycle={course.Cycle}" : ""), lines, CourseTotal.Of(lines.Select(l => l.Score))));
    }
}
