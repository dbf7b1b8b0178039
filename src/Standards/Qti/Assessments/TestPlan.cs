using Lectern.Qti.Processing;

namespace Lectern.Qti.Assessments;

/// <summary>The items of a test for one candidate, in their order: selection and ordering by a recorded seed (QTI 2.1 information model 11.3).</summary>
public sealed record TestPlan(IReadOnlyList<PlannedItem> Items)
{
    /// <summary>The same test and seed give the same plan.</summary>
    public static TestPlan Make(AssessmentTest test, long seed)
    {
        var random = new SeededRandom(seed);
        var items = new List<PlannedItem>();
        foreach (var part in test.Parts)
            foreach (var section in part.Sections)
                items.AddRange(Of(section, [section.Identifier], random).SelectMany(group => group).Select(item => item with { Part = part.Identifier }));
        // An item that is taken again is told apart by its number.
        var times = new Dictionary<string, int>(StringComparer.Ordinal);
        return new([.. items.Select(item => item with { Instance = times[item.Ref.Identifier] = times.GetValueOrDefault(item.Ref.Identifier) + 1 })]);
    }

    /// <summary>A section's items as groups that stay together: one item, or all items of a section inside of it.</summary>
    private static List<List<PlannedItem>> Of(TestSection section, IReadOnlyList<string> path, SeededRandom random)
    {
        var selected = Selected(section, random);
        var groups = new List<(bool IsFixed, List<PlannedItem> Items)>();
        foreach (var child in selected)
        {
            if (child is ItemRef item) groups.Add((child.IsFixed, [new(item, path)]));
            else if (child is TestSection inner)
            {
                var made = Of(inner, [.. path, inner.Identifier], random);
                // What is invisible and needs no keeping together is mixed in among the others.
                if (!inner.IsVisible && !inner.IsKeptTogether && !inner.IsFixed) groups.AddRange(made.Select(items => (false, items)));
                else groups.Add((child.IsFixed, [.. made.SelectMany(items => items)]));
            }
        }
        if (!section.IsShuffled) return [.. groups.Select(group => group.Items)];
        var free = groups.Where(group => !group.IsFixed).Select(group => group.Items).ToList();
        for (var at = free.Count - 1; at > 0; at--)
        {
            var other = (int)random.Below(at + 1);
            (free[at], free[other]) = (free[other], free[at]);
        }
        var next = 0;
        return [.. groups.Select(group => group.IsFixed ? group.Items : free[next++])];
    }

    /// <summary>The children that are taken: all that are required, the rest by chance; in the order of the document.</summary>
    private static List<SectionPart> Selected(TestSection section, SeededRandom random)
    {
        if (section.Selection is not { } selection) return [.. section.Children];
        var taken = section.Children.Select((child, at) => (Child: child, Place: at)).Where(entry => entry.Child.IsRequired).Select(entry => entry.Place).ToList();
        var pool = Enumerable.Range(0, section.Children.Count).Where(place => selection.WithReplacement || !taken.Contains(place)).ToList();
        while (taken.Count < Math.Min(selection.Select, Most) && pool.Count > 0)
        {
            var at = (int)random.Below(pool.Count);
            taken.Add(pool[at]);
            if (!selection.WithReplacement) pool.RemoveAt(at);
        }
        return [.. taken.Order().Select(place => section.Children[place])];
    }

    // With replacement, a section could ask for any number of items.
    private const int Most = 1000;
}

/// <summary>An item at its place.</summary>
/// <param name="Sections">The identifiers of the sections around it, from the outermost.</param>
public sealed record PlannedItem(ItemRef Ref, IReadOnlyList<string> Sections)
{
    public string Part { get; init; } = "";

    /// <summary>Which time it is taken, from 1.</summary>
    public int Instance { get; init; } = 1;
}
