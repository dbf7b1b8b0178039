using Lectern.Progress.Following;

namespace Lectern.Progress.Time.Seeing;

/// <summary>On the page about a learner: how long they were at the course, and at each of its modules.</summary>
internal sealed class TimeOfLearner(LecternDb db) : ILearnerPanel
{
    public int Position => 5;

    public async Task<SidePanel?> Show(FollowedLearner learner, CancellationToken cancel) =>
        SidePanel.Of<TimePanel>(new TimePanel.Spent($"{learner.Address}/time", new(await db.TimeByActivity(learner.EnrolmentId, cancel)), learner.Outline));
}
