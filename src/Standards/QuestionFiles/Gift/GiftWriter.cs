using System.Text;

namespace Lectern.QuestionFiles.Gift;

/// <summary>Writes GIFT as Moodle's export does: every control character escaped, line breaks as \n, so that no text is mistaken for an answer.</summary>
internal sealed class GiftWriter(StringBuilder text)
{
    // Moodle's name of the category above all others: how a question is put back into none.
    private const string Root = "top";

    private string _category = Root;
    private bool _isOpen;
    private bool _hasRoundedGrade;

    /// <summary>Writes a question; answers why not when it can't be written.</summary>
    internal Problem? Write(PortableQuestion question)
    {
        var kind = GiftFormat.Kinds.First(kind => kind.Writes(question.Content));
        if (kind.Unwritable(question) is { } sentence) return new(ProblemLevel.Refused, question.Line, 0, question.Name, "not-writable", sentence);
        if ((question.Category?.Path ?? Root) is var path && path != _category)
            text.Append("$CATEGORY: ").Append(_category = path).Append("\n\n");
        if (question.IdNumber is { } id) text.Append("// [id:").Append(Bracketed(id)).Append("]\n");
        if (question.Tags.Count > 0) text.Append("// ").AppendJoin(' ', question.Tags.Select(tag => $"[tag:{Bracketed(tag)}]")).Append('\n');
        text.Append("::");
        Escaped(question.Name);
        text.Append("::");
        Text(question.Text, TextFormat.Moodle);

        (_isOpen, _hasRoundedGrade) = (false, false);
        kind.Write(this, question);
        if (!question.GeneralFeedback.IsEmpty && _isOpen)
        {
            text.Append("\n\t####");
            Text(question.GeneralFeedback, question.Text.Format);
            text.Append('\n');
        }
        text.Append(_isOpen ? "}\n\n" : "\n\n");
        if (_hasRoundedGrade) return Losses.RoundedGrade(question);
        // General feedback stands in the braces, and a description has none.
        return _isOpen || question.GeneralFeedback.IsEmpty ? null : new(ProblemLevel.Lost, question.Line, 0, question.Name, "general-feedback", "The general feedback is lost.");
    }

    /// <summary>Begins the answers.</summary>
    internal void Open(string beginning = "")
    {
        text.Append('{').Append(beginning);
        _isOpen = true;
    }

    /// <summary>Begins an answer on a line of its own.</summary>
    internal void Answer(string mark, decimal? fraction)
    {
        text.Append("\n\t").Append(mark);
        if (fraction is not { } grade) return;
        _hasRoundedGrade |= Grades.Match(grade) is null;
        text.Append('%').Append(Grades.Percent(Grades.Match(grade) is null ? Grades.Nearest(grade) : grade)).Append('%');
    }

    internal void Text(FormattedText written, TextFormat usual)
    {
        // A text that begins with a bracket would else be taken for the name of a format, with // for a comment, with % for a grade.
        if (written.Format != usual && written.Text.Length > 0 || written.Text is ['[' or '/' or '%', ..]) text.Append('[').Append(GiftFormats.Name(written.Format)).Append(']');
        Escaped(written.Text);
    }

    internal void Feedback(FormattedText feedback, TextFormat usual, bool always = false)
    {
        if (feedback.IsEmpty && !always) return;
        text.Append('#');
        Text(feedback, usual);
    }

    internal void Raw(string written) => text.Append(written);

    internal void Escaped(string written)
    {
        foreach (var c in written)
            switch (c)
            {
                case '\n': text.Append("\\n"); break;
                case '\\' or '#' or '=' or '~' or '{' or '}' or ':': text.Append('\\').Append(c); break;
                default: text.Append(c); break;
            }
    }

    private static string Bracketed(string written) => written.Replace("]", @"\]", StringComparison.Ordinal);
}
