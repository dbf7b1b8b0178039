using System.Globalization;
using System.Text.Json.Serialization;
using Lectern.Quizzes.QuestionTypes.Pictures;
using Lectern.Quizzes.QuestionTypes.Rows;
using Microsoft.AspNetCore.Components;

namespace Lectern.Quizzes.QuestionTypes.Hotspot;

/// <param name="Label">What lies there, plain text.</param>
public sealed record Region(string Id, string Shape, IReadOnlyList<int> Points, string Label, bool IsRight)
{
    [JsonIgnore] public Area Area => new(Shape, Points);
}

/// <param name="Image">Address of a picture (<see cref="QuestionImage"/>); "" while there is none.</param>
/// <param name="Alt">What it shows, plain text.</param>
/// <param name="ShowsRegions">Learners see the regions and choose among them; otherwise they point at places.</param>
/// <param name="Most">How many they may choose, 1 to 20.</param>
public sealed record HotspotData(string Image, string Alt, IReadOnlyList<Region> Regions, bool ShowsRegions = false, int Most = 1)
{
    public const int MostRegions = 20;

    [JsonIgnore] public IEnumerable<Region> Right => Regions.Where(r => r.IsRight);
}

/// <param name="Points">Places that were pointed at, in hundredths of a percent.</param>
/// <param name="Regions">Ids of regions that were chosen, where they are shown.</param>
public sealed record HotspotResponse(IReadOnlyList<Spot> Points, IReadOnlyList<string> Regions);

/// <summary>One place on a picture, or several.</summary>
internal sealed class Hotspot : QuestionKind<HotspotData, HotspotResponse>
{
    public override string Name => "hotspot";
    public override string Label => "Hotspot";
    public override string Icon => "crosshair";
    public override string Rule => "Each right place on the picture earns its share, each wrong one takes a share away, and it is never below zero.";

    protected override HotspotData New => new("", "", []);

    protected override HotspotData Read(IFormCollection form)
    {
        var (ids, shapes, areas, labels, right) = (form["region-id"], form["region-shape"], form["region-area"], form["region-label"], form["right"]);
        var regions = Enumerable.Range(0, Math.Min(areas.Count, HotspotData.MostRegions * 2)).Select(row => Area.Read(At(shapes, row), areas[row]) is var area
            ? new Region(At(ids, row), area.Shape, area.Points, At(labels, row), right.Contains(row.ToString(CultureInfo.InvariantCulture))) : null!);
        return new(form["image"].ToString(), form["alt"].ToString(), [.. regions], form["shows-regions"].Contains("true"), int.TryParse(form["most"], NumberStyles.None, CultureInfo.InvariantCulture, out var most) ? most : 0);
    }

    protected override Outcome<HotspotData> Tidy(HotspotData data)
    {
        var picture = Picture.Tidy(data.Image, data.Alt);
        if (picture.Refusal is { } refusal) return refusal;
        List<Region> kept = [];
        foreach (var region in data.Regions ?? [])
        {
            if (region is null || (region.Points is not { Count: > 0 } && string.IsNullOrWhiteSpace(region.Label))) continue;
            var label = PlainText.Line(region.Label);
            if (label.Length > Picture.LongestLabel) return new Refusal("label-too-long", "A label has at most {0} characters.", "Regions", Picture.LongestLabel);
            if (!new Area(region.Shape, region.Points ?? []).IsWhole)
                return new Refusal("area-unfit", "Region {0} has no area: write two corners as “10 20 40 60”, in percent from the left and from the top, or the three or more corners of a polygon.", "Regions", kept.Count + 1);
            kept.Add(region with { Id = ShortId.Own(region.Id, id => kept.Exists(r => r.Id == id)), Label = label });
        }

        if (kept.Count > HotspotData.MostRegions) return new Refusal("too-many-regions", "A picture has at most {0} regions.", "Regions", HotspotData.MostRegions);
        if (data.Most is < 1 or > HotspotData.MostRegions) return new Refusal("marks-out-of-range", "Enter a number of places from 1 to {0}.", "most", HotspotData.MostRegions);
        return data with { Image = picture.Value.Image, Alt = picture.Value.Alt, Regions = kept };
    }

    protected override Refusal? Missing(HotspotData data) =>
        Picture.Missing(data.Image, data.Alt) is { } missing ? missing
        : !data.Right.Any() ? new("right-region-missing", "Draw at least one right region and mark it as right.", "Regions")
        : data.Regions.Any(r => r.Label.Length == 0) ? new("region-label-missing", "Say of every region what lies there.", "Regions")
        : data.ShowsRegions && data.Regions.Count < 2 ? new("regions-missing", "Draw at least two regions to choose from.", "Regions")
        : data.Most < data.Right.Count() ? new("marks-too-few", "Let learners choose at least as many places as are right.", "most")
        : null;

    protected override RenderFragment EditPart(HotspotData data, IReadOnlyDictionary<string, string> errors) =>
        Fragments.Of<HotspotEditPart>((nameof(HotspotEditPart.Data), data), (nameof(HotspotEditPart.Errors), errors));

    protected override RenderFragment AnswerPart(HotspotData data, HotspotResponse? response, AnswerPlace place) =>
        Fragments.Of<HotspotAnswerPart>((nameof(HotspotAnswerPart.Data), data), (nameof(HotspotAnswerPart.Response), response ?? new([], [])), (nameof(HotspotAnswerPart.Place), place));

    protected override HotspotResponse? Read(IFormCollection form, string field)
    {
        var (xs, ys) = (form[$"{field}.x"], form[$"{field}.y"]);
        return new([.. Enumerable.Range(0, Math.Min(Math.Min(xs.Count, ys.Count), HotspotData.MostRegions)).Where(i => Spot.Read(xs[i]) is not null && Spot.Read(ys[i]) is not null).Select(i => new Spot(Spot.Read(xs[i])!.Value, Spot.Read(ys[i])!.Value))],
            [.. form[field].OfType<string>()]);
    }

    // Only what the question asks for; regions in the order of their ids, so that the same ones are the same response.
    protected override HotspotResponse? Tidy(HotspotData data, HotspotResponse response) =>
        data.ShowsRegions
            ? data.Regions.Select(r => r.Id).Where(id => response.Regions?.Contains(id) == true).Order(StringComparer.Ordinal).Take(data.Most).ToList() is { Count: > 0 } regions ? new([], regions) : null
            : response.Points?.Where(p => p.IsOnPicture).Distinct().Take(data.Most).ToList() is { Count: > 0 } points ? new(points, []) : null;

    protected override object Shown(HotspotData data, string field, int? seed) =>
        new { image = data.Image, alt = data.Alt, most = data.Most, regions = data.ShowsRegions ? data.Regions.Select(r => new { r.Id, r.Shape, r.Points, r.Label }) : null };

    protected override decimal Grade(HotspotData data, HotspotResponse response) =>
        Judge(data, response) is var (hit, wrong) && data.Right.Count() is var all and > 0 ? Math.Max(0, (decimal)(hit.Count - wrong) / all) : 0;

    protected override (int Right, int All)? RightParts(HotspotData data, HotspotResponse response) => (Judge(data, response).Hit.Count, data.Right.Count());

    protected override HotspotResponse? WithoutWrong(HotspotData data, HotspotResponse response) =>
        new([.. response.Points.Where(p => data.Right.Any(r => r.Area.Contains(p)))], [.. response.Regions.Where(id => data.Right.Any(r => r.Id == id))]);

    // A region is hit once, however often it is pointed at; where regions overlap, the first that isn't hit yet.
    private static (HashSet<string> Hit, int Wrong) Judge(HotspotData data, HotspotResponse response)
    {
        HashSet<string> hit = [];
        var wrong = 0;
        foreach (var point in response.Points)
        {
            var under = data.Right.Where(r => r.Area.Contains(point)).ToList();
            if (under.Count == 0) wrong++;
            else if (under.Find(r => !hit.Contains(r.Id)) is { } region) hit.Add(region.Id);
        }

        foreach (var id in response.Regions)
        {
            if (data.Right.Any(r => r.Id == id)) hit.Add(id);
            else wrong++;
        }

        return (hit, wrong);
    }

    protected override IReadOnlyList<string> Describe(HotspotData data, HotspotResponse response, Texts texts) =>
        [.. response.Points.Select(p => Words(p, texts)), .. data.Regions.Where(r => response.Regions.Contains(r.Id)).Select(r => r.Label)];

    protected override IReadOnlyList<string> DescribeRight(HotspotData data, Texts texts) => [.. data.Right.Select(r => r.Label)];

    protected override RenderFragment ResponsePart(HotspotData data, HotspotResponse response, ResponsePlace place) =>
        Fragments.Of<HotspotShown>((nameof(HotspotShown.Data), data), (nameof(HotspotShown.Marks), response.Points), (nameof(HotspotShown.Regions), data.Regions.Where(r => response.Regions.Contains(r.Id)).ToList()));

    protected override RenderFragment RightPart(HotspotData data) =>
        Fragments.Of<HotspotShown>((nameof(HotspotShown.Data), data), (nameof(HotspotShown.Regions), data.Right.ToList()), (nameof(HotspotShown.IsRight), true));

    internal static string Words(Spot spot, Texts texts) => texts["{0}% from the left, {1}% from the top", Spot.Percent(spot.X), Spot.Percent(spot.Y)];

    private static string At(Microsoft.Extensions.Primitives.StringValues values, int row) => row < values.Count ? values[row] ?? "" : "";
}
