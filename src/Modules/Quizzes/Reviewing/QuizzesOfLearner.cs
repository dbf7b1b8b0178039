using Lectern.Progress;
using Lectern.Progress.Following;
using Microsoft.AspNetCore.Components;

namespace Lectern.Quizzes.Reviewing;

/// <summary>On the page about a learner: each quiz of the course with what they have done of it.</summary>
internal sealed class QuizzesOfLearner(LecternDb db) : ILearnerPanel
{
    public int Position => 10;

    public async Task<RenderFragment?> Show(FollowedLearner learner, CancellationToken cancel)
    {
        var quizzes = learner.Outline.Activities.Where(a => a.Kind == QuizActivity.Kind).ToList();
        if (quizzes.Count == 0) return null;
        var attempts = (await db.Attempts.AsNoTracking().Where(a => a.EnrolmentId == learner.EnrolmentId).ToListAsync(cancel)).ToLookup(a => a.ActivityId);
        return Fragments.Of<QuizzesOfLearnerPanel>(new QuizzesOfLearnerPanel.About([.. quizzes.Select(quiz =>
            new QuizzesOfLearnerPanel.Row(quiz.Title, learner.AttemptsAt(quiz.Id), new AttemptsSoFar([.. attempts[quiz.Id].OrderBy(a => a.Number)], 0)))]));
    }
}
