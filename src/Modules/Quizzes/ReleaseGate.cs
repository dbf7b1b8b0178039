using Lectern.Grading.Explaining;
using Lectern.Quizzes.Behaviours;

namespace Lectern.Quizzes;

/// <summary>What one reader may know of an attempt that is over.</summary>
/// <param name="IsTold">Whether they may know how it went at all; without it everything else is empty.</param>
/// <param name="Review">What of its questions is shown to them.</param>
public sealed record SeenAttempt(bool IsTold, ReviewOptions Review, decimal? Points, decimal? MaximumPoints, decimal? Percent, bool? IsPassed)
{
    internal static readonly SeenAttempt Nothing = new(false, ReviewOptions.Nothing, null, null, null, null);
}

/// <summary>
/// The one way from an attempt to what a page, a file, a program or a mail says of its marks. It combines whether the marks were
/// released with what the quiz lets be reviewed. What somebody is still marking isn't in an attempt at all (<see cref="MarkingQueue.AwaitedMark"/>),
/// so it can't come through here.
/// </summary>
public static class ReleaseGate
{
    /// <summary>How long it is just after handing in (mod_quiz, quiz_attempt::IMMEDIATELY_AFTER_PERIOD).</summary>
    internal static readonly TimeSpan JustAfter = TimeSpan.FromMinutes(2);

    /// <summary>
    /// What the learner may see of a question that was checked while the attempt goes on. How many points, and the right answer, are told with the marks and not before.
    /// </summary>
    /// <param name="settings">Of the quiz that the attempt met.</param>
    /// <param name="standing">Of the question.</param>
    /// <returns>Correctness: whether it was right. Remarks: what the author has to say to just this answer. Feedback: what they say to the question, once it is done.</returns>
    public static (bool Correctness, bool Remarks, bool Feedback) OfChecked(QuizSettings settings, Standing standing)
    {
        var feedback = settings.Review.During.HasFlag(Reviewed.Feedback);
        return (settings.Review.During.HasFlag(Reviewed.Correctness), feedback, feedback && standing.IsClosed);
    }

    /// <summary>Which column of the matrix holds.</summary>
    /// <param name="attempt">Which.</param>
    /// <param name="closesAt">When the quiz closes for its learner; null for never.</param>
    /// <param name="at">Now.</param>
    public static ReviewMoment MomentOf(Attempt attempt, DateTimeOffset? closesAt, DateTimeOffset at) =>
        !attempt.IsFinished ? ReviewMoment.During : at < attempt.SubmittedAt + JustAfter ? ReviewMoment.JustAfter : closesAt <= at ? ReviewMoment.AfterClose : ReviewMoment.Later;

    /// <summary>The marks alone.</summary>
    /// <param name="attempt">Which.</param>
    /// <param name="viewer">The learner and programs with their token know what was released; whoever follows the learners of the course knows all that was handed in.</param>
    public static SeenAttempt Of(Attempt attempt, MarkViewer viewer) =>
        !attempt.IsHandedIn || (viewer == MarkViewer.Learner && attempt.ReleasedAt is null) ? SeenAttempt.Nothing
        : new SeenAttempt(true, viewer == MarkViewer.Grader ? ReviewOptions.Everything : ReviewOptions.Nothing, attempt.Points, attempt.MaximumPoints, attempt.Percent, attempt.IsPassed);

    /// <summary>The marks and the questions, for the learner.</summary>
    /// <param name="attempt">Which.</param>
    /// <param name="settings">Of the quiz that it met.</param>
    /// <param name="all">All attempts, of which it is one.</param>
    /// <param name="now">The rules by which the next attempt would start.</param>
    /// <param name="at">The time.</param>
    public static SeenAttempt ForLearner(Attempt attempt, QuizSettings settings, AttemptsSoFar all, QuizSettings now, DateTimeOffset at)
    {
        if (Of(attempt, MarkViewer.Learner) is not { IsTold: true } told) return SeenAttempt.Nothing;
        var moment = MomentOf(attempt, all.RulesOf(now).ClosesAt, at);
        var cell = settings.Review[moment];
        if (!cell.HasFlag(Reviewed.Attempt)) return told;
        var (isListed, isOfNoUse) = (cell.HasFlag(Reviewed.RightAnswers), all.IsPassed || moment == ReviewMoment.AfterClose || (all.Left(now) == 0 && all.Unfinished is null));
        var waits = isListed && settings.RightAnswersWait && !isOfNoUse;
        return told with { Review = new ReviewOptions(true, cell.HasFlag(Reviewed.Correctness), cell.HasFlag(Reviewed.Marks), cell.HasFlag(Reviewed.Feedback), isListed && !waits) { RightAnswerWaits = waits } };
    }
}
