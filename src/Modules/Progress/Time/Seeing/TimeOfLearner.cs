using Lectern.Progress.Following;

namespace Lectern.Progress.Time.Seeing;

/// <summary>On the page about a learner: how long they were at the course.</summary>
internal sealed class TimeOfLearner(LecternDb db) : ILearnerPanel
{
    public int Position => 5;

    public async Task<SidePanel?> Show(FollowedLearner learner, CancellationToken cancel)
    {
        var times = await db.TimeByActivity(learner.EnrolmentId, cancel);
        return SidePanel.Of<TimePanel>(new TimePanel.Spent($"{learner.Address}/time", times.Count, times.Values.Aggregate(TimeSpan.Zero, (sum, time) => sum + time), IsOwn: false));
    }
}
