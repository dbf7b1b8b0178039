namespace Lectern.QuestionFiles.MoodleXml;

internal sealed class XmlChoices : XmlKind<Choices>
{
    internal override IReadOnlyList<string> Names => ["multichoice"];

    internal override QuestionContent? Read(XmlQuestion question, string type)
    {
        List<Answer> answers = [];
        foreach (var part in question.Children("answer"))
        {
            if (question.Grade(part) is not { } fraction) return null;
            var text = question.Formatted(part, question.Usual);
            if (!text.IsEmpty) answers.Add(new(text, fraction, question.FeedbackOf(part)));
        }
        if (answers.Count < 2) return question.Reading.Refuse<QuestionContent>(question.Offset, "too-few-choices", "There must be at least two choices.");
        var single = question.Is("single", true);
        question.Reading.LookAtGrades(question.Offset, answers.Select(answer => answer.Fraction), single);
        return new Choices
        {
            OnlyOne = single,
            Answers = answers,
            Shuffle = question.Is("shuffleanswers", false),
            Numbering = question.Text("answernumbering") is { Length: > 0 } numbering ? numbering : Choices.UsualNumbering,
            ShowInstruction = question.Is("showstandardinstruction", true),
            Feedback = question.CombinedFeedback(),
        };
    }

    protected override void Write(MoodleXmlWriter writer, Choices content)
    {
        writer.Element("single", content.OnlyOne);
        writer.Element("shuffleanswers", content.Shuffle);
        writer.Element("answernumbering", content.Numbering);
        writer.Element("showstandardinstruction", content.ShowInstruction ? 1 : 0);
        writer.CombinedFeedback(content.Feedback);
        foreach (var answer in content.Answers) writer.Answer(answer);
    }
}
