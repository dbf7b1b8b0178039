using Lectern.QuestionFiles;
using Lectern.Quizzes.Exchange.Bridge;
using Lectern.Quizzes.QuestionTypes.Rows;
using Portable = Lectern.QuestionFiles;

namespace Lectern.Quizzes.QuestionTypes.Likert;

/// <summary>Opinions on a scale.</summary>
internal sealed class LikertPort() : QuestionPort<LikertData, Portable.Likert>("likert")
{
    public override Facets Keeps => Facets.None;

    protected override TakenIn? TakeIn(Portable.Likert content, PortableQuestion question, IncomingTexts texts) =>
        new(new LikertData([.. content.Scale.Select(step => PortedItems.TakeIn(step, texts))], [.. content.Statements.Select(statement => PortedItems.TakeIn(statement, texts))]));

    protected override GivenOut? GiveOut(LikertData data, OutgoingTexts texts) =>
        new Portable.Likert([.. data.Scale.Select(step => PortedItems.GiveOut(step, texts))], [.. data.Statements.Select(statement => PortedItems.GiveOut(statement, texts))]);
}
