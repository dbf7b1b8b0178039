using Lectern.Courses;
using Lectern.Progress.Following.Insights;
using Microsoft.AspNetCore.Components;

namespace Lectern.Progress.Time.Seeing;

/// <summary>In the builder, below the settings of a lesson: how long learners were really at it, beside what its author takes it to last.</summary>
internal sealed class TimeOfLesson(LecternDb db) : IBuilderPanel
{
    public int Position => 30;

    public async Task<RenderFragment?> Show(BuilderPlace place, CancellationToken cancel)
    {
        if (place.Activity is not { } activity) return null;
        var times = await (
            from interval in db.StudyIntervals
            where interval.ActivityId == activity.Id
            join progress in db.ActivityProgresses on new { interval.EnrolmentId, interval.ActivityId } equals new { progress.EnrolmentId, progress.ActivityId }
            where progress.Status == ActivityStatus.Completed || progress.Status == ActivityStatus.Passed
            group interval.Milliseconds by interval.EnrolmentId into ofLearner
            select ofLearner.Sum()).ToListAsync(cancel);
        if (times.Count < ReadsInsights.Fewest) return null;
        return Fragments.Of<TimeOfLessonPanel>(new TimeOfLessonPanel.About(activity.Minutes, TimeSpan.FromMilliseconds(times.Median()!.Value), times.Count));
    }
}
