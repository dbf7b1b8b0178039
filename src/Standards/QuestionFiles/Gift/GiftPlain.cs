namespace Lectern.QuestionFiles.Gift;

/// <summary><c>{}</c>.</summary>
internal sealed class GiftEssay : GiftKind<Essay>
{
    internal override bool Reads(GiftQuestion question) => question.HasAnswer && question.Answers.IsEmpty;
    internal override QuestionContent Read(GiftQuestion question) => new Essay();
    protected override void Write(GiftWriter writer, Essay content, TextFormat usual) => writer.Open();
}

/// <summary>A text without braces.</summary>
internal sealed class GiftDescription : GiftKind<Description>
{
    internal override bool Reads(GiftQuestion question) => !question.HasAnswer;
    internal override QuestionContent Read(GiftQuestion question) => new Description();
    protected override void Write(GiftWriter writer, Description content, TextFormat usual) { }
}
