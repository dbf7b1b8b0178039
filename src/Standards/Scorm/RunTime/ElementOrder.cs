namespace Lectern.Scorm.RunTime;

/// <summary>An order in which elements can be set one by one: members of collections by their numbers, and first what others depend on
/// (the identifier, then the type of an interaction).</summary>
internal sealed class ElementOrder : IComparer<string>
{
    internal static readonly ElementOrder Instance = new();

    public int Compare(string? x, string? y)
    {
        var (left, right) = ((x ?? "").Split('.'), (y ?? "").Split('.'));
        for (var at = 0; at < Math.Min(left.Length, right.Length); at++)
        {
            if (left[at] == right[at]) continue;
            if (int.TryParse(left[at], out var one) && int.TryParse(right[at], out var other)) return one.CompareTo(other);
            var order = Rank(left[at]).CompareTo(Rank(right[at]));
            return order != 0 ? order : string.CompareOrdinal(left[at], right[at]);
        }
        return left.Length.CompareTo(right.Length);
    }

    private static int Rank(string name) => name switch { "id" => 0, "type" => 1, _ => 2 };
}
