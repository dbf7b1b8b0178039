using System.Text.Json.Serialization;
using Lectern.Quizzes.QuestionTypes.Pictures;
using Lectern.Quizzes.QuestionTypes.Rows;
using Microsoft.AspNetCore.Components;

namespace Lectern.Quizzes.QuestionTypes.DragOntoImage;

/// <param name="Text">Plain text (<see cref="RichLine.Words"/>).</param>
/// <param name="Html">With its formulas and pictures (<see cref="RichLine.Html"/>); "" when it has none.</param>
public sealed record DragLabel(string Id, string Text, string Html = "")
{
    /// <summary>As it is shown, sanitised HTML.</summary>
    [JsonIgnore] public string Shown => RichLine.ShownOf(Text, Html);
}

/// <summary>Where a label belongs.</summary>
/// <param name="Points">Two opposite corners, in hundredths of a percent.</param>
/// <param name="Name">What lies there without giving the label away, plain text, for those who can't see the picture.</param>
/// <param name="LabelId">Of the right label; "" while the author hasn't said.</param>
public sealed record Zone(string Id, IReadOnlyList<int> Points, string Name, string LabelId)
{
    [JsonIgnore] public Area Area => new(Area.Rect, Points);
}

/// <param name="Image">Address of a picture (<see cref="QuestionImage"/>); "" while there is none.</param>
/// <param name="Alt">What it shows, plain text.</param>
/// <param name="Reuses">A label stays on offer when it has been put somewhere.</param>
public sealed record DragOntoImageData(string Image, string Alt, IReadOnlyList<DragLabel> Labels, IReadOnlyList<Zone> Zones, bool Reuses = false)
{
    public const int Most = 20;

    public DragLabel? Find(string? id) => Labels.FirstOrDefault(l => l.Id == id);

    /// <summary>The labels as an attempt shows them.</summary>
    public IReadOnlyList<DragLabel> InOrder(string field, int? seed) => Shuffling.Of(Labels, seed ?? 0, l => $"{field}/{l.Id}");   // always: beside their places in the author's order they would tell themselves
}

/// <summary>Labels that are put onto a picture, where they belong. The response: the id of a label by the id of its place.</summary>
internal sealed class DragOntoImage : QuestionKind<DragOntoImageData, Dictionary<string, string>>
{
    public override string Name => "drag-onto-image";
    public override string Label => "Drag onto image";
    public override string Icon => "image-plus";
    public override string Rule => "Each place on the picture with its right label earns its share.";

    protected override DragOntoImageData New => new("", "", [], []);

    protected override DragOntoImageData Read(IFormCollection form)
    {
        var (labels, labelIds) = (form["label-text"], form["label-id"]);
        var (ids, areas, names, right) = (form["zone-id"], form["zone-area"], form["zone-name"], form["zone-label"]);
        return new(form["image"].ToString(), form["alt"].ToString(),
            [.. Enumerable.Range(0, Math.Min(labels.Count, DragOntoImageData.Most * 2)).Select(row => (Row: row, Line: QuestionText.Line(labels[row]))).Select(read => new DragLabel(At(labelIds, read.Row), read.Line.Words, read.Line.Html))],
            [.. Enumerable.Range(0, Math.Min(areas.Count, DragOntoImageData.Most * 2)).Select(row => new Zone(At(ids, row), Area.Read(Area.Rect, areas[row]).Points, At(names, row), At(right, row)))],
            form["reuses"].Contains("true"));
    }

    protected override Outcome<DragOntoImageData> Tidy(DragOntoImageData data)
    {
        var picture = Picture.Tidy(data.Image, data.Alt);
        if (picture.Refusal is { } refusal) return refusal;
        List<DragLabel> labels = [];
        foreach (var label in data.Labels ?? [])
        {
            if (label is null) continue;
            var (words, html) = QuestionText.Line(label.Text, label.Html);
            if (words.Length == 0 && html.Length == 0) continue;
            if (words.Length > Picture.LongestLabel && html.Length == 0) return new Refusal("label-too-long", "A label has at most {0} characters.", "Labels", Picture.LongestLabel);
            labels.Add(new DragLabel(ShortId.Own(label.Id, id => labels.Exists(l => l.Id == id)), words, html));
        }

        if (labels.Count > DragOntoImageData.Most) return new Refusal("too-many-labels", "A picture has at most {0} labels.", "Labels", DragOntoImageData.Most);
        if (labels.DistinctBy(l => l.Html.Length > 0 ? l.Html : PlainText.Comparable(l.Text, exact: true)).Count() < labels.Count) return new Refusal("labels-alike", "Two labels are the same. Change one of them.", "Labels");

        List<Zone> zones = [];
        foreach (var zone in data.Zones ?? [])
        {
            if (zone is null || (zone.Points is not { Count: > 0 } && string.IsNullOrWhiteSpace(zone.Name) && string.IsNullOrEmpty(zone.LabelId))) continue;
            var name = PlainText.Line(zone.Name);
            if (name.Length > Picture.LongestLabel) return new Refusal("label-too-long", "A label has at most {0} characters.", "Zones", Picture.LongestLabel);
            if (!new Area(Area.Rect, zone.Points ?? []).IsWhole) return new Refusal("zone-unfit", "Place {0} has no area: draw it, or write two corners as “10 20 40 60”, in percent from the left and from the top.", "Zones", zones.Count + 1);
            zones.Add(new Zone(ShortId.Own(zone.Id, id => zones.Exists(z => z.Id == id)), zone.Points!, name, labels.Exists(l => l.Id == zone.LabelId) ? zone.LabelId : ""));
        }

        if (zones.Count > DragOntoImageData.Most) return new Refusal("too-many-zones", "A picture has at most {0} places.", "Zones", DragOntoImageData.Most);
        return new DragOntoImageData(picture.Value.Image, picture.Value.Alt, labels, zones, data.Reuses);
    }

    protected override Refusal? Missing(DragOntoImageData data) =>
        Picture.Missing(data.Image, data.Alt) is { } missing ? missing
        : data.Labels.Count < 2 ? new("labels-missing", "Write at least two labels.", "Labels")
        : data.Zones.Count == 0 ? new("zones-missing", "Draw at least one place for a label.", "Zones")
        : data.Zones.Any(z => z.LabelId.Length == 0) ? new("zone-label-missing", "Choose the right label of every place.", "Zones")
        : data.Zones.Any(z => z.Name.Length == 0) ? new("zone-name-missing", "Say of every place what lies there, without giving the label away.", "Zones")
        : null;

    protected override RenderFragment EditPart(DragOntoImageData data, IReadOnlyDictionary<string, string> errors) =>
        Fragments.Of<DragOntoImageEditPart>((nameof(DragOntoImageEditPart.Data), data), (nameof(DragOntoImageEditPart.Errors), errors));

    protected override RenderFragment AnswerPart(DragOntoImageData data, Dictionary<string, string>? response, AnswerPlace place) =>
        Fragments.Of<DragOntoImageAnswerPart>((nameof(DragOntoImageAnswerPart.Data), data), (nameof(DragOntoImageAnswerPart.Response), response ?? []), (nameof(DragOntoImageAnswerPart.Place), place));

    protected override Dictionary<string, string>? Read(IFormCollection form, string field) =>
        form.Keys.Where(key => key.StartsWith(field + '.', StringComparison.Ordinal)).Take(DragOntoImageData.Most * 2).ToDictionary(key => key[(field.Length + 1)..], key => form[key].FirstOrDefault() ?? "");

    // In the order of the places, so that the same labels are the same response.
    protected override Dictionary<string, string>? Tidy(DragOntoImageData data, Dictionary<string, string> response) =>
        data.Zones.Where(z => data.Find(response.GetValueOrDefault(z.Id)) is not null).ToDictionary(z => z.Id, z => response[z.Id]) is { Count: > 0 } placed ? placed : null;

    protected override object Shown(DragOntoImageData data, string field, int? seed) => new
    {
        image = data.Image, alt = data.Alt, reuses = data.Reuses,
        labels = data.InOrder(field, seed).Select(l => new { l.Id, l.Text, html = l.Html.Length > 0 ? l.Html : null }),
        zones = data.Zones.Select(z => new { z.Id, z.Points, z.Name }),
    };

    protected override decimal Grade(DragOntoImageData data, Dictionary<string, string> response) => data.Zones.Count == 0 ? 0 : (decimal)Right(data, response) / data.Zones.Count;
    protected override (int Right, int All)? RightParts(DragOntoImageData data, Dictionary<string, string> response) => (Right(data, response), data.Zones.Count);
    protected override Dictionary<string, string>? WithoutWrong(DragOntoImageData data, Dictionary<string, string> response) =>
        data.Zones.Where(z => response.GetValueOrDefault(z.Id) == z.LabelId).ToDictionary(z => z.Id, z => z.LabelId);

    protected override IReadOnlyList<string> Describe(DragOntoImageData data, Dictionary<string, string> response, Texts texts) =>
        [.. data.Zones.Where(z => response.ContainsKey(z.Id)).Select(z => texts["{0}: {1}", z.Name, data.Find(response[z.Id])?.Text ?? ""])];

    protected override IReadOnlyList<string> DescribeRight(DragOntoImageData data, Texts texts) =>
        [.. data.Zones.Where(z => z.LabelId.Length > 0).Select(z => texts["{0}: {1}", z.Name, data.Find(z.LabelId)?.Text ?? ""])];

    protected override RenderFragment ResponsePart(DragOntoImageData data, Dictionary<string, string> response, ResponsePlace place) =>
        Fragments.Of<LabelledPicture>((nameof(LabelledPicture.Data), data), (nameof(LabelledPicture.Placed), response));

    protected override RenderFragment RightPart(DragOntoImageData data) =>
        Fragments.Of<LabelledPicture>((nameof(LabelledPicture.Data), data), (nameof(LabelledPicture.Placed), data.Zones.ToDictionary(z => z.Id, z => z.LabelId)));

    private static int Right(DragOntoImageData data, Dictionary<string, string> response) => data.Zones.Count(z => z.LabelId.Length > 0 && response.GetValueOrDefault(z.Id) == z.LabelId);
    private static string At(Microsoft.Extensions.Primitives.StringValues values, int row) => row < values.Count ? values[row] ?? "" : "";
}
