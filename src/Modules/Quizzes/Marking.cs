using Lectern.Quizzes.QuestionTypes;

namespace Lectern.Quizzes;

/// <summary>From answers to fractions; on the server, from what was saved, and nowhere else.</summary>
public static class Marking
{
    /// <summary>0 to 1, in millionths: a third of one right answer and two thirds of another make a whole.</summary>
    public static decimal Fraction(IQuestionKind kind, QuizQuestion question, string? response) =>
        response is null ? 0 : decimal.Round(Math.Clamp(kind.Grade(question.Data, response), 0, 1), 6, MidpointRounding.AwayFromZero);

    /// <summary>What a response comes to by itself when it is handed in; the fraction is null while it waits for somebody, and when nobody marks it.</summary>
    public static (QuestionState State, decimal? Fraction) Outcome(IQuestionKind kind, QuizQuestion question, string? response)
    {
        if (kind.MarkedBy == MarkedBy.Nobody) return (QuestionState.Finished, null);
        if (response is null) return (QuestionState.GaveUp, 0);
        if (kind.MarkedBy != MarkedBy.Server) return (QuestionState.NeedsMarking, null);
        var fraction = Fraction(kind, question, response);
        return (QuestionStates.Of(fraction), fraction);
    }
}
