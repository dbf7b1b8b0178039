namespace Lectern.Qti.Processing;

/// <summary>Statistics of a container (QTI 2.1 information model 15.3, "statsOperator"): NULL when a member is NULL or no number, or when there are too few.</summary>
internal static class StatisticsOperators
{
    private static readonly Dictionary<string, Func<IReadOnlyList<double>, double?>> Functions = new(StringComparer.Ordinal)
    {
        ["mean"] = numbers => numbers.Average(),
        ["sampleVariance"] = numbers => Squares(numbers) / (numbers.Count - 1),
        ["sampleSD"] = numbers => Math.Sqrt(Squares(numbers) / (numbers.Count - 1)),
        ["popVariance"] = numbers => Squares(numbers) / numbers.Count,
        ["popSD"] = numbers => Math.Sqrt(Squares(numbers) / numbers.Count),
    };

    // As elements of their own, without statsOperator, they are beyond the standard.
    internal static readonly Dictionary<string, Operator> All =
        Functions.Keys.ToDictionary(name => name, name => Operator.Of(1, call => Apply(call, name))).Append(new("statsOperator", Operator.Of(1, call => Apply(call, call.Attribute("name") ?? "")))).ToDictionary();

    private static QtiValue? Apply(Call call, string name)
    {
        if (call.Operand(0) is not { LeftOutNulls: false } value) return null;
        if (!value.IsNumeric || !Functions.TryGetValue(name, out var function)) return call.IllTyped("numbers and the name of a function");
        // Of a sample of one, the variance is 0 by 0.
        return function([.. value.Items.Select(item => QtiValue.AsNumber(item)!.Value)]) is { } result ? ArithmeticOperators.Finite(result) : null;
    }

    private static double Squares(IReadOnlyList<double> numbers)
    {
        var mean = numbers.Average();
        return numbers.Sum(number => (number - mean) * (number - mean));
    }
}
