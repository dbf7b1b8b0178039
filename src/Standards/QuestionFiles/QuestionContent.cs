namespace Lectern.QuestionFiles;

/// <summary>What only one kind of question has. Each kind is a file in Kinds; the formats say for themselves which of them they hold.</summary>
public abstract record QuestionContent
{
    /// <summary>Our name of the kind: "multiple-choice".</summary>
    public abstract string Kind { get; }
    /// <summary>Moodle's name of it, as in Moodle XML: "multichoice"; "" for a kind that Moodle doesn't have.</summary>
    public abstract string MoodleType { get; }

    /// <summary>What of the kind a format must be able to hold.</summary>
    public virtual Facets Facets => Facets.None;
    /// <summary>The points of such a question where nothing is said.</summary>
    public virtual decimal UsualPoints => 1;
    /// <summary>The penalty of such a question where nothing is said.</summary>
    public virtual decimal UsualPenalty => PortableQuestion.UsualPenalty;
    /// <summary>For whoever marks; empty for kinds that nobody needs to mark.</summary>
    public FormattedText MarkerNotes { get; init; } = FormattedText.Empty;
    /// <summary>The formatted texts inside.</summary>
    public virtual IEnumerable<FormattedText> Texts => [];
    /// <summary>Files that belong to no text: the image that is dragged onto.</summary>
    public virtual IEnumerable<EmbeddedFile> OwnFiles => [];
}

/// <summary>An answer that is prepared for: to choose, or to compare with.</summary>
/// <param name="Fraction">What it earns of the points, -1 to 1.</param>
/// <param name="Feedback">For whoever gave it.</param>
public sealed record Answer(FormattedText Text, decimal Fraction, FormattedText Feedback);

/// <summary>What is said to an answer as a whole.</summary>
/// <param name="ShowNumberCorrect">Whether a partly right answer is told how many parts were right.</param>
public sealed record CombinedFeedback(FormattedText Right, FormattedText PartlyRight, FormattedText Wrong, bool ShowNumberCorrect = false)
{
    public static CombinedFeedback None { get; } = new(FormattedText.Empty, FormattedText.Empty, FormattedText.Empty);

    public IEnumerable<FormattedText> Texts => [Right, PartlyRight, Wrong];
    public Facets Facets => Texts.All(text => text.IsEmpty) && !ShowNumberCorrect ? Facets.None : Facets.CombinedFeedback;
}

/// <summary>What a question may use and a format may be unable to hold. Losses says each in words.</summary>
[Flags]
public enum Facets
{
    None = 0,
    Points = 1 << 0,
    Penalty = 1 << 1,
    Hints = 1 << 2,
    HintOptions = 1 << 3,
    Files = 1 << 4,
    Hidden = 1 << 5,
    Tags = 1 << 6,
    IdNumber = 1 << 7,
    GeneralFeedback = 1 << 8,
    AnswerFeedback = 1 << 9,
    CombinedFeedback = 1 << 10,
    Category = 1 << 11,
    CategoryDetails = 1 << 12,
    /// <summary>Texts of several formats in one question.</summary>
    MixedFormats = 1 << 13,
    /// <summary>Texts that are more than plain.</summary>
    Formatting = 1 << 14,
    /// <summary>Texts with Moodle's old wiki marks.</summary>
    Wiki = 1 << 15,
    /// <summary>Answers stay in the author's order.</summary>
    FixedOrder = 1 << 16,
    /// <summary>Choices are numbered otherwise than a, b, c.</summary>
    Numbering = 1 << 17,
    CaseSensitive = 1 << 18,
    Units = 1 << 19,
    /// <summary>Grades between right and wrong.</summary>
    PartialGrades = 1 << 20,
    EssaySettings = 1 << 21,
    /// <summary>A name that is more than the beginning of the text.</summary>
    Name = 1 << 22,
    /// <summary>Any number or any text else is an answer with feedback or a grade of its own.</summary>
    AnyAnswer = 1 << 23,
    /// <summary>The line above the choices ("Select one:") is left away.</summary>
    Instruction = 1 << 24,
    OrderingSettings = 1 << 25,
    /// <summary>Nothing but the right answers without any other earns points.</summary>
    AllOrNothing = 1 << 26,
    /// <summary>What a picture shows, and how large its places are.</summary>
    PictureDetails = 1 << 27,
}
