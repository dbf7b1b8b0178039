using Lectern.QuestionFiles;
using Lectern.Quizzes.Exchange.Bridge;
using Lectern.Quizzes.QuestionTypes.Numbers;
using Portable = Lectern.QuestionFiles;

namespace Lectern.Quizzes.QuestionTypes.Numeric;

/// <summary>Numbers to type.</summary>
internal sealed class NumericPort() : QuestionPort<NumericData, Numerical>("numeric")
{
    public override Facets Keeps => Facets.AnswerFeedback | Facets.PartialGrades | Facets.Units;

    protected override TakenIn? TakeIn(Numerical content, PortableQuestion question, IncomingTexts texts) => new(new NumericData(
        [.. content.Answers.Where(answer => !answer.IsAny).Select(answer => new NumericAnswer(
            PortedNumbers.Of(answer.Number!.Value),
            answer.Tolerance.Value > 0 ? Tolerance.Absolute : Tolerance.Exact,
            answer.Tolerance.Value > 0 ? PortedNumbers.Of(answer.Tolerance) : null,
            Percent(answer.Fraction, texts),
            texts.Prose(answer.Feedback)))],
        PortedNumbers.TakeIn(content.Units, texts)));

    protected override GivenOut? GiveOut(NumericData data, OutgoingTexts texts) => new Numerical
    {
        // Files take the first that fits, here the best does.
        Answers = [.. data.Answers.OrderByDescending(answer => answer.Percent).Select(answer => (Answer: answer, Width: PortedNumbers.Width(answer, texts))).Select(written =>
            new NumericalAnswer(written.Width.Middle, written.Width.HalfWidth, written.Answer.Percent / 100, texts.Prose(written.Answer.Feedback)))],
        Units = PortedNumbers.GiveOut(data.Rules, texts),
    };
}
