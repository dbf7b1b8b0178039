using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Kernel;
using Lectern.People;
using Lectern.Quizzes;
using Lectern.Quizzes.Behaviours;
using Lectern.Quizzes.QuestionTypes;
using Lectern.Quizzes.Regrading;
using Lectern.Quizzes.Verifying;
using static Lectern.Tests.Quizzes.Documents;

namespace Lectern.Tests.Quizzes;

public sealed class A_decision_to_mark_anew
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void needs_a_question_and_a_reason()
    {
        var change = new RegradeChange(Id<Question>.New(), RegradeWay.FullPoints);
        Outcome<Regrade> Decide(IReadOnlyList<RegradeChange> changes, string reason) => Regrade.Decide((Id<Course>.New(), Id<Activity>.New()), 1, changes, null, false, reason, Id<Person>.New(), Noon);
        Assert.Equal("regrade-empty", Decide([], "Why not.").Refusal!.Code);
        Assert.Equal("regrade-twice", Decide([change, change with { Way = RegradeWay.LeaveOut }], "Why not.").Refusal!.Code);
        Assert.Equal("reason-missing", Decide([change], " \n ").Refusal!.Code);
        Assert.Equal("reason-too-long", Decide([change], new string('x', 501)).Refusal!.Code);
        Assert.Equal("The key was wrong.", Decide([change], " The key\nwas wrong. ").Value.Reason);
    }

    [Theory]
    [InlineData("several-tries", 3, 0.75)]    // the second of the tries
    [InlineData("adaptive", 3, 0.75)]
    [InlineData("adaptive-free", 3, 1)]
    [InlineData("immediate", 3, 0)]           // the first counts
    [InlineData("deferred", 3, 1)]
    [InlineData("certainty-deferred", 1, 0.333333)]
    [InlineData("certainty-deferred", 2, 0.666667)]
    [InlineData("certainty-deferred", 3, 1)]
    public void counts_tries_and_certainty_as_the_attempt_met_them(string behaviour, int sure, double earned)
    {
        var question = OneOfFour() with { Hints = ["<p>One</p>", "<p>Two</p>"], Penalty = 0.25m };
        var quiz = Quiz(new QuizSettings { Behaviour = behaviour }, question);
        var content = new QuizContent { ActivityId = Id<Activity>.New(), SealedAt = Noon, DocumentJson = quiz.Write() };
        var attempt = Attempt.Start(new AttemptPlace(Id<CourseEnrolment>.New(), Id<Course>.New(), Id<Person>.New()), content, AttemptsSoFar.None, Kinds, 7, Noon).Value;
        var sheet = new AnswerSheet(PaperOf(quiz), []);
        List<AttemptStep> steps = [];
        foreach (var response in new[] { "\"c1\"", "\"c2\"" })
        {
            steps.AddRange(attempt.Save(sheet, [new Answer(question.Id, response, false, sure)], Noon).Value);
            if (attempt.Check(sheet, question.Id, Noon) is { Refusal: null } tried) steps.Add(tried.Value);
        }

        steps.AddRange(attempt.Submit(sheet, Kinds, Noon, releases: false).Value);
        Assert.Equal(0, attempt.Points);
        // The second answer was right all along.
        var other = new QuizContent { ActivityId = content.ActivityId, SealedAt = Noon, DocumentJson = Quiz(quiz.Settings, question with { Data = JsonSerializer.Serialize(Choices(4, 2)) }).Write() };
        IReadOnlyList<RegradeChange> changes = [new(question.Id, RegradeWay.AsNow)];
        var decision = Regrade.Decide((attempt.CourseId, attempt.ActivityId), 1, changes, other.Id, false, "So.", Id<Person>.New(), Noon).Value;
        if (new RegradePlan(changes, other.Document.Questions.ToDictionary(q => q.Id), decision, Kinds).Of(attempt, sheet) is { } change) steps.AddRange(attempt.Mark(sheet, change.Marks, Noon, releases: false).Value);
        Assert.Equal((decimal)earned, sheet.Latest(question.Id)!.Fraction);
        var replay = new AttemptReplay(attempt, sheet.Paper, Kinds, id => id == other.Id ? other.Document : null);
        foreach (var step in steps) replay.Take(step);
        Assert.Empty(replay.End([]));
    }

    /// <summary>Whatever is decided of an attempt, one decision after the other: the attempt earns what its list said, its steps replay to what is kept, and the same decision again changes nothing.</summary>
    [Fact]
    public void gives_what_its_list_says_and_replays_to_the_last_digit_and_does_nothing_twice() => Prop.ForAll<int>(seed =>
    {
        var random = new Random(seed);
        QuizQuestion[] questions = [OneOfFour(2) with { Hints = ["<p>One</p>", "<p>Two</p>"] }, TwoOfFour() with { Penalty = 0.1m }, ItIsTrue(0.5m), Short(["rhythm"], points: 3), By(MarkedBy.Person, 4)];
        var quiz = Quiz(new QuizSettings { PassingPercent = random.Next(0, 101), Behaviour = QuizBehaviours.All[random.Next(QuizBehaviours.All.Count)].Name }, questions);
        var content = new QuizContent { ActivityId = Id<Activity>.New(), SealedAt = Noon, DocumentJson = quiz.Write() };
        var attempt = Attempt.Start(new AttemptPlace(Id<CourseEnrolment>.New(), Id<Course>.New(), Id<Person>.New()), content, AttemptsSoFar.None, Kinds, seed, Noon).Value;
        var sheet = new AnswerSheet(new Paper(quiz, seed, Kinds), []);
        List<AttemptStep> steps = [];
        string?[][] responses = [["\"c1\"", "\"c3\""], ["[\"c1\"]", "[\"c1\",\"c2\"]"], ["\"true\"", "\"false\""], ["\"rhythm\"", "\"beat\""], ["\"a\"", null]];
        for (var saves = random.Next(1, 8); saves > 0; saves--)
        {
            steps.AddRange(attempt.Save(sheet, [.. questions.Select((q, n) => new Answer(q.Id, responses[n][random.Next(2)], false, random.Next(4))).Where(_ => random.Next(3) > 0)], Noon).Value);
            if (attempt.Check(sheet, questions[random.Next(questions.Length)].Id, Noon) is { Refusal: null } tried) steps.Add(tried.Value);
        }

        steps.AddRange(attempt.Submit(sheet, Kinds, Noon, releases: random.Next(2) == 0).Value);
        if (random.Next(2) == 0 && sheet.Latest(questions[4].Id) is { State: QuestionState.NeedsMarking }) steps.Add(attempt.Mark(sheet, new GivenMark(questions[4].Id, random.Next(5) / 4m, StepAction.MarkedByPerson), Noon, releases: random.Next(2) == 0).Value);
        Dictionary<Id<QuizContent>, QuizDocument> others = [];
        for (var decisions = random.Next(1, 6); decisions > 0; decisions--)
        {
            // Another key for each, and a way for some.
            var now = new[] { questions[0] with { Data = JsonSerializer.Serialize(Choices(4, random.Next(1, 5))) }, questions[1] with { Data = JsonSerializer.Serialize(Choices(4, 1, 4)) }, questions[2] with { Data = "{\"isTrue\":false}" }, questions[3] };
            var other = new QuizContent { ActivityId = content.ActivityId, SealedAt = Noon, DocumentJson = QuizDocument.Of(quiz.Settings, now).Write() };
            others[other.Id] = other.Document;
            List<RegradeChange> changes = [.. questions.Where(_ => random.Next(2) == 0).Select(q => new RegradeChange(q.Id, Enum.GetValues<RegradeWay>()[random.Next(4)])).DefaultIfEmpty(new(questions[0].Id, RegradeWay.AsNow))];
            var decision = Regrade.Decide((attempt.CourseId, attempt.ActivityId), 1, changes, other.Id, false, "So.", Id<Person>.New(), Noon).Value;
            var plan = new RegradePlan(changes, now.ToDictionary(q => q.Id), decision, Kinds);
            if (plan.Of(attempt, sheet) is not { } change) continue;
            steps.AddRange(attempt.Mark(sheet, change.Marks, Noon, releases: random.Next(2) == 0).Value);
            if ((attempt.Points, attempt.MaximumPoints, attempt.IsPassed) != (change.After.Points, change.After.MaximumPoints, change.After.IsPassed) || plan.Of(attempt, sheet) is not null) return false;
        }

        var replay = new AttemptReplay(attempt, sheet.Paper, Kinds, others.GetValueOrDefault);
        foreach (var step in steps) replay.Take(step);
        return replay.End([.. new AttemptReckoning(sheet).Questions.Where(q => q.Waits).Select(q => q.Question.Id)]).Count == 0;
    }).QuickCheckThrowOnFailure();
}
