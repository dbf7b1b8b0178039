namespace Lectern.QuestionFiles;

/// <summary>Markers to put into areas of an image (Moodle: ddmarker).</summary>
public sealed record DragMarkers : QuestionContent
{
    public required IReadOnlyList<EmbeddedFile> Background { get; init; }
    public required IReadOnlyList<Marker> Markers { get; init; }
    public required IReadOnlyList<MarkerArea> Areas { get; init; }
    public bool Shuffle { get; init; }
    /// <summary>Whether markers that lie wrong are named afterwards.</summary>
    public bool ShowMisplaced { get; init; }
    public CombinedFeedback Feedback { get; init; } = CombinedFeedback.None;

    public override string Kind => "drag-markers";
    public override string MoodleType => "ddmarker";
    public override IEnumerable<FormattedText> Texts => Feedback.Texts;
    public override IEnumerable<EmbeddedFile> OwnFiles => Background;
    public override Facets Facets => Feedback.Facets | (Shuffle ? Facets.None : Facets.FixedOrder);
}

/// <summary>A marker.</summary>
/// <param name="Number">By which areas name it, from 1.</param>
/// <param name="Copies">How often it can be used; 0 for any number of times.</param>
public sealed record Marker(int Number, string Text, int Copies = 1);

/// <summary>Where a marker belongs.</summary>
/// <param name="Shape">circle, rectangle or polygon.</param>
/// <param name="Coordinates">In pixels: "x,y;radius", "x,y;width,height" or "x,y;x,y;…".</param>
/// <param name="Marker">The number of the marker that belongs there; 0 for an area that is of no use yet.</param>
public sealed record MarkerArea(int Number, string Shape, string Coordinates, int Marker);
