namespace Lectern.Qti;

/// <summary>The shape of an area in an image (QTI 2.1 information model 7.6, "shape" and "coords").</summary>
public enum Shape
{
    /// <summary>Everything.</summary>
    Default,

    /// <summary>left, top, right, bottom.</summary>
    Rect,

    /// <summary>centre x, centre y, radius.</summary>
    Circle,

    /// <summary>x and y of each corner.</summary>
    Poly,

    /// <summary>centre x, centre y, horizontal radius, vertical radius; deprecated by the standard.</summary>
    Ellipse,
}

/// <summary>An area in an image; its edge belongs to it. Coordinates are pixels from the top left corner of the image as it is declared.</summary>
public sealed record Area(Shape Shape, IReadOnlyList<double> Coordinates)
{
    /// <summary>Reads the two attributes; null when the coordinates don't make such a shape.</summary>
    public static Area? Read(string? shape, string? coordinates)
    {
        if (!Enum.TryParse<Shape>(shape?.Trim(), ignoreCase: true, out var kind)) return null;
        var numbers = Lexical.Numbers(coordinates);
        var isWhole = kind switch
        {
            Shape.Default => true,
            Shape.Circle => numbers is { Count: 3 },
            Shape.Poly => numbers is { Count: >= 6 } && numbers.Count % 2 == 0,
            _ => numbers is { Count: 4 },
        };
        return isWhole ? new(kind, numbers ?? []) : null;
    }

    public bool Contains(QtiPoint point) => Shape switch
    {
        Shape.Default => true,
        Shape.Rect => Within(point.X, Coordinates[0], Coordinates[2]) && Within(point.Y, Coordinates[1], Coordinates[3]),
        Shape.Circle => Square(point.X - Coordinates[0]) + Square(point.Y - Coordinates[1]) <= Square(Coordinates[2]),
        Shape.Ellipse => Coordinates[2] != 0 && Coordinates[3] != 0 && Square((point.X - Coordinates[0]) / Coordinates[2]) + Square((point.Y - Coordinates[1]) / Coordinates[3]) <= 1,
        _ => IsInPolygon(point),
    };

    /// <summary>A point that is inside, for rectangles, circles and ellipses the middle; null when none was found.</summary>
    public QtiPoint? PointInside()
    {
        var middle = Shape switch
        {
            Shape.Default => new QtiPoint(0, 0),
            Shape.Rect => new((Coordinates[0] + Coordinates[2]) / 2, (Coordinates[1] + Coordinates[3]) / 2),
            Shape.Circle or Shape.Ellipse => new(Coordinates[0], Coordinates[1]),
            _ => new QtiPoint(Coordinates.Where((_, at) => at % 2 == 0).Average(), Coordinates.Where((_, at) => at % 2 == 1).Average()),
        };
        return Contains(middle) ? middle : Shape == Shape.Poly ? new QtiPoint(Coordinates[0], Coordinates[1]) : null;
    }

    // Even-odd rule; points on an edge are in.
    private bool IsInPolygon(QtiPoint point)
    {
        var isIn = false;
        for (int at = 0, before = Coordinates.Count - 2; at < Coordinates.Count; before = at, at += 2)
        {
            var (x1, y1, x2, y2) = (Coordinates[before], Coordinates[before + 1], Coordinates[at], Coordinates[at + 1]);
            if ((x2 - x1) * (point.Y - y1) == (y2 - y1) * (point.X - x1) && Within(point.X, x1, x2) && Within(point.Y, y1, y2)) return true;
            if (y1 > point.Y != y2 > point.Y && point.X < (x2 - x1) * (point.Y - y1) / (y2 - y1) + x1) isIn = !isIn;
        }
        return isIn;
    }

    private static bool Within(double value, double one, double other) => value >= Math.Min(one, other) && value <= Math.Max(one, other);

    private static double Square(double value) => value * value;
}
