using System.Globalization;
using System.Text.RegularExpressions;

namespace Lectern.QuestionFiles.Gift;

/// <summary><c>{>6 ALL VERTICAL ABSOLUTE_POSITION SHOW none</c>, then an item a line: how Moodle's ordering questions write themselves.</summary>
internal sealed partial class GiftOrdering : GiftKind<Ordering>
{
    internal override bool Reads(GiftQuestion question) => question.Answers.StartsWith(">") && Head().IsMatch(question.Answers.Read());

    internal override QuestionContent? Read(GiftQuestion question)
    {
        var head = Head().Match(question.Answers.Read());
        var items = question.Answers.From(head.Length).Split('\n').Select(line => question.Text(line)).Where(item => !item.IsEmpty).ToList();
        if (items.Count < 2) return question.Refuse(question.Answers.Offset, "too-few-items", "There must be at least two items to bring into order.");
        var count = int.TryParse(head.Groups["count"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var written) && written >= 2 && written <= items.Count ? written : Math.Min(6, items.Count);
        return new Ordering
        {
            Items = [.. items.Select(item => new Answer(item, 1, question.Nothing))],
            SelectCount = count,
            Select = OrderingWords.Select(head.Groups["select"].Value),
            Horizontal = OrderingWords.IsHorizontal(head.Groups["layout"].Value),
            Grading = OrderingWords.Grading(head.Groups["grading"].Value),
            ShowGrading = OrderingWords.Shows(head.Groups["show"].Value),
            Numbering = OrderingWords.Numbering(head.Groups["numbering"].Value),
        };
    }

    internal override string? Unwritable(PortableQuestion question) =>
        ((Ordering)question.Content).Items.Any(item => item.Text.Text.Contains('\n', StringComparison.Ordinal)) ? "In GIFT an item to order is one line, and this one has several." : null;

    protected override void Write(GiftWriter writer, Ordering content, TextFormat usual)
    {
        writer.Open(string.Create(CultureInfo.InvariantCulture,
            $">{content.SelectCount} {content.Select} {(content.Horizontal ? "HORIZONTAL" : "VERTICAL")} {content.Grading} {(content.ShowGrading ? "SHOW" : "HIDE")} {content.Numbering}"));
        foreach (var item in content.Items)
        {
            writer.Raw("\n\t");
            writer.Text(item.Text, usual);
        }
    }

    [GeneratedRegex("""
        ^>[ \t]*(?<count>\d+)[ \t]*
        (?<select>ALL|EXACT|RANDOM|REL|CONTIGUOUS|CONTIG)?[ \t]*
        (?<layout>HORIZONTAL|HORI|H|1|VERTICAL|VERT|V|0)?[ \t]*
        (?<grading>ALL_OR_NOTHING|ABSOLUTE_POSITION|ABSOLUTE|ABS|RELATIVE_NEXT_EXCLUDE_LAST|RELATIVE_NEXT_INCLUDE_LAST|RELATIVE_ONE_PREVIOUS_AND_NEXT|RELATIVE_ALL_PREVIOUS_AND_NEXT|RELATIVE_TO_CORRECT|RELATIVE|REL|LONGEST_ORDERED_SUBSET|LONGEST_CONTIGUOUS_SUBSET)?[ \t]*
        (?<show>SHOW|TRUE|YES|1|HIDE|FALSE|NO|0)?[ \t]*
        (?<numbering>none|123|abc|ABCD|iii|IIII)?(?=\s|$)
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Head();
}
