namespace Lectern.QuestionFiles;

/// <summary>Places on a picture to choose or to point at. Moodle has no such kind of its own.</summary>
public sealed record Hotspot : QuestionContent
{
    /// <summary>What it is about; none when its file doesn't bring it.</summary>
    public required IReadOnlyList<EmbeddedFile> Picture { get; init; }
    /// <summary>What the picture shows, plain text.</summary>
    public string Alt { get; init; } = "";
    public required IReadOnlyList<PictureArea> Areas { get; init; }
    /// <summary>Whether the areas are seen and chosen; otherwise places are pointed at.</summary>
    public bool ShowsAreas { get; init; }
    /// <summary>How many places may be chosen; 0 for no limit.</summary>
    public int Most { get; init; } = 1;

    public override string Kind => "hotspot";
    public override string MoodleType => "";
    public override IEnumerable<EmbeddedFile> OwnFiles => Picture;
}

/// <summary>A part of a picture.</summary>
/// <param name="Shape">rect or ellipse with two opposite corners of the box around it, polygon with its corners.</param>
/// <param name="Points">In hundredths of a percent of the picture's width and height: x, y, x, y …</param>
/// <param name="Label">What lies there, plain text.</param>
public sealed record PictureArea(string Shape, IReadOnlyList<int> Points, string Label, bool IsRight);

/// <summary>Labels to put onto rectangles of a picture, in shares of it; Moodle's own are in pixels (<see cref="DragOntoImage"/>), and it is written so.</summary>
public sealed record PictureLabels : QuestionContent
{
    public required IReadOnlyList<EmbeddedFile> Picture { get; init; }
    /// <summary>What the picture shows, plain text.</summary>
    public string Alt { get; init; } = "";
    public required IReadOnlyList<FormattedText> Labels { get; init; }
    public required IReadOnlyList<LabelPlace> Places { get; init; }
    /// <summary>A label stays on offer when it has been put somewhere.</summary>
    public bool Reuses { get; init; }
    /// <summary>How large the picture is; null where that isn't known.</summary>
    public (int Width, int Height)? Pixels { get; init; }

    public override string Kind => "drag-onto-image";
    public override string MoodleType => "ddimageortext";
    public override IEnumerable<FormattedText> Texts => Labels;
    public override IEnumerable<EmbeddedFile> OwnFiles => Picture;
    public override Facets Facets => Facets.PictureDetails;
}

/// <summary>Where a label belongs.</summary>
/// <param name="Points">Two opposite corners, as those of <see cref="PictureArea"/>.</param>
/// <param name="Name">What lies there, plain text.</param>
/// <param name="Label">The place of its label in the list, from 0.</param>
public sealed record LabelPlace(IReadOnlyList<int> Points, string Name, int Label);
