namespace Lectern.Qti.Processing;

/// <summary>Where values come from (QTI 2.1 information model 15.1, "Built-in General Expressions").</summary>
internal static class VariableOperators
{
    internal static readonly Dictionary<string, Operator> All = new()
    {
        ["baseValue"] = Operator.Of(0, BaseValue),
        ["null"] = Operator.Of(0, _ => null),
        ["variable"] = Operator.Of(0, call => call.Run.Lookup(call.Attribute("identifier"), call.Attribute("weightIdentifier"))),
        ["correct"] = Operator.Of(0, call => Declared(call)?.Correct),
        ["default"] = Operator.Of(0, call => Declared(call)?.Default),
        ["customOperator"] = Operator.From(0, Custom),
    };

    internal static Variable? Declared(Call call)
    {
        if (call.Run.Variables.Find(call.Attribute("identifier")) is { } variable) return variable;
        call.Run.Problems.Add("variable-missing", "A rule reads “{0}”, which is not declared.", call.Attribute("identifier") ?? "");
        return null;
    }

    private static QtiValue? BaseValue(Call call)
    {
        if (Lexical.BaseTypeOf(call.Attribute("baseType")) is not { } baseType) return call.IllTyped("a base type");
        var text = call.Expression.Element.Value;
        var value = Lexical.ParseValue(baseType, text);
        return value is null && text.Trim().Length > 0 ? call.IllTyped($"a value that is a {Lexical.Name(baseType)}") : value;
    }

    // Whoever wrote it knew an engine that has it; nothing of the kind is loaded here.
    private static QtiValue? Custom(Call call)
    {
        var name = call.Attribute("class") ?? call.Attribute("definition") ?? "";
        call.Run.Problems.Add("custom-operator", "The custom operator “{0}” is not known here; it counts as NULL.", name);
        return null;
    }
}
