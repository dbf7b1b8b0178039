using Lectern.QuestionFiles;
using Lectern.Quizzes.Exchange.Bridge;
using Portable = Lectern.QuestionFiles;

namespace Lectern.Quizzes.QuestionTypes.TrueFalse;

/// <summary>Statements that are true or false.</summary>
internal sealed class TrueFalsePort() : QuestionPort<TrueFalseData, Portable.TrueFalse>("true-false")
{
    public override Facets Keeps => Facets.None;

    protected override TakenIn? TakeIn(Portable.TrueFalse content, PortableQuestion question, IncomingTexts texts) => new(new TrueFalseData(content.IsTrue));

    protected override GivenOut? GiveOut(TrueFalseData data, OutgoingTexts texts) =>
        data.IsTrue is { } isTrue ? new GivenOut(new Portable.TrueFalse(isTrue, FormattedText.Empty, FormattedText.Empty)) : null;
}
