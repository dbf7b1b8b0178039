using Lectern.QuestionFiles;
using Lectern.Quizzes.Exchange.Bridge;
using Portable = Lectern.QuestionFiles;

namespace Lectern.Quizzes.QuestionTypes.ShortAnswer;

/// <summary>Words to type. In files a * always stands for anything; here only where the question says so.</summary>
internal sealed class ShortAnswerPort() : QuestionPort<ShortAnswerData, Portable.ShortAnswer>("short-answer")
{
    public override Facets Keeps => Facets.AnswerFeedback | Facets.PartialGrades | Facets.CaseSensitive;

    protected override TakenIn? TakeIn(Portable.ShortAnswer content, PortableQuestion question, IncomingTexts texts)
    {
        var wildcards = content.Answers.Any(answer => IsPattern(answer.Text.Text));
        var answers = content.Answers.Select(answer => new PartlyRight(wildcards ? answer.Text.Text : Unescaped(answer.Text.Text), Percent(answer.Fraction, texts), texts.Prose(answer.Feedback))).ToList();
        return new(new ShortAnswerData([.. answers.TakeWhile(IsAccepted).Select(answer => answer.Text)], content.CaseSensitive, [.. answers.SkipWhile(IsAccepted)], Wildcards: wildcards));
    }

    private static bool IsAccepted(PartlyRight answer) => answer is { Percent: 100, Feedback.Length: 0 };

    protected override GivenOut? GiveOut(ShortAnswerData data, OutgoingTexts texts)
    {
        if (data.IgnoreAccents) texts.Lose("ignore-accents", "That accents don't matter is lost.");
        // Files take the first that fits, here the best does.
        return new Portable.ShortAnswer([.. data.All.OrderByDescending(answer => answer.Percent).Select(answer => new Portable.Answer(new FormattedText(data.Wildcards ? answer.Text : Escaped(answer.Text), TextFormat.Plain), answer.Percent / 100, texts.Prose(answer.Feedback)))], data.MatchCase);
    }

    /// <summary>Whether a star in it stands for anything.</summary>
    internal static bool IsPattern(string text) => text.Replace("\\*", "", StringComparison.Ordinal).Contains('*', StringComparison.Ordinal);
    internal static string Escaped(string text) => text.Replace("*", "\\*", StringComparison.Ordinal);
    internal static string Unescaped(string text) => text.Replace("\\*", "*", StringComparison.Ordinal);
}
