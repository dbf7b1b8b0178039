using System.Globalization;

namespace Lectern.QuestionFiles;

/// <summary>What came of reading a file of questions. One bad question never takes the others with it.</summary>
/// <param name="Format">By whose rules it was read; null when it is of no kind that is known.</param>
/// <param name="Encoding">How the characters were encoded: "utf-8".</param>
/// <param name="Questions">All that can be taken in, in the file's order.</param>
/// <param name="Problems">What can't, what is lost and what was read otherwise than one may expect, in the file's order.</param>
public sealed record QuestionFile(IQuestionFormat? Format, string Encoding, IReadOnlyList<PortableQuestion> Questions, IReadOnlyList<Problem> Problems)
{
    /// <summary>Whether nothing was refused.</summary>
    public bool IsWhole => !Problems.Any(problem => problem.Level == ProblemLevel.Refused);

    /// <summary>The categories that the file names, in its order, with or without questions.</summary>
    public IReadOnlyList<QuestionCategory> Categories { get; init; } = [];

    /// <summary>How many there are of each type that the file itself names (Moodle XML: "multichoice", "category", "stack"), taken in or not; empty where a format names none.</summary>
    public IReadOnlyDictionary<string, int> NamedTypes { get; init; } = new Dictionary<string, int>();
}

/// <summary>How bad a problem is.</summary>
public enum ProblemLevel
{
    /// <summary>A question (or the file) isn't taken in.</summary>
    Refused,
    /// <summary>It is taken in, but something of it is lost.</summary>
    Lost,
    /// <summary>Nothing is lost; but look whether it is what was meant.</summary>
    Note,
}

/// <summary>Something to tell the person whose file it is: a code for programs, an English sentence for people with numbered places
/// for its arguments (so that a caller can translate the sentence).</summary>
/// <param name="Line">From 1; 0 when it is about no line.</param>
/// <param name="Column">From 1; 0 when it is about no column.</param>
/// <param name="Question">The name of the question that it is about; null for none.</param>
public sealed record Problem(ProblemLevel Level, int Line, int Column, string? Question, string Code, string Sentence, params IReadOnlyList<string> Arguments)
{
    /// <summary>The English sentence with its arguments in place.</summary>
    public override string ToString() => string.Format(CultureInfo.InvariantCulture, Sentence, [.. Arguments]);
}

/// <summary>What came of writing questions.</summary>
/// <param name="Problems">Refused: a question isn't in the text. Lost: something of it isn't.</param>
public sealed record WrittenQuestions(string Text, IReadOnlyList<Problem> Problems);

/// <summary>How strictly files are read.</summary>
/// <param name="AnyGrade">Take grades that Moodle doesn't know as they are. Otherwise their question is refused, as Moodle's import does unless it is told to take the nearest.</param>
public sealed record ReadingOptions(bool AnyGrade = false)
{
    public static ReadingOptions Usual { get; } = new();
}
