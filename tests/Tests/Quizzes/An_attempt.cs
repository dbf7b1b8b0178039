using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Grading;
using Lectern.Kernel;
using Lectern.People;
using Lectern.Progress;
using Lectern.Quizzes;
using Lectern.Quizzes.QuestionTypes;
using static Lectern.Tests.Quizzes.Documents;

namespace Lectern.Tests.Quizzes;

public sealed class An_attempt
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private static QuizContent Sealed(QuizDocument quiz) => new() { ActivityId = Id<Activity>.New(), SealedAt = Noon, DocumentJson = quiz.Write() };

    private static Outcome<Attempt> Start(QuizContent content, params Attempt[] earlier) =>
        Attempt.Start(new AttemptPlace(Id<CourseEnrolment>.New(), Id<Course>.New(), Id<Person>.New()), content, new AttemptsSoFar(earlier, Extra: 0), Kinds, 7, Noon);

    private static (Attempt Attempt, AnswerSheet Sheet) Begun(QuizDocument quiz) => (Start(Sealed(quiz)).Value, new AnswerSheet(PaperOf(quiz), []));

    [Fact]
    public void is_marked_from_what_was_saved_and_tells_the_score()
    {
        var quiz = Quiz(new QuizSettings { PassingPercent = 60 }, OneOfFour(2), TwoOfFour(2), ItIsTrue());
        var (attempt, sheet) = Begun(quiz);
        attempt.Save(sheet, [new(quiz.Questions[0].Id, "\"c3\"", false), new(quiz.Questions[1].Id, "[\"c1\"]", true)], Noon.AddMinutes(1));

        var steps = attempt.Submit(sheet, Kinds, Noon.AddMinutes(2)).Value;

        Assert.Equal(3, attempt.Points);
        Assert.Equal(5, attempt.MaximumPoints);
        Assert.True(attempt.IsPassed);
        Assert.Equal(ActivityStatus.Passed, attempt.Verdict(quiz.Settings));
        Assert.Equal([1, 0.5m, 0], steps.Select(s => s.Fraction!.Value));
        var told = Assert.IsType<ScoreReported>(((IEntity)attempt).Raised[^1]);
        Assert.Equal((3m, 5m, Noon.AddMinutes(2)), (told.Points, told.MaximumPoints, told.At));
        Assert.Equal((attempt.Id.Value, MarkState.Released), (told.SourceId, told.State));
    }

    [Fact]
    public void makes_whole_points_of_thirds()
    {
        var quiz = Quiz(new(), Question("multiple-answer", Choices(4, 1, 2, 3), 1), Question("multiple-answer", Choices(4, 1, 2, 3), 1));
        var (attempt, sheet) = Begun(quiz);
        attempt.Save(sheet, [new(quiz.Questions[0].Id, "[\"c1\"]", false), new(quiz.Questions[1].Id, "[\"c1\",\"c2\"]", false)], Noon);
        attempt.Submit(sheet, Kinds, Noon);
        Assert.Equal(1, attempt.Points);
    }

    [Fact]
    public void without_a_pass_mark_is_done_when_it_is_handed_in()
    {
        var quiz = Quiz(new QuizSettings { PassingPercent = 0 }, OneOfFour());
        var (attempt, sheet) = Begun(quiz);
        attempt.Submit(sheet, Kinds, Noon);
        Assert.Equal(ActivityStatus.Completed, attempt.Verdict(quiz.Settings));
    }

    [Fact]
    public void below_the_pass_mark_is_failed_even_by_a_hair()
    {
        var quiz = Quiz(new QuizSettings { PassingPercent = 67 }, OneOfFour(), ItIsTrue(2));
        var (attempt, sheet) = Begun(quiz);
        attempt.Save(sheet, [new(quiz.Questions[1].Id, "\"true\"", false)], Noon);
        attempt.Submit(sheet, Kinds, Noon);
        Assert.Equal(ActivityStatus.Failed, attempt.Verdict(quiz.Settings));
    }

    [Fact]
    public void is_submitted_once()
    {
        var (attempt, sheet) = Begun(Quiz(new(), OneOfFour()));
        attempt.Submit(sheet, Kinds, Noon);
        Assert.Equal("attempt-finished", attempt.Submit(sheet, Kinds, Noon).Refusal!.Code);
        Assert.Single(((IEntity)attempt).Raised, e => e is ScoreReported { State: MarkState.Released });
    }

    [Fact]
    public void takes_no_answer_after_it_was_submitted()
    {
        var quiz = Quiz(new(), OneOfFour());
        var (attempt, sheet) = Begun(quiz);
        attempt.Submit(sheet, Kinds, Noon);
        Assert.Equal("attempt-finished", attempt.Save(sheet, [new(quiz.Questions[0].Id, "\"c3\"", false)], Noon).Refusal!.Code);
        Assert.Equal(0, attempt.Points);
    }

    [Fact]
    public void takes_answers_for_half_a_minute_after_the_time_and_no_longer()
    {
        var quiz = Quiz(new QuizSettings { TimeLimitMinutes = 10 }, OneOfFour());
        var (attempt, sheet) = Begun(quiz);
        Answer[] answers = [new(quiz.Questions[0].Id, "\"c3\"", false)];
        Assert.Null(attempt.Save(sheet, answers, Noon.AddMinutes(10).AddSeconds(30)).Refusal);
        Assert.Equal("attempt-over", attempt.Save(sheet, answers, Noon.AddMinutes(10).AddSeconds(31)).Refusal!.Code);
    }

    [Fact]
    public void ends_when_its_time_did_whoever_closes_it()
    {
        var (attempt, sheet) = Begun(Quiz(new QuizSettings { TimeLimitMinutes = 10 }, OneOfFour()));
        attempt.Submit(sheet, Kinds, Noon.AddDays(2));
        Assert.Equal(Noon.AddMinutes(10), attempt.SubmittedAt);
        Assert.True(attempt.IsClosedByTime);
    }

    [Fact]
    public void keeps_a_step_for_every_change_and_none_for_what_stayed_the_same()
    {
        var quiz = Quiz(new(), OneOfFour(), ItIsTrue());
        var (attempt, sheet) = Begun(quiz);
        var (first, second) = (quiz.Questions[0].Id, quiz.Questions[1].Id);
        Assert.Single(attempt.Save(sheet, [new(first, "\"c1\"", false), new(second, null, false)], Noon).Value);
        Assert.Empty(attempt.Save(sheet, [new(first, "\"c1\"", false), new(second, null, false)], Noon).Value);
        Assert.Single(attempt.Save(sheet, [new(first, null, true)], Noon).Value);
        Assert.Null(sheet.Response(first));
        Assert.True(sheet.IsFlagged(first));
    }

    [Fact]
    public void leaves_out_questions_of_another_quiz()
    {
        var (attempt, sheet) = Begun(Quiz(new(), OneOfFour()));
        Assert.Empty(attempt.Save(sheet, [new(Id<Question>.New(), "\"c3\"", false)], Noon).Value);
    }

    [Fact]
    public void is_refused_while_another_is_open_and_when_none_is_left()
    {
        var quiz = Quiz(new QuizSettings { AttemptsAllowed = 1 }, OneOfFour());
        var content = Sealed(quiz);
        var first = Start(content).Value;
        Assert.Equal("attempt-open", Start(content, first).Refusal!.Code);
        first.Submit(new AnswerSheet(PaperOf(quiz), []), Kinds, Noon);
        Assert.Equal("no-attempts-left", Start(content, first).Refusal!.Code);
    }

    [Fact]
    public void more_than_the_rules_allow_needs_one_that_was_given()
    {
        var content = Sealed(Quiz(new QuizSettings { AttemptsAllowed = 1 }, OneOfFour()));
        var first = Start(content).Value;
        first.Submit(new AnswerSheet(PaperOf(content.Document), []), Kinds, Noon);
        var place = new AttemptPlace(first.EnrolmentId, first.CourseId, first.LearnerId);
        Assert.Equal("no-attempts-left", Attempt.Start(place, content, new([first], Extra: 0), Kinds, 7, Noon).Refusal!.Code);
        var second = Attempt.Start(place, content, new([first], Extra: 1), Kinds, 7, Noon).Value;
        Assert.Equal(2, second.Number);
        second.Submit(new AnswerSheet(PaperOf(content.Document), []), Kinds, Noon);
        Assert.Equal("no-attempts-left", Attempt.Start(place, content, new([first, second], Extra: 1), Kinds, 7, Noon).Refusal!.Code);
    }

    [Theory]
    [InlineData(null, false)]   // another try may follow
    [InlineData(2, false)]
    [InlineData(1, true)]       // the last one
    public void shows_the_right_answers_only_when_they_are_of_no_use_any_more(int? allowed, bool shown)
    {
        var settings = new QuizSettings { AttemptsAllowed = allowed };
        var content = Sealed(Quiz(settings, OneOfFour()));
        var attempt = Start(content).Value;
        attempt.Submit(new AnswerSheet(PaperOf(content.Document), []), Kinds, Noon);
        Assert.Equal(new ReviewOptions(true, true, true, true, shown) { RightAnswerWaits = !shown }, Seen(attempt, settings, attempt));
        Assert.Equal(new ReviewOptions(true, true, true, false, false), Seen(attempt, settings with { Review = ReviewMatrix.Outcome }, attempt));
        Assert.Equal(ReviewOptions.Nothing, Seen(attempt, settings with { Review = ReviewMatrix.Score }, attempt));
    }

    private static ReviewOptions Seen(Attempt attempt, QuizSettings settings, params Attempt[] all) => ReleaseGate.ForLearner(attempt, settings, new(all, 0), settings, Noon.AddDays(1)).Review;

    [Fact]
    public void shows_the_right_answers_once_it_is_passed_but_not_while_the_last_attempt_runs()
    {
        var settings = new QuizSettings { AttemptsAllowed = 2 };
        var quiz = Quiz(settings, OneOfFour());
        var content = Sealed(quiz);
        var failed = Start(content).Value;
        failed.Submit(new AnswerSheet(PaperOf(quiz), []), Kinds, Noon);
        var (running, sheet) = (Start(content, failed).Value, new AnswerSheet(PaperOf(quiz), []));
        Assert.False(Seen(failed, settings, failed, running).RightAnswer);
        running.Save(sheet, [new(quiz.Questions[0].Id, "\"c3\"", false)], Noon);
        running.Submit(sheet, Kinds, Noon);
        Assert.True(running.IsPassed);
        Assert.True(Seen(failed, settings, failed, running).RightAnswer);
    }

    [Fact]
    public void waits_for_what_somebody_else_marks_and_passes_when_the_last_is_marked()
    {
        var quiz = Quiz(new QuizSettings { PassingPercent = 60 }, ItIsTrue(), By(MarkedBy.Person, 3), By(MarkedBy.Job, 2), By(MarkedBy.Nobody, 5));
        var (attempt, sheet) = Begun(quiz);
        Assert.Equal(6, attempt.MaximumPoints);
        attempt.Save(sheet, [.. quiz.Questions.Select(q => new Answer(q.Id, q.Kind == "true-false" ? "\"true\"" : "\"a few words\"", false))], Noon);
        var steps = attempt.Submit(sheet, Kinds, Noon).Value;
        Assert.Equal([QuestionState.Right, QuestionState.NeedsMarking, QuestionState.NeedsMarking, QuestionState.Finished], steps.Select(s => s.State));
        Assert.Equal((AttemptState.Submitted, 1m, false, ActivityStatus.Started), (attempt.State, attempt.Points, attempt.IsPassed, attempt.Verdict(quiz.Settings)));
        Assert.Equal(LearningVerb.Submitted, Assert.Single(attempt.Facts(quiz.Settings)).Verb);

        var marker = Id<Person>.New();
        var step = attempt.Mark(sheet, new GivenMark(quiz.Questions[1].Id, 0.5m, StepAction.MarkedByPerson, "<p>Half.</p>", marker), Noon.AddDays(1), releases: true).Value;
        Assert.Equal((QuestionState.Partial, 0.5m, "\"a few words\"", (Id<Person>?)marker), (step.State, step.Fraction, step.Response, step.MarkedById));
        Assert.Equal((AttemptState.Submitted, 2.5m), (attempt.State, attempt.Points));
        attempt.Mark(sheet, new GivenMark(quiz.Questions[2].Id, 1, StepAction.MarkedByJob), Noon.AddDays(1), releases: true);
        Assert.Equal((AttemptState.Finished, 4.5m, true, ActivityStatus.Passed), (attempt.State, attempt.Points, attempt.IsPassed, attempt.Verdict(quiz.Settings)));
        var told = ((IEntity)attempt).Raised.OfType<ScoreReported>().Where(said => said.State != MarkState.InProgress).ToList();
        Assert.Equal([MarkState.NeedsMarking, MarkState.NeedsMarking, MarkState.Released], told.Select(said => said.State));
        Assert.All(told, said => Assert.Equal(Noon, said.At));
    }

    [Fact]
    public void is_not_marked_before_it_is_handed_in_nor_beyond_its_points_nor_where_nothing_is_earned()
    {
        var quiz = Quiz(new(), By(MarkedBy.Person), By(MarkedBy.Nobody));
        var (attempt, sheet) = Begun(quiz);
        Refusal? Mark(int question, decimal fraction) => attempt.Mark(sheet, new GivenMark(quiz.Questions[question].Id, fraction, StepAction.MarkedByPerson), Noon, releases: true).Refusal;
        Assert.Equal("attempt-open", Mark(0, 1)?.Code);
        attempt.Submit(sheet, Kinds, Noon);
        Assert.Equal("fraction-out-of-range", Mark(0, 1.1m)?.Code);
        Assert.Equal("fraction-out-of-range", Mark(0, -0.1m)?.Code);
        Assert.Equal("question-unmarked", Mark(1, 1)?.Code);
        Assert.Equal("question-unknown", attempt.Mark(sheet, new GivenMark(Id<Question>.New(), 1, StepAction.MarkedByPerson), Noon, releases: true).Refusal?.Code);
    }

    [Fact]
    public void that_only_asks_for_opinions_is_completed_when_it_is_handed_in()
    {
        var quiz = Quiz(new QuizSettings { PassingPercent = 70 }, By(MarkedBy.Nobody));
        var (attempt, sheet) = Begun(quiz);
        attempt.Submit(sheet, Kinds, Noon);
        Assert.Equal((AttemptState.Finished, 0m, ActivityStatus.Completed), (attempt.State, attempt.MaximumPoints, attempt.Verdict(quiz.Settings)));
    }
}
