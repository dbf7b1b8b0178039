using Lectern.QuestionFiles;
using Lectern.Quizzes.Exchange.Bridge;
using Lectern.Quizzes.QuestionTypes.Rows;
using Portable = Lectern.QuestionFiles;

namespace Lectern.Quizzes.QuestionTypes.Hotspot;

/// <summary>Places on a picture.</summary>
internal sealed class HotspotPort() : QuestionPort<HotspotData, Portable.Hotspot>("hotspot")
{
    public override Facets Keeps => Facets.None;

    protected override TakenIn? TakeIn(Portable.Hotspot content, PortableQuestion question, IncomingTexts texts)
    {
        var whole = content.Areas.Where(area => new Pictures.Area(area.Shape, area.Points).IsWhole).ToList();
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
