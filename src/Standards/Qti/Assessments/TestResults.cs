namespace Lectern.Qti.Assessments;

/// <summary>An item of a test as outcome processing sees it.</summary>
public sealed record ItemResult
{
    public required ItemRef Ref { get; init; }

    /// <summary>The identifiers of the sections that it is in, from the outermost.</summary>
    public IReadOnlyList<string> Sections { get; init; } = [];

    /// <summary>Which time it was taken, from 1, when a section takes items with replacement.</summary>
    public int Instance { get; init; } = 1;

    /// <summary>What is known of its variables: outcomes and responses.</summary>
    public IReadOnlyDictionary<string, QtiValue?> Values { get; init; } = new Dictionary<string, QtiValue?>();

    /// <summary>The item, for what it declares; null when it could not be read.</summary>
    public AssessmentItem? Item { get; init; }
    public bool IsPresented { get; init; }
    public bool IsResponded { get; init; }

    /// <summary>Whether all responses are the right ones; null when the item has none to compare with, or was not presented.</summary>
    public bool? IsCorrect { get; init; }

    /// <summary>A result from an item's session.</summary>
    public static ItemResult Of(ItemRef reference, IReadOnlyList<string> sections, Processing.ItemSession session)
    {
        var keys = session.Item.Responses.Where(response => session.Correct(response.Identifier) is not null).ToList();
        return new()
        {
            Ref = reference,
            Sections = sections,
            Item = session.Item,
            Values = session.Outcomes.Concat(session.Responses).ToDictionary(),
            IsPresented = true,
            IsResponded = session.Item.Responses.Any(response => session.Value(response.Identifier) is { } value && !value.Equals(response.Default)),
            IsCorrect = keys.Count == 0 ? null : keys.All(response => session.Correct(response.Identifier)!.Equals(session.Value(response.Identifier))),
        };
    }

    internal QtiValue? Value(string variable) => Values.GetValueOrDefault(Ref.VariableMappings.GetValueOrDefault(variable, variable));

    internal OutcomeDeclaration? Declaration(string variable) => Item?.Outcome(Ref.VariableMappings.GetValueOrDefault(variable, variable));

    /// <summary>A number times the item's weight of this name (1 when it has none, information model 11.4), as a float.</summary>
    internal QtiValue Weighted(QtiValue value, string? weight) =>
        weight is not null && value.Number is { } number && QtiValue.Of(number * Ref.Weights.GetValueOrDefault(weight, 1)) is { } weighted ? weighted : value;
}

/// <summary>All items that were selected for a candidate.</summary>
public sealed class TestResults(IReadOnlyList<ItemResult> items)
{
    public IReadOnlyList<ItemResult> Items => items;

    /// <summary>Those of a section (however deep), with one of these categories, and with none of those; each for all when empty (information model 15.2, "itemSubset").</summary>
    internal IEnumerable<ItemResult> Within(string? section, IReadOnlyList<string> included, IReadOnlyList<string> excluded) =>
        items.Where(item => (section is null || item.Sections.Contains(section))
            && (included.Count == 0 || item.Ref.Categories.Any(included.Contains)) && !item.Ref.Categories.Any(excluded.Contains));

    /// <summary>ITEM.VARIABLE, or ITEM.n.VARIABLE for the n-th time that it was taken (information model 15.1, "variable").</summary>
    internal (bool IsKnown, QtiValue? Value) Lookup(string? name, string? weight)
    {
        // Identifiers may have dots of their own, so the item is found by its name, not by splitting.
        var found = items.Where(item => name is not null && (name.StartsWith(item.Ref.Identifier + ".", StringComparison.Ordinal))).OrderByDescending(item => item.Ref.Identifier.Length).ToList();
        if (found.Count == 0) return (false, null);
        var variable = name![(found[0].Ref.Identifier.Length + 1)..];
        var dot = variable.IndexOf('.', StringComparison.Ordinal);
        if (dot > 0 && Lexical.Integer(variable[..dot]) is { } instance) (found, variable) = ([.. found.Where(item => item.Instance == instance)], variable[(dot + 1)..]);
        return found.Count == 0 ? (true, null) : (true, found[0].Value(variable) is { } value ? found[0].Weighted(value, weight) : null);
    }
}
