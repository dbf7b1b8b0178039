using System.Xml.Linq;

namespace Lectern.QuestionFiles.MoodleXml;

internal sealed class XmlTrueFalse : XmlKind<TrueFalse>
{
    internal override IReadOnlyList<string> Names => ["truefalse"];

    internal override QuestionContent? Read(XmlQuestion question, string type)
    {
        // Old files name the answers in the language of their authors; then the first is "true".
        var answers = question.Children("answer").ToList();
        var whenTrue = answers.Find(answer => question.Plain(answer) == "true");
        var whenFalse = answers.Find(answer => question.Plain(answer) == "false");
        if (whenTrue is null && whenFalse is null && answers.Count == 2)
        {
            (whenTrue, whenFalse) = (answers[0], answers[1]);
            question.Reading.Note(question.Offset, "true-unnamed", "The answers aren't named true and false; the first was taken for true.");
        }
        if (whenTrue is null && whenFalse is null) return question.Reading.Refuse<QuestionContent>(question.Offset, "no-answer", "There must be at least one answer.");
        var isTrue = whenTrue is null ? !IsRight(whenFalse!) : IsRight(whenTrue);
        return new TrueFalse(isTrue, Feedback(whenTrue), Feedback(whenFalse));

        bool IsRight(XElement answer) => Grades.OfPercent(answer.Attribute("fraction")?.Value ?? "0") == 1;
        FormattedText Feedback(XElement? answer) => answer is null ? new("", question.Usual) : question.FeedbackOf(answer);
    }

    protected override void Write(MoodleXmlWriter writer, TrueFalse content)
    {
        writer.Answer(new(new("true", TextFormat.Moodle), content.IsTrue ? 1 : 0, content.WhenTrue));
        writer.Answer(new(new("false", TextFormat.Moodle), content.IsTrue ? 0 : 1, content.WhenFalse));
    }
}
