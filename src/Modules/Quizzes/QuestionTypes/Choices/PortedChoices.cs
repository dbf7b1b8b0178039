using Lectern.QuestionFiles;
using Lectern.Quizzes.Exchange.Bridge;
using Lectern.Quizzes.QuestionTypes.Rows;
using Portable = Lectern.QuestionFiles;

namespace Lectern.Quizzes.QuestionTypes.Choices;

/// <summary>Choices on their way into files and out of them.</summary>
internal static class PortedChoices
{
    internal const Facets Keeps = Facets.AnswerFeedback | Facets.PartialGrades | Facets.FixedOrder | Facets.AllOrNothing;

    internal static IReadOnlyList<Choice> TakeIn(Portable.Choices content, Func<Portable.Answer, bool> isRight, IncomingTexts texts) =>
        [.. content.Answers.Select(answer => (Written: answer, Line: texts.Line(answer.Text))).Select(read => new Choice(
            ShortId.New(), read.Line.Words, isRight(read.Written), Feedback: texts.Prose(read.Written.Feedback), Html: read.Line.Html, StaysLast: !content.Shuffle))];

    internal static Portable.Choices GiveOut(ChoiceData data, bool onlyOne, Func<Choice, decimal> fraction, OutgoingTexts texts)
    {
        var stay = data.Choices.Count(choice => choice.StaysLast);
        if (stay > 0 && stay < data.Choices.Count) texts.Lose("stays-last", "That a choice stands last, also when they are shuffled, is lost.");
        return new()
        {
            OnlyOne = onlyOne,
            Shuffle = stay == 0 || stay < data.Choices.Count,
            Answers = [.. data.Choices.Select(choice => new Portable.Answer(texts.Line(choice.Text, choice.Html), fraction(choice), texts.Prose(choice.Said)))],
        };
    }
}
