namespace Lectern.Qti.Processing;

/// <summary>Expressions that the standard doesn't have and that are met all the same, in items and in vectors of other engines (docs/qti.md lists them).</summary>
internal static class ForeignOperators
{
    internal static readonly Dictionary<string, Operator> All = new()
    {
        ["isNotNull"] = Operator.Of(1, call => QtiValue.Of(call.Operand(0) is not null)),
        ["notEqual"] = Operator.Of(2, call => ComparisonOperators.Equal(call) is { Item: bool equal } ? QtiValue.Of(!equal) : null),
        ["preCondition"] = Operator.Of(1, call => QtiValue.Of(call.Truth(0) == true)),
        ["allN"] = Operator.From(1, AtMost),
        ["mod"] = ArithmeticOperators.Two((first, second) => second == 0 ? null : QtiValue.Of(first - second * Math.Floor(first / second))),
        ["isTypeOf"] = Operator.Of(2, call => call.Operand(0) is { BaseType: { } baseType } && call.Text(1) is { } name ? QtiValue.Of(Lexical.Name(baseType) == name) : null),
        ["record"] = Operator.From(0, Record),
        ["mapOutcome"] = Operator.Of(0, MapOutcome),
        ["lookupTable"] = Operator.Of(1, LookUp),
    };

    private static QtiValue? AtMost(Call call)
    {
        if (call.Whole("max") is not { } most) return call.IllTyped("max");
        var yes = 0;
        for (var at = 0; at < call.Count; at++) if (call.Truth(at) == true) yes++;
        return QtiValue.Of(yes <= most);
    }

    /// <summary>A record of fieldValue elements, each of one expression. Records in records are none of the standard's, and could grow without end.</summary>
    private static QtiValue? Record(Call call)
    {
        var run = call.Run;
        return QtiValue.Record(call.Expression.Operands.Where(field => field.Name == "fieldValue" && field.Operands.Count == 1 && field.Attribute("fieldIdentifier") is not null)
            .Select(field => KeyValuePair.Create(field.Attribute("fieldIdentifier")!, run.Evaluate(field.Operands[0]) is { Cardinality: not Cardinality.Record } value ? value : null)));
    }

    private static QtiValue? MapOutcome(Call call) =>
        VariableOperators.Declared(call) is { Declaration: OutcomeDeclaration { Mapping: { } mapping } outcome, Value: var value } ? MappingOperators.Map(call.Run, mapping, value, outcome) : null;

    /// <summary>The table is inside of the expression instead of at an outcome.</summary>
    private static QtiValue? LookUp(Call call)
    {
        call.Run.Look(call.Expression.Element.Descendants().Count());
        return Reading.DeclarationReader.Table(call.Expression.Element, BaseType.Float) is { } table ? table.Of(call.Operand(0)?.Number) : call.IllTyped("a table");
    }
}
