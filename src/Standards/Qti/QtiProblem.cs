using System.Globalization;

namespace Lectern.Qti;

/// <summary>Something to tell the person whose item or package it is: a code for programs (kebab-case, stable), an English sentence
/// for people with numbered places for its arguments, so that a caller can translate the sentence.</summary>
public sealed record QtiProblem(string Code, string Sentence, params string[] Arguments)
{
    /// <summary>The English sentence with its arguments in place.</summary>
    public override string ToString() => string.Format(CultureInfo.InvariantCulture, Sentence, [.. Arguments]);

    public bool Equals(QtiProblem? other) =>
        other is not null && Code == other.Code && Sentence == other.Sentence && Arguments.SequenceEqual(other.Arguments);

    public override int GetHashCode() => HashCode.Combine(Code, Sentence, Arguments.Length);
}

/// <summary>Problems in the order in which they were met, each once, and not without end.</summary>
internal sealed class Problems
{
    private const int Enough = 100;
    private const int LongestArgument = 120;
    private readonly List<QtiProblem> all = [];

    internal IReadOnlyList<QtiProblem> All => all;

    internal void Add(string code, string sentence, params string[] arguments)
    {
        var problem = new QtiProblem(code, sentence, [.. arguments.Select(argument => argument.Length <= LongestArgument ? argument : argument[..LongestArgument] + "…")]);
        if (all.Count < Enough && !all.Contains(problem)) all.Add(problem);
    }
}

/// <summary>Processing stopped: something in the item or test can't be done at all, or would never end.</summary>
public sealed class QtiRefusedException(QtiProblem problem) : Exception(problem.ToString())
{
    public QtiProblem Problem { get; } = problem;
}
