using System.Globalization;

namespace Lectern.Qti;

/// <summary>A point in an image: pixels from its top left corner.</summary>
public readonly record struct QtiPoint(double X, double Y)
{
    public override string ToString() => $"{Lexical.Number(X)} {Lexical.Number(Y)}";
}

/// <summary>Two identifiers. Whether A B is B A is said by the base type of the value that holds it.</summary>
public readonly record struct QtiPair(string First, string Second)
{
    public override string ToString() => $"{First} {Second}";
}

/// <summary>
/// A value of a variable or an expression (QTI 2.1 information model 3.2). NULL is C#'s null; and because the standard takes empty
/// containers and empty strings for NULL, no value of this class is ever empty.
/// </summary>
public sealed class QtiValue : IEquatable<QtiValue>
{
    private static readonly IReadOnlyDictionary<string, QtiValue?> NoFields = new Dictionary<string, QtiValue?>();

    private QtiValue(Cardinality cardinality, BaseType? baseType, IReadOnlyList<object> items, IReadOnlyDictionary<string, QtiValue?>? fields = null)
    {
        Cardinality = cardinality;
        BaseType = baseType;
        Items = items;
        Fields = fields ?? NoFields;
    }

    public Cardinality Cardinality { get; }

    /// <summary>Null for records alone.</summary>
    public BaseType? BaseType { get; }

    /// <summary>The value, or those of the container: bool, long (integer), double (float, duration), <see cref="QtiPair"/>, <see cref="QtiPoint"/>, and string for all else.</summary>
    public IReadOnlyList<object> Items { get; }

    /// <summary>The fields of a record; none for all else.</summary>
    public IReadOnlyDictionary<string, QtiValue?> Fields { get; }

    /// <summary>Whether a constructor of containers left out members that were NULL; statistics of such a container are NULL (information model, statsOperator).</summary>
    internal bool LeftOutNulls { get; private init; }

    /// <summary>The one value of a single.</summary>
    public object Item => Items[0];

    internal bool IsSingle => Cardinality == Cardinality.Single;
    internal bool IsContainer => Cardinality is Cardinality.Multiple or Cardinality.Ordered;
    internal bool IsNumeric => BaseType is Qti.BaseType.Integer or Qti.BaseType.Float or Qti.BaseType.Duration;

    public static QtiValue Of(bool value) => new(Cardinality.Single, Qti.BaseType.Boolean, [value]);

    public static QtiValue Of(long value) => new(Cardinality.Single, Qti.BaseType.Integer, [value]);

    /// <summary>A float; NULL for what is no number.</summary>
    public static QtiValue? Of(double value) => double.IsNaN(value) ? null : new(Cardinality.Single, Qti.BaseType.Float, [value]);

    /// <summary>A string; NULL for an empty one.</summary>
    public static QtiValue? Of(string? value) => Single(Qti.BaseType.String, value);

    public static QtiValue? Identifier(string? value) => Single(Qti.BaseType.Identifier, value);

    /// <summary>A single value; NULL for an empty string.</summary>
    public static QtiValue? Single(BaseType baseType, object? item) => item is null or "" ? null : new(Cardinality.Single, baseType, [item]);

    /// <summary>A container of these; NULL when it would be empty.</summary>
    public static QtiValue? Container(Cardinality cardinality, BaseType baseType, IEnumerable<object> items) => Container(cardinality, baseType, items, leftOutNulls: false);

    internal static QtiValue? Container(Cardinality cardinality, BaseType baseType, IEnumerable<object> items, bool leftOutNulls)
    {
        var kept = items.Where(item => item is not "").ToList();
        return kept.Count == 0 ? null : new(cardinality, baseType, kept) { LeftOutNulls = leftOutNulls };
    }

    /// <summary>A record of these fields; NULL when there is none.</summary>
    public static QtiValue? Record(IEnumerable<KeyValuePair<string, QtiValue?>> fields)
    {
        var kept = new Dictionary<string, QtiValue?>(StringComparer.Ordinal);
        foreach (var (name, value) in fields) kept[name] = value;
        return kept.Count == 0 ? null : new(Cardinality.Record, null, [], kept);
    }

    /// <summary>The number of a single integer, float or duration; null for all else.</summary>
    public double? Number => IsSingle ? AsNumber(Item) : null;

    internal static double? AsNumber(object item) => item switch { long whole => whole, double real => real, _ => null };

    /// <summary>As JSON has it: true, 3, 0.5, "A", "A B", ["A", "B"], {"field": 1}.</summary>
    public object ToPlain() => Cardinality switch
    {
        Cardinality.Single => Plain(Item),
        Cardinality.Record => Fields.ToDictionary(field => field.Key, field => field.Value?.ToPlain()),
        _ => Items.Select(Plain).ToList(),
    };

    private static object Plain(object item) => item switch
    {
        double real when double.IsInfinity(real) => Lexical.Number(real),
        double real when real == Math.Truncate(real) && Math.Abs(real) < 1e15 => (long)real,
        bool or long or double => item,
        _ => Convert.ToString(item, CultureInfo.InvariantCulture)!,
    };

    /// <summary>The same value: base type, cardinality and all items, of multiples in any order, of pairs in either direction.</summary>
    public bool Equals(QtiValue? other) =>
        other is not null && Cardinality == other.Cardinality && Comparable(BaseType, other.BaseType) && Cardinality switch
        {
            Cardinality.Record => Fields.Count == other.Fields.Count && Fields.All(field => other.Fields.TryGetValue(field.Key, out var value) && Equals(field.Value, value)),
            Cardinality.Multiple => Items.Count == other.Items.Count && ContainsAll(other),
            _ => Items.Count == other.Items.Count && Items.Zip(other.Items).All(both => SameItem(both.First, both.Second, BaseType)),
        };

    public override bool Equals(object? obj) => Equals(obj as QtiValue);

    public override int GetHashCode() => HashCode.Combine(Cardinality, Items.Count, Fields.Count);

    public override string ToString() => Cardinality switch
    {
        Cardinality.Single => Lexical.Text(Item),
        Cardinality.Record => "{" + string.Join(", ", Fields.Select(field => $"{field.Key}: {field.Value?.ToString() ?? "NULL"}")) + "}",
        _ => "[" + string.Join(", ", Items.Select(Lexical.Text)) + "]",
    };

    /// <summary>Whether every item of the other is in this one, as often as there.</summary>
    internal bool ContainsAll(QtiValue other)
    {
        var left = Items.ToList();
        foreach (var wanted in other.Items)
        {
            var at = left.FindIndex(item => SameItem(item, wanted, BaseType));
            if (at < 0) return false;
            left.RemoveAt(at);
        }
        return true;
    }

    internal bool Has(object wanted) => Items.Any(item => SameItem(item, wanted, BaseType));

    internal static bool SameItem(object one, object other, BaseType? baseType) =>
        AsNumber(one) is { } first && AsNumber(other) is { } second ? first == second
        : one is QtiPair pair && other is QtiPair turned && baseType == Qti.BaseType.Pair ? pair == turned || pair == new QtiPair(turned.Second, turned.First)
        : one.Equals(other);

    // Authors mix the types of numbers and the types of names; what they mean is never in doubt.
    internal static bool Comparable(BaseType? one, BaseType? other) => one == other || Family(one) is { } family && family == Family(other);

    private static int? Family(BaseType? baseType) => baseType switch
    {
        Qti.BaseType.Integer or Qti.BaseType.Float or Qti.BaseType.Duration => 1,
        Qti.BaseType.String or Qti.BaseType.Identifier or Qti.BaseType.Uri or Qti.BaseType.File or Qti.BaseType.IntOrIdentifier => 2,
        _ => null,
    };
}
