namespace Lectern.Qti.Questions;

/// <summary>
/// What right pairs earn by themselves: by the mapping, else by trying the item's rules. The template match_correct gives everything or nothing;
/// rules of its own may give parts; map_response without a mapping has nothing to count by (QTI 2.1 information model 15.1, "mapResponse"), and
/// neither has an item without rules: then the pairs share evenly, which is said.
/// </summary>
/// <param name="Shares">For each pair, in their order.</param>
/// <param name="IsAllOrNothing">Only all of them together give something.</param>
/// <param name="IsUnknown">The item doesn't say what parts earn.</param>
internal sealed record Credit(IReadOnlyList<double> Shares, bool IsAllOrNothing = false, bool IsUnknown = false)
{
    private static readonly QtiProblem Whole = new("whole-only", "Only a wholly right answer earns points, as its file says.");
    private static readonly QtiProblem Unknown = new("parts-unsaid", "Its file doesn't say how partly right answers count: here each right part earns the same share.");

    /// <param name="isAllOrNothing">Whether the question is taken so.</param>
    internal IReadOnlyList<Remark> Remarks(bool isAllOrNothing) => isAllOrNothing ? [new(Whole, IsLost: false)] : IsUnknown ? [new(Unknown, IsLost: true)] : [];

    internal static Credit Of(AssessmentItem item, ResponseDeclaration response, IReadOnlyList<QtiPair> keys)
    {
        if (response.Mapping is { } mapping) return new([.. keys.Select(pair => mapping.Of(pair, BaseType.DirectedPair))]);
        if (keys.Count == 0) return new([]);
        var all = QuestionReader.Score(item, response, keys.Cast<object>());
        if (all <= 0) return new([.. keys.Select(_ => 1.0 / keys.Count)], IsUnknown: true);
        List<double> alone = [.. keys.Select(pair => QuestionReader.Score(item, response, [pair]))];
        if (keys.Count > 1 && Math.Abs(alone.Sum() - all) < QuestionReader.Precision) return new(alone);
        var isWhole = keys.Count == 1 || alone.TrueForAll(score => score == 0) && keys.All(left => QuestionReader.Score(item, response, keys.Where(pair => pair != left).Cast<object>()) == 0);
        return new([.. keys.Select(_ => all / keys.Count)], isWhole, !isWhole);
    }
}
