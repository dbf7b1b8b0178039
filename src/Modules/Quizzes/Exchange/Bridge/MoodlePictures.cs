using System.Globalization;
using System.Net;
using Lectern.Files;
using Lectern.QuestionFiles;
using Lectern.Quizzes.Exchange.QtiItems;
using Lectern.Qti;
using Hotspot = Lectern.QuestionFiles.Hotspot;
using LabelPlace = Lectern.QuestionFiles.LabelPlace;

namespace Lectern.Quizzes.Exchange.Bridge;

/// <summary>
/// Moodle's questions on pictures. Coordinates are whole pixels of the picture as it is in the file: Moodle makes large pictures smaller when they are put in, and
/// counts in what it then keeps (qtype_ddimageortext, save_question_options).
/// </summary>
internal static class MoodlePictures
{
    // Places are as large as the largest thing of their group (qtype_ddimageortext, question.js). How wide words are shown nobody can tell: so much are they about.
    private const int LetterWidth = 8;
    private const int WordPadding = 16;
    private const int WordHeight = 28;

    /// <summary>Words or pictures to drag onto places (Moodle: ddimageortext). Each place with what belongs there earns its share, there as here.</summary>
    internal static PictureLabels Labels(DragOntoImage content, IncomingTexts texts)
    {
        var scale = PictureScale.Of(content.Background, Lose(texts));
        var items = content.Items.Where(item => item.Text.Length > 0 || item.Images.Count > 0).DistinctBy(item => item.Number).ToList();
        if (items.Select(item => item.Group).Distinct().Skip(1).Any()) texts.Lose("label-groups", "That labels go only into places of their own group is lost.");
        var sizes = items.GroupBy(item => item.Group).ToDictionary(group => group.Key, group => (Width: group.Max(item => Size(item).Width), Height: group.Max(item => Size(item).Height)));
        if (scale is not null) texts.Note("place-sizes", "How large its places are isn't said in the file. Look at them on the picture.");
        return new()
        {
            Picture = content.Background,
            Labels = [.. items.Select(Label)],
            Reuses = Reuses(items.Count(item => item.Unlimited), items.Count, texts),
            Places = scale is null ? [] : [.. content.Places.Select(place => (Place: place, At: items.FindIndex(item => item.Number == place.Item))).Select(found => new LabelPlace(
                Around(scale, found.Place, found.At < 0 ? Size(null) : sizes[items[found.At].Group]), found.Place.Text, found.At))],
        };
    }

    /// <summary>One marker alone, to put where it belongs: places to point at. Null when there are several.</summary>
    internal static Hotspot? Places(DragMarkers content, IncomingTexts texts)
    {
        if (content.Markers is not [var marker]) return null;
        var scale = PictureScale.Of(content.Background, Lose(texts));
        var areas = Areas(content);
        // There the right ones are divided by the places, or by the markers that were put down if those are more (qtype_ddmarker, get_num_parts_right).
        if (areas.Count > 1 || marker.Copies != 1) texts.Lose("markers-marked-otherwise", "There a marker in a wrong place takes nothing away unless there are more markers than places; here each takes a share away.");
        return new()
        {
            Picture = content.Background,
            Most = marker.Copies,
            Areas = scale is null ? [] : [.. areas.Select(area => area.Area is { } shape ? scale.InShares(shape) : (Shape: "", Points: [])).Select(area => new PictureArea(area.Shape, area.Points, Words(marker.Text), IsRight: true))],
        };
    }

    /// <summary>Several markers, each to put where it belongs (Moodle: ddmarker): labels for places, which are seen here.</summary>
    internal static PictureLabels Labels(DragMarkers content, IncomingTexts texts)
    {
        var scale = PictureScale.Of(content.Background, Lose(texts));
        var areas = Areas(content);
        var markers = content.Markers.Where(marker => marker.Text.Length > 0).DistinctBy(marker => marker.Number).ToList();
        texts.Lose("places-seen", "Where on the picture the places are had to be found out there; here they are seen.");
        PictureItems.LoseShapes(areas.Select(area => area.Area).OfType<Area>(), Lose(texts));
        return new()
        {
            Picture = content.Background,
            Labels = [.. markers.Select(marker => new FormattedText(marker.Text))],
            Reuses = Reuses(markers.Count(marker => marker.Copies != 1), markers.Count, texts),
            Places = scale is null ? [] : [.. areas.Select(area => new LabelPlace(area.Area is { } shape ? scale.Around(shape) : [], "", markers.FindIndex(marker => marker.Number == area.Marker)))],
        };
    }

    private static Action<string, string> Lose(IncomingTexts texts) => (code, sentence) => texts.Lose(code, sentence);

    private static bool Reuses(int often, int all, IncomingTexts texts)
    {
        if (often > 0 && often < all) texts.Lose("labels-once", "That some labels can be used only once is lost; here all stay on offer.");
        return often > 0;
    }

    private static FormattedText Label(DragItem item) => item.Images is [var image, ..]
        ? new FormattedText($"<img src=\"{IncomingTexts.Beside}{string.Join('/', image.Address.Split('/').Select(Uri.EscapeDataString))}\" alt=\"{WebUtility.HtmlEncode(Words(item.Text))}\">") { Files = [image] }
        : new FormattedText(item.Text);

    // Some tags may be in what is dragged (qtype_ddimageortext, validation).
    private static string Words(string text) => RichText.InWords(text);

    private static (int Width, int Height) Size(DragItem? item) =>
        item?.Images is [var image, ..] && PictureSize.Of(image.Content.Span) is { } size ? size : (WordPadding + LetterWidth * Math.Max(1, item is null ? 1 : Words(item.Text).Length), WordHeight);

    /// <summary>The rectangle whose upper left corner is said, as far as it is on the picture.</summary>
    private static IReadOnlyList<int> Around(PictureScale scale, DropPlace place, (int Width, int Height) size)
    {
        var (left, top) = (place.Left.Value, place.Top.Value);
        // Not wholly beside the picture: what hangs over its edge is cut off.
        return scale.Around(new(Shape.Rect, [left, top, left + size.Width, top + size.Height]));
    }

    /// <summary>The areas where a marker belongs; without a shape where that can't be read.</summary>
    private static List<(Area? Area, int Marker)> Areas(DragMarkers content) => [.. content.Areas.Where(area => area.Marker != 0).Select(area => (Read(area), area.Marker))];

    // qtype_ddmarker, shapes.php: circle "x,y;r", rectangle "x,y;w,h", polygon "x,y;x,y;…".
    private static Area? Read(MarkerArea area)
    {
        List<double> numbers = [];
        foreach (var word in area.Coordinates.Split([',', ';']).Take(1000))
        {
            if (!double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number)) return null;
            numbers.Add(number);
        }

        return (area.Shape.ToLowerInvariant(), numbers) switch
        {
            ("circle", [var x, var y, > 0 and var radius]) => new(Shape.Circle, [x, y, radius]),
            ("rectangle", [var left, var top, var width, var height]) => new(Shape.Rect, [left, top, left + width, top + height]),
            ("polygon", { Count: >= 6 }) when numbers.Count % 2 == 0 => new(Shape.Poly, numbers),
            _ => null,
        };
    }
}
