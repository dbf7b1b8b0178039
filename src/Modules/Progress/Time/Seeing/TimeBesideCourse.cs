using Microsoft.AspNetCore.Components;

namespace Lectern.Progress.Time.Seeing;

/// <summary>Beside a course's home: how long the learner was at it. How long at each module, its modules say.</summary>
internal sealed class TimeBesideCourse : ICoursePanel
{
    public int Position => 25;

    internal static string AddressOf(string slug, int cycle) => $"{Cycles.ShowCycle.AddressOf(slug, cycle)}/time";

    public Task<RenderFragment?> Show(LearnersCourse course, CancellationToken cancel) => Task.FromResult(
        course.Studied.Lessons == 0 ? null : Fragments.Of<TimePanel>(new TimePanel.Spent(AddressOf(course.Slug, course.Cycle), course.Studied)));
}
