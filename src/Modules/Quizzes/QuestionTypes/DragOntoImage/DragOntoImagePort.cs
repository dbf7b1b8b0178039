using Lectern.QuestionFiles;
using Lectern.Quizzes.Exchange.Bridge;
using Lectern.Quizzes.QuestionTypes.Rows;
using Portable = Lectern.QuestionFiles;

namespace Lectern.Quizzes.QuestionTypes.DragOntoImage;

/// <summary>Labels for places of a picture.</summary>
internal sealed class DragOntoImagePort() : QuestionPort<DragOntoImageData, PictureLabels>("drag-onto-image")
{
    public override Facets Keeps => Facets.None;

    protected override TakenIn? TakeIn(PictureLabels content, PortableQuestion question, IncomingTexts texts)
    {
        var whole = content.Places.Where(place => new Pictures.Area(Pictures.Area.Rect, place.Points).IsWhole).ToList();
        if (whole.Count < content.Places.Count) texts.Lose("area-lost", "Areas beside the picture, without extent or with too many corners are lost.");
        List<DragLabel> labels = [.. content.Labels.Select(label => PortedItems.TakeIn(label, texts)).Select(item => new DragLabel(item.Id, item.Text, item.Html))];
        return new(new DragOntoImageData(texts.PictureOf(content.Picture), content.Alt, labels,
            [.. whole.Select(place => new Zone(ShortId.New(), place.Points, place.Name, place.Label >= 0 && place.Label < labels.Count ? labels[place.Label].Id : ""))], content.Reuses));
    }

    protected override GivenOut? GiveOut(DragOntoImageData data, OutgoingTexts texts)
    {
        var ids = data.Labels.Select(label => label.Id).ToList();
        return new PictureLabels
        {
            Picture = texts.PictureAt(data.Image),
            Alt = data.Alt,
            Labels = [.. data.Labels.Select(label => texts.Line(label.Text, label.Html))],
            Places = [.. data.Zones.Select(zone => new Portable.LabelPlace(zone.Points, zone.Name, ids.IndexOf(zone.LabelId)))],
            Reuses = data.Reuses,
        };
    }
}
