namespace Lectern.Qti.Processing;

/// <summary>
/// Arithmetic (QTI 2.1 information model 15.3): integers stay integers where the standard says so, all else are doubles. A NULL makes the result
/// NULL, and so does what is no number: division by zero, overflow of an integer.
/// </summary>
internal static class ArithmeticOperators
{
    internal static readonly Dictionary<string, Operator> All = new()
    {
        ["sum"] = Operator.From(1, call => OverAll(call, numbers => numbers.Sum())),
        ["product"] = Operator.From(1, call => OverAll(call, numbers => numbers.Aggregate(1.0, (product, number) => product * number))),
        ["max"] = Operator.From(1, call => OverAll(call, numbers => numbers.Max())),
        ["min"] = Operator.From(1, call => OverAll(call, numbers => numbers.Min())),
        ["gcd"] = Operator.From(1, call => OverAll(call, numbers => numbers.Aggregate(0.0, Gcd))),
        ["lcm"] = Operator.From(1, call => OverAll(call, numbers => numbers.Select(Math.Abs).Aggregate(1.0, (one, other) => one == 0 || other == 0 ? 0 : one / Gcd(one, other) * other))),
        ["subtract"] = Operator.Of(2, Subtract),
        ["divide"] = Two((first, second) => second == 0 ? null : QtiValue.Of(first / second)),
        ["power"] = Two((first, second) => Finite(Math.Pow(first, second))),
        ["integerDivide"] = Two((first, second) => second == 0 ? null : Whole(Math.Floor(first / second))),
        ["integerModulus"] = Two((first, second) => second == 0 ? null : Whole(first - second * Math.Floor(first / second))),
        ["truncate"] = One(number => Whole(Math.Truncate(number))),
        // From n-0.5 up to but without n+0.5 it is n.
        ["round"] = One(number => Whole(Math.Floor(number + 0.5))),
        ["roundTo"] = Operator.Of(1, call => call.Number(0) is { } number && Rounding.To(call, number) is { } rounded ? QtiValue.Of(rounded) : null),
        ["integerToFloat"] = One(number => QtiValue.Of(number)),
    };

    /// <summary>An integer; infinities stay what they are, and what is too large to be exact is NULL.</summary>
    internal static QtiValue? Whole(double number) => double.IsInfinity(number) ? QtiValue.Of(number) : Math.Abs(number) < 1L << 53 ? QtiValue.Of((long)number) : null;

    internal static Operator One(Func<double, QtiValue?> work) => Operator.Of(1, call => call.Number(0) is { } number ? work(number) : null);

    internal static Operator Two(Func<double, double, QtiValue?> work) => Operator.Of(2, call => call.Number(0) is { } first && call.Number(1) is { } second ? work(first, second) : null);

    /// <summary>All numbers of all operands, which may be containers; NULL when one operand is NULL or no number.</summary>
    private static QtiValue? OverAll(Call call, Func<List<double>, double> work)
    {
        var values = call.All();
        if (values.Contains(null)) return null;
        if (!values.All(value => value!.IsNumeric)) return call.IllTyped("numbers");
        var result = work([.. values.SelectMany(value => value!.Items).Select(item => QtiValue.AsNumber(item)!.Value)]);
        return values.All(value => value!.BaseType == BaseType.Integer) ? Whole(result) : QtiValue.Of(result);
    }

    private static QtiValue? Subtract(Call call)
    {
        if (call.Operand(0) is not { } first || call.Operand(1) is not { } second) return null;
        if (first.Number is not { } one || second.Number is not { } other) return call.IllTyped("numbers");
        return first.BaseType == BaseType.Integer && second.BaseType == BaseType.Integer ? Whole(one - other) : QtiValue.Of(one - other);
    }

    internal static QtiValue? Finite(double number) => double.IsFinite(number) ? QtiValue.Of(number) : null;

    private static double Gcd(double one, double other)
    {
        if (!double.IsFinite(one) || !double.IsFinite(other)) return double.NaN;
        for ((one, other) = (Math.Abs(one), Math.Abs(other)); other != 0;) (one, other) = (other, one % other);
        return one;
    }
}
