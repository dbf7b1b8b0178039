using System.Collections.Frozen;

namespace Lectern.Qti.Processing;

/// <summary>What an expression does, and how many operands it takes.</summary>
internal readonly record struct Operator(Func<Call, QtiValue?> Work, int Least, int Most)
{
    internal const int Any = int.MaxValue;

    internal static Operator Of(int operands, Func<Call, QtiValue?> work) => new(work, operands, operands);

    internal static Operator From(int least, Func<Call, QtiValue?> work, int most = Any) => new(work, least, most);
}

/// <summary>Every expression by its name: those of the standard (QTI 2.1 information model 15, which 2.2 and 3.0 repeat), and those met beyond it.</summary>
internal static class Operators
{
    private static readonly FrozenDictionary<string, Operator> All = new[]
    {
        LogicOperators.All, ComparisonOperators.All, TextOperators.All, ContainerOperators.All, ArithmeticOperators.All, MathOperators.All,
        StatisticsOperators.All, RandomOperators.All, VariableOperators.All, MappingOperators.All, TestOperators.All, ForeignOperators.All,
    }.SelectMany(family => family).ToFrozenDictionary(StringComparer.Ordinal);

    internal static Operator? Find(string name) => All.TryGetValue(name, out var found) ? found : null;

    internal static IEnumerable<string> Names => All.Keys;
}
