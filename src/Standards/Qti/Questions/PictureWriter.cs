using System.Xml.Linq;
using Lectern.Qti.Processing;
using static Lectern.Qti.Questions.QuestionWriter;

namespace Lectern.Qti.Questions;

/// <summary>Questions on pictures as graphic interactions; the way back of <see cref="PictureReader"/>.</summary>
internal static class PictureWriter
{
    internal static (List<XElement>, List<XNode>, XElement?) Hotspot(HotspotQuestion question, QtiVersion version)
    {
        var right = question.Areas.Where(area => area.IsRight).ToList();
        var share = question.MaxScore / Math.Max(1, right.Count);
        var declaration = Declared(Response, question.Most == 1 ? "single" : "multiple", question.ShowsAreas ? "identifier" : "point");
        if (question.ShowsAreas)
            declaration.With(Correct(question.Most == 1 ? right.Take(1).Select(area => area.Identifier) : right.Select(area => area.Identifier)),
                MappingOf(question.Areas.Select(area => (area.Identifier, area.IsRight ? share : -share, (bool?)null)), question.MaxScore));
        else
            declaration.With(New("areaMapping", ("lowerBound", 0), ("upperBound", question.MaxScore), ("defaultValue", -share)).With(
                [.. right.Select(area => New("areaMapEntry", [.. Place(area.Area), ("mappedValue", share)]))]));
        var interaction = New(question.ShowsAreas ? "hotspotInteraction" : "selectPointInteraction", ("responseIdentifier", Response), ("maxChoices", question.Most)).With(Picture(question.Picture, version));
        if (question.ShowsAreas) interaction.With([.. question.Areas.Select(area => New("hotspotChoice", [("identifier", area.Identifier), .. Place(area.Area), ("hotspotLabel", Filled(area.Label))]))]);
        return ([declaration], [.. Nodes(question.Stem), interaction], Template(version, question.ShowsAreas ? ResponseTemplates.MapResponse : ResponseTemplates.MapResponsePoint));
    }

    internal static (List<XElement>, List<XNode>, XElement?) Labels(LabelQuestion question, QtiVersion version)
    {
        List<string> keys = [.. question.Places.Select(place => $"{place.Label} {place.Identifier}")];
        var declaration = Declared(Response, "multiple", "directedPair").With(Correct(keys), MappingOf(keys.Select(key => (key, question.MaxScore / keys.Count, (bool?)null)), question.MaxScore));
        // 2.1 has only pictures to drag; words as 2.2 has them are understood by those who read 2.1 nevertheless.
        var interaction = New("graphicGapMatchInteraction", ("responseIdentifier", Response)).With(
            [Picture(question.Picture, version), .. question.Labels.Select(label => New("gapText", ("identifier", label.Identifier), ("matchMax", question.IsReused ? 0 : 1)).With([.. Nodes(label.Content)])),
                .. question.Places.Select(place => New("associableHotspot", [("identifier", place.Identifier), .. Place(place.Area), ("matchMax", 1), ("hotspotLabel", Filled(place.Name))]))]);
        return ([declaration], [.. Nodes(question.Stem), interaction], Template(version, ResponseTemplates.MapResponse));
    }

    private static string? Filled(string text) => text.Length == 0 ? null : text;

    private static (string, object?)[] Place(Area area) =>
        [("shape", area.Shape.ToString().ToLowerInvariant()), ("coords", area.Shape == Shape.Default ? null : string.Join(',', area.Coordinates.Select(Lexical.Number)))];

    /// <summary>From 3.0 on an image is one of HTML.</summary>
    private static XElement Picture(QuestionPicture picture, QtiVersion version) => version == QtiVersion.Qti30
        ? New("img", ("src", picture.Address), ("alt", picture.Alt), ("width", picture.Width), ("height", picture.Height))
        : New("object", ("type", picture.MediaType ?? "image/png"), ("data", picture.Address), ("width", picture.Width), ("height", picture.Height)).With(picture.Alt.Length == 0 ? null : new XText(picture.Alt));
}
