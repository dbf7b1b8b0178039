using Lectern.Progress.Following;
using Microsoft.AspNetCore.Components;

namespace Lectern.Progress.Time.Seeing;

/// <summary>On the page about a learner: how long they were at the course, and at each of its modules.</summary>
internal sealed class TimeOfLearner(LecternDb db) : ILearnerPanel
{
    public int Position => 5;

    public async Task<RenderFragment?> Show(FollowedLearner learner, CancellationToken cancel) =>
        Fragments.Of<TimePanel>(new TimePanel.Spent($"{learner.Address}/time", new(await db.TimeByActivity(learner.EnrolmentId, cancel)), learner.Outline));
}
