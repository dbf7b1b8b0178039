using Lectern.Progress.Following;

namespace Lectern.Progress.Time.Seeing;

/// <summary>On the page about a learner: how long they were at the course.</summary>
internal sealed class TimeOfLearner(LecternDb db) : ILearnerPanel
{
    public int Position => 5;

    public async Task<SidePanel?> Show(FollowedLearner learner, CancellationToken cancel)
    {
        var (lessons, time) = StudyTime.Of(await db.TimeByActivity(learner.EnrolmentId, cancel));
        return SidePanel.Of<TimePanel>(new TimePanel.Spent($"{learner.Address}/time", lessons, time, IsOwn: false));
    }
}
