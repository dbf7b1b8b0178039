using System.Globalization;
using Lectern.Grading.Explaining;
using Lectern.Quizzes.Behaviours;
using Lectern.Quizzes.QuestionTypes;
using Lectern.Quizzes.Regrading;
using Lectern.Quizzes.Taking;

namespace Lectern.Quizzes.Reviewing;

/// <summary>Says how the points of attempts came about: question by question, from their steps, by <see cref="AttemptReckoning"/>, which computes them.</summary>
internal sealed class ExplainAttempts(LecternDb db, AttemptDesk desk, QuestionKinds kinds, TimeProvider clock, Texts texts) : IExplainMarks
{
    public string ActivityKind => QuizActivity.Kind;

    public async Task<IReadOnlyDictionary<Guid, ExplainedAttempt>> Explain(IReadOnlyCollection<Guid> attempts, MarkViewer viewer, CancellationToken cancel)
    {
        var ids = attempts.Select(id => new Id<Attempt>(id)).ToList();
        var found = await (
            from attempt in db.Attempts.AsNoTracking()
            where ids.Contains(attempt.Id)
            join content in db.Set<QuizContent>() on attempt.ContentId equals content.Id
            select new { attempt, content.DocumentJson }).ToListAsync(cancel);
        if (found.Count == 0) return new Dictionary<Guid, ExplainedAttempt>();
        var first = found[0].attempt;
        var all = await desk.AttemptsOf(first.EnrolmentId, first.ActivityId, cancel);
        var published = viewer == MarkViewer.Grader ? null : await desk.PublishedSettings(first.CourseId, first.ActivityId, cancel);
        // What was answered on the way is of no use here, and there may be much of it.
        var steps = (await db.AttemptSteps.AsNoTracking().Where(s => ids.Contains(s.AttemptId) && s.State != QuestionState.Unanswered && s.State != QuestionState.Complete).OrderBy(s => s.Position).ToListAsync(cancel)).ToLookup(s => s.AttemptId);
        var decisions = steps.SelectMany(s => s).Select(s => s.RegradeId).OfType<Id<Regrade>>().Distinct().ToList();
        var reasons = decisions.Count == 0 ? [] : await db.Regrades.Where(r => decisions.Contains(r.Id)).ToDictionaryAsync(r => r.Id, r => r.Reason, cancel);
        return found.ToDictionary(f => f.attempt.Id.Value, f => Explain(f.attempt, QuizDocument.Read(f.DocumentJson), [.. steps[f.attempt.Id]], reasons, all, published, viewer));
    }

    private ExplainedAttempt Explain(Attempt attempt, QuizDocument quiz, IReadOnlyList<AttemptStep> steps, Dictionary<Id<Regrade>, string> reasons, AttemptsSoFar all, QuizSettings? published, MarkViewer viewer)
    {
        var seen = viewer == MarkViewer.Grader ? ReleaseGate.Of(attempt, viewer) : ReleaseGate.ForLearner(attempt, quiz.Settings, all, published ?? quiz.Settings, clock.GetUtcNow());
        var address = viewer == MarkViewer.Grader ? $"/courses/{attempt.CourseId}/progress/{attempt.EnrolmentId}/attempts/{attempt.Id}" : Addresses.Result(attempt.Id);
        if (seen.Review is not { Correctness: true, Marks: true }) return new ExplainedAttempt(address, []);
        var sheet = new AnswerSheet(new Paper(quiz, attempt.Seed, kinds), steps);
        return new ExplainedAttempt(address, [.. new AttemptReckoning(sheet).Questions.Select(q => Line(q, sheet, [.. steps.Where(s => s.QuestionId == q.Question.Id && s.Action != StepAction.Checked)], reasons))]);
    }

    private ExplainedLine Line(ReckonedQuestion q, AnswerSheet sheet, IReadOnlyList<AttemptStep> steps, Dictionary<Id<Regrade>, string> reasons)
    {
        var kind = kinds[q.Question.Kind];
        IReadOnlyList<Try> tries = kind.MarkedBy == MarkedBy.Server && q.Step is { Action: StepAction.Submitted } ? Marking.Tries(kind, q.Question, sheet.Tries(q.Question.Id), q.Step) : [];
        return new ExplainedLine(Words(q, kind, tries), Points(q), [.. tries.Count == 0 ? [] : sheet.Paper.BehaviourOf(q.Question).Explain(q.Question, tries, texts), .. History(q, steps, reasons)]);
    }

    private string Words(ReckonedQuestion q, IQuestionKind kind, IReadOnlyList<Try> tries)
    {
        if (q.Step is { State: QuestionState.Finished, Action: StepAction.Regraded }) return texts["Question {0}: left out for everybody", q.Number];
        if (!q.Counts) return texts["Question {0}: isn't marked", q.Number];
        if (q.Waits) return texts["Question {0}: still to be marked", q.Number];
        if (q.Step is null || (q.Step.Response is null && tries.Count == 0)) return texts["Question {0}: nothing answered", q.Number];
        if (q.Step.Action == StepAction.MarkedByPerson) return texts["Question {0}: marked by an instructor", q.Number];
        if (q.Step.Action == StepAction.MarkedByJob) return texts["Question {0}: marked by the tests that the program was run with", q.Number];
        if (q.Step.Action == StepAction.Regraded) return texts["Question {0}: marked anew", q.Number];
        return tries.Count <= 1 && q.Step.Response is { } response && kind.RightParts(q.Question.Data, response) is { } parts ? texts["Question {0}: {1} of {2} parts right", q.Number, parts.Right, parts.All]
            : q.Step.State switch
            {
                QuestionState.Right => texts["Question {0}: right", q.Number],
                QuestionState.Partial => texts["Question {0}: partly right", q.Number],
                _ => texts["Question {0}: not right", q.Number],
            };
    }

    private string Points(ReckonedQuestion q) => !q.Counts ? "–" : q.Points is { } points ? texts["{0} of {1}", Number(points), Number(q.Question.Points)] : texts["? of {0}", Number(q.Question.Points)];

    /// <summary>What it earned before, where it was marked more than once, and why it is another now.</summary>
    private IReadOnlyList<string> History(ReckonedQuestion q, IReadOnlyList<AttemptStep> steps, Dictionary<Id<Regrade>, string> reasons) =>
        [.. steps.Zip(steps.Skip(1)).Where(pair => pair.First.Fraction is not null || pair.First.State == QuestionState.Finished).Select(pair =>
        {
            var happened = texts[pair.Second switch
            {
                { State: QuestionState.Finished } => "Left out on {0}, before that {1} points",
                { Action: StepAction.Regraded } => "Marked anew on {0}, before that {1} points",
                _ => "Put right on {0}, before that {1} points",
            }, pair.Second.At.ToString("d", CultureInfo.CurrentCulture), pair.First.Fraction is { } fraction ? Number(fraction * q.Question.Points) : "–"];
            return pair.Second.RegradeId is { } id && reasons.TryGetValue(id, out var reason) ? texts["{0}: {1}", happened, reason] : happened;
        })];

    private static string Number(decimal points) => points.ToString("0.####", CultureInfo.CurrentCulture);
}
