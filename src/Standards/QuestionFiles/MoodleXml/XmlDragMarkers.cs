using System.Globalization;

namespace Lectern.QuestionFiles.MoodleXml;

internal sealed class XmlDragMarkers : XmlKind<DragMarkers>
{
    internal override IReadOnlyList<string> Names => ["ddmarker"];

    internal override QuestionContent? Read(XmlQuestion question, string type)
    {
        var markers = question.Children("drag").Select(part => new Marker(XmlQuestion.Number(part, "no", 0), question.Plain(part), XmlQuestion.Child(part, "infinite") is not null ? 0 : XmlQuestion.Number(part, "noofdrags", 1))).ToList();
        var areas = question.Children("drop").Select(part => new MarkerArea(XmlQuestion.Number(part, "no", 0), XmlQuestion.Text(part, "shape"), XmlQuestion.Text(part, "coords"), XmlQuestion.Number(part, "choice", 0))).ToList();
        if (question.OwnFiles() is not { Count: > 0 } background) return question.Reading.Refuse<QuestionContent>(question.Offset, "background-missing", "The image to drag onto is missing.");
        if (markers.Count == 0 || areas.Count == 0) return question.Reading.Refuse<QuestionContent>(question.Offset, "drags-missing", "There is nothing to drag, or no place to drag it to.");
        if (areas.Find(area => area.Marker != 0 && !markers.Exists(marker => marker.Number == area.Marker)) is { } lost)
            return question.Reading.Refuse<QuestionContent>(question.Offset, "drag-unknown", "Place {0} asks for item {1}, which isn't there.", lost.Number.ToString(CultureInfo.InvariantCulture), lost.Marker.ToString(CultureInfo.InvariantCulture));
        return new DragMarkers { Background = background, Markers = markers, Areas = areas, Shuffle = question.Has("shuffleanswers"), ShowMisplaced = question.Has("showmisplaced"), Feedback = question.CombinedFeedback() };
    }

    protected override void Write(MoodleXmlWriter writer, DragMarkers content)
    {
        if (content.Shuffle) writer.Flag("shuffleanswers");
        if (content.ShowMisplaced) writer.Flag("showmisplaced");
        writer.CombinedFeedback(content.Feedback);
        writer.Files(content.Background);
        foreach (var marker in content.Markers)
            writer.Inside("drag", () =>
            {
                writer.Element("no", marker.Number);
                writer.Element("text", marker.Text);
                if (marker.Copies == 0) writer.Flag("infinite");
                writer.Element("noofdrags", Math.Max(1, marker.Copies));
            });
        foreach (var area in content.Areas)
            writer.Inside("drop", () =>
            {
                writer.Element("no", area.Number);
                writer.Element("shape", area.Shape);
                writer.Element("coords", area.Coordinates);
                writer.Element("choice", area.Marker);
            });
    }
}
