using Lectern.QuestionFiles;
using Lectern.Quizzes.Exchange.Bridge;
using Lectern.Quizzes.QuestionTypes.Rows;
using Portable = Lectern.QuestionFiles;

namespace Lectern.Quizzes.QuestionTypes.Ordering;

/// <summary>Items to bring into order (the words are those of Moodle's ordering).</summary>
internal sealed class OrderingPort() : QuestionPort<OrderingData, Portable.Ordering>("ordering")
{
    private const string Exact = "ALL_OR_NOTHING";
    private const string Places = "ABSOLUTE_POSITION";
    private const string Neighbours = "RELATIVE_NEXT_EXCLUDE_LAST";

    public override Facets Keeps => Facets.OrderingSettings;

    protected override TakenIn? TakeIn(Portable.Ordering content, PortableQuestion question, IncomingTexts texts)
    {
        if (content.Select != "ALL" && content.Items.Count > content.SelectCount) texts.Lose("ordering-all", "Only some of the items were shown to each learner; here all are.");
        if (content.Grading is not (Exact or Places or Neighbours)) texts.Lose("ordering-grading", "How a partly right order is graded is lost; each item directly before the one that follows it will count.");
        return new(new OrderingData([.. content.Items.Select(item => texts.Line(item.Text)).Select(line => new Item(ShortId.New(), line.Words, line.Html))],
            content.Grading switch { Exact => OrderCredit.Exact, Places => OrderCredit.Places, _ => OrderCredit.Neighbours }));
    }

    protected override GivenOut? GiveOut(OrderingData data, OutgoingTexts texts) => new Portable.Ordering
    {
        Items = [.. data.Items.Select(item => new Portable.Answer(texts.Line(item.Text, item.Html), 0, FormattedText.Empty))],
        Select = "ALL",
        Grading = data.Credit switch { OrderCredit.Exact => Exact, OrderCredit.Places => Places, _ => Neighbours },
    };
}
