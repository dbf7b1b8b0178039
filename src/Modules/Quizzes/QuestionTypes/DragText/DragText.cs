using System.Globalization;
using System.Text.Json.Serialization;
using Lectern.Quizzes.QuestionTypes.Cards;
using Lectern.Quizzes.QuestionTypes.Gaps;
using Lectern.Quizzes.QuestionTypes.Rows;
using Microsoft.AspNetCore.Components;

namespace Lectern.Quizzes.QuestionTypes.DragText;

/// <summary>Something to drag into a gap. An empty one keeps its number while it is written.</summary>
/// <param name="Group">It goes into the gaps whose right words are of the same group, 1 to 8.</param>
/// <param name="IsReusable">It can be used in several gaps.</param>
public sealed record DragWord(Item Word, int Group = 1, bool IsReusable = false);

/// <param name="Text">Sanitised HTML; <c>[[1]]</c> stands where the first word belongs.</param>
public sealed record DragTextData(string Text, IReadOnlyList<DragWord> Words, bool AllOrNothing = false)
{
    public const int Most = 30;
    public const int MostGroups = 8;

    /// <summary>Those that learners meet. Always shuffled, by the ids alone.</summary>
    public IReadOnlyList<DragWord> InOrder(string field, int? seed) => Shuffling.Of(Words.Where(word => !word.Word.IsEmpty), seed ?? 0, word => $"{field}/{word.Word.Id}");

    public DragWord? Find(string id) => Words.FirstOrDefault(word => word.Word.Id == id);

    /// <summary>The gaps by where they stand, with the words that belong there.</summary>
    public IEnumerable<(string Place, DragWord Right)> Gaps() => GapMarkup.Pieces(Text).Where(piece => piece.Place > 0 && Right(piece) is not null).Select(piece => (Key(piece), Right(piece)!));

    internal DragWord? Right(GapPiece piece) => piece.Number >= 1 && piece.Number <= Words.Count && !Words[piece.Number - 1].Word.IsEmpty ? Words[piece.Number - 1] : null;

    internal static string Key(GapPiece piece) => piece.Place.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A text with gaps, and words to drag into them. A response says by a gap's place in the text which word is in it.</summary>
internal sealed class DragText : QuestionKind<DragTextData, Dictionary<string, string>>
{
    public override string Name => "drag-text";
    public override string Label => "Drag into text";
    public override string Icon => "text-select";
    public override string Rule => "Each gap with the right word earns its share of the points.";

    protected override DragTextData New => new("", []);

    protected override DragTextData Read(IFormCollection form) => new(
        form["gap-text"].ToString(),
        [.. FormRows.Of(form["word-text"], DragTextData.Most * 2).Select(row => new DragWord(
            Item.Read(form["word-id"].At(row), form["word-text"].At(row)),
            int.TryParse(form["word-group"].At(row), NumberStyles.None, CultureInfo.InvariantCulture, out var group) ? group : 1,
            form["word-reusable"].Ticked(row)))],
        form["all-or-nothing"].Contains("true"));

    protected override Outcome<DragTextData> Tidy(DragTextData data)
    {
        var text = WrittenGapText.Read(data.Text);
        if (text.Refusal is { } tooLong) return tooLong;
        List<DragWord> words = [];
        foreach (var written in data.Words ?? [])
        {
            var word = Item.Tidy(written?.Word, "words", id => words.Exists(other => other.Word.Id == id));
            if (word.Refusal is { } refusal) return refusal;
            if ((written?.Group ?? 1) is < 1 or > DragTextData.MostGroups) return new Refusal("group-out-of-range", "Enter a group from 1 to {0}.", "words", DragTextData.MostGroups);
            words.Add(new(word.Value, written?.Group ?? 1, written?.IsReusable ?? false));
        }

        var numbered = GapMarkup.Numbered(text.Value, word =>
        {
            if (words.Count >= DragTextData.Most || word.Length > Item.LongestText) return null;
            words.Add(new(new Item(ShortId.New(), word)));
            return words.Count;
        });
        // Empty words at the end go; those before stay, or the numbers in the text would mean others.
        while (words.Count > 0 && words[^1].Word.IsEmpty) words.RemoveAt(words.Count - 1);
        if (words.Count > DragTextData.Most) return new Refusal("too-many-rows", "There are at most {0} rows.", "words", DragTextData.Most);
        // What belongs into several gaps can be used in several.
        var often = GapMarkup.Numbers(numbered).GroupBy(number => number).Where(same => same.Count() > 1).Select(same => same.Key).ToHashSet();
        return new DragTextData(numbered, [.. words.Select((word, index) => often.Contains(index + 1) ? word with { IsReusable = true } : word)], data.AllOrNothing);
    }

    protected override Refusal? Missing(DragTextData data) =>
        WrittenGapText.Missing(data.Text, number => number <= data.Words.Count && !data.Words[number - 1].Word.IsEmpty, once: false)
        ?? (data.Words.Count(word => !word.Word.IsEmpty) < 2 ? new("words-missing", "Write at least two words to drag.", "words") : null);

    protected override RenderFragment EditPart(DragTextData data, IReadOnlyDictionary<string, string> errors) =>
        Fragments.Of<DragTextEditPart>((nameof(DragTextEditPart.Data), data), (nameof(DragTextEditPart.Errors), errors));

    protected override RenderFragment AnswerPart(DragTextData data, Dictionary<string, string>? response, AnswerPlace place) =>
        Fragments.Of<DragTextAnswerPart>((nameof(DragTextAnswerPart.Data), data), (nameof(DragTextAnswerPart.Response), response), (nameof(DragTextAnswerPart.Place), place));

    protected override Dictionary<string, string>? Read(IFormCollection form, string field) => Shares.Read(form, field);

    protected override Dictionary<string, string>? Tidy(DragTextData data, Dictionary<string, string> response) =>
        Shares.Kept(response, (place, said) => data.Gaps().FirstOrDefault(gap => gap.Place == place).Right is { } right && data.Find(said) is { Word.IsEmpty: false } word && word.Group == right.Group);

    protected override object Shown(DragTextData data, string field, int? seed) => new
    {
        text = GapMarkup.ByPlace(data.Text),
        gaps = data.Gaps().Select(gap => new { gap.Place, gap.Right.Group }),
        words = data.InOrder(field, seed).Select(word => new { word.Word.Id, word.Word.Text, html = word.Word.Html.Length > 0 ? word.Word.Html : null, word.Group, word.IsReusable }),
    };

    protected override decimal Grade(DragTextData data, Dictionary<string, string> response) => Shares.Of(Parts(data, response), data.AllOrNothing);
    protected override (int Right, int All)? RightParts(DragTextData data, Dictionary<string, string> response) => Parts(data, response);
    protected override Dictionary<string, string>? WithoutWrong(DragTextData data, Dictionary<string, string> response) =>
        Shares.Kept(response, (place, _) => data.Gaps().Any(gap => gap.Place == place && IsRight(data, response, gap)));

    protected override IReadOnlyList<string> Describe(DragTextData data, Dictionary<string, string> response, Texts texts) =>
        [.. data.Gaps().Where(gap => response.ContainsKey(gap.Place)).Select(gap => texts["{0}: {1}", gap.Place, data.Find(response[gap.Place])?.Word.Text ?? ""])];

    protected override IReadOnlyList<string> DescribeRight(DragTextData data, Texts texts) => [.. data.Gaps().Select(gap => texts["{0}: {1}", gap.Place, gap.Right.Word.Text])];

    protected override RenderFragment? ResponsePart(DragTextData data, Dictionary<string, string> response, ResponsePlace place) =>
        FilledText.Of(data.Text, piece => response.TryGetValue(DragTextData.Key(piece), out var said) ? data.Find(said)?.Word.Shown : null);

    protected override RenderFragment? RightPart(DragTextData data) => FilledText.Of(data.Text, piece => data.Right(piece)?.Word.Shown);

    private static (int Right, int All) Parts(DragTextData data, Dictionary<string, string> response) =>
        (data.Gaps().Count(gap => IsRight(data, response, gap)), data.Gaps().Count());

    // Another card with the same words is as right.
    private static bool IsRight(DragTextData data, Dictionary<string, string> response, (string Place, DragWord Right) gap) =>
        response.TryGetValue(gap.Place, out var said) && data.Find(said)?.Word.Looks == gap.Right.Word.Looks;
}
