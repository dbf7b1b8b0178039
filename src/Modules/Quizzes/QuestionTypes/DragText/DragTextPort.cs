using Lectern.QuestionFiles;
using Lectern.Quizzes.Exchange.Bridge;
using Lectern.Quizzes.QuestionTypes.Gaps;
using Lectern.Quizzes.QuestionTypes.Rows;
using Portable = Lectern.QuestionFiles;

namespace Lectern.Quizzes.QuestionTypes.DragText;

/// <summary>Words to drag into gaps (Moodle: ddwtos).</summary>
internal sealed class DragTextPort() : QuestionPort<DragTextData, Portable.GapText>("drag-text")
{
    public override Facets Keeps => Facets.AllOrNothing;

    protected override TakenIn? TakeIn(Portable.GapText content, PortableQuestion question, IncomingTexts texts)
    {
        if (!content.Dragged) return null;
        var (prompt, text) = PortedGapText.Split(question, texts.Prose(question.Text));
        return new(new DragTextData(text, [.. content.Words.Select(word => (Word: word, Line: texts.Line(new FormattedText(word.Text)))).Select(read =>
            new DragWord(new Item(ShortId.New(), read.Line.Words, read.Line.Html), read.Word.Group, read.Word.Unlimited))], content.AllOrNothing), prompt);
    }

    protected override GivenOut? GiveOut(DragTextData data, OutgoingTexts texts) =>
        new(new Portable.GapText([.. data.Words.Select(word => new GapWord(texts.Html(word.Word.Shown), word.Group, word.IsReusable))], Dragged: true) { AllOrNothing = data.AllOrNothing }, data.Text);
}
