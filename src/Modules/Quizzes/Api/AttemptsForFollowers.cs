using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Grading.Explaining;
using Lectern.People;
using Lectern.Progress;
using Lectern.Progress.Following;
using Lectern.Quizzes.QuestionTypes;
using Lectern.Quizzes.Reviewing;
using Lectern.Quizzes.Taking;
using Lectern.Web.Api;

namespace Lectern.Quizzes.Api;

/// <summary>What the learners of a course did of its quizzes, for programs of those who follow them.</summary>
internal static class AttemptsForFollowers
{
    /// <summary>The attempts of a course, the latest first; of one learner or one quiz where that is asked for.</summary>
    internal static async Task<Ok<Paged<FollowedAttempt>>> List(Id<Course> id, Id<CourseEnrolment>? enrolmentId, Id<Activity>? activityId, string? after, int? size, LecternDb db, CancellationToken cancel)
    {
        var limit = Cursor.Size(size);
        var attempts = db.Attempts.AsNoTracking().Where(a => a.CourseId == id);
        if (enrolmentId is { } one) attempts = attempts.Where(a => a.EnrolmentId == one);
        if (activityId is { } quiz) attempts = attempts.Where(a => a.ActivityId == quiz);
        var found = await attempts.Page(a => a.StartedAt, a => a.Id, descending: true, after).Take(limit + 1).ToListAsync(cancel);
        var page = Paged<Attempt>.Of(found, limit, a => Keyset.KeyOf(a.StartedAt, a.Id));
        return TypedResults.Ok(new Paged<FollowedAttempt>([.. page.Items.Select(FollowedAttempt.Of)], page.Next));
    }

    internal static async Task<Results<Ok<ReviewedAttempt>, NotFound>> Read(Id<Course> id, Id<Attempt> attemptId, LecternDb db, AttemptDesk desk, QuestionKinds kinds, Texts texts, CancellationToken cancel)
    {
        if (await db.Attempts.Where(a => a.Id == attemptId && a.CourseId == id).Select(a => (Id<Person>?)a.LearnerId).SingleOrDefaultAsync(cancel) is not { } learner) return TypedResults.NotFound();
        if (await desk.TakeUp(attemptId, learner, cancel) is not { } hand) return TypedResults.NotFound();
        return TypedResults.Ok(new ReviewedAttempt(FollowedAttempt.Of(hand.Attempt), [.. new QuizPages(hand.Sheet.Paper).All.Select(placed => Answer(placed, hand.Sheet, kinds[placed.Question.Kind], texts))]));
    }

    internal static async Task<IResult> Give(
        Id<Course> id, Id<CourseEnrolment> enrolmentId, Id<Activity> activityId, SentReason sent, Me me, LecternDb db, AttemptDesk desk, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        if (await FollowedLearner.Find(db, id, enrolmentId, cancel) is not { } learner) return TypedResults.NotFound();
        if (await GiveAttempt.Give(learner, activityId, sent.Reason, me, db, desk, clock, cancel) is not { } given) return TypedResults.NotFound();
        if (given.Refusal is { } refusal) return refusal.ToProblem(texts);
        return TypedResults.Created($"/api/v1/courses/{id}/attempts?enrolmentId={enrolmentId}&activityId={activityId}", new GivenExtraAttempt(given.Value.Id, given.Value.Reason, given.Value.GivenAt));
    }

    private static ReviewedAnswer Answer(PlacedQuestion placed, AnswerSheet sheet, IQuestionKind kind, Texts texts)
    {
        var (question, step) = (placed.Question, sheet.Latest(placed.Question.Id));
        return new ReviewedAnswer(question.Id, placed.Number, question.Kind, question.Prompt, step?.Response is { } response ? kind.Describe(question.Data, response, texts) : null,
            kind.DescribeRight(question.Data, texts), step?.Fraction * question.Points, question.Points, step?.IsFlagged ?? false);
    }
}

/// <summary>An attempt in a list.</summary>
/// <param name="Points">Null until it is submitted.</param>
/// <param name="Percent">0 to 100; null until it is submitted.</param>
/// <param name="ReleasedAt">Since when its learner knows; null until then.</param>
internal sealed record FollowedAttempt(
    Id<Attempt> Id, Id<CourseEnrolment> EnrolmentId, Id<Person> LearnerId, Id<Activity> ActivityId, int Number, AttemptState State, DateTimeOffset StartedAt, DateTimeOffset? SubmittedAt, bool ClosedByTime,
    decimal? Points, decimal MaximumPoints, decimal? Percent, bool? Passed, DateTimeOffset? ReleasedAt)
{
    public static FollowedAttempt Of(Attempt attempt) => new(
        attempt.Id, attempt.EnrolmentId, attempt.LearnerId, attempt.ActivityId, attempt.Number, attempt.State, attempt.StartedAt, attempt.SubmittedAt, attempt.IsClosedByTime,
        ReleaseGate.Of(attempt, MarkViewer.Grader) is var seen ? seen.Points : null, attempt.MaximumPoints, seen.Percent is { } percent ? decimal.Round(percent, 2) : null, seen.IsPassed, attempt.ReleasedAt);
}

internal sealed record ReviewedAttempt(FollowedAttempt Attempt, IReadOnlyList<ReviewedAnswer> Questions);

/// <param name="Prompt">HTML.</param>
/// <param name="Answer">In words, one line each; null when there is none.</param>
/// <param name="Points">Null until the attempt is submitted.</param>
internal sealed record ReviewedAnswer(Id<Question> QuestionId, int Number, string Kind, string Prompt, IReadOnlyList<string>? Answer, IReadOnlyList<string> Right, decimal? Points, decimal MaximumPoints, bool Flagged);

/// <param name="Reason">One line, at most 500 characters.</param>
internal sealed record SentReason(string? Reason);

internal sealed record GivenExtraAttempt(Id<ExtraAttempt> Id, string Reason, DateTimeOffset GivenAt);
