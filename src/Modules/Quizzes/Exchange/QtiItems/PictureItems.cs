using System.Text.Json;
using Lectern.Files;
using Lectern.QuestionFiles;
using Lectern.Qti.Questions;
using Lectern.Quizzes.QuestionTypes.Pictures;
using Portable = Lectern.QuestionFiles;
using QtiQuestion = Lectern.Qti.Questions.Question;

namespace Lectern.Quizzes.Exchange.QtiItems;

/// <summary>
/// Questions on pictures. QTI has whole pixels; the exact shares stand beside them (<see cref="QtiQuestion.Extras"/>) and count as long as they come to
/// the same pixels: whoever moved an area in another program meant what is there now.
/// </summary>
internal static class PictureItems
{
    private const string Exact = "areas";
    private static readonly PictureScale Unknown = new(1000, 1000);

    internal static HotspotQuestion Of(Portable.Hotspot content, string identifier)
    {
        var (picture, scale) = Picture(content.Picture, content.Alt);
        List<(Portable.PictureArea Area, string Identifier)> areas = [.. content.Areas.Select((area, at) => (area, $"A{at + 1}"))];
        return new()
        {
            Identifier = identifier,
            Picture = picture,
            ShowsAreas = content.ShowsAreas,
            Most = content.Most,
            Areas = [.. areas.Where(entry => content.ShowsAreas || entry.Area.IsRight).Select(entry => new Lectern.Qti.Questions.PictureArea(entry.Identifier, scale.InPixels(entry.Area.Shape, entry.Area.Points), entry.Area.IsRight, entry.Area.Label))],
            Extras = new Dictionary<string, string> { [Exact] = JsonSerializer.Serialize(content.Areas, JsonSerializerOptions.Web) },
        };
    }

    internal static LabelQuestion Of(PictureLabels content, string identifier, Func<FormattedText, string> inline)
    {
        var (picture, scale) = Picture(content.Picture, content.Alt);
        return new()
        {
            Identifier = identifier,
            Picture = picture,
            IsReused = content.Reuses,
            Labels = [.. content.Labels.Select((label, at) => new MatchSide($"L{at + 1}", inline(label)))],
            Places = [.. content.Places.Select((place, at) => new Lectern.Qti.Questions.LabelPlace($"P{at + 1}", scale.InPixels(Area.Rect, place.Points), place.Name, $"L{place.Label + 1}"))],
            Extras = new Dictionary<string, string> { [Exact] = JsonSerializer.Serialize(content.Places.Select(place => new Portable.PictureArea(Area.Rect, place.Points, place.Name, IsRight: true)), JsonSerializerOptions.Web) },
        };
    }

    /// <param name="files">The picture, if it was found.</param>
    /// <param name="lose">Told what is lost.</param>
    internal static Portable.Hotspot Content(HotspotQuestion question, IReadOnlyList<EmbeddedFile> files, Action<string, string> lose)
    {
        var scale = Scale(question.Picture, files, lose);
        var exact = Written(question);
        var seen = exact.Where(area => question.ShowsAreas || area.IsRight).ToList();
        var isExact = scale is not null && seen.Count == question.Areas.Count && seen.Zip(question.Areas).All(pair => IsSame(scale, pair.First, pair.Second.Area) && pair.First.IsRight == pair.Second.IsRight);
        return new()
        {
            Picture = files,
            Alt = question.Picture.Alt,
            ShowsAreas = question.ShowsAreas,
            Most = question.Most,
            Areas = isExact ? exact : scale is null ? [] : [.. question.Areas.Select(area => (area, Shares: scale.InShares(area.Area))).Select(entry =>
                new Portable.PictureArea(entry.Shares.Shape, Thinned(entry.Shares.Points, lose), entry.area.Label, entry.area.IsRight))],
        };
    }

    /// <param name="files">The picture, if it was found.</param>
    /// <param name="html">Reads markup of labels.</param>
    /// <param name="lose">Told what is lost.</param>
    internal static PictureLabels Content(LabelQuestion question, IReadOnlyList<EmbeddedFile> files, Func<string, FormattedText> html, Action<string, string> lose)
    {
        var scale = Scale(question.Picture, files, lose);
        var exact = Written(question);
        var isExact = scale is not null && exact.Count == question.Places.Count && exact.Zip(question.Places).All(pair => pair.First.Shape == Area.Rect && IsSame(scale, pair.First, pair.Second.Area));
        LoseShapes(question.Places.Select(place => place.Area), lose);
        var labels = question.Labels.Select(label => label.Identifier).ToList();
        return new()
        {
            Picture = files,
            Alt = question.Picture.Alt,
            Reuses = question.IsReused,
            Labels = [.. question.Labels.Select(label => html(label.Content))],
            Places = scale is null ? [] : [.. question.Places.Select((place, at) => new Portable.LabelPlace(isExact ? exact[at].Points : scale.Around(place.Area), place.Name, labels.IndexOf(place.Label)))],
        };
    }

    /// <summary>Says what becomes of places that are no rectangles.</summary>
    internal static void LoseShapes(IEnumerable<Lectern.Qti.Area> areas, Action<string, string> lose)
    {
        if (areas.Any(area => area.Shape is not (Lectern.Qti.Shape.Rect or Lectern.Qti.Shape.Default))) lose("place-shape", "The shape of its places is lost: each becomes the rectangle around it.");
    }

    private static (QuestionPicture Picture, PictureScale Scale) Picture(IReadOnlyList<EmbeddedFile> files, string alt)
    {
        if (files is not [var file, ..]) return (new("", null, Unknown.Width, Unknown.Height, alt), Unknown);
        var scale = PictureSize.Of(file.Content.Span) is var (width, height) ? new PictureScale(width, height) : Unknown;
        return (new(ToQti.Media + file.Name, ContentSniffer.MediaType(file.Content.Span[..Math.Min(ContentSniffer.Needed, file.Bytes)]), scale.Width, scale.Height, alt), scale);
    }

    /// <summary>As the item declares it; else the picture itself.</summary>
    private static PictureScale? Scale(QuestionPicture picture, IReadOnlyList<EmbeddedFile> files, Action<string, string> lose) =>
        picture is { Width: { } width, Height: { } height } ? new(width, height) : PictureScale.Of(files, lose);

    private static bool IsSame(PictureScale scale, Portable.PictureArea exact, Lectern.Qti.Area found) =>
        new Area(exact.Shape, exact.Points).IsWhole && scale.InPixels(exact.Shape, exact.Points) is var pixels && pixels.Shape == found.Shape && pixels.Coordinates.SequenceEqual(found.Coordinates);

    // A picture may have many; one more than there can be is enough to be refused.
    private static List<Portable.PictureArea> Written(QtiQuestion question)
    {
        try
        {
            var areas = JsonSerializer.Deserialize<Portable.PictureArea?[]>(question.Extras.GetValueOrDefault(Exact) ?? "[]", JsonSerializerOptions.Web) ?? [];
            return [.. areas.Take(QuestionTypes.Hotspot.HotspotData.MostRegions + 1).OfType<Portable.PictureArea>().Where(area => area is { Shape: not null, Points: not null }).Select(area => area with { Label = area.Label ?? "" })];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    /// <summary>No more corners than an area here has.</summary>
    private static IReadOnlyList<int> Thinned(IReadOnlyList<int> points, Action<string, string> lose)
    {
        var corners = points.Count / 2;
        if (corners <= Area.MostCorners) return points;
        lose("area-thinned", "An area has more corners than one has here; some of them are lost.");
        return [.. Enumerable.Range(0, Area.MostCorners).Select(at => (int)((long)at * corners / Area.MostCorners)).SelectMany(corner => (int[])[points[2 * corner], points[2 * corner + 1]])];
    }
}
