using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Progress.Following;
using Lectern.Web.Access;
using Microsoft.AspNetCore.Components;

namespace Lectern.Progress.Cycles;

/// <summary>One time that a learner takes, or took, a course.</summary>
/// <param name="Address">Where it is shown.</param>
/// <param name="IsShown">Whether the page is about this one.</param>
public sealed record CycleLine(int Cycle, DateTimeOffset From, DateTimeOffset? PastAt, DateTimeOffset? CompletedAt, string Address, bool IsShown);

/// <summary>The earlier times that a learner took a course, beside its home and beside each of those times.</summary>
internal sealed class EarlierCycles(LecternDb db) : ICoursePanel
{
    public int Position => 40;

    public async Task<RenderFragment?> Show(LearnersCourse course, CancellationToken cancel)
    {
        if (course is { Cycle: 1, IsPast: false }) return null;
        var lines = await db.Cycles(course.CourseId, course.LearnerId).ToListAsync(cancel);
        return Fragments.Of<EarlierCyclesPanel>(lines.ConvertAll(l => new CycleLine(l.Cycle, l.From, l.PastAt, l.CompletedAt, l.PastAt is null ? $"/courses/{course.Slug}/home" : ShowCycle.AddressOf(course.Slug, l.Cycle), l.Id == course.EnrolmentId)));
    }
}

/// <summary>The same for those who follow the learner, with the way to begin the course again for them.</summary>
internal sealed class CyclesOfLearner(LecternDb db, IHttpContextAccessor http) : ILearnerPanel
{
    public int Position => 90;

    public async Task<RenderFragment?> Show(FollowedLearner learner, CancellationToken cancel)
    {
        var lines = await db.Cycles(learner.CourseId, learner.LearnerId).ToListAsync(cancel);
        var mayBegin = lines is [{ Id: var current, PastAt: null }, ..] && current == learner.EnrolmentId
            && (http.HttpContext?.Visitor ?? Visitor.Nobody).HoldsAt(EnrolmentCapabilities.EnrolOthers, lines[0].Path);
        if (lines.Count < 2 && !mayBegin) return null;
        return Fragments.Of<CyclesOfLearnerPanel>(new CyclesOfLearnerPanel.Cycles(
            lines.ConvertAll(l => new CycleLine(l.Cycle, l.From, l.PastAt, l.CompletedAt, FollowedLearner.AddressOf(learner.CourseId, l.Id), l.Id == learner.EnrolmentId)),
            mayBegin ? $"/courses/{learner.CourseId}/people/{learner.EnrolmentId}/again" : null, learner.Name));
    }
}

internal sealed class CycleRow
{
    public Id<CourseEnrolment> Id { get; init; }
    public int Cycle { get; init; }
    public DateTimeOffset From { get; init; }
    public DateTimeOffset? PastAt { get; init; }
    public DateTimeOffset? CompletedAt { get; init; }
    /// <summary>Of the course among the units.</summary>
    public string Path { get; init; } = "";
}

internal static class CyclesInOrder
{
    extension(LecternDb db)
    {
        /// <summary>The times that somebody takes a course, the latest first.</summary>
        internal IQueryable<CycleRow> Cycles(Id<Course> courseId, Id<People.Person> learnerId)
        {
            var scopeId = new Id<People.Scope>(courseId.Value);
            return
                from enrolment in db.Set<CourseEnrolment>().AsNoTracking()
                where enrolment.CourseId == courseId && enrolment.LearnerId == learnerId
                join projection in db.Set<CourseProgress>() on enrolment.Id equals projection.EnrolmentId into projections
                from progress in projections.DefaultIfEmpty()
                orderby enrolment.Cycle descending
                select new CycleRow
                {
                    Id = enrolment.Id, Cycle = enrolment.Cycle, From = enrolment.EnrolledAt, PastAt = enrolment.PastAt, CompletedAt = progress!.CompletedAt,
                    Path = db.Set<People.Scope>().Where(s => s.Id == scopeId).Select(s => s.Path).FirstOrDefault()!,
                };
        }
    }
}
