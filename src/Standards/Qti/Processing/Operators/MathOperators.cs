namespace Lectern.Qti.Processing;

/// <summary>Functions and constants (QTI 2.1 information model 15.3, "mathOperator", "mathConstant"). Angles are in radians; outside of its domain a function is NULL.</summary>
internal static class MathOperators
{
    internal static readonly Dictionary<string, Operator> All = new()
    {
        ["mathOperator"] = Operator.From(1, Apply, most: 2),
        ["mathConstant"] = Operator.Of(0, call => call.Attribute("name") switch { "pi" => QtiValue.Of(Math.PI), "e" => QtiValue.Of(Math.E), _ => call.IllTyped("pi or e") }),
    };

    private static readonly Dictionary<string, Func<double, double>> Functions = new(StringComparer.Ordinal)
    {
        ["sin"] = Math.Sin,
        ["cos"] = Math.Cos,
        ["tan"] = Math.Tan,
        ["sec"] = x => 1 / Math.Cos(x),
        ["csc"] = x => 1 / Math.Sin(x),
        ["cot"] = x => 1 / Math.Tan(x),
        ["asin"] = Math.Asin,
        ["acos"] = Math.Acos,
        ["atan"] = Math.Atan,
        ["asec"] = x => Math.Acos(1 / x),
        ["acsc"] = x => Math.Asin(1 / x),
        ["acot"] = x => Math.Atan(1 / x),
        ["sinh"] = Math.Sinh,
        ["cosh"] = Math.Cosh,
        ["tanh"] = Math.Tanh,
        ["sech"] = x => 1 / Math.Cosh(x),
        ["csch"] = x => 1 / Math.Sinh(x),
        ["coth"] = x => 1 / Math.Tanh(x),
        ["log"] = Math.Log10,
        ["ln"] = Math.Log,
        ["exp"] = Math.Exp,
        ["abs"] = Math.Abs,
        ["toDegrees"] = x => x * 180 / Math.PI,
        ["toRadians"] = x => x * Math.PI / 180,
    };

    private static readonly Dictionary<string, Func<double, double>> ToIntegers = new(StringComparer.Ordinal)
    {
        ["floor"] = Math.Floor,
        ["ceil"] = Math.Ceiling,
        ["signum"] = x => Math.Sign(x),
    };

    private static QtiValue? Apply(Call call)
    {
        if (call.Operand(0) is not { } value) return null;
        if (value.Number is not { } number) return call.IllTyped("numbers");
        var name = call.Attribute("name") ?? "";
        if (name == "atan2") return call.Count == 2 && call.Number(1) is { } x ? QtiValue.Of(Math.Atan2(number, x)) : null;
        if (ToIntegers.TryGetValue(name, out var toInteger)) return ArithmeticOperators.Whole(toInteger(number));
        if (!Functions.TryGetValue(name, out var function)) return call.IllTyped("the name of a function");
        return name == "abs" && value.BaseType == BaseType.Integer ? ArithmeticOperators.Whole(Math.Abs(number)) : QtiValue.Of(function(number));
    }
}
