namespace Lectern.Qti.Processing;

/// <summary>A variable at work: template processing may give it another default and another correct answer than it was declared with.</summary>
internal sealed class Variable(VariableDeclaration declaration)
{
    internal VariableDeclaration Declaration => declaration;
    internal QtiValue? Value { get; set; }
    internal QtiValue? Default { get; set; } = declaration.Default;
    internal QtiValue? Correct { get; set; } = (declaration as ResponseDeclaration)?.Correct;

    /// <summary>As it is when a session begins: numeric outcomes without a default are 0, all else is its default or NULL (QTI 2.1 information model 3.4).</summary>
    internal void Begin() => Value = Default ?? (declaration is OutcomeDeclaration { Cardinality: Cardinality.Single, BaseType: BaseType.Integer or BaseType.Float } ? QtiValue.Single(declaration.BaseType.Value, Zero) : null);

    private object Zero => declaration.BaseType == BaseType.Integer ? 0L : 0.0;
}

/// <summary>The variables of a session by their identifiers.</summary>
internal sealed class VariableStore(Problems problems)
{
    private readonly Dictionary<string, Variable> variables = new(StringComparer.Ordinal);

    internal IEnumerable<Variable> All => variables.Values;

    /// <summary>The first declaration of a name counts.</summary>
    internal void Declare(VariableDeclaration declaration) => variables.TryAdd(declaration.Identifier, new(declaration));

    internal Variable? Find(string? identifier) => identifier is not null && variables.TryGetValue(identifier, out var variable) ? variable : null;

    internal void Set(string identifier, QtiValue? value)
    {
        if (Known(identifier) is { } variable) variable.Value = Fitted(variable, value);
    }

    internal void SetDefault(string identifier, QtiValue? value)
    {
        if (Known(identifier) is { } variable) variable.Default = Fitted(variable, value);
    }

    internal void SetCorrect(string identifier, QtiValue? value)
    {
        if (Known(identifier) is { } variable) variable.Correct = Fitted(variable, value);
    }

    private Variable? Known(string identifier)
    {
        if (Find(identifier) is { } variable) return variable;
        problems.Add("variable-missing", "A rule sets “{0}”, which is not declared.", identifier);
        return null;
    }

    /// <summary>
    /// The value in the type of the variable: whole numbers become floats, floats that are whole become integers, and what is one becomes a container
    /// of one or the other way round. A fraction stays one in an integer outcome, because it is a mark that somebody earned; the author is told.
    /// </summary>
    private QtiValue? Fitted(Variable variable, QtiValue? value)
    {
        var (identifier, cardinality, baseType) = (variable.Declaration.Identifier, variable.Declaration.Cardinality, variable.Declaration.BaseType);
        if (value is null || cardinality == Cardinality.Record && value.Cardinality == Cardinality.Record) return value;
        if (baseType is not { } wanted || value.BaseType is not { } given || cardinality == Cardinality.Single && value.Items.Count != 1) return Refused();
        var items = value.Items;
        if (given != wanted)
        {
            if (!QtiValue.Comparable(given, wanted)) return Refused();
            items = wanted switch
            {
                BaseType.Float or BaseType.Duration => [.. items.Select(item => (object)QtiValue.AsNumber(item)!.Value)],
                BaseType.Integer when items.All(IsWhole) => [.. items.Select(item => (object)(long)QtiValue.AsNumber(item)!.Value)],
                _ => items,
            };
            if (wanted == BaseType.Integer && items.Any(item => item is double))
            {
                problems.Add("integer-fraction", "“{0}” is declared an integer, but a fraction was put into it; it was kept.", identifier);
                wanted = BaseType.Float;
            }
        }
        return cardinality == Cardinality.Single ? QtiValue.Single(wanted, items[0]) : QtiValue.Container(cardinality, wanted, items);

        QtiValue? Refused()
        {
            problems.Add("type-mismatch", "“{0}” can't take the value {1}, which is of another type; it was left without a value.", identifier, value.ToString());
            return null;
        }
    }

    private static bool IsWhole(object item) => QtiValue.AsNumber(item) is { } number && Math.Truncate(number) == number && Math.Abs(number) < 1L << 53;
}
