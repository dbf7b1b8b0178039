using System.Text.RegularExpressions;
using static Lectern.QuestionFiles.Gift.GiftText;

namespace Lectern.QuestionFiles.Gift;

/// <summary>The slot for a kind of question in GIFT.</summary>
internal abstract class GiftKind
{
    /// <summary>Whether the answers look like it.</summary>
    internal abstract bool Reads(GiftQuestion question);
    /// <summary>The content; null (and said) when it is none.</summary>
    internal abstract QuestionContent? Read(GiftQuestion question);
    internal abstract bool Writes(QuestionContent content);
    /// <summary>Why just this one can't be written, in an English sentence; mostly null.</summary>
    internal virtual string? Unwritable(PortableQuestion question) => null;
    /// <summary>What stands between the question's text and its general feedback, with the opening brace.</summary>
    internal abstract void Write(GiftWriter writer, PortableQuestion question);
}

/// <summary>A kind by the type of its content.</summary>
internal abstract class GiftKind<T> : GiftKind where T : QuestionContent
{
    internal override bool Writes(QuestionContent content) => content is T;
    internal override void Write(GiftWriter writer, PortableQuestion question) => Write(writer, (T)question.Content, question.Text.Format);
    protected abstract void Write(GiftWriter writer, T content, TextFormat usual);
}

/// <summary>A question whose answers are to be read.</summary>
internal sealed partial record GiftQuestion(Reading Reading, bool HasAnswer, Piece Answers, FormattedText Stem)
{
    internal FormattedText Text(Piece piece) => GiftReader.ReadText(piece, Stem.Format);

    internal FormattedText Nothing => new("", Stem.Format);

    /// <summary>What is before the first # and the feedback after it.</summary>
    internal (Piece Answer, FormattedText Feedback) WithFeedback(Piece piece) =>
        piece.Split('#', 2) is [var answer, var feedback] ? (answer.Trim(), Text(feedback)) : (piece.Trim(), Nothing);

    /// <summary>The grade between percent signs at the beginning, which is taken off; <paramref name="usual"/> when there is none; null (and said) when it is no grade.</summary>
    internal decimal? Grade(ref Piece piece, decimal usual)
    {
        piece = piece.Trim();
        if (!piece.StartsWith("%") || piece.From(1).IndexOf("%") is not (>= 0 and var end) || !Weight().IsMatch(piece.From(1).Until(end).Read())) return usual;
        var offset = piece.Offset;
        var written = piece.From(1).Until(end).Read();
        piece = piece.From(end + 2).Trim();
        if (Grades.OfPercent(written) is { } fraction) return Reading.Grade(offset, fraction);
        Reading.Refuse(offset, "grade-out-of-range", "A grade is from -100% to 100%, not {0}%.", written);
        return null;
    }

    internal QuestionContent? Refuse(int offset, string code, string sentence, params IReadOnlyList<string> arguments) => Reading.Refuse<QuestionContent>(offset, code, sentence, arguments);

    [GeneratedRegex(@"^\s*-?[0-9]+([.,][0-9]*)?\s*\z")]
    private static partial Regex Weight();
}
