using Lectern.QuestionFiles;
using Lectern.Quizzes.Exchange.Bridge;

namespace Lectern.Quizzes.QuestionTypes.Rows;

/// <summary>Lines of a question on their way into files and out of them.</summary>
internal static class PortedItems
{
    /// <summary>A line with an id of its own.</summary>
    internal static Item TakeIn(FormattedText text, IncomingTexts texts)
    {
        var (words, html) = texts.Line(text);
        return new(ShortId.New(), words, html);
    }

    internal static FormattedText GiveOut(Item item, OutgoingTexts texts) => texts.Line(item.Text, item.Html);
}
