using System.Globalization;
using Lectern.Quizzes.QuestionTypes.Cards;
using Lectern.Quizzes.QuestionTypes.Grids;
using Lectern.Quizzes.QuestionTypes.Rows;
using Microsoft.AspNetCore.Components;

namespace Lectern.Quizzes.QuestionTypes.Matrix;

/// <param name="Right">The ids of the columns that are right.</param>
public sealed record MatrixRow(Item Line, IReadOnlyList<string> Right);

/// <param name="Several">A row can have several columns; each wrong one then takes a right one's share away, down to nothing for the row.</param>
/// <param name="AllOrNothing">Only when every row is right are there points; otherwise each earns its share.</param>
public sealed record MatrixData(IReadOnlyList<Item> Columns, IReadOnlyList<MatrixRow> Rows, bool Several = false, bool AllOrNothing = false)
{
    public const int MostColumns = 8;
    public const int MostRows = 20;

    /// <summary>The rows as an attempt shows them: with a seed in an order of its own. Columns stay where they are.</summary>
    public IReadOnlyList<Item> InOrder(string field, int? seed) => seed is { } shuffled ? Shuffling.Of(Rows.Select(row => row.Line), shuffled, row => $"{field}/{row.Id}") : Lines;

    internal IReadOnlyList<Item> Lines => [.. Rows.Select(row => row.Line)];
}

/// <summary>Rows to each of which one or several of the same columns belong.</summary>
internal sealed class Matrix : QuestionKind<MatrixData, Dictionary<string, string[]>>
{
    public override string Name => "matrix";
    public override string Label => "Matrix";
    public override string Icon => "table-2";
    public override string Rule => "Each row that is right earns its share of the points.";

    protected override MatrixData New => new([], []);

    protected override MatrixData Read(IFormCollection form)
    {
        Item[] columns = [.. FormRows.Of(form["column-text"], MatrixData.MostColumns * 2).Select(row => Item.Read(ShortId.Own(form["column-id"].At(row), _ => false), form["column-text"].At(row)))];
        return new(columns,
            [.. FormRows.Of(form["row-text"], MatrixData.MostRows * 2).Select(row => new MatrixRow(
                Item.Read(form["row-id"].At(row), form["row-text"].At(row)),
                [.. form[$"row-right-{row.ToString(CultureInfo.InvariantCulture)}"].Select(number => int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? columns.ElementAtOrDefault(at)?.Id : null).OfType<string>()]))],
            form["several"].Contains("true"),
            form["all-or-nothing"].Contains("true"));
    }

    protected override Outcome<MatrixData> Tidy(MatrixData data)
    {
        var columns = Item.Tidy(data.Columns, "columns", MatrixData.MostColumns);
        if (columns.Refusal is { } wrongColumns) return wrongColumns;
        var written = (data.Rows ?? []).Where(row => row?.Line is not null).ToList();
        var lines = Item.Tidy([.. written.Select(row => row.Line)], "rows", MatrixData.MostRows);
        if (lines.Refusal is { } wrongRows) return wrongRows;
        var rows = lines.Value.Zip(written.Where(row => !QuestionText.Line(row.Line.Text, row.Line.Html).Equals(new RichLine("", ""))),
            (line, row) => new MatrixRow(line, [.. columns.Value.Select(column => column.Id).Where(id => (row.Right ?? []).Contains(id))]));
        return new MatrixData(columns.Value, [.. rows], data.Several, data.AllOrNothing);
    }

    protected override Refusal? Missing(MatrixData data) =>
        data.Columns.Count < 2 ? new("columns-missing", "Write at least two columns.", "columns")
        : data.Rows.Count == 0 ? new("rows-missing", "Write at least one row.", "rows")
        : data.Rows.FirstOrDefault(row => data.Several ? row.Right.Count == 0 : row.Right.Count != 1) is { } open
            ? data.Several ? new("row-unanswered", "Mark at least one right column of “{0}”.", "rows", open.Line.Text) : new("row-unanswered", "Mark the one right column of “{0}”.", "rows", open.Line.Text)
        : null;

    protected override RenderFragment EditPart(MatrixData data, IReadOnlyDictionary<string, string> errors) =>
        Fragments.Of<MatrixEditPart>((nameof(MatrixEditPart.Data), data), (nameof(MatrixEditPart.Errors), errors));

    protected override RenderFragment AnswerPart(MatrixData data, Dictionary<string, string[]>? response, AnswerPlace place) =>
        Fragments.Of<GridAnswerPart>((nameof(GridAnswerPart.Rows), data.InOrder(place.Field, place.Seed)), (nameof(GridAnswerPart.Columns), data.Columns), (nameof(GridAnswerPart.Chosen), response), (nameof(GridAnswerPart.Place), place), (nameof(GridAnswerPart.Several), data.Several));

    protected override Dictionary<string, string[]>? Read(IFormCollection form, string field) => GridResponse.Read(form, field);
    protected override Dictionary<string, string[]>? Tidy(MatrixData data, Dictionary<string, string[]> response) => GridResponse.Kept(data.Lines, data.Columns, response, data.Several);

    protected override object Shown(MatrixData data, string field, int? seed) => new
    {
        rows = data.InOrder(field, seed).Select(row => row.ForLearners()),
        columns = data.Columns.Select(column => column.ForLearners()),
        data.Several,
    };

    protected override decimal Grade(MatrixData data, Dictionary<string, string[]> response) =>
        data.Rows.Count == 0 ? 0
        : data.AllOrNothing ? Shares.Of(Parts(data, response), true)
        : data.Rows.Sum(row => Earned(row, response)) / data.Rows.Count;

    protected override (int Right, int All)? RightParts(MatrixData data, Dictionary<string, string[]> response) => Parts(data, response);

    protected override Dictionary<string, string[]>? WithoutWrong(MatrixData data, Dictionary<string, string[]> response) => Shares.Kept(
        response.ToDictionary(row => row.Key, row => row.Value.Where(column => data.Rows.First(one => one.Line.Id == row.Key).Right.Contains(column)).ToArray()),
        (_, right) => right.Length > 0);

    protected override IReadOnlyList<string> Describe(MatrixData data, Dictionary<string, string[]> response, Texts texts) => [.. GridResponse.Lines(data.Lines, data.Columns, response).Select(line => Words(line, texts))];
    protected override IReadOnlyList<string> DescribeRight(MatrixData data, Texts texts) => [.. RightLines(data).Select(line => Words(line, texts))];
    protected override RenderFragment? ResponsePart(MatrixData data, Dictionary<string, string[]> response, ResponsePlace place) => Item.Drawn(GridResponse.Lines(data.Lines, data.Columns, response), CardWords.Between);
    protected override RenderFragment? RightPart(MatrixData data) => Item.Drawn(RightLines(data), CardWords.Between);

    private static (int Right, int All) Parts(MatrixData data, Dictionary<string, string[]> response) => (data.Rows.Count(row => Earned(row, response) == 1), data.Rows.Count);

    private static decimal Earned(MatrixRow row, Dictionary<string, string[]> response)
    {
        if (row.Right.Count == 0 || !response.TryGetValue(row.Line.Id, out var chosen)) return 0;
        var right = chosen.Count(row.Right.Contains);
        return Math.Max(0, (decimal)(right - (chosen.Length - right)) / row.Right.Count);
    }

    private static IEnumerable<IReadOnlyList<Item>> RightLines(MatrixData data) => GridResponse.Lines(data.Lines, data.Columns, data.Rows.ToDictionary(row => row.Line.Id, row => row.Right.ToArray()));

    private static string Words(IReadOnlyList<Item> line, Texts texts) => texts["{0}: {1}", line[0].Text, line[1].Text];
}
