namespace Lectern.QuestionFiles.Gift;

/// <summary><c>{=right ~wrong ~%50%half}</c>: one choice where any is marked with =, several otherwise.</summary>
internal sealed class GiftChoices : GiftKind<Choices>
{
    internal override bool Reads(GiftQuestion question) => question.Answers.Contains("~");

    internal override QuestionContent? Read(GiftQuestion question)
    {
        List<Answer> answers = [];
        foreach (var written in question.Answers.SplitBefore("=~"))
        {
            var isRight = written.StartsWith("=");
            var rest = isRight || written.StartsWith("~") ? written.From(1) : written;
            if (question.Grade(ref rest, isRight ? 1 : 0) is not { } fraction) return null;
            var (answer, feedback) = question.WithFeedback(rest);
            if (question.Text(answer) is { IsEmpty: false } text) answers.Add(new(text, fraction, feedback));
            else question.Reading.Note(written.Offset, "choice-empty", "A choice without a text was left out.");
        }
        if (answers.Count < 2) return question.Refuse(question.Answers.Offset, "too-few-choices", "There must be at least two choices.");
        var single = question.Answers.Contains("=");
        question.Reading.LookAtGrades(question.Answers.Offset, answers.Select(answer => answer.Fraction), single);
        return new Choices { OnlyOne = single, Answers = answers };
    }

    protected override void Write(GiftWriter writer, Choices content, TextFormat usual)
    {
        writer.Open();
        // One choice is told from several by a =, a choice from a short answer by a ~: the best one has the =, all others have a ~.
        var best = content.OnlyOne ? content.Answers.MaxBy(answer => answer.Fraction) : null;
        foreach (var answer in content.Answers)
        {
            var isBest = ReferenceEquals(answer, best);
            writer.Answer(isBest ? "=" : "~", answer.Fraction == (isBest ? 1 : 0) ? null : answer.Fraction);
            writer.Text(answer.Text, usual);
            writer.Feedback(answer.Feedback, usual);
        }
    }
}
