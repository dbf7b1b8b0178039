namespace Lectern.QuestionFiles.MoodleXml;

internal sealed class XmlRandomMatching : XmlKind<RandomMatching>
{
    internal override IReadOnlyList<string> Names => ["randomsamatch"];

    internal override QuestionContent Read(XmlQuestion question, string type) =>
        new RandomMatching(Math.Max(2, question.Number("choose", 2)), question.Is("subcats", true)) { Feedback = question.CombinedFeedback() };

    protected override void Write(MoodleXmlWriter writer, RandomMatching content)
    {
        writer.Element("choose", content.Choose);
        writer.Element("subcats", content.FromSubcategories ? 1 : 0);
        writer.CombinedFeedback(content.Feedback);
    }
}
