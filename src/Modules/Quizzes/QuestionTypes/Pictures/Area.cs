using System.Globalization;

namespace Lectern.Quizzes.QuestionTypes.Pictures;

/// <summary>A place on a picture, in hundredths of a percent of its width and height from its upper left corner: 0 to 10,000.</summary>
public readonly record struct Spot(int X, int Y)
{
    public const int Full = 10_000;

    public bool IsOnPicture => X is >= 0 and <= Full && Y is >= 0 and <= Full;

    /// <summary>"34.5" percent, as number fields write it.</summary>
    public static string Percent(int hundredths) => (hundredths / 100m).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>Hundredths of a percent; null when this is no number from 0 to 100.</summary>
    public static int? Read(string? percent) =>
        decimal.TryParse(percent?.Replace(',', '.'), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= 100
            ? (int)decimal.Round(number * 100, MidpointRounding.AwayFromZero) : null;
}

/// <summary>A part of a picture.</summary>
/// <param name="Shape">"rect" or "ellipse" with two opposite corners of the box around it, "polygon" with three corners or more.</param>
/// <param name="Points">In hundredths of a percent: x, y, x, y …</param>
public sealed record Area(string Shape, IReadOnlyList<int> Points)
{
    public const string Rect = "rect";
    public const string Ellipse = "ellipse";
    public const string Polygon = "polygon";
    public const int MostCorners = 60;

    public bool IsWhole => Points is not null && Points.All(p => p is >= 0 and <= Spot.Full) && Shape switch
    {
        Rect or Ellipse => Points.Count == 4 && HasExtent,
        Polygon => Points.Count is >= 6 and <= 2 * MostCorners && Points.Count % 2 == 0,
        _ => false,
    };

    /// <summary>Whether there is anything inside: what lay beside a picture is cut to a point or a line at its edge.</summary>
    public bool HasExtent => Right > Left && Bottom > Top;

    public int Left => Xs.Min();
    public int Top => Ys.Min();
    public int Right => Xs.Max();
    public int Bottom => Ys.Max();

    private IEnumerable<int> Xs => Points.Where((_, i) => i % 2 == 0);
    private IEnumerable<int> Ys => Points.Where((_, i) => i % 2 == 1);

    /// <summary>Whether a place is inside, or on the edge.</summary>
    public bool Contains(Spot spot) => Shape switch
    {
        Rect => spot.X >= Left && spot.X <= Right && spot.Y >= Top && spot.Y <= Bottom,
        Ellipse => IsInEllipse(spot),
        _ => IsInPolygon(spot),
    };

    /// <summary>"10 20 40 60" in percent, as the editor's field holds it.</summary>
    public string Written => string.Join(' ', Points.Select(Spot.Percent));

    /// <summary>What the editor's field says; numbers that are none are left out, and then it isn't <see cref="IsWhole"/>.</summary>
    public static Area Read(string? shape, string? written) =>
        new(shape is Ellipse or Polygon ? shape : Rect, [.. (written ?? "").Split([' ', ';', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries).Take(2 * MostCorners + 2).Select(Spot.Read).OfType<int>()]);

    // Doubled, so that the middle is a whole number; long, because the fourth powers of 20,000 are beyond int.
    private bool IsInEllipse(Spot spot)
    {
        long width = Right - Left, height = Bottom - Top, x = 2L * spot.X - Left - Right, y = 2L * spot.Y - Top - Bottom;
        return x * x * height * height + y * y * width * width <= width * width * height * height;
    }

    // Even-odd rule (SVG 2, 13.4.2), with the edge itself inside.
    private bool IsInPolygon(Spot spot)
    {
        var inside = false;
        var corners = Points.Count / 2;
        for (var (i, j) = (0, corners - 1); i < corners; j = i++)
        {
            long x1 = Points[2 * i], y1 = Points[2 * i + 1], x2 = Points[2 * j], y2 = Points[2 * j + 1];
            var cross = (x2 - x1) * (spot.Y - y1) - (y2 - y1) * (spot.X - x1);
            if (cross == 0 && spot.X >= Math.Min(x1, x2) && spot.X <= Math.Max(x1, x2) && spot.Y >= Math.Min(y1, y2) && spot.Y <= Math.Max(y1, y2)) return true;
            if (y1 > spot.Y != y2 > spot.Y && cross < 0 == y2 > y1) inside = !inside;
        }

        return inside;
    }
}
