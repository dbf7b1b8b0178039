using System.Globalization;
using System.Text.RegularExpressions;
using Lectern.QuestionFiles;
using Lectern.Quizzes.Exchange.Bridge;
using Lectern.Quizzes.QuestionTypes.Gaps;
using Lectern.Quizzes.QuestionTypes.Numbers;
using Lectern.Quizzes.QuestionTypes.Rows;
using Lectern.Quizzes.QuestionTypes.ShortAnswer;
using Portable = Lectern.QuestionFiles;

namespace Lectern.Quizzes.QuestionTypes.GapText;

/// <summary>Gaps to write into or to choose for: embedded answers (Cloze), and Moodle's gaps with menus.</summary>
internal sealed partial class GapTextPort() : QuestionPort<GapTextData, Portable.QuestionContent>("gap-text")
{
    public override Facets Keeps => Facets.None;

    protected override TakenIn? TakeIn(Portable.QuestionContent content, PortableQuestion question, IncomingTexts texts) => content switch
    {
        EmbeddedAnswers embedded => TakeIn(embedded, question, texts),
        Portable.GapText { Dragged: false } menus => TakeIn(menus, question, texts),
        _ => null,
    };

    private static TakenIn TakeIn(EmbeddedAnswers content, PortableQuestion question, IncomingTexts texts)
    {
        var typed = content.Parts.Where(part => part.Kind is ClozeKind.ShortAnswer or ClozeKind.CaseSensitiveShortAnswer).ToList();
        var matchCase = typed.Count > 0 && typed.TrueForAll(part => part.Kind == ClozeKind.CaseSensitiveShortAnswer);
        if (!matchCase && typed.Exists(part => part.Kind == ClozeKind.CaseSensitiveShortAnswer)) texts.Lose("gap-case", "That capitals count in some gaps and not in others is lost; they count in none.");
        var wildcards = typed.Exists(part => part.Answers.Any(answer => ShortAnswerPort.IsPattern(answer.Text.Text)));
        var (prompt, text) = PortedGapText.Split(question, Place().Replace(texts.Prose(question.Text), "[[$1]]"));
        return new(new GapTextData(text, [.. content.Parts.Select(part => TakeIn(part, wildcards, texts))], new Wording(matchCase, Wildcards: wildcards)), prompt);
    }

    private static Gap TakeIn(ClozePart part, bool wildcards, IncomingTexts texts)
    {
        var kind = part.Kind switch { ClozeKind.Numerical => GapKind.Number, ClozeKind.Choice or ClozeKind.Choices => GapKind.Choose, _ => GapKind.Write };
        if (part.Kind == ClozeKind.Choices) texts.Lose("gap-several", "Where several answers are to be chosen in a gap, one is chosen here, and each right one counts fully.");
        var answers = part.Answers.Where(answer => kind != GapKind.Number || answer.Text.Text != "*").ToList();
        if (answers.Count < part.Answers.Count) texts.Lose("any-answer", "The answer that any other number gives is lost, with its feedback.");
        var tolerances = answers.Select(answer => answer.Tolerance ?? Quantity.Zero).Distinct().ToList();
        if (kind == GapKind.Number && tolerances.Count > 1) texts.Lose("gap-tolerances", "The numbers of a gap have different tolerances there; here the largest counts for all.");
        if (part.Points < 1) texts.Lose("gap-weight", "A gap that counts nothing counts one share here.");
        return new Gap(kind,
            [.. answers.Select(answer => (Answer: answer, Words: texts.Words(answer.Text))).Select(read => new GapAnswer(
                ShortId.New(),
                kind == GapKind.Write && !wildcards ? ShortAnswerPort.Unescaped(read.Words) : read.Words,
                part.Kind == ClozeKind.Choices && read.Answer.Fraction > 0 ? 100 : Percent(read.Answer.Fraction, texts),
                texts.Prose(read.Answer.Feedback)))],
            kind == GapKind.Number && tolerances.Count > 0 && tolerances.MaxBy(tolerance => tolerance.Value) is { Value: > 0 } widest ? PortedNumbers.Of(widest) : null,
            Math.Clamp(part.Points, 1, Gap.MostWeight));
    }

    // Each gap offers the words of its right one's group; gaps are numbered anew, because two may have the same right word.
    private static TakenIn TakeIn(Portable.GapText content, PortableQuestion question, IncomingTexts texts)
    {
        List<Gap> gaps = [];
        var numbered = PortedGapText.Renamed(texts.Prose(question.Text), number =>
        {
            if (number > content.Words.Count) return $"[[{number}]]";
            var right = content.Words[number - 1];
            gaps.Add(new Gap(GapKind.Choose, [.. content.Words.Where(word => word.Group == right.Group).DistinctBy(word => word.Text).Select(word => new GapAnswer(ShortId.New(), texts.Words(new FormattedText(word.Text)), word.Text == right.Text ? 100 : 0))]));
            return $"[[{gaps.Count}]]";
        });
        var (prompt, text) = PortedGapText.Split(question, numbered);
        return new(new GapTextData(text, gaps), prompt);
    }

    protected override GivenOut? GiveOut(GapTextData data, OutgoingTexts texts)
    {
        if (data.AllOrNothing) texts.Lose("all-or-nothing", "That only a wholly right answer earns points is lost.");
        if (data.Wording?.IgnoreAccents == true) texts.Lose("ignore-accents", "That accents don't matter is lost.");
        List<ClozePart> parts = [];
        var text = PortedGapText.Renamed(data.Text, number =>
        {
            if (data.Find(number) is not { Answers.Count: > 0 } gap) return "…";
            parts.Add(GiveOut(gap, data.Wording ?? new(), texts));
            return string.Create(CultureInfo.InvariantCulture, $"{{#{parts.Count}}}");
        });
        return parts.Count == 0 ? null : new(new EmbeddedAnswers(parts), text);
    }

    private static ClozePart GiveOut(Gap gap, Wording wording, OutgoingTexts texts) => new(
        gap.Kind switch { GapKind.Number => ClozeKind.Numerical, GapKind.Choose => ClozeKind.Choice, _ => wording.MatchCase ? ClozeKind.CaseSensitiveShortAnswer : ClozeKind.ShortAnswer },
        gap.Weight,
        [.. gap.Answers.Select(answer => new ClozeAnswer(
            gap.Kind == GapKind.Number ? new FormattedText(Number.Of(answer.Text)?.Text ?? "0", TextFormat.Plain) : new FormattedText(gap.Kind == GapKind.Write && !wording.Wildcards ? ShortAnswerPort.Escaped(answer.Text) : answer.Text, TextFormat.Plain),
            answer.Percent / 100,
            texts.Prose(answer.Feedback),
            gap.Kind == GapKind.Number ? PortedNumbers.Of(gap.Tolerance) : null))]);

    [GeneratedRegex(@"\{#([0-9]{1,2})\}")]
    private static partial Regex Place();
}
