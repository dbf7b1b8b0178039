using Lectern.Quizzes.Behaviours;
using Lectern.Quizzes.QuestionTypes;

namespace Lectern.Quizzes;

/// <summary>From answers to fractions; on the server, from what was saved, and nowhere else.</summary>
public static class Marking
{
    /// <summary>What an answer is worth by its kind alone: 0 to 1, in millionths: a third of one right answer and two thirds of another make a whole.</summary>
    public static decimal Fraction(IQuestionKind kind, QuizQuestion question, string? response) =>
        response is null ? 0 : decimal.Round(Math.Clamp(kind.Grade(question.Data, response), 0, 1), 6, MidpointRounding.AwayFromZero);

    /// <summary>What a question comes to by itself; the fraction is null while it waits for somebody, and when nobody marks it.</summary>
    /// <param name="kind">Of the question.</param>
    /// <param name="behaviour">By which the question is taken.</param>
    /// <param name="question">As the attempt met it.</param>
    /// <param name="tries">The steps in which it was checked before, in their order.</param>
    /// <param name="last">With the answer that is checked or handed in now; null for none.</param>
    public static (QuestionState State, decimal? Fraction) Outcome(IQuestionKind kind, IBehaviour behaviour, QuizQuestion question, IReadOnlyList<AttemptStep> tries, AttemptStep? last)
    {
        if (kind.MarkedBy == MarkedBy.Nobody) return (QuestionState.Finished, null);
        if (kind.MarkedBy != MarkedBy.Server) return last?.Response is null ? (QuestionState.GaveUp, 0) : (QuestionState.NeedsMarking, null);
        var all = Tries(kind, question, tries, last);
        if (all.Count == 0) return (QuestionState.GaveUp, 0);
        var standing = behaviour.Stand(question, all);
        return (all[standing.Counted - 1].State, decimal.Round(standing.Fraction, 6, MidpointRounding.AwayFromZero));
    }

    /// <summary>The tries at a question that the server marks. An answer that was checked and not changed since isn't tried twice.</summary>
    public static IReadOnlyList<Try> Tries(IQuestionKind kind, QuizQuestion question, IReadOnlyList<AttemptStep> tries, AttemptStep? last)
    {
        List<Try> all = [.. tries.Select(step => Tried(step))];
        if (last?.Response is not null && !(tries is [.., var before] && before.Response == last.Response && before.Certainty == last.Certainty)) all.Add(Tried(last));
        return all;

        Try Tried(AttemptStep step) => new(Fraction(kind, question, step.Response), step.Certainty);
    }
}
