using Lectern.Qti.Processing;

namespace Lectern.Qti.Questions;

/// <summary>
/// Interactions that have no kind of question of their own, as the question that marks every answer as the item does: that is tried, and an item
/// that marks otherwise is left out with the reason.
/// </summary>
internal static class OtherInteractions
{
    private const int MostTries = 256;
    private const int MostPositions = 1000;

    private static readonly Remark Beside = new(new("hottext-beside", "There words of the text are chosen in the text itself; here they stand below it."), IsLost: false);
    private static readonly Remark Typed = new(new("slider-typed", "There the number is set on a slider; here it is typed."), IsLost: true);
    private static readonly QtiProblem MarkedOtherwise = new("hottext-marked-otherwise", "Its rules mark the words that are chosen in a way that no question here has.");
    private static readonly QtiProblem Fine = new("slider-fine", "Its slider has no steps, or more than {0} positions, so they can't be tried one by one.", $"{MostPositions}");
    private static readonly QtiProblem Negative = new("slider-negative", "Some positions of its slider take points away.");

    /// <summary>Words that are chosen in a text (QTI 2.1 information model 7.4, "hottextInteraction"): choices below the same text, in its order.</summary>
    internal static ChoiceQuestion? Hottext(AssessmentItem item, Interaction interaction, ResponseDeclaration response)
    {
        if (interaction.Choices.Count < 2 || QuestionReader.Choice(item, interaction, response) is not { } question || question.Choices.All(choice => !choice.IsCorrect)) return null;
        var most = MaxScore.Of(item) ?? question.MaxScore;
        var right = question.Choices.Where(choice => choice.IsCorrect).Select(choice => choice.Identifier).ToHashSet(StringComparer.Ordinal);
        bool Agree(Func<IReadOnlyList<string>, double> share) => Answers(question, interaction).All(chosen => Math.Abs(QuestionReader.Score(item, response, chosen) - most * share(chosen)) < 1e-6);
        double Whole(IReadOnlyList<string> chosen) => chosen.Count == right.Count && chosen.All(right.Contains) ? 1 : 0;
        // Each right one its share, each wrong one takes one.
        double Parts(IReadOnlyList<string> chosen) => Math.Max(0, chosen.Sum(word => right.Contains(word) ? 1.0 : -1) / right.Count);
        if (!question.IsMultiple ? right.Count != 1 || !Agree(Whole) : !Agree(question.IsAllOrNothing ? Whole : Parts)) throw new QtiRefusedException(MarkedOtherwise);
        return question with { Stem = QuestionReader.StemWithWords(item, interaction), IsShuffled = false, Remarks = [Beside] };
    }

    /// <summary>What may be chosen together: everything where that is not much, else some of it.</summary>
    private static IEnumerable<IReadOnlyList<string>> Answers(ChoiceQuestion question, Interaction interaction)
    {
        List<string> words = [.. question.Choices.Select(choice => choice.Identifier)];
        if (!question.IsMultiple) return words.Select(word => (IReadOnlyList<string>)[word]);
        var most = interaction.Most == 0 ? words.Count : interaction.Most;
        var random = new Random(1);
        IEnumerable<IReadOnlyList<string>> all = words.Count <= 8
            ? Enumerable.Range(1, (1 << words.Count) - 1).Select(bits => (IReadOnlyList<string>)[.. words.Where((_, at) => (bits >> at & 1) == 1)])
            : [.. words.Select(word => (IReadOnlyList<string>)[word]), [.. question.Choices.Where(choice => choice.IsCorrect).Select(choice => choice.Identifier)],
                .. Enumerable.Range(0, MostTries).Select(_ => (IReadOnlyList<string>)[.. words.OrderBy(_ => random.Next()).Take(random.Next(1, most + 1))])];
        return all.Where(chosen => chosen.Count <= most);
    }

    /// <summary>A number on a slider (QTI 2.1 information model 7.7, "sliderInteraction"): a number to type, right where the position that it stands for is.</summary>
    internal static NumberQuestion? Slider(AssessmentItem item, Interaction interaction, ResponseDeclaration response)
    {
        if (response is not { Cardinality: Cardinality.Single, BaseType: BaseType.Integer or BaseType.Float } || interaction is not { LowerBound: { } lower, UpperBound: { } upper } || !double.IsFinite(lower) || !double.IsFinite(upper) || upper <= lower) return null;
        // Whole numbers go by ones where nothing is said.
        var step = interaction.Step ?? (response.BaseType == BaseType.Integer ? 1 : 0);
        if (step <= 0 || (upper - lower) / step > MostPositions - 1) throw new QtiRefusedException(Fine);
        List<(double First, double Last, double Score)> ranges = [];
        var before = 0.0;
        for (var at = 0; lower + (double)at * step <= upper; at++)
        {
            var position = lower + (double)at * step;
            var score = Lexical.Parse(response.BaseType.Value, Lexical.Number(position)) is { } value ? QuestionReader.Score(item, response, [value]) : 0;
            if (score < 0) throw new QtiRefusedException(Negative);
            if (score > 0 && Math.Abs(score - before) < QuestionReader.Precision) ranges[^1] = ranges[^1] with { Last = position };
            else if (score > 0) ranges.Add((position, position, score));
            before = score;
        }

        if (ranges.Count == 0) return null;
        return new()
        {
            Identifier = "",
            // Whoever types must see what the slider would have shown.
            Stem = $"{QuestionReader.Stem(item, interaction)}<p>{Lexical.Number(lower)} – {Lexical.Number(upper)}</p>",
            MaxScore = ranges.Max(range => range.Score),
            Answers = [.. ranges.Select(range => new NumberAnswer((range.First + range.Last) / 2, (range.Last - range.First) / 2, range.Score))],
            Remarks = [Typed],
        };
    }
}
