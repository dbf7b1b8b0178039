using Lectern.Qti.Assessments;

namespace Lectern.Qti.Processing;

/// <summary>One run of rules: the variables, the random numbers, and how much was done already.</summary>
internal sealed class Evaluation(VariableStore variables, SeededRandom random, Problems problems)
{
    /// <summary>Expressions evaluated in one run; real items need some hundreds. What an expression does with many values counts as more of them.</summary>
    private const long MostWork = 200_000;

    /// <summary>Values that are looked at while an expression is evaluated: about as long.</summary>
    private const int ValuesPerWork = 16;

    /// <summary>Values in one container; a repeat could ask for any number.</summary>
    internal const int MostValues = 10_000;

    private long work;

    internal VariableStore Variables => variables;
    internal SeededRandom Random => random;
    internal Problems Problems => problems;

    /// <summary>The items of a test, in outcome processing; null in an item.</summary>
    internal TestResults? Test { get; init; }

    /// <summary>So much more was done.</summary>
    /// <exception cref="QtiRefusedException">It is too much.</exception>
    internal void Spend(long more)
    {
        if ((work += more) > MostWork) throw new QtiRefusedException(new("too-much-work", "The rules ask for more work than any real item does; processing was stopped."));
    }

    /// <summary>So many values were, or are about to be, looked at.</summary>
    internal void Look(long values) => Spend(values / ValuesPerWork);

    internal QtiValue? Evaluate(Expression expression)
    {
        Spend(1);
        if (Operators.Find(expression.Name) is { } known)
            return expression.Operands.Count >= known.Least && expression.Operands.Count <= known.Most ? known.Work(new(expression, this)) : Wrong(expression);
        Problems.Add("expression-unknown", "“{0}” is no expression of the standard; it counts as NULL.", expression.Name);
        return null;
    }

    /// <summary>What an expression says where a boolean is asked for. Beyond the standard, which knows only booleans there: numbers but 0, and all text, are true.</summary>
    internal bool? Truth(Expression expression) => Evaluate(expression) is not { } value ? null
        : value is { IsSingle: true, Item: bool truth } ? truth
        : value.Number is not { } number || number != 0;

    /// <summary>A value for its variable: of a test, also those of its items (ITEM.SCORE).</summary>
    internal QtiValue? Lookup(string? identifier, string? weight)
    {
        if (variables.Find(identifier) is { } variable) return variable.Value;
        if (Test?.Lookup(identifier, weight) is { IsKnown: true } item) return item.Value;
        problems.Add("variable-missing", "A rule reads “{0}”, which is not declared.", identifier ?? "");
        return null;
    }

    private QtiValue? Wrong(Expression expression)
    {
        Problems.Add("operands", "“{0}” has {1} operands, which is not what it takes; it counts as NULL.", expression.Name, $"{expression.Operands.Count}");
        return null;
    }
}

/// <summary>An expression about to be evaluated, as the operators see it.</summary>
internal readonly struct Call(Expression expression, Evaluation run)
{
    internal Expression Expression => expression;
    internal Evaluation Run => run;
    internal int Count => expression.Operands.Count;

    internal QtiValue? Operand(int at) => run.Evaluate(expression.Operands[at]);

    internal bool? Truth(int at) => run.Truth(expression.Operands[at]);

    internal List<QtiValue?> All()
    {
        var all = new List<QtiValue?>(Count);
        foreach (var operand in expression.Operands) all.Add(run.Evaluate(operand));
        return all;
    }

    /// <summary>A single number; null for NULL and for anything else.</summary>
    internal double? Number(int at) => Operand(at) is not { } value ? null : value.Number ?? NotA<double>("number");

    /// <summary>A single text; null for NULL and for anything else.</summary>
    internal string? Text(int at)
    {
        if (Operand(at) is not { } value) return null;
        if (value is { IsSingle: true, Item: string text }) return text;
        // A number that was typed is compared by its text.
        if (value.Number is { } number) return Lexical.Number(number);
        run.Problems.Add("type-mismatch", "“{0}” needs text; it counts as NULL.", expression.Name);
        return null;
    }

    internal string? Attribute(string name) => expression.Attribute(name);

    internal bool Flag(string name, bool otherwise) => Attribute(name) switch { "true" or "1" => true, "false" or "0" => false, _ => otherwise };

    /// <summary>An attribute that is a number, or the name of a variable that holds one ("integerOrVariableRef", with or without braces).</summary>
    internal double? Real(string name) => RealOf(Attribute(name));

    internal double? RealOf(string? text) => text is null ? null : Lexical.Float(text) ?? run.Variables.Find(text.Trim('{', '}'))?.Value?.Number;

    internal long? Whole(string name) => Real(name) is { } real && Math.Abs(real) < 1L << 53 ? (long)Math.Truncate(real) : null;

    internal QtiValue? IllTyped(string needed)
    {
        run.Problems.Add("type-mismatch", "“{0}” needs {1}; it counts as NULL.", expression.Name, needed);
        return null;
    }

    private T? NotA<T>(string needed) where T : struct
    {
        IllTyped($"a {needed}");
        return null;
    }
}
