using System.Xml.Linq;
using Lectern.Qti.Processing;

namespace Lectern.Qti;

/// <summary>
/// An item: a question or several that belong together, with the variables it works with and the rules that mark it (QTI 2.1 information
/// model 2, "Items"; QTI 3.0 ASI 2.4). What is XML in it is in the canonical form of <see cref="Reading.CanonicalForm"/>: 2.x names without a namespace.
/// </summary>
public sealed record AssessmentItem
{
    public required string Identifier { get; init; }
    public string Title { get; init; } = "";
    public string? Language { get; init; }
    public QtiVersion Version { get; init; }

    /// <summary>An adaptive item keeps its outcomes from attempt to attempt and says itself when it is over (information model 2.1, "adaptive").</summary>
    public bool IsAdaptive { get; init; }
    public bool IsTimeDependent { get; init; }

    public IReadOnlyList<ResponseDeclaration> Responses { get; init; } = [];
    public IReadOnlyList<OutcomeDeclaration> Outcomes { get; init; } = [];
    public IReadOnlyList<TemplateDeclaration> Templates { get; init; } = [];
    public IReadOnlyList<ContextDeclaration> Contexts { get; init; } = [];

    public IReadOnlyList<Rule> TemplateRules { get; init; } = [];
    public IReadOnlyList<Rule> ResponseRules { get; init; } = [];

    /// <summary>The last part of the address of a response processing template, such as match_correct; null when the rules are the item's own.</summary>
    public string? ResponseTemplate { get; init; }

    /// <summary>Rules of an outcomeProcessing inside the item, which is no place for it in the standard; they run after the response processing.</summary>
    public IReadOnlyList<Rule> OutcomeRules { get; init; } = [];

    public XElement? Body { get; init; }
    public IReadOnlyList<Interaction> Interactions { get; init; } = [];
    public IReadOnlyList<ModalFeedback> ModalFeedback { get; init; } = [];

    /// <summary>The addresses of what it shows or needs, as written: images, media, style sheets, shared stimuli, modules of custom interactions.</summary>
    public IReadOnlyList<string> Assets { get; init; } = [];

    /// <summary>The shared stimuli it is shown with (QTI 2.2 and 3.0, "assessmentStimulusRef").</summary>
    public IReadOnlyList<string> Stimuli { get; init; } = [];

    /// <summary>What an importer or author should know.</summary>
    public IReadOnlyList<QtiProblem> Problems { get; init; } = [];

    /// <summary>The kinds of its interactions, each once, in their order.</summary>
    public IEnumerable<InteractionKind> Kinds => Interactions.Select(interaction => interaction.Kind).Distinct();

    public ResponseDeclaration? Response(string identifier) => Responses.FirstOrDefault(response => response.Identifier == identifier);

    public OutcomeDeclaration? Outcome(string identifier) => Outcomes.FirstOrDefault(outcome => outcome.Identifier == identifier);
}

/// <summary>Feedback that is shown by itself after the response processing (information model 2, "modalFeedback").</summary>
public sealed record ModalFeedback(FeedbackCondition When, string? Title, XElement Content);

/// <summary>When feedback is seen: while the outcome (or one value of it) is the identifier, or, for hide, while it is not (information model 6.3, "Feedback").</summary>
/// <param name="Variable">An outcome, or for template blocks a template variable.</param>
/// <param name="IsHidden">showHide="hide": seen unless it matches.</param>
public sealed record FeedbackCondition(string Variable, string Identifier, bool IsHidden)
{
    /// <summary>Whether it is seen at this value.</summary>
    public bool Holds(QtiValue? value) => IsHidden != (value is not null && value.Items.Any(item => Lexical.Text(item) == Identifier));
}

/// <summary>What came of reading an item: the item, or why there is none.</summary>
public sealed record ItemReading(AssessmentItem? Item, QtiProblem? Refusal);
