using System.Xml.Linq;
using Lectern.Qti.Processing;

namespace Lectern.Qti.Assessments;

/// <summary>A test: parts of sections of items, with rules for what comes next and what it all counts (QTI 2.1 information model 11 and 12).</summary>
public sealed record AssessmentTest
{
    public required string Identifier { get; init; }
    public string Title { get; init; } = "";
    public QtiVersion Version { get; init; }
    public IReadOnlyList<OutcomeDeclaration> Outcomes { get; init; } = [];
    public TimeLimits TimeLimits { get; init; } = new();
    public IReadOnlyList<TestPart> Parts { get; init; } = [];
    public IReadOnlyList<Rule> OutcomeRules { get; init; } = [];
    public IReadOnlyList<TestFeedback> Feedback { get; init; } = [];
    public IReadOnlyList<QtiProblem> Problems { get; init; } = [];

    /// <summary>Every reference to an item, in the order of the document.</summary>
    public IEnumerable<ItemRef> ItemRefs => Parts.SelectMany(part => part.Sections).SelectMany(section => section.ItemRefs);
}

/// <summary>How candidates go through a part: in order, or as they like.</summary>
public enum NavigationMode
{
    Linear,
    Nonlinear,
}

/// <summary>When answers are processed: one by one, or all together at the end of the part.</summary>
public enum SubmissionMode
{
    Individual,
    Simultaneous,
}

/// <summary>In seconds; null for no limit.</summary>
public sealed record TimeLimits(double? Least = null, double? Most = null, bool AllowsLate = false);

/// <summary>What candidates may do with an item; null leaves it to what is around (information model 11.2, "itemSessionControl").</summary>
public sealed record ItemSessionControl
{
    /// <summary>0 for no limit.</summary>
    public int? MaxAttempts { get; init; }
    public bool? ShowFeedback { get; init; }
    public bool? AllowReview { get; init; }
    public bool? ShowSolution { get; init; }
    public bool? AllowComment { get; init; }
    public bool? AllowSkipping { get; init; }
    public bool? ValidateResponses { get; init; }
}

/// <summary>Where to go when it is true: to an item or section, or EXIT_TEST, EXIT_TESTPART, EXIT_SECTION (information model 11.5).</summary>
public sealed record BranchRule(string Target, Expression When);

/// <summary>A part of a test.</summary>
public sealed record TestPart
{
    public required string Identifier { get; init; }
    public NavigationMode Navigation { get; init; }
    public SubmissionMode Submission { get; init; }
    public IReadOnlyList<Expression> PreConditions { get; init; } = [];
    public IReadOnlyList<BranchRule> BranchRules { get; init; } = [];
    public ItemSessionControl Control { get; init; } = new();
    public TimeLimits TimeLimits { get; init; } = new();
    public IReadOnlyList<TestSection> Sections { get; init; } = [];
    public IReadOnlyList<TestFeedback> Feedback { get; init; } = [];
}

/// <summary>A section, an item in it, or a section that is in a file of its own.</summary>
public abstract record SectionPart
{
    public required string Identifier { get; init; }

    /// <summary>Always selected.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Stays in its place when the others are shuffled.</summary>
    public bool IsFixed { get; init; }
    public IReadOnlyList<Expression> PreConditions { get; init; } = [];
    public IReadOnlyList<BranchRule> BranchRules { get; init; } = [];
    public ItemSessionControl Control { get; init; } = new();
    public TimeLimits TimeLimits { get; init; } = new();
}

public sealed record TestSection : SectionPart
{
    public string Title { get; init; } = "";
    public bool IsVisible { get; init; } = true;

    /// <summary>Whether its items stay together when an invisible section is mixed into the one around it.</summary>
    public bool IsKeptTogether { get; init; } = true;
    public Selection? Selection { get; init; }
    public bool IsShuffled { get; init; }
    public IReadOnlyList<XElement> RubricBlocks { get; init; } = [];
    public IReadOnlyList<SectionPart> Children { get; init; } = [];

    public IEnumerable<ItemRef> ItemRefs => Children.SelectMany(child => child switch { ItemRef item => [item], TestSection section => section.ItemRefs, _ => Enumerable.Empty<ItemRef>() });
}

/// <summary>How many children are taken, each once or as often as chance wants (information model 11.3).</summary>
public sealed record Selection(int Select, bool WithReplacement);

/// <summary>An item of the test, in a file of its own.</summary>
public sealed record ItemRef : SectionPart
{
    public required string Href { get; init; }
    public IReadOnlyList<string> Categories { get; init; } = [];
    public IReadOnlyDictionary<string, double> Weights { get; init; } = new Dictionary<string, double>();

    /// <summary>Names that the test uses for variables of the item: from theirs to the item's (information model 11.4, "variableMapping").</summary>
    public IReadOnlyDictionary<string, string> VariableMappings { get; init; } = new Dictionary<string, string>();
    public IReadOnlyList<KeyValuePair<string, Expression>> TemplateDefaults { get; init; } = [];
}

/// <summary>A section in another file, which the package holds.</summary>
public sealed record SectionRef : SectionPart
{
    public required string Href { get; init; }
}

/// <summary>Shown during or at the end of a part or the test.</summary>
public sealed record TestFeedback(FeedbackCondition When, bool IsAtEnd, string? Title, XElement Content);

/// <summary>What came of reading a test.</summary>
public sealed record TestReading(AssessmentTest? Test, QtiProblem? Refusal);
