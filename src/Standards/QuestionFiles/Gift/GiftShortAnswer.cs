using static Lectern.QuestionFiles.Gift.GiftText;

namespace Lectern.QuestionFiles.Gift;

/// <summary><c>{=four =%50%about four #almost}</c>; the = may be missing where there is only one answer.</summary>
internal sealed class GiftShortAnswer : GiftKind<ShortAnswer>
{
    internal override bool Reads(GiftQuestion question) => question.HasAnswer;

    internal override QuestionContent? Read(GiftQuestion question)
    {
        List<Answer> answers = [];
        foreach (var written in question.Answers.SplitBefore("="))
        {
            var rest = written.StartsWith("=") ? written.From(1) : written;
            if (question.Grade(ref rest, 1) is not { } fraction) return null;
            var (answer, feedback) = question.WithFeedback(rest);
            if (question.Text(answer).Text is { Length: > 0 } text) answers.Add(new(new(text, TextFormat.Plain), fraction, feedback));
            else question.Reading.Note(written.Offset, "answer-empty", "An answer without a text was left out.");
        }
        if (answers.Count == 0) return question.Refuse(question.Answers.Offset, "no-answer", "There must be at least one answer.");
        if (answers is [{ Text.Text: var only }] && only.ToUpperInvariant() is "TRUE" or "FALSE" && !question.Answers.StartsWith("="))
            question.Reading.Note(question.Answers.Offset, "true-in-small-letters", "It was read as a short answer. For a true/false question write TRUE or FALSE in capitals.");
        question.Reading.LookAtGrades(question.Answers.Offset, answers.Select(answer => answer.Fraction), single: true);
        return new ShortAnswer(answers);
    }

    internal override string? Unwritable(PortableQuestion question) =>
        ((ShortAnswer)question.Content).Answers.Any(answer => GiftMatching.HasArrow(answer.Text) || GiftMatching.HasArrow(answer.Feedback)) ? GiftMatching.Arrow : null;

    protected override void Write(GiftWriter writer, ShortAnswer content, TextFormat usual)
    {
        writer.Open();
        foreach (var answer in content.Answers)
        {
            writer.Answer("=", answer.Fraction);
            writer.Text(answer.Text, TextFormat.Plain);
            writer.Feedback(answer.Feedback, usual, always: true);
        }
    }
}
