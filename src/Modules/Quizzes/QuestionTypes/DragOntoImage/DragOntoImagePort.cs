using Lectern.Files;
using Lectern.QuestionFiles;
using Lectern.Quizzes.Exchange.Bridge;
using Lectern.Quizzes.QuestionTypes.Rows;
using Portable = Lectern.QuestionFiles;

namespace Lectern.Quizzes.QuestionTypes.DragOntoImage;

/// <summary>Labels for places of a picture: those of QTI, what Moodle drags onto a picture, and its markers where there are several.</summary>
internal sealed class DragOntoImagePort() : QuestionPort<DragOntoImageData, Portable.QuestionContent>("drag-onto-image")
{
    public override Facets Keeps => Facets.PictureDetails;

    protected override TakenIn? TakeIn(Portable.QuestionContent content, PortableQuestion question, IncomingTexts texts) => content switch
    {
        PictureLabels labels => TakeIn(labels, texts),
        Portable.DragOntoImage dragged => TakeIn(MoodlePictures.Labels(dragged, texts), texts),
        DragMarkers markers => TakeIn(MoodlePictures.Labels(markers, texts), texts),
        _ => null,
    };

    private static TakenIn TakeIn(PictureLabels content, IncomingTexts texts)
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
        var picture = texts.PictureAt(data.Image);
        return new PictureLabels
        {
            Picture = picture,
            Pixels = picture is [var file] ? PictureSize.Of(file.Content.Span) : null,
            Alt = data.Alt,
            Labels = [.. data.Labels.Select(label => texts.Line(label.Text, label.Html))],
            Places = [.. data.Zones.Select(zone => new Portable.LabelPlace(zone.Points, zone.Name, ids.IndexOf(zone.LabelId)))],
            Reuses = data.Reuses,
        };
    }
}
