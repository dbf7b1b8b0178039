namespace Lectern.QuestionFiles.MoodleXml;

internal sealed class XmlMatching : XmlKind<Matching>
{
    internal override IReadOnlyList<string> Names => ["matching", "match"];

    internal override QuestionContent? Read(XmlQuestion question, string type)
    {
        List<Pair> pairs = [];
        foreach (var part in question.Children("subquestion"))
        {
            var pair = new Pair(question.Formatted(part, question.Usual), question.Plain(XmlQuestion.Child(part, "answer")));
            if (pair.Right.Length > 0) pairs.Add(pair);
            else if (!pair.Left.IsEmpty) return question.Reading.Refuse<QuestionContent>(question.OffsetOf(part), "right-side-missing", "What belongs to “{0}” is missing.", Naming.From(pair.Left));
        }
        if (pairs.Count < 2) return question.Reading.Refuse<QuestionContent>(question.Offset, "too-few-pairs", "There must be at least two pairs.");
        return new Matching(pairs) { Shuffle = question.Is("shuffleanswers", true), Feedback = question.CombinedFeedback() };
    }

    protected override void Write(MoodleXmlWriter writer, Matching content)
    {
        writer.Element("shuffleanswers", content.Shuffle);
        writer.CombinedFeedback(content.Feedback);
        foreach (var pair in content.Pairs) writer.Formatted("subquestion", pair.Left, () => writer.Holder("answer", pair.Right));
    }
}
