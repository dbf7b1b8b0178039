using System.Text.Json;
using Lectern.Courses;
using Lectern.Quizzes.Authoring;
using Lectern.Quizzes.Overrides;
using Lectern.Quizzes.Taking;
using Lectern.Web.Access;

namespace Lectern.Quizzes.Api;

/// <summary>Everything that the pages do, for programs.</summary>
internal static class QuizApi
{
    private const string OwnAttempt = "Gives and changes only attempts of the person whose token it is.";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1").WithTags("Quizzes");
        api.MapGet("/quizzes/{activityId}/draft", DraftForPrograms.Read).Requires(CourseCapabilities.EditCourse);
        api.MapPut("/quizzes/{activityId}/draft", DraftForPrograms.Replace).Requires(CourseCapabilities.EditCourse);
        api.MapPost("/quizzes/{activityId}/draft/questions", DraftForPrograms.Add).Requires(CourseCapabilities.EditCourse);
        api.MapPost("/quizzes/{activityId}/draft/draws", DraftForPrograms.AddDraw).Requires(CourseCapabilities.EditCourse);
        api.MapGet("/question-banks", BanksForPrograms.List).Requires(CourseCapabilities.EditCourse);
        api.MapPost("/question-banks", BanksForPrograms.Share).Requires(QuizCapabilities.KeepBanks);
        api.MapGet("/question-banks/{bankId}/categories", BanksForPrograms.Categories).Requires(CourseCapabilities.EditCourse);
        api.MapPost("/question-banks/{bankId}/categories", BanksForPrograms.AddCategory).Requires(CourseCapabilities.EditCourse);
        api.MapGet("/question-banks/{bankId}/questions", BanksForPrograms.Questions).Requires(CourseCapabilities.EditCourse);
        api.MapPost("/question-banks/{bankId}/questions", BanksForPrograms.Add).Requires(CourseCapabilities.EditCourse);
        api.MapPut("/question-banks/{bankId}/questions/{questionId}", BanksForPrograms.Change).Requires(CourseCapabilities.EditCourse);
        api.MapPost("/quizzes/{activityId}/attempts", AttemptsForPrograms.Start).ForSignedIn("Begins an attempt of the person whose token it is, when they are enrolled.");
        api.MapGet("/attempts/{id}", AttemptsForPrograms.Read).ForSignedIn(OwnAttempt);
        api.MapPut("/attempts/{id}/answers", AttemptsForPrograms.Save).ForSignedIn(OwnAttempt);
        api.MapPost("/attempts/{id}/questions/{questionId}/check", AttemptsForPrograms.Check).ForSignedIn(OwnAttempt);
        api.MapPost("/attempts/{id}/here", ContinueHere.FromProgram).ForSignedIn(OwnAttempt);
        api.MapPost("/attempts/{id}/next", AttemptsForPrograms.Next).ForSignedIn(OwnAttempt);
        api.MapPost("/attempts/{id}/submit", AttemptsForPrograms.Submit).ForSignedIn(OwnAttempt);
        api.MapGet("/attempts/{id}/result", AttemptsForPrograms.Result).ForSignedIn(OwnAttempt);
        api.MapGet("/courses/{id:guid}/attempts", AttemptsForFollowers.List).Requires(CourseCapabilities.FollowLearners, "id");
        api.MapGet("/courses/{id:guid}/attempts/{attemptId}", AttemptsForFollowers.Read).Requires(CourseCapabilities.FollowLearners, "id");
        api.MapPut("/courses/{id:guid}/enrolments/{enrolmentId:guid}/quizzes/{activityId}/exception", ChangeOverride.FromProgram).Requires(QuizCapabilities.MakeExceptions, "id");
        api.MapDelete("/courses/{id:guid}/enrolments/{enrolmentId:guid}/quizzes/{activityId}/exception", ChangeOverride.EndFromProgram).Requires(QuizCapabilities.MakeExceptions, "id");
        api.MapPut("/courses/{id:guid}/units/{unitId}/quizzes/{activityId}/exception", ChangeOverride.UnitFromProgram).Requires(QuizCapabilities.MakeExceptions, "id");
        api.MapDelete("/courses/{id:guid}/units/{unitId}/quizzes/{activityId}/exception", ChangeOverride.EndUnitFromProgram).Requires(QuizCapabilities.MakeExceptions, "id");
        api.MapPost("/courses/{id:guid}/enrolments/{enrolmentId:guid}/quizzes/{activityId}/extra-attempts", AttemptsForFollowers.Give).Requires(QuizCapabilities.GiveAttempts, "id");
    }
}

/// <param name="Id">Of a question that is there already; without one it is added.</param>
/// <param name="Kind">"multiple-choice", "numeric" …: all are in docs/question-types.md, with the shapes of their data.</param>
/// <param name="Prompt">HTML; what is not harmless is left out.</param>
/// <param name="Data">In the shape of the kind.</param>
internal sealed record SentQuestion(Id<Question>? Id, string Kind, string Prompt, decimal Points, JsonElement Data, string? Feedback)
{
    /// <summary>HTML, shown one after another between tries.</summary>
    public IReadOnlyList<string>? Hints { get; init; }
    /// <summary>The part of the points that every wrong try costs where several are allowed, 0 to 1; a third when it isn't said.</summary>
    public decimal? Penalty { get; init; }

    /// <summary>What a question becomes by it; a refusal names its field.</summary>
    public Outcome<QuestionContent> Content(QuestionTypes.IQuestionKind kind) =>
        WrittenContent.Read(Prompt, Points, kind.ReadData(Data), Feedback, Hints ?? [], Penalty ?? QuestionContent.UsualPenalty);
}

/// <summary>A draft as it is read and replaced.</summary>
/// <param name="Sections">In their order; together they have all the questions.</param>
/// <param name="Draws">What is drawn from banks beside the questions that always come; replacing leaves them.</param>
internal sealed record ShownDraft(QuizSettings Settings, IReadOnlyList<SectionInDraft> Sections, IReadOnlyList<QuizQuestion> Questions, IReadOnlyList<Draw> Draws)
{
    public static ShownDraft Of(Quiz quiz) => new(
        quiz.Settings,
        [.. quiz.SectionsInOrder.Select(section => new SectionInDraft(section.Title, section.IsShuffled, quiz.SlotsOf(section).Count(slot => slot.Question is not null)))],
        [.. quiz.InOrder.Where(slot => slot.Question is not null).Select(slot => slot.Question!.ToDocument(slot.OwnPoints))], [.. quiz.InOrder.Select(slot => slot.Draw).OfType<Draw>()]);
}

/// <param name="Title">Plain text; empty for none.</param>
/// <param name="Questions">How many of the questions, which stand in their order, belong to it.</param>
internal sealed record SectionInDraft(string? Title, bool IsShuffled, int Questions);

/// <param name="Sections">Missing: they stay as they are, and the questions go where they were or to the end of the last.</param>
internal sealed record SentDraft(QuizSettings Settings, IReadOnlyList<SentQuestion> Questions, IReadOnlyList<SectionInDraft>? Sections = null);

/// <param name="Response">In the shape of the question's kind: the id of a choice, a list of such ids, "true", "a few words"; null takes the answer back.</param>
/// <param name="Certainty">How sure the person is, 1 to 3, where the quiz asks.</param>
internal sealed record SentAnswer(Id<Question> QuestionId, JsonElement Response, bool Flagged, int? Certainty = null);

/// <param name="Password">Where the quiz asks for one.</param>
/// <param name="Honoured">That the person accepts the statement of the quiz, where it has one.</param>
internal sealed record SentStart(string? Password, bool Honoured);

internal sealed record SentAnswers(IReadOnlyList<SentAnswer> Answers);

/// <param name="Certainty">1 to 3; null where nobody asks.</param>
/// <param name="Check">How it went when it was checked; null before that.</param>
internal sealed record ShownQuestion(Id<Question> Id, int Number, string Kind, string Prompt, decimal Points, JsonElement Data, JsonElement? Response, bool Flagged, int? Certainty, ShownCheck? Check);

/// <param name="Tries">How often it was checked.</param>
/// <param name="LastTry">Right, Partial or Wrong; null where the quiz doesn't say yet.</param>
/// <param name="Closed">It can't be answered any more.</param>
/// <param name="TriesLeft">Null for any number.</param>
/// <param name="Hints">HTML; those that are shown by now.</param>
/// <param name="Remarks">HTML; what the author has to say to just this answer, where the quiz shows it.</param>
/// <param name="Feedback">HTML; once it is closed, where the quiz shows it.</param>
internal sealed record ShownCheck(int Tries, QuestionState? LastTry, bool Closed, int? TriesLeft, IReadOnlyList<string> Hints, IReadOnlyList<string> Remarks, string? Feedback);

/// <param name="DueAt">The last moment to answer; null for never.</param>
/// <param name="GraceEndsAt">The last moment to submit, where the quiz leaves a grace period.</param>
/// <param name="Behaviour">How it answers while it is taken: "deferred", "several-tries" …</param>
/// <param name="Page">Where the quiz goes forward only: the page whose questions these are, from 1. Null where all are here.</param>
internal sealed record ShownAttempt(Id<Attempt> Id, Id<Activity> ActivityId, int Number, AttemptState State, DateTimeOffset StartedAt, DateTimeOffset? DueAt, DateTimeOffset? GraceEndsAt, DateTimeOffset SavedAt, string Behaviour, int? Page, int Pages, IReadOnlyList<ShownQuestion> Questions);

/// <param name="Points">Null while it isn't marked, doesn't count, or isn't shown.</param>
/// <param name="Comment">HTML of whoever marked it.</param>
internal sealed record ShownMark(Id<Question> QuestionId, decimal? Points, decimal MaximumPoints, IReadOnlyList<string>? Answer, IReadOnlyList<string>? Right, string? Feedback, string? Comment);

/// <param name="Released">Whether the learner may know how it went; until then all that tells of it is null.</param>
internal sealed record ShownResult(Id<Attempt> Id, bool Released, decimal? Points, decimal? MaximumPoints, decimal? Percent, bool? Passed, DateTimeOffset SubmittedAt, bool ClosedByTime, IReadOnlyList<ShownMark>? Questions);
