using Lectern.QuestionFiles;
using Lectern.Quizzes.Exchange.Bridge;
using Lectern.Quizzes.QuestionTypes.Rows;
using Portable = Lectern.QuestionFiles;

namespace Lectern.Quizzes.QuestionTypes.Matrix;

/// <summary>Rows and columns.</summary>
internal sealed class MatrixPort() : QuestionPort<MatrixData, Portable.Matrix>("matrix")
{
    public override Facets Keeps => Facets.AllOrNothing;

    protected override TakenIn? TakeIn(Portable.Matrix content, PortableQuestion question, IncomingTexts texts)
    {
        var columns = content.Columns.Select(column => PortedItems.TakeIn(column, texts)).ToList();
        return new(new MatrixData(columns, [.. content.Rows.Select(row => new MatrixRow(PortedItems.TakeIn(row.Text, texts), [.. row.Right.Select(at => columns[at].Id)]))], content.Several, content.AllOrNothing));
    }

    protected override GivenOut? GiveOut(MatrixData data, OutgoingTexts texts)
    {
        var ids = data.Columns.Select(column => column.Id).ToList();
        return new Portable.Matrix(
            [.. data.Columns.Select(column => PortedItems.GiveOut(column, texts))],
            [.. data.Rows.Select(row => new Portable.MatrixRow(PortedItems.GiveOut(row.Line, texts), [.. row.Right.Select(id => ids.IndexOf(id))]))],
            data.Several, data.AllOrNothing);
    }
}
