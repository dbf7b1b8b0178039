using System.Text;
using System.Xml;

namespace Lectern.QuestionFiles.MoodleXml;

/// <summary>Moodle XML, the only format that holds everything of Moodle's questions: docs.moodle.org/en/Moodle_XML_format.</summary>
internal sealed class MoodleXmlFormat : IQuestionFormat
{
    internal static readonly IReadOnlyList<XmlKind> Kinds =
    [
        new XmlChoices(), new XmlTrueFalse(), new XmlShortAnswer(), new XmlNumerical(), new XmlMatching(), new XmlEssay(), new XmlDescription(), new XmlEmbeddedAnswers(),
        new XmlCalculated(), new XmlGapText(), new XmlDragOntoImage(), new XmlDragMarkers(), new XmlOrdering(), new XmlRandomMatching(),
    ];

    public string Name => "moodle-xml";
    public string Label => "Moodle XML";
    public string Extension => ".xml";
    public Facets? Keeps => ~(Facets.AllOrNothing | Facets.PictureDetails);

    public int Resembles(TextDocument document, string fileName) => XmlRoot.Of(document.Text) == "quiz" ? 100 : 0;

    public QuestionFile Read(TextDocument document, ReadingOptions options) => new MoodleXmlReader(new(this, document, options)).Read();

    public bool Holds(QuestionContent content) => Kinds.Any(kind => kind.Writes(content));

    public WrittenQuestions Write(IReadOnlyList<PortableQuestion> questions)
    {
        using var bytes = new MemoryStream();
        List<Problem> problems;
        using (var xml = XmlWriter.Create(bytes, new() { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n" }))
        {
            var writer = new MoodleXmlWriter(xml);
            xml.WriteStartElement("quiz");
            problems = Losses.WriteEach(this, questions, question =>
            {
                writer.Write(question);
                var kind = Kinds.First(kind => kind.Writes(question.Content));
                List<Problem> said = [];
                if (writer.HasRoundedGrade) said.Add(Losses.RoundedGrade(question));
                if (kind.Lost(question.Content) is var (code, sentence)) said.Add(new(ProblemLevel.Lost, question.Line, 0, question.Name, code, sentence));
                if (!kind.HasPoints && question.Points != question.Content.UsualPoints)
                    said.Add(new(ProblemLevel.Lost, question.Line, 0, question.Name, "points-of-gaps", "It will count {0} points: what its gaps count together.", MoodleXmlWriter.Number(question.Content.UsualPoints)));
                return said;
            });
            xml.WriteEndElement();
        }
        return new(Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length) + "\n", problems);
    }
}
