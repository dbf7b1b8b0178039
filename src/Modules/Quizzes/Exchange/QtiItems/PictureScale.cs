using Lectern.Files;
using Lectern.QuestionFiles;
using Lectern.Quizzes.QuestionTypes.Pictures;
using Lectern.Qti;
using Area = Lectern.Quizzes.QuestionTypes.Pictures.Area;
using QtiArea = Lectern.Qti.Area;

namespace Lectern.Quizzes.Exchange.QtiItems;

/// <summary>Between coordinates of QTI, which are pixels of the picture as it is declared (QTI 2.1 information model 7.6), or those of Moodle, which are pixels of the picture itself, and ours, which are shares of it.</summary>
/// <param name="Width">Pixels, more than 0.</param>
/// <param name="Height">The same.</param>
internal sealed record PictureScale(double Width, double Height)
{
    // Enough that no pixel of an ordinary picture is judged otherwise for it.
    private const int CornersOfCircle = 60;

    /// <summary>The size of the picture itself; null, and said to be lost with all areas, where nobody can tell it.</summary>
    internal static PictureScale? Of(IReadOnlyList<EmbeddedFile> files, Action<string, string> lose)
    {
        if (files is [var file, ..] && PictureSize.Of(file.Content.Span) is var (width, height)) return new(width, height);
        lose("picture-size", "How large its picture is meant to be isn't said, so its areas are lost. Draw them again.");
        return null;
    }

    /// <summary>Whole pixels, as the standard has them.</summary>
    internal QtiArea InPixels(string shape, IReadOnlyList<int> points)
    {
        List<double> pixels = [.. points.Select((share, at) => Math.Round(share * (at % 2 == 0 ? Width : Height) / Spot.Full))];
        if (shape == Area.Polygon) return new(Shape.Poly, pixels);
        var box = new Area(shape, points);
        var (left, top, right, bottom) = (box.Left * Width / Spot.Full, box.Top * Height / Spot.Full, box.Right * Width / Spot.Full, box.Bottom * Height / Spot.Full);
        if (shape == Area.Rect) return new(Shape.Rect, [Math.Round(left), Math.Round(top), Math.Round(right), Math.Round(bottom)]);
        var (across, down) = (Math.Max(1, Math.Round((right - left) / 2)), Math.Max(1, Math.Round((bottom - top) / 2)));
        var (x, y) = (Math.Round((left + right) / 2), Math.Round((top + bottom) / 2));
        return across == down ? new(Shape.Circle, [x, y, across]) : new(Shape.Ellipse, [x, y, across, down]);
    }

    /// <summary>Shares of the picture; what lies beside it is cut off.</summary>
    internal (string Shape, IReadOnlyList<int> Points) InShares(QtiArea area)
    {
        var at = area.Coordinates;
        switch (area.Shape)
        {
            case Shape.Default:
                return (Area.Rect, [0, 0, Spot.Full, Spot.Full]);
            case Shape.Rect:
                return (Area.Rect, Shares([Math.Min(at[0], at[2]), Math.Min(at[1], at[3]), Math.Max(at[0], at[2]), Math.Max(at[1], at[3])]));
            case Shape.Poly:
                return (Area.Polygon, Shares(at));
            default:
                var (across, down) = (Math.Abs(at[2]), Math.Abs(at[^1]));
                return at[0] >= across && at[1] >= down && at[0] + across <= Width && at[1] + down <= Height
                    ? (Area.Ellipse, Shares([at[0] - across, at[1] - down, at[0] + across, at[1] + down]))
                    : (Area.Polygon, Shares([.. Enumerable.Range(0, CornersOfCircle).Select(corner => corner * Math.Tau / CornersOfCircle)
                        .SelectMany(angle => (double[])[at[0] + across * Math.Cos(angle), at[1] + down * Math.Sin(angle)])]));
        }
    }

    /// <summary>The rectangle around an area.</summary>
    internal IReadOnlyList<int> Around(QtiArea area)
    {
        var (shape, points) = InShares(area);
        var box = new Area(shape, points);
        return [box.Left, box.Top, box.Right, box.Bottom];
    }

    /// <summary>A place in shares.</summary>
    internal Spot InShares(QtiPoint point) => new(Share(point.X, Width), Share(point.Y, Height));

    private int[] Shares(IReadOnlyList<double> pixels) => [.. pixels.Select((pixel, at) => Share(pixel, at % 2 == 0 ? Width : Height))];

    private static int Share(double pixel, double side) => (int)Math.Round(Math.Clamp(pixel / side, 0, 1) * Spot.Full);
}
