using Lectern.QuestionFiles;
using Lectern.Quizzes.Exchange.Bridge;
using Lectern.Quizzes.QuestionTypes.Choices;
using Portable = Lectern.QuestionFiles;

namespace Lectern.Quizzes.QuestionTypes.MultipleChoice;

/// <summary>Choices of which one is to be chosen.</summary>
internal sealed class MultipleChoicePort() : QuestionPort<ChoiceData, Portable.Choices>("multiple-choice")
{
    public override Facets Keeps => PortedChoices.Keeps;

    protected override TakenIn? TakeIn(Portable.Choices content, PortableQuestion question, IncomingTexts texts)
    {
        if (!content.OnlyOne) return null;
        var best = content.Answers.Select(answer => answer.Fraction).DefaultIfEmpty(0).Max();
        var right = content.Answers.FirstOrDefault(answer => best > 0 && answer.Fraction == best);
        if (content.Answers.Count(answer => answer.Fraction == best) > 1 && right is not null) texts.Lose("several-right", "Several answers earn all points there; here only the first of them is right.");
        if (content.Answers.Any(answer => answer.Fraction != 0 && answer.Fraction != best)) texts.Lose("partial-grades", "Grades between right and wrong are lost.");
        return new(new ChoiceData(PortedChoices.TakeIn(content, answer => ReferenceEquals(answer, right), texts)));
    }

    protected override GivenOut? GiveOut(ChoiceData data, OutgoingTexts texts) => PortedChoices.GiveOut(data, onlyOne: true, choice => choice.IsRight ? 1 : 0, texts);
}
