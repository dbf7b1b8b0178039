using Lectern.QuestionFiles;
using Lectern.Quizzes.Exchange.Bridge;
using Lectern.Quizzes.QuestionTypes.Rows;
using Portable = Lectern.QuestionFiles;

namespace Lectern.Quizzes.QuestionTypes.Matching;

/// <summary>Pairs to find together.</summary>
internal sealed class MatchingPort() : QuestionPort<MatchingData, Portable.Matching>("matching")
{
    public override Facets Keeps => Facets.AllOrNothing;

    protected override TakenIn? TakeIn(Portable.Matching content, PortableQuestion question, IncomingTexts texts) => new(new MatchingData(
        [.. content.Pairs.Select(pair => (Left: texts.Line(pair.Left), pair.Right)).Select(pair => new MatchingPair(
            pair.Left is { Words.Length: 0, Html.Length: 0 } ? null : new Item(ShortId.New(), pair.Left.Words, pair.Left.Html),
            new Item(ShortId.New(), pair.Right)))],
        content.AllOrNothing));

    protected override GivenOut? GiveOut(MatchingData data, OutgoingTexts texts) =>
        new Portable.Matching([.. data.Pairs.Select(pair => new Pair(pair.Stem is { } stem ? texts.Line(stem.Text, stem.Html) : FormattedText.Empty, texts.Words(pair.Answer!.Text, pair.Answer.Html)))]) { AllOrNothing = data.AllOrNothing };
}
