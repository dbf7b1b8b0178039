namespace Lectern.QuestionFiles;

/// <summary>Words or images to drag onto places of an image (Moodle: ddimageortext).</summary>
public sealed record DragOntoImage : QuestionContent
{
    /// <summary>What is dragged onto; mostly one.</summary>
    public required IReadOnlyList<EmbeddedFile> Background { get; init; }
    public required IReadOnlyList<DragItem> Items { get; init; }
    public required IReadOnlyList<DropPlace> Places { get; init; }
    public bool Shuffle { get; init; }
    /// <summary>Whether the places are marked.</summary>
    public bool ShowPlaces { get; init; }
    public CombinedFeedback Feedback { get; init; } = CombinedFeedback.None;

    public override string Kind => "drag-onto-image";
    public override string MoodleType => "ddimageortext";
    public override IEnumerable<FormattedText> Texts => Feedback.Texts;
    public override IEnumerable<EmbeddedFile> OwnFiles => [.. Background, .. Items.SelectMany(item => item.Images)];
    public override Facets Facets => Feedback.Facets | (Shuffle ? Facets.None : Facets.FixedOrder);
}

/// <summary>What can be dragged: a word, or an image that the word describes.</summary>
/// <param name="Number">By which places name it, from 1.</param>
public sealed record DragItem(int Number, string Text, int Group, bool Unlimited, IReadOnlyList<EmbeddedFile> Images);

/// <summary>A place of the image.</summary>
/// <param name="Item">The number of what belongs there.</param>
/// <param name="Left">Pixels from the image's left edge.</param>
/// <param name="Top">Pixels from its upper edge.</param>
public sealed record DropPlace(int Number, string Text, int Item, Quantity Left, Quantity Top);
