using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Lectern.Courses;
using Lectern.Data;
using Lectern.Enrolment;
using Lectern.Grading;
using Lectern.Grading.Verifying;
using Lectern.Host.Commands;
using Lectern.Kernel;
using Lectern.People;
using Lectern.Quizzes;
using Lectern.Quizzes.Behaviours;
using Lectern.Quizzes.MarkingQueue;
using Lectern.Quizzes.QuestionTypes;
using Lectern.Quizzes.Verifying;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Lectern.Tests.Quizzes.Documents;

namespace Lectern.Tests.Quizzes;

public sealed class Replaying_an_attempt
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Somebody answers this and that in any order, hands in, and people and jobs mark, put right and mark anew: whatever a seed decides.</summary>
    private static (Attempt Attempt, Paper Paper, List<AttemptStep> Steps, QuizContent Other) Lived(int seed, bool handsIn = true)
    {
        var random = new Random(seed);
        QuizQuestion[] questions = [OneOfFour(2) with { Hints = ["<p>One</p>", "<p>Two</p>"] }, TwoOfFour() with { Hints = ["<p>One</p>"], Penalty = 0.1m }, ItIsTrue(0.5m), Short(["rhythm"], points: 3), By(MarkedBy.Person, 4), By(MarkedBy.Job, 2), By(MarkedBy.Nobody)];
        var quiz = Quiz(new QuizSettings { Behaviour = QuizBehaviours.All[random.Next(QuizBehaviours.All.Count)].Name, PassingPercent = random.Next(0, 101), ShuffleQuestions = random.Next(2) == 0 }, questions);
        var content = new QuizContent { ActivityId = Id<Activity>.New(), SealedAt = Noon, DocumentJson = quiz.Write() };
        var other = new QuizContent { ActivityId = content.ActivityId, SealedAt = Noon, DocumentJson = Quiz(quiz.Settings, [questions[0] with { Data = JsonSerializer.Serialize(Choices(4, 1)) }, .. questions[1..]]).Write() };
        var attempt = Attempt.Start(new AttemptPlace(Id<CourseEnrolment>.New(), Id<Course>.New(), Id<Person>.New()), content, AttemptsSoFar.None, Kinds, seed, Noon).Value;
        var paper = new Paper(quiz, seed, Kinds);
        var sheet = new AnswerSheet(paper, []);
        List<AttemptStep> steps = [];
        string?[][] responses = [["\"c1\"", "\"c3\"", null], ["[\"c1\"]", "[\"c1\",\"c2\"]", "[\"c1\",\"c3\"]"], ["\"true\"", "\"false\""], ["\"rhythm\"", "\"beat\""], ["\"a\"", null], ["\"a\""], ["\"a\""]];
        for (var saves = random.Next(25); saves > 0; saves--)
        {
            var which = random.Next(questions.Length);
            steps.AddRange(attempt.Save(sheet, [new Answer(questions[which].Id, responses[which][random.Next(responses[which].Length)], random.Next(4) == 0, random.Next(5))], Noon).Value);
            if (random.Next(2) == 0 && attempt.Check(sheet, questions[random.Next(questions.Length)].Id, Noon) is { Refusal: null } tried) steps.Add(tried.Value);
        }

        if (!handsIn) return (attempt, paper, steps, other);
        steps.AddRange(attempt.Submit(sheet, Kinds, Noon, releases: random.Next(2) == 0).Value);
        for (var marks = random.Next(10); marks > 0; marks--)
        {
            var question = questions[random.Next(questions.Length)];
            var fraction = random.Next(0, 1_000_001) / 1_000_000m;
            var mark = random.Next(4) switch
            {
                0 => new GivenMark(question.Id, fraction, StepAction.MarkedByPerson, "<p>So.</p>", Id<Person>.New()),
                1 => new GivenMark(question.Id, fraction, StepAction.MarkedByJob),
                2 => new GivenMark(question.Id, random.Next(3) == 0 ? null : fraction, StepAction.Regraded),
                _ => Anew(sheet, questions[0], other),
            };
            if (attempt.Mark(sheet, mark, Noon, releases: random.Next(2) == 0) is { Refusal: null } step) steps.Add(step.Value);
        }

        return (attempt, paper, steps, other);
    }

    private static GivenMark Anew(AnswerSheet sheet, QuizQuestion question, QuizContent other)
    {
        var (state, fraction) = Marking.Outcome(Kinds[question.Kind], sheet.Paper.BehaviourOf(question), question with { Data = other.Document.Questions[0].Data }, sheet.Tries(question.Id), sheet.Latest(question.Id));
        return new GivenMark(question.Id, fraction, StepAction.Regraded, ByContentId: other.Id, State: state);
    }

    private static IReadOnlyList<ReplayedDifference> Replay((Attempt Attempt, Paper Paper, List<AttemptStep> Steps, QuizContent Other) lived, IEnumerable<AttemptStep>? steps = null)
    {
        var replay = new AttemptReplay(lived.Attempt, lived.Paper, Kinds, id => id == lived.Other.Id ? lived.Other.Document : null);
        foreach (var step in steps ?? lived.Steps) replay.Take(step);
        return replay.End([.. new AttemptReckoning(new AnswerSheet(lived.Paper, lived.Steps)).Questions.Where(q => q.Waits).Select(q => q.Question.Id)]);
    }

    [Fact]
    public void comes_to_what_is_kept_however_it_was_answered_and_marked() =>
        Prop.ForAll<int, bool>((seed, handsIn) => Replay(Lived(seed, handsIn)).Count == 0).QuickCheckThrowOnFailure();

    [Fact]
    public void finds_every_step_of_handing_in_that_is_missing() => Prop.ForAll<int>(seed =>
    {
        var lived = Lived(seed);
        return lived.Steps.Where(s => s.Action == StepAction.Submitted).All(missing => Replay(lived, lived.Steps.Where(s => s != missing)).Any(d => d.Why.StartsWith("A step is missing", StringComparison.Ordinal)));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void finds_every_fraction_that_the_server_gave_and_that_is_another_now() => Prop.ForAll<int>(seed =>
    {
        var lived = Lived(seed);
        return lived.Steps.Where(s => s is { Action: StepAction.Submitted, Fraction: not null }).All(honest =>
            Replay(lived, lived.Steps.Select(s => s == honest ? Tampered(s, s.Fraction!.Value == 1 ? 0.999999m : s.Fraction.Value + 0.000001m) : s)).Any(d => d.What.EndsWith("fraction", StringComparison.Ordinal)));
    }).QuickCheckThrowOnFailure();

    private static AttemptStep Tampered(AttemptStep step, decimal fraction) => new()
    {
        AttemptId = step.AttemptId, QuestionId = step.QuestionId, Action = step.Action, State = step.State, Response = step.Response, IsFlagged = step.IsFlagged, Fraction = fraction, At = step.At, Position = step.Position,
    };
}

public sealed class Verifying_grades(Apps apps)
{
    [Theory, EveryDatabase]
    public async Task agrees_with_all_that_was_done_and_finds_whatever_was_tampered_with(Database database)
    {
        await using var app = await TheApp.Start(await apps.MigratedDatabase(database), []);
        await app.FillWithDemonstration();
        var course = await AQuizCourse.On(app, new QuizSettings { PassingPercent = 50 }, copies: 0, also: (quiz, bank) =>
        {
            foreach (var sample in Samples.All) AQuizCourse.Add(quiz, bank, sample.Kind, sample.Kind, 2, sample.Data, "");
        });
        var right = await Attempted(course, sample => sample.Right ?? sample.More.FirstOrDefault());
        await Attempted(course, sample => sample.Wrong);
        await Attempted(course, sample => sample.More.FirstOrDefault(), handsIn: false);
        await Attempted(course, _ => null);
        await MarkEssay(course, right);
        await Marking_code.Mark(course);
        await app.Settle();

        var (found, run) = await Verified(app);
        Assert.Empty(found);
        Assert.Equal(await app.InDb(db => db.Attempts.CountAsync()), run.Attempts);
        Assert.Equal(await app.InDb(db => db.Marks.CountAsync()), run.Marks);
        Assert.True(run.Attempts > 10);
        Assert.Equal(0, await app.Run(VerifyGrades.Run));

        // Each of these is found, named, and found no more when it is put right.
        var attempt = await app.InDb(db => db.Attempts.AsNoTracking().SingleAsync(a => a.Id == right));
        var step = await app.InDb(db => db.AttemptSteps.AsNoTracking().Where(s => s.AttemptId == right && s.Action == StepAction.Submitted && s.Fraction == 1).OrderBy(s => s.Position).FirstAsync());
        var saved = await app.InDb(db => db.AttemptSteps.AsNoTracking().SingleAsync(s => s.AttemptId == right && s.QuestionId == step.QuestionId && s.Action == StepAction.Saved));
        var given = await app.InDb(db => db.AttemptSteps.AsNoTracking().FirstAsync(s => s.AttemptId == right && s.Action == StepAction.MarkedByPerson));
        var content = await app.InDb(db => db.QuizContents.AsNoTracking().SingleAsync(c => c.Id == attempt.ContentId));
        await IsFound("points", a => a.SetProperty(x => x.Points, attempt.Points + 0.01m), a => a.SetProperty(x => x.Points, attempt.Points), db => db.Attempts.Where(a => a.Id == right));
        await IsFound("passed", a => a.SetProperty(x => x.IsPassed, !attempt.IsPassed), a => a.SetProperty(x => x.IsPassed, attempt.IsPassed), db => db.Attempts.Where(a => a.Id == right));
        await IsFound("fraction", s => s.SetProperty(x => x.Fraction, 0.5m), s => s.SetProperty(x => x.Fraction, 1m), db => db.AttemptSteps.Where(s => s.Id == step.Id));
        await IsFound("points", s => s.SetProperty(x => x.Fraction, 0.123456m), s => s.SetProperty(x => x.Fraction, given.Fraction), db => db.AttemptSteps.Where(s => s.Id == given.Id));
        await IsFound("answer", s => s.SetProperty(x => x.Response, "\"c1\""), s => s.SetProperty(x => x.Response, saved.Response), db => db.AttemptSteps.Where(s => s.Id == saved.Id));
        await IsFound("fraction", c => c.SetProperty(x => x.DocumentJson, OtherKey(content.DocumentJson)), c => c.SetProperty(x => x.DocumentJson, content.DocumentJson), db => db.QuizContents.Where(c => c.Id == content.Id));
        await IsFound("sealed quiz", c => c.SetProperty(x => x.DocumentJson, "{"), c => c.SetProperty(x => x.DocumentJson, content.DocumentJson), db => db.QuizContents.Where(c => c.Id == content.Id));
        await IsFound("marking queue", a => a.SetProperty(x => x.GivenAt, (DateTimeOffset?)null), a => a.SetProperty(x => x.GivenAt, given.At), db => db.AwaitedMarks.Where(a => a.AttemptId == right && a.QuestionId == given.QuestionId));
        await IsFound("gradebook", e => e.SetProperty(x => x.Points, x => x.Points + 1), e => e.SetProperty(x => x.Points, x => x.Points - 1), db => db.ScoreEntries.Where(e => e.SourceId == right.Value && e.State != MarkState.InProgress));
        await IsFound("mark", m => m.SetProperty(x => x.Points, x => x.Points + 1), m => m.SetProperty(x => x.Points, x => x.Points - 1), db => db.Marks.Where(m => m.EnrolmentId == attempt.EnrolmentId));

        await app.InDb(db => db.AttemptSteps.Where(s => s.Id == step.Id).ExecuteDeleteAsync());
        Assert.Contains((await Verified(app)).Found, d => d.AttemptId == right.Value && d.Why.StartsWith("A step is missing", StringComparison.Ordinal) && d.LearnerId == attempt.LearnerId && d.CourseId == course.Course.Id);
        Assert.Equal(1, await app.Run(VerifyGrades.Run));
        await app.InDb(async db =>
        {
            db.Add(step);
            await db.SaveChangesAsync();
        });

        async Task IsFound<T>(string what, Action<Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<T>> tamper, Action<Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<T>> putRight, Func<LecternDb, IQueryable<T>> where)
        {
            Assert.NotEqual(0, await app.InDb(db => where(db).ExecuteUpdateAsync(tamper)));
            var differences = (await Verified(app)).Found;
            Assert.Contains(differences, d => d.What.Contains(what, StringComparison.Ordinal));
            await app.InDb(db => where(db).ExecuteUpdateAsync(putRight));
            Assert.Empty((await Verified(app)).Found);
        }
    }

    private static async Task<(List<GradeDifference> Found, VerificationRun Run)> Verified(TheApp app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var verification = scope.ServiceProvider.GetRequiredService<GradesVerification>();
        return (await verification.Differences(TestContext.Current.CancellationToken).ToListAsync(), verification.Run);
    }

    // The first question's right answer is another one.
    private static string OtherKey(string document) =>
        document.Replace(Kinds["multiple-choice"].ReadData(JsonSerializer.SerializeToElement(Samples.All[0].Data)).Value, Kinds["multiple-choice"].ReadData(JsonSerializer.SerializeToElement(Samples.All[0].OtherKey)).Value, StringComparison.Ordinal);

    /// <summary>A program answers for a learner of its own.</summary>
    private static async Task<Id<Attempt>> Attempted(AQuizCourse course, Func<Sample, object?> answer, bool handsIn = true)
    {
        var (_, learner) = await course.Learner();
        using var program = await course.App.Program(learner);
        var started = await (await program.PostAsync($"/api/v1/quizzes/{course.Quiz}/attempts", null)).Content.ReadFromJsonAsync<JsonElement>();
        var id = started.GetProperty("id").GetString();
        var answers = started.GetProperty("questions").EnumerateArray().Select(q => new { questionId = q.GetProperty("id").GetString(), response = AnswerTo(q.GetProperty("kind").GetString()!), flagged = false }).Where(a => a.response is not null).ToList();
        if (answers.Count > 0) Assert.Equal(HttpStatusCode.OK, (await program.PutAsJsonAsync($"/api/v1/attempts/{id}/answers", new { answers })).StatusCode);
        if (handsIn) Assert.Equal(HttpStatusCode.OK, (await program.PostAsync($"/api/v1/attempts/{id}/submit", null)).StatusCode);
        return Id<Attempt>.Parse(id!, null);

        object? AnswerTo(string kind) => kind is "file-upload" or "audio-recording" ? null : answer(Samples.All.Single(s => s.Kind == kind));   // files have to be sent first
    }

    private static async Task MarkEssay(AQuizCourse course, Id<Attempt> attempt)
    {
        await using var scope = course.App.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LecternDb>();
        var awaited = await db.AwaitedMarks.FirstAsync(a => a.AttemptId == attempt && a.MarkedBy == MarkedBy.Person);
        Assert.Null(awaited.Draft(1.25m, 2, "<p>Good.</p>", 0, "", course.Instructor.Id, course.App.Clock.GetUtcNow()));
        await db.SaveChangesAsync();
        Assert.Equal(1, await scope.ServiceProvider.GetRequiredService<MarkingDesk>().Give(course.Course.Id, course.Quiz, null, course.Instructor.Id, TestContext.Current.CancellationToken));
    }
}
