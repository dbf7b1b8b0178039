namespace Lectern.QuestionFiles;

/// <summary>Rows to each of which one or several of the same columns belong. Moodle has no such kind of its own.</summary>
/// <param name="Several">Whether a row can have several columns.</param>
/// <param name="AllOrNothing">Whether nothing but all rows right earns points.</param>
public sealed record Matrix(IReadOnlyList<FormattedText> Columns, IReadOnlyList<MatrixRow> Rows, bool Several, bool AllOrNothing) : QuestionContent
{
    public override string Kind => "matrix";
    public override string MoodleType => "";
    public override IEnumerable<FormattedText> Texts => [.. Columns, .. Rows.Select(row => row.Text)];
    public override Facets Facets => AllOrNothing ? Facets.AllOrNothing : Facets.None;
}

/// <summary>A row.</summary>
/// <param name="Right">The places of the columns that are right, from 0.</param>
public sealed record MatrixRow(FormattedText Text, IReadOnlyList<int> Right);
