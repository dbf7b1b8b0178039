using System.Net;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Kernel;
using Lectern.Web;
using Lectern.Quizzes.QuestionTypes;
using Lectern.Data;
using Lectern.Grading;
using Lectern.People;
using Lectern.Quizzes;
using Lectern.Quizzes.Behaviours;
using Lectern.Quizzes.Taking;
using Microsoft.EntityFrameworkCore;
using static Lectern.Tests.Quizzes.Documents;

namespace Lectern.Tests.Quizzes;

public sealed class The_review_matrix(Apps apps)
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Closes = Noon.AddHours(1);

    private static readonly Arbitrary<ReviewMatrix> Matrices = (from during in Gen.Choose(0, 31) from just in Gen.Choose(0, 31) from later in Gen.Choose(0, 31) from closed in Gen.Choose(0, 31)
        select new ReviewMatrix((Reviewed)during, (Reviewed)just, (Reviewed)later, (Reviewed)closed).Tidy()).ToArbitrary();

    private static Attempt HandedIn(QuizSettings settings, bool isRight, bool isReleased)
    {
        var quiz = Quiz(settings, ItIsTrue());
        var content = new QuizContent { ActivityId = Id<Activity>.New(), SealedAt = Noon, DocumentJson = quiz.Write() };
        var attempt = Attempt.Start(new AttemptPlace(Id<CourseEnrolment>.New(), Id<Course>.New(), Id<Person>.New()), content, AttemptsSoFar.None, Kinds, 7, Noon).Value;
        var sheet = new AnswerSheet(PaperOf(quiz), []);
        attempt.Save(sheet, [new Answer(quiz.Questions[0].Id, isRight ? "\"true\"" : "\"false\"", false)], Noon);
        attempt.Submit(sheet, Kinds, Noon, isReleased);
        return attempt;
    }

    private static Reviewed Of(ReviewOptions seen) => (seen.Attempt ? Reviewed.Attempt : 0) | (seen.Correctness ? Reviewed.Correctness : 0) | (seen.Marks ? Reviewed.Marks : 0) | (seen.Feedback ? Reviewed.Feedback : 0) | (seen.RightAnswer ? Reviewed.RightAnswers : 0);

    [Fact]
    public void decides_each_of_its_cells_and_nothing_that_is_not_released() => Prop.ForAll(Matrices, matrix =>
    {
        foreach (var (after, moment) in new[] { (TimeSpan.FromMinutes(1), ReviewMoment.JustAfter), (TimeSpan.FromMinutes(2), ReviewMoment.Later), (TimeSpan.FromMinutes(59), ReviewMoment.Later), (TimeSpan.FromHours(1), ReviewMoment.AfterClose), (TimeSpan.FromDays(9), ReviewMoment.AfterClose) })
            foreach (var (closes, wait, isRight, isReleased) in from c in new[] { true, false } from w in new[] { true, false } from r in new[] { true, false } from s in new[] { true, false } select (c, w, r, s))
            {
                var settings = new QuizSettings { PassingPercent = 50, Review = matrix, RightAnswersWait = wait, ClosesAt = closes ? Closes : null };
                var attempt = HandedIn(settings, isRight, isReleased);
                var seen = ReleaseGate.ForLearner(attempt, settings, new([attempt], 0), settings, Noon + after);
                var column = moment == ReviewMoment.AfterClose && !closes ? ReviewMoment.Later : moment;   // what never closes stays open
                var waits = wait && !isRight && column != ReviewMoment.AfterClose;   // then there is nothing left to wait for
                var expected = !isReleased ? Reviewed.Nothing : waits ? matrix[column] & ~Reviewed.RightAnswers : matrix[column];
                Assert.Equal((isReleased, expected), (seen.IsTold, Of(seen.Review)));
                Assert.Equal(isReleased && waits && matrix[column].HasFlag(Reviewed.RightAnswers), seen.Review.RightAnswerWaits);
            }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void decides_what_a_check_tells_and_never_points_nor_right_answers() => Prop.ForAll(Matrices, matrix =>
    {
        var settings = new QuizSettings { Review = matrix };
        var (correct, feedback) = (matrix.During.HasFlag(Reviewed.Correctness), matrix.During.HasFlag(Reviewed.Feedback));
        Assert.Equal((correct, feedback, false), ReleaseGate.OfChecked(settings, new Standing(0, 1, IsClosed: false)));
        Assert.Equal((correct, feedback, feedback), ReleaseGate.OfChecked(settings, new Standing(0, 1, IsClosed: true)));
        Assert.Equal(Reviewed.Nothing, matrix.During & ~(Reviewed.Correctness | Reviewed.Feedback));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void comes_back_as_it_was_kept_and_sent() => Prop.ForAll(Matrices, matrix =>
    {
        Assert.Equal(matrix, ReviewMatrix.Parse(matrix.Code));
        foreach (var options in new[] { JsonSerializerOptions.Default, JsonSerializerOptions.Web }) Assert.Equal(matrix, JsonSerializer.Deserialize<ReviewMatrix>(JsonSerializer.Serialize(matrix, options), options));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void of_a_quiz_that_was_sealed_before_means_what_it_meant()
    {
        foreach (var (word, matrix) in new[] { ("Answers", ReviewMatrix.Answers), ("Outcome", ReviewMatrix.Outcome), ("Score", ReviewMatrix.Score) })
        {
            var settings = QuizDocument.Read($$"""{"Settings":{"PassingPercent":60,"Review":"{{word}}"},"Sections":[]}""").Settings;
            Assert.Equal((matrix, true), (settings.Review, settings.RightAnswersWait));
        }

        foreach (var unfit in new[] { "\"All\"", "[]", "3", "{\"later\":\"Marks\"}", "{\"later\":[\"Everything\"]}", "{\"later\":[\"31\"]}", "{\"later\":[\"Nothing\"]}" }) Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<ReviewMatrix>(unfit));
    }

    /// <summary>Whatever its author ticks: at each moment the words say what the gate shows, and of all that goes away that it does.</summary>
    [Fact]
    public void is_told_as_it_is_kept_to() => Prop.ForAll(Matrices, matrix =>
    {
        foreach (var (wait, closesAfter) in from w in new[] { true, false } from c in new int?[] { null, 1, 60 } select (w, c))
        {
            var settings = new QuizSettings { PassingPercent = 50, Review = matrix, RightAnswersWait = wait, ClosesAt = closesAfter is { } minutes ? Noon + TimeSpan.FromMinutes(minutes) : null };
            var attempt = HandedIn(settings, isRight: true, isReleased: true);
            var periods = ReviewPeriod.Of(settings, attempt.SubmittedAt, settings.ClosesAt);
            foreach (var after in new[] { 0, 1, 2, 59, 60, 1000 })
            {
                var at = Noon + TimeSpan.FromMinutes(after);
                Assert.Equal(Of(ReleaseGate.ForLearner(attempt, settings, new([attempt], 0), settings, at).Review), periods.Last(p => p.From <= at).Cell);
            }

            Assert.All(periods.Zip(periods.Skip(1)), pair => Assert.True(pair.First.From < pair.Second.From && (pair.First.Cell, pair.First.RightAnswersWait) != (pair.Second.Cell, pair.Second.RightAnswersWait)));
        }
    }).QuickCheckThrowOnFailure();

    /// <summary>What is told late has no first two minutes, and no time before it is told.</summary>
    [Theory]
    [InlineData(ReleaseWay.AtOnce, false, "In the first 2 minutes after handing in you see your score, what you answered and the right answers.|After that you see your score. The rest isn't shown any more then.|Once it has closed, 60, you see your score and what you answered.")]
    [InlineData(ReleaseWay.ByHand, false, "Your instructor releases the results. Until then you see only that you have handed in.|Then, until it closes, you see your score.|Once it has closed, 60, you see your score and what you answered.")]
    [InlineData(ReleaseWay.AtOnce, true, "A person marks some of your answers. Until all is marked you see only that you have handed in.|Then, until it closes, you see your score.|Once it has closed, 60, you see your score and what you answered.")]
    [InlineData(ReleaseWay.AtDate, false, "Results are released 90. Until then you see only that you have handed in.|Then you see your score and what you answered.")]
    [InlineData(ReleaseWay.AtDate, true, "Results are released 90, or when all of yours is marked if that is later. Until then you see only that you have handed in.|Then you see your score and what you answered.")]
    public void is_told_before_as_the_marks_are_released(ReleaseWay way, bool byPerson, string expected)
    {
        var settings = new QuizSettings { Review = new ReviewMatrix(Reviewed.Nothing, Reviewed.Attempt | Reviewed.RightAnswers, Reviewed.Nothing, Reviewed.Attempt), RightAnswersWait = false };
        var rule = new ReleaseRule(Id<Course>.New(), Id<Activity>.New());
        Assert.Null(rule.Change(way, Noon.AddMinutes(90), hidesNames: false));
        var telling = Telling.Of(rule, Quiz(settings, byPerson ? By(MarkedBy.Person) : ItIsTrue()), Kinds, Noon);
        var texts = new Texts(new ModelSources([typeof(QuizzesModule).Assembly]));
        Assert.Equal(expected, string.Join('|', texts.Announced(ReviewPeriod.Of(settings, null, Closes, telling), telling, at => $"{(at - Noon).TotalMinutes}")));
    }

    [Theory, EveryDatabase]
    public async Task says_before_and_beside_what_is_shown_for_two_minutes_that_it_goes_away(Database database)
    {
        await using var app = await apps.OwnOn(database);
        var review = new ReviewMatrix(Reviewed.Nothing, Reviewed.Attempt | Reviewed.RightAnswers, Reviewed.Nothing, Reviewed.Attempt);
        var course = await AQuizCourse.On(app, new QuizSettings { PageSize = PageSize.All, Review = review, RightAnswersWait = false, ClosesAt = app.Clock.GetUtcNow() + TimeSpan.FromHours(1) });
        var (learner, person) = await course.Learner();
        var start = await learner.Open(course.Start);
        Assert.Contains("In the first 2 minutes after handing in you see your score, what you answered and the right answers.", start.Everything, StringComparison.Ordinal);
        Assert.Contains("After that you see your score. The rest isn't shown any more then.", start.Everything, StringComparison.Ordinal);
        Assert.Contains("Once it has closed, ", start.Everything, StringComparison.Ordinal);
        var page = await learner.Submit(start, "form[action$='/attempts']");
        var result = await learner.Go(page, "submit", (Taking.Field(page, "Which one?"), "c2"), (Taking.Field(page, "Is it?"), "true"));
        Assert.Contains("What is shown here goes away ", result.Everything, StringComparison.Ordinal);
        Assert.Contains("From then on you see your score.", result.Everything, StringComparison.Ordinal);
        Assert.Contains("on you see your score and what you answered.", result.Everything, StringComparison.Ordinal);
        var attempt = $"/api/v1/attempts/{(await course.AttemptOf(person)).Id}";
        using var program = await app.Program(person);
        Assert.NotEmpty((await Read()).EnumerateArray());

        app.Clock.Advance(TimeSpan.FromMinutes(3));
        result = await learner.Open(result.Path);
        Assert.Contains("At present you see your score only. From ", result.Everything, StringComparison.Ordinal);
        Assert.False(result.Has("[aria-labelledby=answers]"));
        Assert.Empty((await Read()).EnumerateArray());

        app.Clock.Advance(TimeSpan.FromHours(1));
        Assert.True((await learner.Open(result.Path)).Has("[aria-labelledby=answers]"));
        Assert.Equal("Wrong", JsonDocument.Parse(await program.GetStringAsync($"{attempt}/result")).RootElement.GetProperty("questions")[0].GetProperty("answer")[0].GetString());
        Assert.All((await Read()).EnumerateArray(), question => Assert.Equal(JsonValueKind.Null, question.GetProperty("check").ValueKind));

        async Task<JsonElement> Read() => JsonDocument.Parse(await program.GetStringAsync(attempt)).RootElement.GetProperty("questions");
    }

    // "Right" and 1 of 2 right choices in the first section; the second, of which nothing was answered, is missing where points aren't shown.
    [Theory]
    [InlineData(Reviewed.Attempt | Reviewed.Marks, "Rhythm 2.5 / 3|Other questions 0 / 2")]
    [InlineData(Reviewed.Attempt | Reviewed.Correctness | Reviewed.Feedback, "")]
    [InlineData(Reviewed.Marks, "")]
    public async Task shows_what_each_section_gave_where_points_are_shown(Reviewed seen, string sections)
    {
        var course = await AQuizCourse.On(await apps.On(Database.Sqlite), new QuizSettings { PageSize = PageSize.All, ShuffleChoices = false, Review = new ReviewMatrix(Reviewed.Nothing, seen, seen, seen) }, also: (quiz, _) =>
        {
            var rhythm = quiz.AddSection("Rhythm").Value;
            foreach (var slot in quiz.InOrder.Take(2).ToList()) quiz.Move(slot, int.MaxValue, rhythm);
            quiz.Move(rhythm, 0);
        });
        var (learner, _) = await course.Learner();
        var page = await learner.Begin(course);
        var result = await learner.Go(page, "submit", (Taking.Field(page, "Which one?"), "c1"), (Taking.Field(page, "Which ones?"), "c1"));
        var panel = result.Html.QuerySelectorAll("section").SingleOrDefault(section => section.QuerySelector("h2")?.TextContent == "By section");
        Assert.Equal(sections, string.Join('|', panel?.QuerySelectorAll("dl > div").Select(part => $"{part.QuerySelector("dt")!.TextContent} {part.QuerySelector("dd")!.TextContent}") ?? []));
    }

    [Theory, EveryDatabase]
    public async Task is_ticked_by_its_author_and_kept_to_on_the_page_and_by_programs(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database));
        var instructor = await course.SignedInInstructor();
        var editor = await instructor.Open(course.Editor);
        Assert.True(editor.Has("input[name='Review.Later'][value=RightAnswers][checked]"));
        Assert.False(editor.Has("input[name='Review.During'][value=RightAnswers]"));
        string[] moments = ["Review.During", "Review.JustAfter", "Review.Later", "Review.AfterClose"];
        var saved = await instructor.Submit(editor, "form[action$='/settings']", [("Review.During", "RightAnswers"), .. moments[1..].SelectMany(m => new (string, string?)[] { (m, "Attempt"), (m, "Feedback") })]);
        Assert.Equal(HttpStatusCode.OK, saved.Status);
        Assert.Equal(["Attempt", "Feedback"], saved.Html.QuerySelectorAll("input[name='Review.Later'][checked]").Select(box => box.GetAttribute("value")));
        Assert.Equal("/af/af/af", (await course.App.InDb(db => db.Quizzes.Where(q => q.ActivityId == course.Quiz).Select(q => q.Settings.Review).SingleAsync())).Code);
        Assert.Null(await course.Publish());

        var (learner, person) = await course.Learner();
        var start = await learner.Open(course.Start);
        Assert.Contains("Afterwards you see your score, what you answered and the feedback.", start.Everything, StringComparison.Ordinal);
        var page = await learner.Submit(start, "form[action$='/attempts']");
        var result = await learner.Go(page, "submit", (Taking.Field(page, "Which one?"), "c2"), (Taking.Field(page, "Is it?"), "true"));
        Assert.Contains("Because it is.", result.Everything, StringComparison.Ordinal);   // feedback
        Assert.Contains("Wrong", result.Everything, StringComparison.Ordinal);            // what was answered
        foreach (var told in new[] { "not yet", "Question 1, ", "/ 2", "To review" }) Assert.DoesNotContain(told, result.Words("[aria-labelledby=answers]"), StringComparison.Ordinal);
        using var program = await course.App.Program(person);
        var answers = JsonDocument.Parse(await program.GetStringAsync($"/api/v1/attempts/{(await course.AttemptOf(person)).Id}/result")).RootElement.GetProperty("questions");
        Assert.All(answers.EnumerateArray(), answer => Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (answer.GetProperty("points").ValueKind, answer.GetProperty("right").ValueKind)));
        Assert.Equal("Wrong", answers[0].GetProperty("answer")[0].GetString());
    }
}
