namespace Lectern.QuestionFiles.Gift;

/// <summary><c>{=Canada -> Ottawa =Italy -> Rome = -> Paris}</c>.</summary>
internal sealed class GiftMatching : GiftKind<Matching>
{
    internal override bool Reads(GiftQuestion question) => question.Answers.Contains("=") && question.Answers.Contains("->");

    internal override QuestionContent? Read(GiftQuestion question)
    {
        List<Pair> pairs = [];
        foreach (var written in question.Answers.SplitBefore("="))
        {
            var rest = written.StartsWith("=") ? written.From(1) : written;
            if (rest.IndexOf("->") is not (>= 0 and var arrow)) return question.Refuse(written.Offset, "no-arrow", "Each pair needs -> between its two sides.");
            var right = rest.From(arrow + 2).Read().Trim();
            if (right.Length == 0) return question.Refuse(written.Offset, "right-side-missing", "There is nothing after ->.");
            pairs.Add(new(question.Text(rest.Until(arrow)), right));
        }
        if (pairs.Count < 2) return question.Refuse(question.Answers.Offset, "too-few-pairs", "There must be at least two pairs.");
        return new Matching(pairs);
    }

    /// <summary>Why a text with an arrow isn't written where it would be read as a pair.</summary>
    internal const string Arrow = "GIFT takes -> for the middle of a pair and has no way to write it inside a text.";

    internal static bool HasArrow(FormattedText text) => text.Text.Contains("->", StringComparison.Ordinal);

    internal override string? Unwritable(PortableQuestion question) => ((Matching)question.Content).Pairs.Any(pair => HasArrow(pair.Left)) ? Arrow : null;

    protected override void Write(GiftWriter writer, Matching content, TextFormat usual)
    {
        writer.Open();
        foreach (var pair in content.Pairs)
        {
            writer.Answer("=", null);
            writer.Text(pair.Left, usual);
            writer.Raw(" -> ");
            writer.Escaped(pair.Right);
        }
    }
}
