namespace Lectern.Qti.Questions;

/// <summary>The picture of a graphic question.</summary>
/// <param name="Address">As the item writes it; "" for none.</param>
/// <param name="Width">Of what coordinates are counted in (QTI 2.1 information model 7.6: pixels of the picture as it is declared); null where the item doesn't say.</param>
/// <param name="Height">The same.</param>
/// <param name="Alt">What it shows, plain text.</param>
public sealed record QuestionPicture(string Address, string? MediaType, double? Width, double? Height, string Alt);

/// <summary>One place on a picture or several: chosen among areas that are seen, or pointed at.</summary>
public sealed record HotspotQuestion : Question
{
    public required QuestionPicture Picture { get; init; }

    /// <summary>Areas are seen and chosen (hotspotInteraction); otherwise places are pointed at, and all areas are right ones (selectPointInteraction).</summary>
    public bool ShowsAreas { get; init; }

    /// <summary>How many may be chosen; 0 for no limit. Each right one gives its share, each wrong one takes one, and the sum is never below 0.</summary>
    public int Most { get; init; } = 1;
    public IReadOnlyList<PictureArea> Areas { get; init; } = [];
}

/// <param name="Label">What lies there, plain text; "" where the item doesn't say.</param>
public sealed record PictureArea(string Identifier, Area Area, bool IsRight, string Label = "");

/// <summary>Labels that are put onto places of a picture; each right one gives its share.</summary>
public sealed record LabelQuestion : Question
{
    public required QuestionPicture Picture { get; init; }
    public IReadOnlyList<MatchSide> Labels { get; init; } = [];

    /// <summary>A label stays on offer when it has been put somewhere.</summary>
    public bool IsReused { get; init; }
    public IReadOnlyList<LabelPlace> Places { get; init; } = [];
}

/// <param name="Name">What lies there, plain text; "" where the item doesn't say.</param>
/// <param name="Label">The identifier of the label that belongs there.</param>
public sealed record LabelPlace(string Identifier, Area Area, string Name, string Label);
