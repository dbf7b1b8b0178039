namespace Lectern.Qti.Processing;

/// <summary>Truth with a third value: what NULL leaves open is NULL (QTI 2.1 information model 15.3, "and", "or", "not", "anyN", "isNull").</summary>
internal static class LogicOperators
{
    internal static readonly Dictionary<string, Operator> All = new()
    {
        ["and"] = Operator.From(1, And),
        ["or"] = Operator.From(1, Or),
        ["not"] = Operator.Of(1, Not),
        ["anyN"] = Operator.From(1, AnyN),
        ["isNull"] = Operator.Of(1, call => QtiValue.Of(call.Operand(0) is null)),
    };

    internal static QtiValue? Of(bool? truth) => truth is { } known ? QtiValue.Of(known) : null;

    private static QtiValue? And(Call call)
    {
        bool? result = true;
        for (var at = 0; at < call.Count && result != false; at++) result &= call.Truth(at);
        return Of(result);
    }

    private static QtiValue? Or(Call call)
    {
        bool? result = false;
        for (var at = 0; at < call.Count && result != true; at++) result |= call.Truth(at);
        return Of(result);
    }

    private static QtiValue? Not(Call call) => Of(!call.Truth(0));

    private static QtiValue? AnyN(Call call)
    {
        if (call.Whole("min") is not { } least || call.Whole("max") is not { } most) return call.IllTyped("min and max");
        var (yes, open) = (0, 0);
        for (var at = 0; at < call.Count; at++)
        {
            var truth = call.Truth(at);
            if (truth == true) yes++;
            else if (truth is null) open++;
        }
        return yes > most || yes + open < least ? QtiValue.Of(false) : yes >= least && yes + open <= most ? QtiValue.Of(true) : null;
    }
}
