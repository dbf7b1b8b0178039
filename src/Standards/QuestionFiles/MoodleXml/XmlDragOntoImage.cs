using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Lectern.QuestionFiles.MoodleXml;

internal sealed partial class XmlDragOntoImage : XmlKind<DragOntoImage>
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

    internal override bool Writes(QuestionContent content) => content is DragOntoImage or PictureLabels;
    internal override void Write(MoodleXmlWriter writer, QuestionContent content) => Write(writer, content as DragOntoImage ?? InPixels((PictureLabels)content));
    internal override (string Code, string Sentence)? Lost(QuestionContent content) => content is PictureLabels labels && labels.Labels.Any(label => !IsHeld(label))
        ? ("words-only", "Formatting and pictures of an answer are lost where only words can stand.") : null;

    /// <summary>Whole pixels, as Moodle's form demands them.</summary>
    private static DragOntoImage InPixels(PictureLabels content)
    {
        var (width, height) = content.Pixels ?? (UnknownSide, UnknownSide);
        return new()
        {
            Background = content.Picture,
            Items = [.. content.Labels.Select((label, at) => new DragItem(at + 1, IsPicture(label) ? WebUtility.HtmlDecode(Picture().Match(label.Text).Groups["alt"].Value) : Words(label), 1, content.Reuses, IsPicture(label) ? label.Files : []))],
            Places = [.. content.Places.Select((place, at) => new DropPlace(at + 1, place.Name, place.Label + 1, Pixel(place.Points[0], place.Points[2], width), Pixel(place.Points[1], place.Points[3], height)))],
            Shuffle = true,
        };
    }

    private static Quantity Pixel(int one, int other, int side) => Quantity.Of((int)Math.Round(Math.Min(one, other) * (double)side / Whole));

    private static bool IsPicture(FormattedText label) => label.Files.Count == 1 && Picture().IsMatch(label.Text);
    private static bool IsHeld(FormattedText label) => label.Format == TextFormat.Plain || IsPicture(label) || Tag().Matches(label.Text).All(tag => Allowed().IsMatch(tag.Value));
    private static string Words(FormattedText label) => label.Format == TextFormat.Plain ? WebUtility.HtmlEncode(label.Text) : Tag().Replace(label.Text, tag => Allowed().IsMatch(tag.Value) ? tag.Value : "");

    // Shares are in hundredths of a percent. A picture whose size nobody can tell has none of its own.
    private const int Whole = 10_000;
    private const int UnknownSide = 1000;

    [GeneratedRegex("^<img\\s(?=[^>]*\\bsrc=)(?:[^>]*\\balt=\"(?<alt>[^\"]*)\")?[^>]*>\\z")]
    private static partial Regex Picture();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    // Those that a word may have (qtype_ddimageortext, validation).
    [GeneratedRegex("^</?(?:br|sub|sup|b|i|strong|em|span)(?:\\s[^>]*)?/?>\\z")]
    private static partial Regex Allowed();

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
