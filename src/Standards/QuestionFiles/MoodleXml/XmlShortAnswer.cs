namespace Lectern.QuestionFiles.MoodleXml;

internal sealed class XmlShortAnswer : XmlKind<ShortAnswer>
{
    internal override IReadOnlyList<string> Names => ["shortanswer"];

    internal override QuestionContent? Read(XmlQuestion question, string type)
    {
        List<Answer> answers = [];
        foreach (var part in question.Children("answer"))
        {
            if (question.Grade(part) is not { } fraction) return null;
            if (question.Plain(part) is { Length: > 0 } text) answers.Add(new(new(text, TextFormat.Plain), fraction, question.FeedbackOf(part)));
        }
        if (answers.Count == 0) return question.Reading.Refuse<QuestionContent>(question.Offset, "no-answer", "There must be at least one answer.");
        question.Reading.LookAtGrades(question.Offset, answers.Select(answer => answer.Fraction), single: true);
        return new ShortAnswer(answers, question.Is("usecase", false));
    }

    protected override void Write(MoodleXmlWriter writer, ShortAnswer content)
    {
        writer.Element("usecase", content.CaseSensitive ? 1 : 0);
        foreach (var answer in content.Answers) writer.Answer(answer);
    }
}
