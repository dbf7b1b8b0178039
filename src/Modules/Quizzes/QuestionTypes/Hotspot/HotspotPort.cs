using Lectern.QuestionFiles;
using Lectern.Quizzes.Exchange.Bridge;
using Lectern.Quizzes.QuestionTypes.Rows;
using Portable = Lectern.QuestionFiles;

namespace Lectern.Quizzes.QuestionTypes.Hotspot;

/// <summary>Places on a picture: those of QTI, and one marker of Moodle's alone, which has no order that could be lost.</summary>
internal sealed class HotspotPort() : QuestionPort<HotspotData, Portable.QuestionContent>("hotspot")
{
    public override Facets Keeps => Facets.FixedOrder;

    protected override TakenIn? TakeIn(Portable.QuestionContent content, PortableQuestion question, IncomingTexts texts) => content switch
    {
        Portable.Hotspot places => TakeIn(places, texts),
        DragMarkers markers when MoodlePictures.Places(markers, texts) is { } places => TakeIn(places, texts),
        _ => null,
    };

    private static TakenIn TakeIn(Portable.Hotspot content, IncomingTexts texts)
    {
        var whole = content.Areas.Where(area => new Pictures.Area(area.Shape, area.Points) is { IsWhole: true, HasExtent: true }).ToList();
        if (whole.Count < content.Areas.Count) texts.Lose("area-lost", "Areas beside the picture, without extent or with too many corners are lost.");
        return new(new HotspotData(texts.PictureOf(content.Picture), content.Alt,
            [.. whole.Select(area => new Region(ShortId.New(), area.Shape, area.Points, area.Label, area.IsRight))],
            content.ShowsAreas, content.Most == 0 ? HotspotData.MostRegions : Math.Clamp(content.Most, 1, HotspotData.MostRegions)));
    }

    protected override GivenOut? GiveOut(HotspotData data, OutgoingTexts texts) => new Portable.Hotspot
    {
        Picture = texts.PictureAt(data.Image),
        Alt = data.Alt,
        Areas = [.. data.Regions.Select(region => new PictureArea(region.Shape, region.Points, region.Label, region.IsRight))],
        ShowsAreas = data.ShowsRegions,
        Most = data.Most,
    };
}
