using Lectern.Quizzes.QuestionTypes.Gaps;
using Lectern.Quizzes.QuestionTypes.Rows;
using Lectern.Quizzes.QuestionTypes.ShortAnswer;
using Microsoft.AspNetCore.Components;

namespace Lectern.Quizzes.QuestionTypes.GapText;

/// <summary>A text with gaps to fill: by choosing, or by writing words or numbers. A response says by a gap's number the choice's id, or what was written.</summary>
internal sealed class GapText : QuestionKind<GapTextData, Dictionary<string, string>>
{
    public override string Name => "gap-text";
    public override string Label => "Gap text";
    public override string Icon => "text-cursor";
    public override string Rule => "Each gap earns its share of the points, by the answer that is taken for what was written or chosen.";

    protected override GapTextData New => new("", [], new());
    protected override GapTextData Read(IFormCollection form) => GapTextData.Read(form);
    protected override Outcome<GapTextData> Tidy(GapTextData data) => data.Tidy();

    protected override Refusal? Missing(GapTextData data) =>
        WrittenGapText.Missing(data.Text, number => data.Find(number)?.Answers.Any(answer => answer.Percent == 100) == true, once: true)
        ?? (data.InText().FirstOrDefault(placed => placed.Gap is { Kind: GapKind.Choose, Answers.Count: < 2 }) is { Number: { } alone } ? new("choices-of-gap-missing", "Gap {0} needs at least two choices.", "gaps", alone) : null);

    protected override RenderFragment EditPart(GapTextData data, IReadOnlyDictionary<string, string> errors) =>
        Fragments.Of<GapTextEditPart>((nameof(GapTextEditPart.Data), data), (nameof(GapTextEditPart.Errors), errors));

    protected override RenderFragment AnswerPart(GapTextData data, Dictionary<string, string>? response, AnswerPlace place) =>
        Fragments.Of<GapTextAnswerPart>((nameof(GapTextAnswerPart.Data), data), (nameof(GapTextAnswerPart.Response), response), (nameof(GapTextAnswerPart.Place), place));

    protected override Dictionary<string, string>? Read(IFormCollection form, string field) => Shares.Read(form, field);

    protected override Dictionary<string, string>? Tidy(GapTextData data, Dictionary<string, string> response) => Shares.Kept(
        response.Where(said => said.Value is not null).ToDictionary(said => said.Key, said => Line(said.Value)),
        (number, said) => said.Length > 0 && data.InText().FirstOrDefault(placed => placed.Number == number).Gap is { } gap && (gap.Kind != GapKind.Choose || gap.Answers.Any(answer => answer.Id == said)));

    protected override object Shown(GapTextData data, string field, int? seed) => new
    {
        text = data.Text,
        gaps = data.InText().Select(placed => new
        {
            placed.Number,
            placed.Gap.Kind,
            choices = placed.Gap.Kind == GapKind.Choose ? placed.Gap.InOrder($"{field}/{placed.Number}", seed).Select(answer => new { answer.Id, answer.Text }) : null,
        }),
    };

    protected override decimal Grade(GapTextData data, Dictionary<string, string> response)
    {
        var gaps = data.InText().Select(placed => (placed.Gap.Weight, Percent: Taken(data, response, placed)?.Percent ?? 0)).ToList();
        return gaps.Count == 0 ? 0
            : data.AllOrNothing ? gaps.TrueForAll(gap => gap.Percent == 100) ? 1 : 0
            : gaps.Sum(gap => gap.Weight * gap.Percent) / (100 * gaps.Sum(gap => gap.Weight));
    }

    protected override (int Right, int All)? RightParts(GapTextData data, Dictionary<string, string> response) =>
        (data.InText().Count(placed => Taken(data, response, placed) is { Percent: 100 }), data.InText().Count());

    protected override Dictionary<string, string>? WithoutWrong(GapTextData data, Dictionary<string, string> response) =>
        Shares.Kept(response, (number, _) => data.InText().Any(placed => placed.Number == number && Taken(data, response, placed) is { Percent: > 0 }));

    protected override IReadOnlyList<string> Describe(GapTextData data, Dictionary<string, string> response, Texts texts) =>
        [.. data.InText().Where(placed => response.ContainsKey(placed.Number)).Select(placed => texts["{0}: {1}", placed.Number, Words(placed.Gap, response[placed.Number])])];

    protected override IReadOnlyList<string> DescribeRight(GapTextData data, Texts texts) => [.. data.InText().Select(placed => texts["{0}: {1}", placed.Number, RightWords(data, placed.Gap)])];

    protected override RenderFragment? ResponsePart(GapTextData data, Dictionary<string, string> response, ResponsePlace place) =>
        FilledText.Of(data.Text, piece => data.Find(piece.Number) is { } gap && response.TryGetValue(Key(piece), out var said) ? System.Net.WebUtility.HtmlEncode(Words(gap, said)) : null);

    protected override RenderFragment? RightPart(GapTextData data) =>
        FilledText.Of(data.Text, piece => data.Find(piece.Number) is { } gap ? System.Net.WebUtility.HtmlEncode(RightWords(data, gap)) : null);

    protected override IReadOnlyList<string> Remarks(GapTextData data, Dictionary<string, string> response) =>
        [.. data.InText().Select(placed => Taken(data, response, placed)?.Feedback).OfType<string>().Where(feedback => feedback.Length > 0)];

    private static GapAnswer? Taken(GapTextData data, Dictionary<string, string> response, (string Number, Gap Gap) placed) =>
        response.TryGetValue(placed.Number, out var said) ? placed.Gap.Taken(said, data.Wording ?? new()) : null;

    private static string Words(Gap gap, string said) => gap.Kind == GapKind.Choose ? gap.Answers.FirstOrDefault(answer => answer.Id == said)?.Text ?? "" : said;
    private static string RightWords(GapTextData data, Gap gap) => gap.Answers.FirstOrDefault(answer => answer.Percent == 100) is { } right ? gap.Kind == GapKind.Write ? (data.Wording ?? new()).Shown(right.Text) : right.Text : "";
    private static string Key(GapPiece piece) => piece.Number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string Line(string said)
    {
        var line = PlainText.Line(said);
        return line.Length > Gap.LongestAnswer ? PlainText.Line(line[..Gap.LongestAnswer]) : line;
    }
}
