namespace Lectern.Qti.Processing;

/// <summary>Comparing values and numbers; a NULL makes each of them NULL (QTI 2.1 information model 15.3).</summary>
internal static class ComparisonOperators
{
    internal static readonly Dictionary<string, Operator> All = new()
    {
        ["match"] = Operator.Of(2, Match),
        ["equal"] = Operator.Of(2, Equal),
        ["equalRounded"] = Operator.Of(2, EqualRounded),
        ["lt"] = Numbers((first, second) => first < second),
        ["gt"] = Numbers((first, second) => first > second),
        ["lte"] = Numbers((first, second) => first <= second),
        ["gte"] = Numbers((first, second) => first >= second),
        ["durationLT"] = Numbers((first, second) => first < second),
        ["durationGTE"] = Numbers((first, second) => first >= second),
        ["inside"] = Operator.Of(1, Inside),
    };

    private static Operator Numbers(Func<double, double, bool> compare) =>
        Operator.Of(2, call => call.Number(0) is { } first && call.Number(1) is { } second ? QtiValue.Of(compare(first, second)) : null);

    private static QtiValue? Match(Call call) => call.Operand(0) is { } first && call.Operand(1) is { } second ? Same(call, first, second) : null;

    private static QtiValue? Same(Call call, QtiValue first, QtiValue second)
    {
        call.Run.Look((long)first.Items.Count * second.Items.Count);
        return QtiValue.Of(first.Equals(second));
    }

    /// <summary>Numbers, with a tolerance around the first. Other types, which the standard leaves to match, are compared as match does.</summary>
    internal static QtiValue? Equal(Call call)
    {
        if (call.Operand(0) is not { } one || call.Operand(1) is not { } other) return null;
        if (one.Number is not { } x || other.Number is not { } y) return Same(call, one, other);
        if (call.Attribute("toleranceMode") is not ("absolute" or "relative")) return QtiValue.Of(x == y);

        var tolerances = (call.Attribute("tolerance") ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (tolerances.Length is not (1 or 2) || call.RealOf(tolerances[0]) is not { } below || call.RealOf(tolerances[^1]) is not { } above || below < 0 || above < 0)
            return call.IllTyped("one or two tolerances that are not below zero");
        // Relative tolerances are per cent of the first number, whichever side of zero it is on.
        var unit = call.Attribute("toleranceMode") == "relative" ? Math.Abs(x) / 100 : 1;
        var (lowest, highest) = (x - below * unit, x + above * unit);
        return QtiValue.Of((call.Flag("includeLowerBound", true) ? y >= lowest : y > lowest) && (call.Flag("includeUpperBound", true) ? y <= highest : y < highest));
    }

    private static QtiValue? EqualRounded(Call call)
    {
        if (call.Number(0) is not { } first || call.Number(1) is not { } second) return null;
        return Rounding.To(call, first) is { } one && Rounding.To(call, second) is { } other ? QtiValue.Of(one == other) : null;
    }

    /// <summary>Whether the point, or one of the points, is in the area.</summary>
    private static QtiValue? Inside(Call call)
    {
        if (call.Operand(0) is not { } value) return null;
        if (value.BaseType != BaseType.Point || Area.Read(call.Attribute("shape"), call.Attribute("coords")) is not { } area) return call.IllTyped("points and an area");
        return QtiValue.Of(value.Items.Any(item => area.Contains((QtiPoint)item)));
    }
}
