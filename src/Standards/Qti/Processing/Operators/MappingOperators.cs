namespace Lectern.Qti.Processing;

/// <summary>Answers turned into numbers (QTI 2.1 information model 15.1, "mapResponse", "mapResponsePoint"; bounds as in 3.3, "mapping").</summary>
internal static class MappingOperators
{
    internal static readonly Dictionary<string, Operator> All = new()
    {
        ["mapResponse"] = Operator.Of(0, MapResponse),
        ["mapResponsePoint"] = Operator.Of(0, MapResponsePoint),
    };

    private static QtiValue? MapResponse(Call call)
    {
        if (VariableOperators.Declared(call) is not { } variable) return null;
        if (variable.Declaration is ResponseDeclaration { Mapping: { } mapping }) return Map(call.Run, mapping, variable.Value, variable.Declaration);
        call.Run.Problems.Add("mapping-missing", "“{0}” is to be mapped, but has no mapping; it counts 0.", variable.Declaration.Identifier);
        return QtiValue.Of(0.0);
    }

    /// <summary>The sum of what each answer counts, within the bounds. The default of the mapping is for an answer that it doesn't name: no answer, in a container, counts nothing.</summary>
    internal static QtiValue? Map(Evaluation run, Mapping mapping, QtiValue? value, VariableDeclaration declaration)
    {
        run.Look((long)(value?.Items.Count ?? 0) * mapping.Entries.Count);
        return QtiValue.Of(mapping.Bounded(value is not null ? value.Items.Sum(item => mapping.Of(item, value.BaseType)) : declaration.Cardinality == Cardinality.Single ? mapping.Default : 0));
    }

    private static QtiValue? MapResponsePoint(Call call)
    {
        if (VariableOperators.Declared(call) is not { } variable) return null;
        if (variable.Declaration is not ResponseDeclaration { AreaMapping: { } mapping })
        {
            call.Run.Problems.Add("mapping-missing", "“{0}” is to be mapped, but has no mapping; it counts 0.", variable.Declaration.Identifier);
            return QtiValue.Of(0.0);
        }
        if (variable.Value is not { } value) return QtiValue.Of(mapping.Bounded(variable.Declaration.Cardinality == Cardinality.Single ? mapping.Default : 0));
        if (value.BaseType != BaseType.Point) return call.IllTyped("points");
        call.Run.Look(2L * value.Items.Count * mapping.Entries.Count);
        // Each area counts once; each point that is in none counts the default.
        var left = mapping.Entries.ToList();
        var sum = 0.0;
        foreach (var point in value.Items.Cast<QtiPoint>())
        {
            if (left.FirstOrDefault(entry => entry.Area.Contains(point)) is { } hit)
            {
                left.Remove(hit);
                sum += hit.Value;
            }
            else if (!mapping.Entries.Any(entry => entry.Area.Contains(point))) sum += mapping.Default;
        }
        return QtiValue.Of(mapping.Bounded(sum));
    }
}
