using Lectern.QuestionFiles;
using Lectern.Quizzes.Exchange.Bridge;
using Lectern.Quizzes.QuestionTypes.Choices;
using Portable = Lectern.QuestionFiles;

namespace Lectern.Quizzes.QuestionTypes.MultipleAnswer;

/// <summary>Choices of which several may be chosen.</summary>
internal sealed class MultipleAnswerPort() : QuestionPort<ChoiceData, Portable.Choices>("multiple-answer")
{
    public override Facets Keeps => PortedChoices.Keeps;

    protected override TakenIn? TakeIn(Portable.Choices content, PortableQuestion question, IncomingTexts texts)
    {
        if (content.OnlyOne) return null;
        return new(new ChoiceData(PortedChoices.TakeIn(content, answer => answer.Fraction > 0, texts), content.AllOrNothing ? ChoiceCredit.AllOrNothing : Credit(content, texts)));
    }

    // There every choice has a grade of its own; here the right ones share the points evenly.
    private static ChoiceCredit Credit(Portable.Choices content, IncomingTexts texts)
    {
        var right = content.Answers.Where(answer => answer.Fraction > 0).Select(answer => answer.Fraction).Distinct().ToList();
        var wrong = content.Answers.Where(answer => answer.Fraction <= 0).Select(answer => -answer.Fraction).Distinct().ToList();
        if (right.Count > 1) texts.Lose("uneven-grades", "The right answers have different grades there; here each earns the same share.");
        if (wrong is [] || (right is [var share] && wrong is [var taken] && taken == share)) return ChoiceCredit.RightMinusWrong;
        if (wrong is [0])
        {
            texts.Note("wrong-free", "Wrong answers take nothing away there; here nothing is earned when more are chosen than are right.");
            return ChoiceCredit.RightUnlessTooMany;
        }

        texts.Lose("wrong-grades", "Wrong answers take away other shares there; here each takes as much as a right one earns.");
        return ChoiceCredit.RightMinusWrong;
    }

    protected override GivenOut? GiveOut(ChoiceData data, OutgoingTexts texts)
    {
        var share = Known(1m / Math.Max(1, data.Right.Count()));
        return PortedChoices.GiveOut(data, onlyOne: false, choice => choice.IsRight ? share : data.Credit == ChoiceCredit.RightUnlessTooMany ? 0 : -share, texts) with { AllOrNothing = data.Credit == ChoiceCredit.AllOrNothing };
    }
}
