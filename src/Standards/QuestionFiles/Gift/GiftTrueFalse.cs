namespace Lectern.QuestionFiles.Gift;

/// <summary><c>{T}</c>, <c>{FALSE#for a wrong answer#for a right answer}</c>.</summary>
internal sealed class GiftTrueFalse : GiftKind<TrueFalse>
{
    internal override bool Reads(GiftQuestion question) => question.Answers.Split('#')[0].Trim().Read() is "T" or "TRUE" or "F" or "FALSE";

    internal override QuestionContent? Read(GiftQuestion question)
    {
        var parts = question.Answers.Split('#', 3);
        var isTrue = parts[0].Trim().Read()[0] == 'T';
        var wrong = parts.Count > 1 ? question.Text(parts[1]) : question.Nothing;
        var right = parts.Count > 2 ? question.Text(parts[2]) : question.Nothing;
        return new TrueFalse(isTrue, isTrue ? right : wrong, isTrue ? wrong : right);
    }

    protected override void Write(GiftWriter writer, TrueFalse content, TextFormat usual)
    {
        var (right, wrong) = content.IsTrue ? (content.WhenTrue, content.WhenFalse) : (content.WhenFalse, content.WhenTrue);
        writer.Open(content.IsTrue ? "TRUE" : "FALSE");
        if (!wrong.IsEmpty || !right.IsEmpty) writer.Feedback(wrong, usual, always: true);
        writer.Feedback(right, usual);
    }
}
