using Lectern.Courses;

namespace Lectern.Progress.Time.Seeing;

/// <summary>Beside a course's home: how long the learner was at it.</summary>
internal sealed class TimeBesideCourse(LecternDb db) : ICoursePanel
{
    public int Position => 25;

    internal static string AddressOf(string slug, int cycle) => $"{Cycles.ShowCycle.AddressOf(slug, cycle)}/time";

    public async Task<SidePanel?> Show(LearnersCourse course, CancellationToken cancel)
    {
        var (lessons, time) = course.Studied ?? StudyTime.Of(await db.TimeByActivity(course.EnrolmentId, cancel));
        return lessons == 0 ? null : SidePanel.Of<TimePanel>(new TimePanel.Spent(AddressOf(course.Slug, course.Cycle), lessons, time, IsOwn: true));
    }
}
