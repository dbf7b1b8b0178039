using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;

namespace Lectern.QuestionFiles.MoodleXml;

/// <summary>Writes Moodle XML in the order in which Moodle does.</summary>
internal sealed partial class MoodleXmlWriter(XmlWriter xml)
{
    // Moodle's name of the category above all others: how a question is put back into none.
    private static readonly QuestionCategory Root = new("top");
    private QuestionCategory _category = Root;

    /// <summary>Whether a grade of the question that was written last became one that Moodle knows: it takes no others.</summary>
    internal bool HasRoundedGrade { get; private set; }

    internal void Write(PortableQuestion question)
    {
        HasRoundedGrade = false;
        if ((question.Category ?? Root) is var category && category != _category) WriteCategory(_category = category);
        var kind = MoodleXmlFormat.Kinds.First(kind => kind.Writes(question.Content));
        xml.WriteStartElement("question");
        xml.WriteAttributeString("type", question.Content.MoodleType);
        Holder("name", question.Name);
        Formatted("questiontext", question.Text with { Text = kind.Stem(question) });
        Formatted("generalfeedback", question.GeneralFeedback);
        if (kind.HasPoints) Element("defaultgrade", Number(question.Points));
        Element("penalty", Number(question.Penalty));
        Element("hidden", question.IsHidden ? "1" : "0");
        Element("idnumber", question.IdNumber ?? "");
        kind.Write(this, question.Content);
        foreach (var hint in question.Hints)
            Formatted("hint", hint.Text, () =>
            {
                if (hint.ShowNumberCorrect) Flag("shownumcorrect");
                if (hint.ClearWrong) Flag("clearwrong");
                if (hint.Options.Length > 0) Element("options", hint.Options);
            });
        if (question.Tags.Count > 0) Inside("tags", () => { foreach (var tag in question.Tags) Holder("tag", tag); });
        xml.WriteEndElement();
    }

    internal void Element(string name, string value) => xml.WriteElementString(name, Clean(value));
    internal void Element(string name, int value) => Element(name, value.ToString(CultureInfo.InvariantCulture));
    internal void Element(string name, bool value) => Element(name, value ? "true" : "false");

    /// <summary>An element whose being there says all.</summary>
    internal void Flag(string name)
    {
        xml.WriteStartElement(name);
        xml.WriteEndElement();
    }

    internal void Inside(string name, Action write)
    {
        xml.WriteStartElement(name);
        write();
        xml.WriteEndElement();
    }

    /// <summary>An element around a text element.</summary>
    internal void Holder(string name, string value, Action? more = null) => Inside(name, () =>
    {
        Element("text", value);
        more?.Invoke();
    });

    internal void Formatted(string name, FormattedText text, Action? more = null, decimal? fraction = null)
    {
        xml.WriteStartElement(name);
        if (fraction is { } grade)
        {
            HasRoundedGrade |= Grades.Match(grade) is null;
            xml.WriteAttributeString("fraction", Grades.Percent(Grades.Match(grade) is null ? Grades.Nearest(grade) : grade));
        }

        xml.WriteAttributeString("format", Name(text.Format));
        Element("text", text.Text);
        Files(text.Files);
        more?.Invoke();
        xml.WriteEndElement();
    }

    internal void Files(IEnumerable<EmbeddedFile> files)
    {
        foreach (var file in files)
        {
            xml.WriteStartElement("file");
            xml.WriteAttributeString("name", Clean(file.Name));
            xml.WriteAttributeString("path", Clean(file.Path));
            xml.WriteAttributeString("encoding", "base64");
            xml.WriteString(Convert.ToBase64String(file.Content.Span));
            xml.WriteEndElement();
        }
    }

    internal void Answer(Answer answer, Action? more = null) => Formatted("answer", answer.Text, () =>
    {
        Formatted("feedback", answer.Feedback);
        more?.Invoke();
    }, answer.Fraction);

    internal void CombinedFeedback(CombinedFeedback feedback)
    {
        Formatted("correctfeedback", feedback.Right);
        Formatted("partiallycorrectfeedback", feedback.PartlyRight);
        Formatted("incorrectfeedback", feedback.Wrong);
        if (feedback.ShowNumberCorrect) Flag("shownumcorrect");
    }

    internal static string Number(decimal value) => value.ToString(CultureInfo.InvariantCulture);

    private void WriteCategory(QuestionCategory category)
    {
        xml.WriteStartElement("question");
        xml.WriteAttributeString("type", "category");
        Holder("category", category.Path);
        Formatted("info", category.Description);
        Element("idnumber", category.IdNumber ?? "");
        xml.WriteEndElement();
    }

    private static string Name(TextFormat format) => format switch
    {
        TextFormat.Html => "html",
        TextFormat.Plain => "plain_text",
        TextFormat.Markdown => "markdown",
        TextFormat.Wiki => "wiki_like",
        _ => "moodle_auto_format",
    };

    // XML has no place for control characters and halves of characters.
    private static string Clean(string text) => NoXml().Replace(text, "");

    [GeneratedRegex(@"[\x00-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]")]
    private static partial Regex NoXml();
}
