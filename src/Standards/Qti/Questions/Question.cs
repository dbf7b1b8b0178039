namespace Lectern.Qti.Questions;

/// <summary>
/// A question of a kind that question banks everywhere know: what can be written as an item, and what items of such a kind are recognised as.
/// Markup is XHTML without a namespace, well-formed, as a fragment: "&lt;p&gt;Which one?&lt;/p&gt;".
/// </summary>
public abstract record Question
{
    /// <summary>A letter or underscore, then letters, digits, and _ - . (QTI 2.1 information model 3.2, "identifier").</summary>
    public required string Identifier { get; init; }
    public string Title { get; init; } = "";
    public string? Language { get; init; }

    /// <summary>What is asked: block markup.</summary>
    public string Stem { get; init; } = "";

    /// <summary>For whoever marks, never shown to candidates: block markup (QTI 2.1 information model 6.4, "rubricBlock" with the view "scorer").</summary>
    public string Notes { get; init; } = "";

    /// <summary>Shown after every answer, whatever was answered: block markup; "" for none (QTI 2.1 information model 2, "modalFeedback").</summary>
    public string Feedback { get; init; } = "";

    /// <summary>Block markup each, in their order: rubric blocks for whoever marks, since the standard has no hints in items that aren't adaptive.</summary>
    public IReadOnlyList<string> Hints { get; init; } = [];

    /// <summary>To be written into the package's manifest (IEEE LOM 1.5, "keyword"); an item that is read has them in its <see cref="Packages.ItemMetadata"/>.</summary>
    public IReadOnlyList<string> Keywords { get; init; } = [];

    /// <summary>Where it belongs, from the top down; written and read like <see cref="Keywords"/> (IEEE LOM 9.2, "taxon path").</summary>
    public IReadOnlyList<string> Category { get; init; } = [];

    /// <summary>What the standard has no place for, by names of small letters and hyphens: attributes data-lectern-… of the rubric block, which other systems leave alone.</summary>
    public IReadOnlyDictionary<string, string> Extras { get; init; } = new Dictionary<string, string>();

    /// <summary>What it gives at most.</summary>
    public double MaxScore { get; init; } = 1;

    /// <summary>What whoever takes it over should know: how its item differs from what is said here.</summary>
    public IReadOnlyList<Remark> Remarks { get; init; } = [];
}

/// <param name="IsLost">Whether something of the item is not in the question; otherwise it is only to be known.</param>
public sealed record Remark(QtiProblem Problem, bool IsLost);

/// <summary>One or several of these; true or false is one of two.</summary>
public sealed record ChoiceQuestion : Question
{
    public IReadOnlyList<AnswerChoice> Choices { get; init; } = [];
    public bool IsMultiple { get; init; }
    public bool IsShuffled { get; init; }

    /// <summary>The right ones and no others give everything, all else nothing; otherwise each choice counts what it says, and the sum is never below 0 or above <see cref="Question.MaxScore"/>.</summary>
    public bool IsAllOrNothing { get; init; }
}

/// <param name="Content">Inline or block markup.</param>
/// <param name="Score">What it counts when parts are counted.</param>
/// <param name="Feedback">Inline markup that is shown when it was chosen; null for none.</param>
public sealed record AnswerChoice(string Identifier, string Content, bool IsCorrect, double Score = 0, string? Feedback = null);

/// <summary>A word or a few, typed.</summary>
public sealed record TextQuestion : Question
{
    public IReadOnlyList<TextAnswer> Answers { get; init; } = [];
}

/// <param name="Text">Plain text.</param>
public sealed record TextAnswer(string Text, double Score, bool IsCaseSensitive = false);

/// <summary>A number, typed; the first answer whose range it is in counts.</summary>
public sealed record NumberQuestion : Question
{
    public IReadOnlyList<NumberAnswer> Answers { get; init; } = [];
}

/// <param name="Tolerance">Above and below, both ends included; 0 for exactly.</param>
public sealed record NumberAnswer(double Number, double Tolerance, double Score);

/// <summary>Each of these goes with some of those.</summary>
public sealed record MatchQuestion : Question
{
    public IReadOnlyList<MatchSide> Sources { get; init; } = [];
    public IReadOnlyList<MatchSide> Targets { get; init; } = [];

    /// <summary>The right pairs, each with what it counts.</summary>
    public IReadOnlyList<MatchPair> Pairs { get; init; } = [];
    public bool IsShuffled { get; init; }

    /// <summary>Shown as rows and columns (QTI 3.0 shared vocabulary, "qti-match-tabular"); each row that is right gives the same.</summary>
    public bool IsTable { get; init; }

    /// <summary>Of a table: whether a row can have several columns. Each wrong one then takes what a right one of its row gives.</summary>
    public bool IsMultiple { get; init; }

    /// <summary>Nothing but all pairs and no others gives points.</summary>
    public bool IsAllOrNothing { get; init; }
}

/// <summary>Each of these is put somewhere on one scale; nothing is right, and nothing is counted.</summary>
public sealed record SurveyQuestion : Question
{
    public IReadOnlyList<MatchSide> Statements { get; init; } = [];
    public IReadOnlyList<MatchSide> Scale { get; init; } = [];
}

public sealed record MatchSide(string Identifier, string Content);

public sealed record MatchPair(string Source, string Target, double Score);

/// <summary>These in the right order, which is the order they are in here.</summary>
public sealed record OrderQuestion : Question
{
    public IReadOnlyList<MatchSide> Choices { get; init; } = [];
    public bool IsShuffled { get; init; } = true;
}

/// <summary>A text that a person marks.</summary>
public sealed record EssayQuestion : Question
{
    /// <summary>Letters; null for no hint.</summary>
    public int? ExpectedLength { get; init; }

    /// <summary>How high the field is; null for no hint.</summary>
    public int? ExpectedLines { get; init; }

    /// <summary>Null where the item doesn't say.</summary>
    public EssayFormat? Format { get; init; }

    /// <summary>What the answer begins with; null for nothing.</summary>
    public string? Template { get; init; }

    /// <summary>The same with its formatting, which a default value has no place for: block markup, in a rubric block of its own; "" for none.</summary>
    public string Opening { get; init; } = "";

    /// <summary>A right answer; null for none.</summary>
    public string? Solution { get; init; }
}

/// <summary>How a text is written (information model 7.4, "format").</summary>
public enum EssayFormat
{
    Plain,

    /// <summary>Spaces and line breaks count, as in program code.</summary>
    PreFormatted,

    /// <summary>With formatting.</summary>
    Xhtml,
}

/// <summary>A file that a person marks.</summary>
public sealed record UploadQuestion : Question
{
    /// <summary>Media types that are asked for, with spaces between; null for any.</summary>
    public string? MediaTypes { get; init; }
}

/// <summary>A text with gaps: the stem holds an element gap with an identifier for each.</summary>
public sealed record GapQuestion : Question
{
    public GapStyle Style { get; init; }
    public IReadOnlyList<Gap> Gaps { get; init; } = [];

    /// <summary>For dragged words: all of them, plain text, each different.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];
    public bool IsShuffled { get; init; }

    /// <summary>Of dragged words: nothing but all gaps right gives points.</summary>
    public bool IsAllOrNothing { get; init; }
}

/// <summary>How gaps are filled.</summary>
public enum GapStyle
{
    Typed,

    /// <summary>From a list at each gap.</summary>
    Chosen,

    /// <summary>With words of one list for all.</summary>
    Dragged,
}

/// <param name="Answers">What counts there; for a chosen gap all that is on its list, in its order, what is wrong with 0.</param>
public sealed record Gap(string Identifier, IReadOnlyList<TextAnswer> Answers);
