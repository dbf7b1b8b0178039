using System.Xml.Linq;

namespace Lectern.Qti;

/// <summary>What a candidate does in an item (QTI 2.1 information model 7, 2.2 and 3.0).</summary>
public enum InteractionKind
{
    Associate,
    Choice,
    Custom,
    Drawing,
    EndAttempt,
    ExtendedText,
    GapMatch,
    GraphicAssociate,
    GraphicGapMatch,
    GraphicOrder,
    Hotspot,
    Hottext,
    InlineChoice,
    Match,
    Media,
    Order,
    PortableCustom,
    PositionObject,
    SelectPoint,
    Slider,
    TextEntry,
    Upload,
}

/// <summary>One interaction of an item. Everything that is not here is in <see cref="Element"/>, in canonical form.</summary>
public sealed record Interaction
{
    public required InteractionKind Kind { get; init; }
    public required string ResponseIdentifier { get; init; }
    public XElement? Prompt { get; init; }

    /// <summary>All that can be chosen, associated, ordered or filled in, in the order of the document.</summary>
    public IReadOnlyList<Choice> Choices { get; init; } = [];

    /// <summary>The image of graphic interactions, or the medium; null for none.</summary>
    public XElement? Object { get; init; }
    public required XElement Element { get; init; }

    public bool IsShuffled => Flag("shuffle");

    /// <summary>How many may be chosen or associated: maxChoices, maxAssociations or maxStrings; 0 for no limit.</summary>
    public int Most => (int)(Whole("maxChoices") ?? Whole("maxAssociations") ?? Whole("maxStrings") ?? (Kind is InteractionKind.GapMatch or InteractionKind.GraphicGapMatch or InteractionKind.Order or InteractionKind.GraphicOrder ? 0 : 1));

    /// <summary>How many must be: minChoices, minAssociations or minStrings.</summary>
    public int Least => (int)(Whole("minChoices") ?? Whole("minAssociations") ?? Whole("minStrings") ?? 0);

    public double? LowerBound => Lexical.Float(Attribute("lowerBound"));
    public double? UpperBound => Lexical.Float(Attribute("upperBound"));
    public long? Step => Whole("step");
    public long? ExpectedLength => Whole("expectedLength");
    public string? PatternMask => Attribute("patternMask");

    /// <summary>The number base in which whole numbers are entered; 10 unless said.</summary>
    public int NumberBase => (int)(Whole("base") ?? 10);

    /// <summary>An attribute by its 2.x name; null when absent or empty.</summary>
    public string? Attribute(string name) => (string?)Element.Attribute(name) is { } text && text.Trim() is { Length: > 0 } trimmed ? trimmed : null;

    public bool Flag(string name) => Attribute(name) is "true" or "1";

    private long? Whole(string name) => Lexical.Integer(Attribute(name)) is { } whole and >= 0 and <= int.MaxValue ? whole : null;
}

/// <summary>Where a choice stands in its interaction.</summary>
public enum ChoiceRole
{
    /// <summary>To be chosen, ordered or associated with its like.</summary>
    Choice,

    /// <summary>The second set of a match: what the first set's are matched with.</summary>
    Target,

    /// <summary>A gap, which gap texts and images fill.</summary>
    Gap,

    /// <summary>An area in an image.</summary>
    Hotspot,
}

/// <summary>A choice, gap or hotspot.</summary>
public sealed record Choice
{
    public required string Identifier { get; init; }
    public ChoiceRole Role { get; init; }

    /// <summary>Stays in its place when the others are shuffled.</summary>
    public bool IsFixed { get; init; }

    /// <summary>How often it may be used; 0 for no limit.</summary>
    public int MatchMax { get; init; }
    public int MatchMin { get; init; }

    /// <summary>Those it may be matched with; all when none is named.</summary>
    public IReadOnlyList<string> MatchGroup { get; init; } = [];
    public Area? Area { get; init; }

    /// <summary>For which copies of the item it is there; null for all (information model 9.2, "templateIdentifier").</summary>
    public FeedbackCondition? Template { get; init; }

    /// <summary>In canonical form: simpleChoice, gapText, hottext, …</summary>
    public required XElement Element { get; init; }

    /// <summary>Its words, without the feedback and the notes for markers inside it, in one line.</summary>
    public string Text => string.Join(' ', Words(Element).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Words(XElement element) => string.Concat(element.Nodes().Select(node => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "feedbackInline" or "feedbackBlock" } => "",
        XElement block when Reading.CanonicalElements.IsForOthers(block) => "",
        XElement inner => Words(inner) + (inner.Name.LocalName is "p" or "div" or "li" or "br" ? " " : ""),
        _ => "",
    }));
}
