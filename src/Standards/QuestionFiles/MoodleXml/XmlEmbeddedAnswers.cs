using Lectern.QuestionFiles.Cloze;

namespace Lectern.QuestionFiles.MoodleXml;

internal sealed class XmlEmbeddedAnswers : XmlKind<EmbeddedAnswers>
{
    internal override IReadOnlyList<string> Names => ["cloze", "multianswer"];
    internal override bool HasPoints => false;

    internal override QuestionContent? Read(XmlQuestion question, string type)
    {
        var (_, parts, mistakes) = ClozeText.Read(question.Plain(question.Child("questiontext")));
        var offset = question.Child("questiontext") is { } text ? question.OffsetOf(text) : question.Offset;
        foreach (var mistake in mistakes) question.Reading.Refuse(offset, mistake.Code, mistake.Sentence, mistake.Arguments);
        return mistakes.Count > 0 ? null : new EmbeddedAnswers(parts);
    }

    internal override FormattedText Stem(FormattedText text, QuestionContent content) => text with { Text = ClozeText.Read(text.Text).Text };
    internal override string Stem(PortableQuestion question) => ClozeText.Write(question.Text.Text, ((EmbeddedAnswers)question.Content).Parts);

    // They would have to lie beside each gap, for which the file has no place.
    internal override (string Code, string Sentence)? Lost(QuestionContent content) =>
        content.Texts.Any(text => text.Files.Count > 0) ? ("gap-pictures", "Pictures in the feedback to gaps are lost.") : null;

    protected override void Write(MoodleXmlWriter writer, EmbeddedAnswers content) { }
}
