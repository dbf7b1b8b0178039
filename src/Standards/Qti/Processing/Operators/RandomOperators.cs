namespace Lectern.Qti.Processing;

/// <summary>Chance, from the session's seed (QTI 2.1 information model 15.1 and 15.3, "random", "randomInteger", "randomFloat").</summary>
internal static class RandomOperators
{
    internal static readonly Dictionary<string, Operator> All = new()
    {
        ["random"] = Operator.Of(1, call => call.Operand(0) is { Items.Count: > 0 } container ? QtiValue.Single(container.BaseType!.Value, container.Items[(int)call.Run.Random.Below(container.Items.Count)]) : null),
        ["randomInteger"] = Operator.Of(0, Integer),
        ["randomFloat"] = Operator.Of(0, Float),
    };

    private static QtiValue? Integer(Call call)
    {
        var (least, most, step) = (call.Attribute("min") is null ? 0 : call.Whole("min"), call.Whole("max"), call.Attribute("step") is null ? 1 : call.Whole("step"));
        return least <= most && step > 0 ? QtiValue.Of(least.Value + step.Value * call.Run.Random.Below((most.Value - least.Value) / step.Value + 1)) : call.IllTyped("min, max and step in order");
    }

    private static QtiValue? Float(Call call)
    {
        var (least, most) = (call.Attribute("min") is null ? 0 : call.Real("min"), call.Real("max"));
        return least <= most ? QtiValue.Of(least.Value + call.Run.Random.Next() * (most.Value - least.Value)) : call.IllTyped("min and max in order");
    }
}
