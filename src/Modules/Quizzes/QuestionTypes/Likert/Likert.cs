using Lectern.Quizzes.QuestionTypes.Cards;
using Lectern.Quizzes.QuestionTypes.Grids;
using Lectern.Quizzes.QuestionTypes.Rows;
using Microsoft.AspNetCore.Components;

namespace Lectern.Quizzes.QuestionTypes.Likert;

/// <param name="Scale">From one end to the other.</param>
/// <param name="Statements">To each of which learners say where on the scale they are.</param>
public sealed record LikertData(IReadOnlyList<Item> Scale, IReadOnlyList<Item> Statements)
{
    public const int MostSteps = 8;
    public const int MostStatements = 20;
}

/// <summary>Opinions on a scale. Nobody marks them, and they count for nothing.</summary>
internal sealed class Likert : QuestionKind<LikertData, Dictionary<string, string[]>>
{
    public override string Name => "likert";
    public override string Label => "Opinion on a scale";
    public override string Icon => "sliders-horizontal";
    public override string Rule => "Nothing is right or wrong here, and nothing counts.";
    public override MarkedBy MarkedBy => MarkedBy.Nobody;

    protected override LikertData New => new([], []);

    protected override LikertData Read(IFormCollection form) => new(Rows(form, "column", LikertData.MostSteps), Rows(form, "row", LikertData.MostStatements));

    private static IReadOnlyList<Item> Rows(IFormCollection form, string name, int most) =>
        [.. FormRows.Of(form[$"{name}-text"], most * 2).Select(row => Item.Read(form[$"{name}-id"].At(row), form[$"{name}-text"].At(row)))];

    protected override Outcome<LikertData> Tidy(LikertData data)
    {
        var scale = Item.Tidy(data.Scale, "columns", LikertData.MostSteps);
        if (scale.Refusal is { } wrongScale) return wrongScale;
        var statements = Item.Tidy(data.Statements, "rows", LikertData.MostStatements);
        return statements.Refusal is { } wrongStatements ? wrongStatements : new LikertData(scale.Value, statements.Value);
    }

    protected override Refusal? Missing(LikertData data) =>
        data.Scale.Count < 2 ? new("scale-missing", "Write at least two steps of the scale.", "columns")
        : data.Statements.Count == 0 ? new("statements-missing", "Write at least one statement.", "rows")
        : null;

    protected override RenderFragment EditPart(LikertData data, IReadOnlyDictionary<string, string> errors) =>
        Fragments.Of<LikertEditPart>((nameof(LikertEditPart.Data), data), (nameof(LikertEditPart.Errors), errors));

    protected override RenderFragment AnswerPart(LikertData data, Dictionary<string, string[]>? response, AnswerPlace place) =>
        Fragments.Of<GridAnswerPart>((nameof(GridAnswerPart.Rows), data.Statements), (nameof(GridAnswerPart.Columns), data.Scale), (nameof(GridAnswerPart.Chosen), response), (nameof(GridAnswerPart.Place), place));

    protected override Dictionary<string, string[]>? Read(IFormCollection form, string field) => GridResponse.Read(form, field);
    protected override Dictionary<string, string[]>? Tidy(LikertData data, Dictionary<string, string[]> response) => GridResponse.Kept(data.Statements, data.Scale, response, several: false);

    protected override object Shown(LikertData data, string field, int? seed) => new
    {
        rows = data.Statements.Select(statement => statement.ForLearners()),
        columns = data.Scale.Select(step => step.ForLearners()),
    };

    protected override decimal Grade(LikertData data, Dictionary<string, string[]> response) => 0;
    protected override IReadOnlyList<string> Describe(LikertData data, Dictionary<string, string[]> response, Texts texts) => [.. GridResponse.Lines(data.Statements, data.Scale, response).Select(line => texts["{0}: {1}", line[0].Text, line[1].Text])];
    protected override IReadOnlyList<string> DescribeRight(LikertData data, Texts texts) => [];
    protected override RenderFragment? ResponsePart(LikertData data, Dictionary<string, string[]> response, ResponsePlace place) => Item.Drawn(GridResponse.Lines(data.Statements, data.Scale, response), CardWords.Between);
}
