namespace Lectern.Quizzes.Behaviours;

/// <summary>
/// A question can be checked as often as one likes; each earlier try that was not right costs a share, and the best of all
/// tries counts, so that trying again never takes anything away (adaptive mode, docs.moodle.org/en/Question_behaviours;
/// STACK marks alike).
/// </summary>
internal class Adaptive : IBehaviour
{
    public virtual string Name => "adaptive";
    public virtual string Label => "As often as one likes, with penalties";
    public virtual string Rule => "A question can be checked again and again. Each try that was not right costs the question's penalty from then on, and the best try counts.";
    public bool Checks => true;

    public Standing Stand(QuizQuestion question, IReadOnlyList<Try> tries)
    {
        var (best, counted, wrong) = (-1m, 1, 0);
        for (var number = 1; number <= tries.Count; number++)
        {
            var one = tries[number - 1];
            if (SeveralTries.Penalised(one.Fraction, PenaltyOf(question), wrong) is var earned && earned > best) (best, counted) = (earned, number);
            if (!one.IsRight) wrong++;
        }

        return new(best, counted, IsClosed: false, TriesLeft: null, Hints: Math.Min(wrong, question.Hints.Count));
    }

    public IReadOnlyList<string> Explain(QuizQuestion question, IReadOnlyList<Try> tries, Texts texts)
    {
        var counted = Stand(question, tries).Counted;
        List<string> lines = [.. QuizBehaviours.InWords(tries, texts)];
        if (tries.Count > 1) lines.Add(texts["Try {0} earns the most, so it counts", counted]);
        if (SeveralTries.Loss(PenaltyOf(question), tries.Take(counted - 1).Count(one => !one.IsRight), texts) is { } loss) lines.Add(loss);
        return lines;
    }

    public decimal? CostOf(QuizQuestion question) => PenaltyOf(question);

    protected virtual decimal PenaltyOf(QuizQuestion question) => question.Penalty;
}

/// <summary>The same, and wrong tries cost nothing.</summary>
internal sealed class AdaptiveWithoutPenalties : Adaptive
{
    public override string Name => "adaptive-free";
    public override string Label => "As often as one likes";
    public override string Rule => "A question can be checked again and again, and the best try counts. Tries that are not right cost nothing.";
    protected override decimal PenaltyOf(QuizQuestion question) => 0;
}
