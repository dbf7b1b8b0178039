namespace Lectern.QuestionFiles.MoodleXml;

internal sealed class XmlOrdering : XmlKind<Ordering>
{
    internal override IReadOnlyList<string> Names => ["ordering"];

    internal override QuestionContent? Read(XmlQuestion question, string type)
    {
        // The fraction of an item is only its place, and not always.
        var items = question.Children("answer").Select(part => new Answer(question.Formatted(part, question.Usual), 1, question.FeedbackOf(part))).Where(item => !item.Text.IsEmpty).ToList();
        if (items.Count < 2) return question.Reading.Refuse<QuestionContent>(question.Offset, "too-few-items", "There must be at least two items to bring into order.");
        return new Ordering
        {
            Items = items,
            Horizontal = OrderingWords.IsHorizontal(question.Text("layouttype")),
            // They had other names once.
            Select = OrderingWords.Select(question.Text(question.Has("selecttype") ? "selecttype" : "logical")),
            SelectCount = Math.Max(2, question.Number(question.Has("selecttype") ? "selectcount" : "studentsee", 6)),
            Grading = OrderingWords.Grading(question.Text("gradingtype")),
            ShowGrading = OrderingWords.Shows(question.Text("showgrading")),
            Numbering = OrderingWords.Numbering(question.Text("numberingstyle")),
            Feedback = question.CombinedFeedback(),
        };
    }

    protected override void Write(MoodleXmlWriter writer, Ordering content)
    {
        writer.Element("layouttype", content.Horizontal ? "HORIZONTAL" : "VERTICAL");
        writer.Element("selecttype", content.Select);
        writer.Element("selectcount", content.SelectCount);
        writer.Element("gradingtype", content.Grading);
        writer.Element("showgrading", content.ShowGrading ? "SHOW" : "HIDE");
        writer.Element("numberingstyle", content.Numbering);
        writer.CombinedFeedback(content.Feedback);
        foreach (var item in content.Items) writer.Answer(item);
    }
}
