namespace Lectern.Qti.Processing;

/// <summary>
/// How much an item can give. The standard leaves it to the author: MAXSCORE (by custom), or the normalMaximum of SCORE (information model 3.4).
/// Where neither is said it is worked out: what the standard's templates can give at most, or what the right answers give.
/// </summary>
public static class MaxScore
{
    /// <summary>Null when it can't be known, as for an essay.</summary>
    public static double? Of(AssessmentItem item)
    {
        if (item.Outcome(BuiltIn.MaxScore)?.Default?.Number is { } declared) return declared;
        if (item.Outcome(BuiltIn.Score)?.NormalMaximum is { } normal) return normal;
        if (item.ResponseRules.Count == 0) return null;
        try
        {
            return Best(item) is { } best and > 0 ? best : null;
        }
        catch (QtiRefusedException)
        {
            return null;
        }
    }

    private static double? Best(AssessmentItem item)
    {
        var session = ItemSession.Begin(item);
        if (item.Responses.All(response => session.Correct(response.Identifier) is null && BestAnswer(item, response) is null)) return null;
        var byKey = ScoreOf(session, response => session.Correct(response.Identifier) ?? BestAnswer(item, response));
        var byMapping = ScoreOf(ItemSession.Begin(item), response => BestAnswer(item, response) ?? session.Correct(response.Identifier));
        return byKey is null ? byMapping : Math.Max(byKey.Value, byMapping ?? byKey.Value);
    }

    private static double? ScoreOf(ItemSession session, Func<ResponseDeclaration, QtiValue?> answer)
    {
        foreach (var response in session.Item.Responses) session.Respond(response.Identifier, answer(response));
        session.Submit();
        return session.Value(BuiltIn.Score)?.Number;
    }

    /// <summary>The answer for which a mapping gives most, as far as the interaction allows so many.</summary>
    private static QtiValue? BestAnswer(AssessmentItem item, ResponseDeclaration response)
    {
        if (response.BaseType is not { } baseType) return null;
        var most = item.Interactions.FirstOrDefault(interaction => interaction.ResponseIdentifier == response.Identifier)?.Most is { } limit and > 0 ? limit : int.MaxValue;
        var gains = response.Mapping is { } mapping ? mapping.Entries.Where(entry => entry.Value > 0).OrderByDescending(entry => entry.Value).Select(entry => (object?)entry.Key)
            : response.AreaMapping is { } areas ? areas.Entries.Where(entry => entry.Value > 0).OrderByDescending(entry => entry.Value).Select(entry => (object?)entry.Area.PointInside())
            : [];
        var items = gains.OfType<object>().Take(response.Cardinality == Cardinality.Single ? 1 : most).ToList();
        return items.Count == 0 ? null : response.Cardinality == Cardinality.Single ? QtiValue.Single(baseType, items[0]) : QtiValue.Container(response.Cardinality, baseType, items);
    }
}
