using System.Globalization;
using System.Text.RegularExpressions;

namespace Lectern.QuestionFiles.MoodleXml;

internal sealed partial class XmlGapText : XmlKind<GapText>
{
    internal override IReadOnlyList<string> Names => ["gapselect", "ddwtos"];

    internal override QuestionContent? Read(XmlQuestion question, string type)
    {
        var dragged = type == "ddwtos";
        var words = question.Children(dragged ? "dragbox" : "selectoption").Select(part => new GapWord(question.Plain(part), XmlQuestion.Number(part, "group", 1), dragged && XmlQuestion.Child(part, "infinite") is not null)).ToList();
        if (words.Count == 0) return question.Reading.Refuse<QuestionContent>(question.Offset, "words-missing", "There are no words to fill gaps with.");
        var gaps = Gap().Matches(question.Plain(question.Child("questiontext"))).Select(gap => int.Parse(gap.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture)).ToList();
        if (gaps.Count == 0) return question.Reading.Refuse<QuestionContent>(question.Offset, "gaps-missing", "There is no gap in the text; write one as [[1]].");
        if (gaps.Find(gap => gap < 1 || gap > words.Count || words[gap - 1].Text.Length == 0) is > 0 and var unknown)
            return question.Reading.Refuse<QuestionContent>(question.Offset, "gap-unknown", "The gap [[{0}]] asks for a word that isn't there.", unknown.ToString(CultureInfo.InvariantCulture));
        return new GapText(words, dragged) { Shuffle = question.Is("shuffleanswers", true), Feedback = question.CombinedFeedback() };
    }

    protected override void Write(MoodleXmlWriter writer, GapText content)
    {
        writer.Element("shuffleanswers", content.Shuffle ? 1 : 0);
        writer.CombinedFeedback(content.Feedback);
        foreach (var word in content.Words)
            writer.Holder(content.Dragged ? "dragbox" : "selectoption", word.Text, () =>
            {
                writer.Element("group", word.Group);
                if (word.Unlimited) writer.Flag("infinite");
            });
    }

    [GeneratedRegex(@"\[\[([0-9]{1,4})\]\]")]
    private static partial Regex Gap();
}
