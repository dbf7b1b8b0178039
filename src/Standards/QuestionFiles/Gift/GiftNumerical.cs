using static Lectern.QuestionFiles.Gift.GiftText;

namespace Lectern.QuestionFiles.Gift;

/// <summary><c>{#3}</c>, <c>{#3:0.1}</c>, <c>{#1..5}</c>, <c>{#=3:0 =%50%3:1 ~#for any other}</c>.</summary>
internal sealed class GiftNumerical : GiftKind<Numerical>
{
    internal override bool Reads(GiftQuestion question) => question.Answers.StartsWith("#");

    internal override QuestionContent? Read(GiftQuestion question)
    {
        List<NumericalAnswer> answers = [];
        foreach (var written in question.Answers.From(1).SplitBefore("=~"))
        {
            var isWrong = written.StartsWith("~");
            var rest = isWrong || written.StartsWith("=") ? written.From(1) : written;
            if (question.Grade(ref rest, isWrong ? 0 : 1) is not { } fraction) return null;
            var (answer, feedback) = question.WithFeedback(rest);
            var number = answer.Read();
            if (number == "*" || (isWrong && number.Length == 0))
            {
                answers.Add(new(null, Quantity.Zero, fraction, feedback));
                continue;
            }
            if (ReadNumber(number) is not { } read) return question.Refuse(written.Offset, "not-a-number", "“{0}” is no number, no number with a tolerance (3.14:0.01) and no range (1..5).", Naming.Clean(number));
            answers.Add(new(read.Number, read.Tolerance, fraction, feedback));
        }
        if (answers.Count == 0) return question.Refuse(question.Answers.Offset, "no-answer", "There must be at least one answer.");
        question.Reading.LookAtGrades(question.Answers.Offset, answers.Select(answer => answer.Fraction), single: true);
        return new Numerical { Answers = answers };
    }

    private static (Quantity Number, Quantity Tolerance)? ReadNumber(string text)
    {
        if (text.IndexOf("..", StringComparison.Ordinal) is > 0 and var dots)
            return Quantity.Parse(text[..dots]) is { } low && Quantity.Parse(text[(dots + 2)..]) is { } high ? Quantity.Between(low, high) : null;
        if (text.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
            return Quantity.Parse(text[..colon]) is { } middle && Quantity.Parse(text[(colon + 1)..]) is { IsNegative: false } tolerance ? (middle, tolerance) : null;
        return Quantity.Parse(text) is { } exact ? (exact, Quantity.Zero) : null;
    }

    protected override void Write(GiftWriter writer, Numerical content, TextFormat usual)
    {
        writer.Open("#");
        foreach (var answer in content.Answers)
        {
            if (answer.IsAny && answer.Fraction == 0) writer.Answer("~", null);
            else
            {
                writer.Answer("=", answer.Fraction);
                writer.Raw(answer.Number is { } number ? $"{number}:{answer.Tolerance}" : "*");
            }
            writer.Feedback(answer.Feedback, usual, always: true);
        }
    }
}
