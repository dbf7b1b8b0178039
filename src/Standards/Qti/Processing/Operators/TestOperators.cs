using Lectern.Qti.Assessments;

namespace Lectern.Qti.Processing;

/// <summary>What a test knows of its items (QTI 2.1 information model 15.2, "Expressions Used only in Outcomes Processing").</summary>
internal static class TestOperators
{
    internal static readonly Dictionary<string, Operator> All = new()
    {
        ["testVariables"] = Operator.Of(0, TestVariables),
        ["outcomeMaximum"] = Operator.Of(0, call => Extremes(call, outcome => outcome.NormalMaximum)),
        ["outcomeMinimum"] = Operator.Of(0, call => Extremes(call, outcome => outcome.NormalMinimum)),
        ["numberCorrect"] = Number(item => item.IsCorrect == true),
        ["numberIncorrect"] = Number(item => item.IsCorrect == false),
        ["numberPresented"] = Number(item => item.IsPresented),
        ["numberResponded"] = Number(item => item.IsResponded),
        ["numberSelected"] = Number(_ => true),
    };

    private static Operator Number(Func<ItemResult, bool> counts) => Operator.Of(0, call => QtiValue.Of((long)Items(call).Count(counts)));

    private static IEnumerable<ItemResult> Items(Call call) => Results(call).Within(
        call.Attribute("sectionIdentifier"), Words(call.Attribute("includeCategory")), Words(call.Attribute("excludeCategory")));

    private static TestResults Results(Call call) => call.Run.Test
        ?? throw new QtiRefusedException(new("test-only", "“{0}” speaks of the items of a test, and can't be used in an item.", call.Expression.Name));

    private static string[] Words(string? text) => text?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>The values of one variable of all items; NULLs and containers are left out, and so is what is of another type. Weighted, they are floats.</summary>
    private static QtiValue? TestVariables(Call call)
    {
        var name = call.Attribute("variableIdentifier") ?? "";
        var wanted = Lexical.BaseTypeOf(call.Attribute("baseType"));
        var weight = call.Attribute("weightIdentifier");
        var values = Items(call).Select(item => item.Value(name) is { IsSingle: true } value && (wanted is null ? value.IsNumeric : value.BaseType == wanted) ? item.Weighted(value, weight) : null)
            .OfType<QtiValue>().ToList();
        return ContainerOperators.Made(call, Cardinality.Multiple, values);
    }

    /// <summary>The declared extremes of an outcome of all items; NULL when one doesn't declare it, because the total can't be known then.</summary>
    private static QtiValue? Extremes(Call call, Func<OutcomeDeclaration, double?> extreme)
    {
        var name = call.Attribute("outcomeIdentifier") ?? "";
        var weight = call.Attribute("weightIdentifier");
        var values = Items(call).Select(item => item.Declaration(name) is { } outcome && extreme(outcome) is { } bound ? item.Weighted(QtiValue.Of(bound)!, weight) : null).ToList();
        return values.Contains(null) ? null : ContainerOperators.Made(call, Cardinality.Multiple, values);
    }
}
