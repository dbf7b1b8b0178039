using Lectern.QuestionFiles;
using Lectern.Quizzes.Exchange.Bridge;
using Lectern.Quizzes.QuestionTypes.Rows;
using Portable = Lectern.QuestionFiles;

namespace Lectern.Quizzes.QuestionTypes.Code;

/// <summary>Programs that are tried with tests.</summary>
internal sealed class CodePort() : QuestionPort<CodeData, Portable.Code>("code")
{
    public override Facets Keeps => Facets.AllOrNothing;

    protected override TakenIn? TakeIn(Portable.Code content, PortableQuestion question, IncomingTexts texts) => new(new CodeData(
        content.Language,
        [.. content.Tests.Select(test => new CodeTest(ShortId.New(), test.Name, test.Input, test.Expected, test.Check, test.IsHidden, test.Weight))],
        content.Template, content.Solution, content.AllOrNothing, texts.Prose(content.MarkerNotes)));

    protected override GivenOut? GiveOut(CodeData data, OutgoingTexts texts) => new Portable.Code(data.Language,
        [.. data.Tests.Select(test => new Portable.CodeTest(test.Name, test.Input, test.Expected, test.Check, test.IsHidden, test.Weight))])
    {
        Template = data.Template,
        Solution = data.Solution,
        AllOrNothing = data.AllOrNothing,
        MarkerNotes = texts.Prose(data.Scheme),
    };
}
