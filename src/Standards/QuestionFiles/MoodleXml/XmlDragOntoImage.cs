using System.Globalization;

namespace Lectern.QuestionFiles.MoodleXml;

internal sealed class XmlDragOntoImage : XmlKind<DragOntoImage>
{
    internal override IReadOnlyList<string> Names => ["ddimageortext"];

    internal override QuestionContent? Read(XmlQuestion question, string type)
    {
        var items = question.Children("drag").Select(part => new DragItem(XmlQuestion.Number(part, "no", 0), question.Plain(part), XmlQuestion.Number(part, "draggroup", 1), XmlQuestion.Child(part, "infinite") is not null, question.Files(part))).ToList();
        var places = question.Children("drop").Select(part => new DropPlace(XmlQuestion.Number(part, "no", 0), question.Plain(part), XmlQuestion.Number(part, "choice", 0), question.Quantity(part, "xleft", Quantity.Zero), question.Quantity(part, "ytop", Quantity.Zero))).ToList();
        if (question.OwnFiles() is not { Count: > 0 } background) return question.Reading.Refuse<QuestionContent>(question.Offset, "background-missing", "The image to drag onto is missing.");
        if (items.Count == 0 || places.Count == 0) return question.Reading.Refuse<QuestionContent>(question.Offset, "drags-missing", "There is nothing to drag, or no place to drag it to.");
        if (places.Find(place => !items.Exists(item => item.Number == place.Item)) is { } lost)
            return question.Reading.Refuse<QuestionContent>(question.Offset, "drag-unknown", "Place {0} asks for item {1}, which isn't there.", lost.Number.ToString(CultureInfo.InvariantCulture), lost.Item.ToString(CultureInfo.InvariantCulture));
        return new DragOntoImage { Background = background, Items = items, Places = places, Shuffle = question.Has("shuffleanswers"), ShowPlaces = question.Has("dropzonevisibility"), Feedback = question.CombinedFeedback() };
    }

    protected override void Write(MoodleXmlWriter writer, DragOntoImage content)
    {
        if (content.Shuffle) writer.Flag("shuffleanswers");
        if (content.ShowPlaces) writer.Flag("dropzonevisibility");
        writer.CombinedFeedback(content.Feedback);
        writer.Files(content.Background);
        foreach (var item in content.Items)
            writer.Inside("drag", () =>
            {
                writer.Element("no", item.Number);
                writer.Element("text", item.Text);
                writer.Element("draggroup", item.Group);
                if (item.Unlimited) writer.Flag("infinite");
                writer.Files(item.Images);
            });
        foreach (var place in content.Places)
            writer.Inside("drop", () =>
            {
                writer.Element("text", place.Text);
                writer.Element("no", place.Number);
                writer.Element("choice", place.Item);
                writer.Element("xleft", place.Left.Written);
                writer.Element("ytop", place.Top.Written);
            });
    }
}
