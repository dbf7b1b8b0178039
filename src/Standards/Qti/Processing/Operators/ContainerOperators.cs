namespace Lectern.Qti.Processing;

/// <summary>Containers and records (QTI 2.1 information model 15.3, "multiple" to "repeat").</summary>
internal static class ContainerOperators
{
    internal static readonly Dictionary<string, Operator> All = new()
    {
        ["multiple"] = Operator.From(0, call => Made(call, Cardinality.Multiple, call.All())),
        ["ordered"] = Operator.From(0, call => Made(call, Cardinality.Ordered, call.All())),
        ["containerSize"] = Operator.Of(1, call => QtiValue.Of((long)(call.Operand(0)?.Items.Count ?? 0))),
        ["index"] = Operator.From(1, Index, most: 2),
        ["fieldValue"] = Operator.Of(1, call => call.Operand(0)?.Fields.GetValueOrDefault(call.Attribute("fieldIdentifier") ?? "")),
        ["member"] = Operator.Of(2, Member),
        ["delete"] = Operator.Of(2, Delete),
        ["contains"] = Operator.Of(2, Contains),
        ["repeat"] = Operator.From(1, Repeat),
    };

    /// <summary>A container of all values, NULLs left out; NULL when they are not of one type.</summary>
    internal static QtiValue? Made(Call call, Cardinality cardinality, IReadOnlyCollection<QtiValue?> values)
    {
        var kept = values.OfType<QtiValue>().ToList();
        if (kept.Count == 0) return null;
        if (kept.Any(value => value.BaseType is null || !QtiValue.Comparable(value.BaseType, kept[0].BaseType))) return call.IllTyped("values of one type");
        if (kept.Sum(value => value.Items.Count) > Evaluation.MostValues) throw new QtiRefusedException(new("too-many-values", "A rule makes a container of more than {0} values; processing was stopped.", $"{Evaluation.MostValues}"));
        call.Run.Look(kept.Sum(value => value.Items.Count));
        var items = kept.SelectMany(value => value.Items);
        var baseType = kept[0].BaseType!.Value;
        if (kept.Any(value => value.BaseType != baseType) && kept[0].IsNumeric) (baseType, items) = (BaseType.Float, items.Select(item => (object)QtiValue.AsNumber(item)!.Value));
        return QtiValue.Container(cardinality, baseType, items, leftOutNulls: kept.Count < values.Count);
    }

    // The number is an attribute; as a second operand it is beyond the standard.
    private static QtiValue? Index(Call call)
    {
        if (call.Operand(0) is not { } container || (call.Count == 2 ? call.Number(1) : call.Real("n")) is not { } number) return null;
        return number >= 1 && number <= container.Items.Count ? QtiValue.Single(container.BaseType!.Value, container.Items[(int)number - 1]) : null;
    }

    private static QtiValue? Member(Call call)
    {
        if (call.Operand(0) is not { } value || call.Operand(1) is not { } container) return null;
        return value is { IsSingle: true } && container.BaseType is not null && QtiValue.Comparable(value.BaseType, container.BaseType) ? QtiValue.Of(container.Has(value.Item)) : call.IllTyped("a value and a container of its type");
    }

    /// <summary>The container without the value; the standard names the value first, authors either.</summary>
    private static QtiValue? Delete(Call call)
    {
        if (call.Operand(0) is not { } first || call.Operand(1) is not { } second) return null;
        var (value, container) = first.IsContainer && !second.IsContainer ? (second, first) : (first, second);
        return value.IsSingle && container.IsContainer ? QtiValue.Container(container.Cardinality, container.BaseType!.Value, container.Items.Where(item => !QtiValue.SameItem(item, value.Item, container.BaseType)))
            : call.IllTyped("a value and a container");
    }

    /// <summary>All of the second in the first, as often; of ordered containers, in a row. A single second, beyond the standard, is one to be found.</summary>
    private static QtiValue? Contains(Call call)
    {
        if (call.Operand(0) is not { } container || call.Operand(1) is not { } part) return null;
        if (!container.IsContainer || part.BaseType is null || !QtiValue.Comparable(container.BaseType, part.BaseType)) return call.IllTyped("two containers of one type");
        call.Run.Look((long)container.Items.Count * part.Items.Count);
        return QtiValue.Of(container.Cardinality == Cardinality.Ordered && part.Cardinality == Cardinality.Ordered ? HasRun(container, part) : container.ContainsAll(part));
    }

    private static bool HasRun(QtiValue container, QtiValue part)
    {
        for (var start = 0; start + part.Items.Count <= container.Items.Count; start++)
            if (part.Items.Zip(container.Items.Skip(start)).All(both => QtiValue.SameItem(both.First, both.Second, container.BaseType))) return true;
        return false;
    }

    private static QtiValue? Repeat(Call call)
    {
        if (call.Whole("numberRepeats") is not { } times || times < 1) return null;
        if (times * call.Count > Evaluation.MostValues) throw new QtiRefusedException(new("too-many-values", "A rule makes a container of more than {0} values; processing was stopped.", $"{Evaluation.MostValues}"));
        var values = new List<QtiValue?>();
        for (var time = 0; time < times; time++) values.AddRange(call.All());
        return Made(call, Cardinality.Ordered, values);
    }
}
