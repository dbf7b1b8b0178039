namespace Lectern.QuestionFiles.MoodleXml;

/// <summary>The slot for a kind of question in Moodle XML.</summary>
internal abstract class XmlKind
{
    // Whatever a question of Moodle's own may have; what else is in one is said to be lost.
    private static readonly HashSet<string> Known =
    [
        "name", "questiontext", "generalfeedback", "defaultgrade", "penalty", "hidden", "idnumber", "tags", "coursetags", "hint", "image", "image_base64", "image_url",
        "answer", "single", "shuffleanswers", "answernumbering", "showstandardinstruction", "correctfeedback", "partiallycorrectfeedback", "incorrectfeedback", "shownumcorrect", "correctresponsesfeedback",
        "usecase", "units", "unitgradingtype", "unitpenalty", "showunits", "unitsleft", "instructions", "subquestion",
        "responseformat", "responserequired", "responsefieldlines", "minwordlimit", "maxwordlimit", "attachments", "attachmentsrequired", "maxbytes", "filetypeslist", "graderinfo", "responsetemplate",
        "synchronize", "dataset_definitions", "dragbox", "selectoption", "dropzonevisibility", "showmisplaced", "file", "drag", "drop",
        "layouttype", "selecttype", "selectcount", "gradingtype", "showgrading", "numberingstyle", "logical", "studentsee", "choose", "subcats",
    ];

    /// <summary>The values of the attribute "type" that mean it.</summary>
    internal abstract IReadOnlyList<string> Names { get; }
    /// <summary>The content; null (and said) when it is none.</summary>
    internal abstract QuestionContent? Read(XmlQuestion question, string type);
    internal abstract bool Writes(QuestionContent content);
    internal abstract void Write(MoodleXmlWriter writer, QuestionContent content);

    /// <summary>What is lost of such a content, as code and English sentence; null for nothing.</summary>
    internal virtual (string Code, string Sentence)? Lost(QuestionContent content) => null;

    /// <summary>Whether the points are in the file, and not made from the content.</summary>
    internal virtual bool HasPoints => true;
    /// <summary>The question's text as the file has it, from the text and the content; and back.</summary>
    internal virtual FormattedText Stem(FormattedText text, QuestionContent content) => text;
    internal virtual string Stem(PortableQuestion question) => question.Text.Text;

    internal PortableQuestion? ReadWhole(XmlQuestion question, string type)
    {
        var name = Naming.Clean(question.Plain(question.Child("name")));
        question.Reading.Question = name.Length > 0 ? name : Naming.From(new(question.Plain(question.Child("questiontext"))));
        var text = question.WithOldImage(question.Formatted(question.Child("questiontext"), TextFormat.Html));
        question.Usual = text.Format;
        if (Read(question, type) is not { } content) return null;
        if (question.Names.Where(part => !Known.Contains(part)).Distinct().ToList() is { Count: > 0 } unknown)
            question.Reading.Lose(question.Offset, "parts-unknown", "What stands in the elements {0} is none of Moodle's own, and was left out.", string.Join(", ", unknown));
        var stem = Stem(text, content);
        return new()
        {
            Content = content,
            Name = name.Length > 0 ? name : Naming.From(stem),
            IsNamed = name.Length > 0,
            Text = stem,
            GeneralFeedback = question.Formatted("generalfeedback"),
            Category = question.Reading.Category,
            Points = HasPoints ? ReadPoints(question, content) : content.UsualPoints,
            Penalty = ReadPenalty(question, content),
            IdNumber = question.Text("idnumber") is { Length: > 0 } id ? id : null,
            Tags = question.Tags(),
            Hints = question.Hints(),
            IsHidden = question.Is("hidden", false),
            Line = question.Reading.Document.Place(question.Offset).Line,
        };
    }

    private static decimal ReadPoints(XmlQuestion question, QuestionContent content)
    {
        var points = question.Decimal("defaultgrade", content.UsualPoints);
        if (points >= 0) return points;
        question.Reading.Note(question.Offset, "points-negative", "The points are less than zero; {0} were taken.", "0");
        return 0;
    }

    private static decimal ReadPenalty(XmlQuestion question, QuestionContent content)
    {
        var penalty = question.Decimal("penalty", content.UsualPenalty);
        // Old files round a third in several ways.
        if (Math.Abs(penalty - PortableQuestion.UsualPenalty) < 0.005m) return PortableQuestion.UsualPenalty;
        return Math.Clamp(penalty, 0, 1);
    }
}

/// <summary>A kind by the type of its content.</summary>
internal abstract class XmlKind<T> : XmlKind where T : QuestionContent
{
    internal override bool Writes(QuestionContent content) => content is T;
    internal override void Write(MoodleXmlWriter writer, QuestionContent content) => Write(writer, (T)content);
    protected abstract void Write(MoodleXmlWriter writer, T content);
}
